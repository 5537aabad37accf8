/** The demo itself, see tools/demo.mjs: emulated services, a real n8n with the package, the example workflows. */
import fs from 'node:fs';
import path from 'node:path';
import { freePortFrom, installPackage, N8n, OWNER, readPackageJson } from '../n8n/driver';
import type { CredentialRef } from '../n8n/driver';
import { checkExamples } from './check';
import { importExamples } from './examples';
import { startServices } from './services';
import type { Services } from './services';
import { whatToDo } from './text';
import { watch } from './watch';

const USUAL_PORT = 5678;

export interface Options {
	cacheDir: string;
	/** Forgets what an earlier demo kept. */
	fresh: boolean;
	/** Runs the examples once and ends. */
	check: boolean;
}

/** Where n8n lives: kept for the next demo; a check has a home of its own, so that it never meets a running demo. */
function prepareHome({ cacheDir, fresh, check }: Options): string {
	const home = path.join(cacheDir, check ? `demo-check-${process.pid}` : 'demo');
	if (fresh) fs.rmSync(home, { recursive: true, force: true });
	fs.mkdirSync(home, { recursive: true });
	return home;
}

/** Resolves when the person or the system wants the demo to end. */
const askedToEnd = (): Promise<string> =>
	new Promise((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
	});

async function putAccounts(n8n: N8n, { accounts }: Services): Promise<CredentialRef[]> {
	const stored: CredentialRef[] = [];
	// the services listen on other ports each time, so an account that is there gets the new address
	for (const { name, type, data } of accounts) stored.push(await n8n.putCredential(name, type, data));
	return stored;
}

/** @returns the exit code */
export async function main(options: Options): Promise<number> {
	const end = askedToEnd();
	const home = prepareHome(options);
	const services = await startServices();
	const n8n = new N8n({ home, ...(!options.check && { port: await freePortFrom(USUAL_PORT) }) });
	const unwatch = watch(services, (line) => console.log(`  ${line}`));
	try {
		installPackage(home);
		console.log('  starting n8n …');
		const ready = await Promise.race([n8n.start(), end]);
		if (typeof ready === 'string') return 0;
		await n8n.signIn(OWNER);
		const examples = await importExamples(n8n, await putAccounts(n8n, services));
		if (options.check) return (await checkExamples(n8n, examples, services)) ? 0 : 1;

		console.log(whatToDo(n8n, readPackageJson().version, examples));
		const ended = await Promise.race([end, n8n.ended().then(() => undefined)]);
		if (ended === undefined) console.error(`n8n has ended by itself${n8n.logTail()}`);
		else console.log('\n  stopping …');
		return ended === undefined ? 1 : 0;
	} finally {
		unwatch();
		await n8n.stop();
		await services.stop();
		if (options.check) fs.rmSync(home, { recursive: true, force: true });
	}
}
