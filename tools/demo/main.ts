/** The demo itself, see tools/demo.mjs: emulated services, a real n8n with the package, the example workflows. */
import fs from 'node:fs';
import path from 'node:path';
import { exitOnSignals, freePortFrom, installPackage, N8n, OWNER, readPackageJson } from '../n8n/driver';
import type { CredentialRef } from '../n8n/driver';
import { checkExamples } from './check';
import { importExamples } from './examples';
import type { Stored } from './examples';
import { prepareHome } from './home';
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

/** Resolves when the person or the system wants the demo to end. */
const askedToEnd = (): Promise<string> =>
	new Promise((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
	});

async function putAccounts(n8n: N8n, { accounts }: Services): Promise<CredentialRef[]> {
	const stored: CredentialRef[] = [];
	// the services listen on other ports each time, so an account that is there gets the new address
	const registry = {
		name: 'Registry (this n8n)',
		type: 'botGatewayRegistryApi',
		data: { baseUrl: n8n.url, apiKey: n8n.at.apiKey },
	};
	for (const { name, type, data } of [...accounts, registry]) {
		stored.push(await n8n.putCredential(name, type, data));
	}
	return stored;
}

/** Starts everything, does what `act` says, and stops everything whatever happens. */
async function staged<T>(
	dir: string,
	port: number | undefined,
	act: (n8n: N8n, services: Services) => Promise<T>,
) {
	const services = await startServices();
	const n8n = new N8n({ home: dir, ...(port !== undefined && { port }) });
	const unwatch = watch(services, (line) => console.log(`  ${line}`));
	try {
		installPackage(dir);
		return await act(n8n, services);
	} finally {
		unwatch();
		await n8n.stop();
		await services.stop();
	}
}

async function furnish(n8n: N8n, services: Services): Promise<Stored[]> {
	console.log('  starting n8n …');
	await n8n.start();
	await n8n.signIn(OWNER);
	return await importExamples(n8n, await putAccounts(n8n, services));
}

/** Starts all, runs the examples once, and ends. A home of its own: it never meets a demo that is running. */
async function check(cacheDir: string): Promise<number> {
	exitOnSignals();
	const dir = path.join(cacheDir, `demo-check-${process.pid}`);
	try {
		return await staged(dir, undefined, async (n8n, services) => {
			const examples = await furnish(n8n, services);
			return (await checkExamples(n8n, examples, services)) ? 0 : 1;
		});
	} finally {
		fs.rmSync(dir, { recursive: true, force: true });
	}
}

async function show({ cacheDir, fresh }: Options): Promise<number> {
	const end = askedToEnd();
	const home = await prepareHome(path.join(cacheDir, 'demo'), fresh);
	const port = await freePortFrom(USUAL_PORT);
	home.occupy(`http://127.0.0.1:${port}`);
	try {
		return await staged(home.dir, port, async (n8n, services) => {
			const examples = await Promise.race([furnish(n8n, services), end]);
			if (typeof examples === 'string') return 0;
			console.log(whatToDo(n8n, readPackageJson().version, examples));
			const ended = await Promise.race([end, n8n.ended().then(() => undefined)]);
			if (ended === undefined) console.error(`n8n has ended by itself${n8n.logTail()}`);
			else console.log('\n  stopping …');
			return ended === undefined ? 1 : 0;
		});
	} finally {
		home.leave();
	}
}

/** @returns the exit code */
export const main = async (options: Options): Promise<number> =>
	options.check ? await check(options.cacheDir) : await show(options);
