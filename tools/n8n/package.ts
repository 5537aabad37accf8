import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './host';

export interface PackageJson {
	name: string;
	version: string;
	n8n: { credentials: string[]; nodes: string[] };
}

export const readPackageJson = (dir: string = ROOT): PackageJson =>
	JSON.parse(fs.readFileSync(path.join(dir, 'package.json'), 'utf8')) as PackageJson;

/** The files that n8n will load; throws when the build has not made one of them. */
export function assertBuilt(dir: string = ROOT): void {
	const { n8n } = readPackageJson(dir);
	const missing = [...n8n.nodes, ...n8n.credentials].filter((file) => !fs.existsSync(path.join(dir, file)));
	if (missing.length === 0) return;
	throw new Error(`The package is not built (no ${missing.join(', ')}). Build it with: npm run build`);
}

/** Where n8n looks for an installed community package. */
export const installedDir = (home: string, name: string): string =>
	path.join(home, '.n8n', 'nodes', 'node_modules', name);

// npm is a .cmd file on Windows: only a shell can start it
const npm = (args: string[], cwd: string): Buffer =>
	execFileSync('npm', args, { cwd, shell: process.platform === 'win32', stdio: ['ignore', 'pipe', 'pipe'] });

/**
 * Packs the package as `npm publish` would and unpacks it where n8n looks for installed ones: node types then
 * carry their production names, and what the package forgot to publish is missing here, too.
 * @param home n8n's home; takes effect at n8n's next start
 */
export function installPackage(home: string, dir: string = ROOT): string {
	assertBuilt(dir);
	const { name } = readPackageJson(dir);
	const target = installedDir(home, name);
	fs.rmSync(target, { recursive: true, force: true });
	fs.mkdirSync(target, { recursive: true });
	npm(['pack', '--ignore-scripts', '--pack-destination', target], dir);
	const tarball = fs.readdirSync(target).find((file) => file.endsWith('.tgz'));
	if (tarball === undefined) throw new Error(`npm pack of ${dir} made no tarball`);
	execFileSync('tar', ['-xzf', tarball, '--strip-components=1'], { cwd: target });
	fs.rmSync(path.join(target, tarball));
	return target;
}
