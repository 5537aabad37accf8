import { execFileSync } from 'node:child_process';
import path from 'node:path';

/** The repository's root. */
export const ROOT = path.resolve(__dirname, '..', '..');

export interface Host {
	/** The Node that runs n8n. */
	node: string;
	/** n8n's start script. */
	n8n: string;
	dir: string;
}

/** The n8n that tools/host has installed; throws with the command to run when there is none. */
export function findHost(): Host {
	const script = path.join(ROOT, 'tools', 'host', 'install.mjs');
	// piped, not inherited: its advice then stands in the error, once
	const output = execFileSync(process.execPath, [script, '--json', '--installed'], {
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	return JSON.parse(output) as Host;
}
