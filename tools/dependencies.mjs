import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './host/run.mjs';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const OLDEST_NODE = [20, 19];

const changedAt = (file) => fs.statSync(path.join(ROOT, file), { throwIfNoEntry: false })?.mtimeMs;

/** Throws with advice where the tools below would fail with a riddle. */
export function checkOwnNode() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	const [needsMajor, needsMinor] = OLDEST_NODE;
	if (major > needsMajor || (major === needsMajor && minor >= needsMinor)) return;
	throw new Error(
		`This needs Node ${OLDEST_NODE.join('.')} or newer and runs on ${process.versions.node}: https://nodejs.org`,
	);
}

/** Whether node_modules is what package-lock.json asks for; npm writes the hidden copy at the end of an install. */
export function hasDependencies() {
	const installed = changedAt('node_modules/.package-lock.json');
	return installed !== undefined && installed >= changedAt('package-lock.json');
}

/**
 * Installs the development dependencies where they are absent or older than the lock file. `install`, not `ci`: some
 * optional packages for other platforms cannot be had everywhere, and `ci` calls a lock file without them out of
 * step. What the lock file names is installed as it says, and the file stays as it is.
 */
export async function ensureDependencies() {
	if (!hasDependencies())
		await run('npm', ['install', '--no-save', '--no-audit', '--no-fund'], { cwd: ROOT });
}
