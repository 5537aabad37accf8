// A real n8n and the Node it needs, both from the npm registry, installed once into the user's cache folder.
//
//   import { ensureHost } from './install.mjs'          → { node, n8n, dir }
//   node tools/host/install.mjs                         installs when absent and prints the folder
//   node tools/host/install.mjs --json                  … prints { node, n8n, dir }
//   node tools/host/install.mjs --json --installed      … fails when absent instead of installing
//
// Why it is more than `npm install n8n`: see docs/decisions/0006-a-real-n8n-for-every-check.md.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compilerAdvice } from './compiler.mjs';
import { locked } from './lock.mjs';
import { NODE_VERSION, checkNode, headersOf, nodeKey, nodePackage, nodePaths } from './node.mjs';
import { withProgress } from './progress.mjs';
import { outsideEnv, run } from './run.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));

export const N8N_VERSION = JSON.parse(fs.readFileSync(path.join(HERE, 'package.json'), 'utf8')).dependencies
	.n8n;

const QUIET = ['--no-audit', '--no-fund', '--loglevel=error'];
const MARKER = '.complete';

/** This project's own folder in the user's cache. */
export const cacheDir = () =>
	path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'n8n-nodes-bot-gateway');

/** Where the host lives: keyed by version, so that every checkout of one user shares one copy. */
export const hostDir = () =>
	process.env.BOT_GATEWAY_N8N_DIR || path.join(cacheDir(), `n8n-${N8N_VERSION}-${nodeKey}`);

const hostIn = (dir) => ({
	node: nodePaths(dir).bin,
	n8n: path.join(dir, 'n8n', 'node_modules', 'n8n', 'bin', 'n8n'),
	dir,
});

/** The installed host, or undefined. The marker is written last, so that a broken install is repeated. */
export function findHost() {
	const host = hostIn(hostDir());
	return fs.existsSync(path.join(host.dir, MARKER)) ? host : undefined;
}

async function installNode(dir, logFile) {
	if (nodePackage === undefined) return;
	const cwd = path.join(dir, 'node');
	fs.mkdirSync(cwd, { recursive: true });
	fs.writeFileSync(path.join(cwd, 'package.json'), '{"private":true}');
	await withProgress(`Node ${NODE_VERSION}`, () =>
		run('npm', ['install', `${nodePackage}@${NODE_VERSION}`, ...QUIET], { cwd, logFile }),
	);
}

async function installN8n({ dir, node, n8n }, logFile) {
	const cwd = path.join(dir, 'n8n');
	fs.mkdirSync(cwd, { recursive: true });
	for (const file of ['package.json', 'package-lock.json']) {
		fs.copyFileSync(path.join(HERE, file), path.join(cwd, file));
	}
	const env = outsideEnv({
		PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}`,
		...headersOf(nodePaths(dir).root),
	});
	// `install`, not `ci`: some optional packages for other platforms are absent, and `ci` then calls every lock
	// file out of step. No scripts: some dependencies would download or compile what n8n can do without.
	await withProgress(`n8n ${N8N_VERSION} (about 2,400 packages, 2.8 GB)`, () =>
		run('npm', ['install', '--ignore-scripts', ...QUIET], { cwd, env, logFile }),
	);
	await withProgress('native parts (the database driver is compiled where no prebuilt one can be had)', () =>
		run('npm', ['rebuild', 'sqlite3', 'isolated-vm', '--ignore-scripts=false', '--loglevel=error'], {
			cwd,
			env,
			logFile,
		}),
	).catch((error) => {
		const advice = compilerAdvice(fs.readFileSync(logFile, 'utf8'));
		throw advice === undefined ? error : new Error(`${advice}\n(whole log: ${logFile})`);
	});
	const require = 'require("sqlite3"); require("isolated-vm")'; // a rebuild that built nothing ends well, too
	await run(node, ['-e', require], { cwd, env, logFile });
	await run(node, [n8n, '--version'], { cwd, env, logFile });
}

/** The host, installed when it is absent. */
export async function ensureHost() {
	const found = findHost();
	if (found !== undefined) return found;
	checkNode();
	const host = hostIn(hostDir());
	fs.mkdirSync(host.dir, { recursive: true });
	await locked(host.dir, async () => {
		if (findHost() !== undefined) return;
		process.stderr.write(`Installing n8n once into ${host.dir} (about 4 minutes)\n`);
		const logFile = path.join(host.dir, 'install.log');
		fs.writeFileSync(logFile, '');
		await installNode(host.dir, logFile);
		await installN8n(host, logFile);
		fs.writeFileSync(path.join(host.dir, MARKER), new Date().toISOString());
	});
	return host;
}

async function main(options) {
	const host = options.has('--installed') ? findHost() : await ensureHost();
	if (host === undefined) {
		throw new Error(`n8n ${N8N_VERSION} is not installed. Install it with: node tools/host/install.mjs`);
	}
	console.log(options.has('--json') ? JSON.stringify(host) : host.dir);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	main(new Set(process.argv.slice(2))).catch((error) => {
		console.error(error.message);
		process.exitCode = 1;
	});
}
