import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
	assertBuilt,
	exitOnSignals,
	findHost,
	installPackage,
	N8n,
	OWNER,
	readPackageJson,
	ROOT,
} from '../../tools/n8n/driver';
import { share } from './shared';
import { warnWhenStale } from './stale';

/** Starts the one n8n that all end-to-end tests share, with the package installed in it. */
export default async function setup(): Promise<void> {
	findHost(); // each throws with the command that mends it
	assertBuilt();
	warnWhenStale(ROOT);

	exitOnSignals(); // jest does not tear down after one
	const home = fs.mkdtempSync(path.join(os.tmpdir(), 'bot-gateway-e2e-'));
	const packageDir = installPackage(home);
	const n8n = new N8n({ home });
	try {
		await n8n.start();
		await n8n.signIn(OWNER);
	} catch (error) {
		await n8n.stop(); // a teardown does not follow a set-up that failed
		throw error;
	}
	share(n8n, packageDir);
	const { name, version } = readPackageJson();
	process.stderr.write(`n8n runs at ${n8n.url} with ${name} ${version}\n`);
}
