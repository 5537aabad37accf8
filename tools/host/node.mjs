// Which Node runs n8n: one from the npm registry where there is one, else the one that runs this file.
import fs from 'node:fs';
import path from 'node:path';
import { WINDOWS } from './run.mjs';

/** n8n 2.36 and later demand Node 24. */
export const NODE_VERSION = '24.21.0';

/** The machines for which npm has `node-<platform>-<arch>` at that version: a binary, no install script. */
const PACKAGED = new Set(['linux-x64', 'linux-arm64', 'win-x64']);

const major = (version) => Number(version.split('.')[0]);

/** The packaged binaries are built for glibc. */
function isMusl() {
	return process.platform === 'linux' && process.report.getReport().header.glibcVersionRuntime === undefined;
}

const platform = `${WINDOWS ? 'win' : process.platform}-${process.arch}`;

/** The npm package with Node for this machine, or undefined. */
export const nodePackage = PACKAGED.has(platform) && !isMusl() ? `node-${platform}` : undefined;

/** Names the folder of an installation: native parts fit one version of Node's binary interface only. */
export const nodeKey =
	nodePackage === undefined ? `own-node-${major(process.versions.node)}` : `node-${NODE_VERSION}`;

/** Throws where n8n cannot run at all. */
export function checkNode() {
	if (nodePackage !== undefined || major(process.versions.node) >= major(NODE_VERSION)) return;
	throw new Error(
		`n8n needs Node ${major(NODE_VERSION)} or newer, npm has no Node binary for ${platform}${isMusl() ? ' with musl' : ''}, ` +
			`and this is Node ${process.versions.node}.\nInstall Node ${major(NODE_VERSION)} (https://nodejs.org) and run the command again.`,
	);
}

/** Where Node lies for an installation in `dir`: `bin` its executable, `root` the folder with its headers. */
export function nodePaths(dir) {
	if (nodePackage === undefined) {
		const bin = process.execPath;
		const root = WINDOWS ? path.dirname(bin) : path.dirname(path.dirname(bin));
		return { bin, root };
	}
	const root = path.join(dir, 'node', 'node_modules', nodePackage);
	return { bin: path.join(root, 'bin', WINDOWS ? 'node.exe' : 'node'), root };
}

/** With headers at hand node-gyp must use them: it would take the system's, or download some. */
export const headersOf = (root) =>
	fs.existsSync(path.join(root, 'include', 'node', 'node_api.h')) ? { npm_config_nodedir: root } : {};
