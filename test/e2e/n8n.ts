import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { attach, installedDir, N8n, readPackageJson } from '../../tools/n8n/driver';
import type { N8nClient } from '../../tools/n8n/driver';
import { sharedConnection } from './shared';

export * from '../../tools/n8n/driver';

/** This package's name, with which its node types begin. */
export const PACKAGE = readPackageJson().name;

/** The n8n that the set-up has started, signed in. Tests share it: give workflows and credentials own names. */
export const sharedN8n = (): N8nClient => attach(sharedConnection());

/**
 * An n8n for one test file, for what others must not notice: restarts, kills, settings of its own. It has the
 * package installed but is not started; `discard` it at the end.
 */
export function ownN8n(env: Record<string, string> = {}): N8n {
	const home = fs.mkdtempSync(path.join(os.tmpdir(), 'bot-gateway-own-'));
	fs.cpSync(sharedConnection().packageDir, installedDir(home, PACKAGE), { recursive: true });
	return new N8n({ home, env });
}

/** Stops an n8n of one's own and removes everything it left. */
export async function discard(n8n: N8n): Promise<void> {
	await n8n.stop();
	fs.rmSync(n8n.home, { recursive: true, force: true });
}
