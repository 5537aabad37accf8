/**
 * Drives a real n8n on loopback, for tests and for the demo.
 *
 *   const n8n = new N8n({ home });
 *   installPackage(home);
 *   await n8n.start();
 *   await n8n.signIn(OWNER);
 *   const run = await n8n.runOnce({ name: 'try', nodes, connections });
 *   itemsOf(run, 'Bot Gateway');
 *   await n8n.stop();
 *
 * Several can run side by side: each has its own home and takes free ports.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { N8nClient } from './client';
import { environment, tmpIn } from './environment';
import { findHost } from './host';
import { freePort } from './ports';
import { logTail } from './session';
import type { Owner } from './shapes';

export { attach, N8nClient } from './client';
export { findHost, ROOT } from './host';
export { assertBuilt, installedDir, installPackage, readPackageJson } from './package';
export { freePort, freePortFrom } from './ports';
export { N8nRequestError } from './session';
export { exitOnSignals } from './signals';
export type { Connection } from './session';
export type * from './shapes';
export { PATIENCE, sleep, until } from './until';
export { chain, errorOf, hintsOf, itemsOf, manualTrigger, node, taskOf } from './workflow';

/** A made-up person for an n8n that only this machine can reach. */
export const OWNER: Owner = {
	email: 'owner@example.com',
	firstName: 'Ann',
	lastName: 'Owner',
	password: 'OwnerPassw0rd',
};

export interface N8nOptions {
	/** Everything of this n8n lies below it; made when absent, reused when present. */
	home: string;
	/** A free one by default. */
	port?: number;
	/** Added to the environment, or replacing a part of it. */
	env?: Record<string, string>;
	/** `start` by default; the others are for queue mode. */
	command?: 'start' | 'worker' | 'webhook';
}

/** An n8n process of our own. */
export class N8n extends N8nClient {
	private child: ChildProcess | undefined;

	private brokerPort = 0;

	private readonly killAtExit = (): void => {
		this.child?.kill('SIGKILL');
	};

	constructor(private readonly options: N8nOptions) {
		const logFile = path.join(options.home, 'n8n.log');
		super({ url: '', home: options.home, logFile, pid: 0, cookie: '', apiKey: '' });
	}

	private get running(): ChildProcess | undefined {
		const { child } = this;
		return child?.exitCode === null && child.signalCode === null ? child : undefined;
	}

	/** Starts it and waits until it can be used; keeps its address over a restart. Returns the milliseconds. */
	async start(timeout = 120_000): Promise<number> {
		if (this.running !== undefined) throw new Error('n8n is running already');
		const from = Date.now();
		const { home, port, env, command = 'start' } = this.options;
		fs.mkdirSync(tmpIn(home), { recursive: true });
		if (this.at.url === '') this.at.url = `http://127.0.0.1:${port ?? (await freePort())}`;
		if (this.brokerPort === 0) this.brokerPort = await freePort();

		const host = findHost();
		const place = { home, port: Number(new URL(this.at.url).port), brokerPort: this.brokerPort };
		const log = fs.openSync(this.at.logFile, 'a');
		this.child = spawn(host.node, [host.n8n, command], {
			cwd: home,
			env: { ...environment(host, place), ...env },
			stdio: ['ignore', log, log],
		});
		fs.closeSync(log);
		this.at.pid = this.child.pid ?? 0;
		process.once('exit', this.killAtExit);

		// the worker and the webhook processor have no readiness of their own and no editor
		const steps = command === 'start' ? ['/healthz/readiness', '/rest/settings'] : ['/healthz'];
		try {
			for (const step of steps) await this.answers(step, timeout);
		} catch (error) {
			await this.kill();
			throw error;
		}
		return Date.now() - from;
	}

	/** Readiness turns 200 before the routes of the editor's REST exist: both have to be waited for. */
	private async answers(path: string, timeout: number): Promise<void> {
		await this.until(
			async () => {
				if (this.running === undefined) throw new Error(`n8n ended while it started (${this.ending()})`);
				return await fetch(this.url + path).then(
					(response) => response.ok,
					() => false,
				);
			},
			{ what: `n8n to answer ${path}`, timeout },
		);
	}

	private ending(): string {
		return `code ${this.child?.exitCode ?? 'none'}, signal ${this.child?.signalCode ?? 'none'}`;
	}

	/** Ends it as a service manager would; it may finish what it is doing. */
	async stop(timeout = 15_000): Promise<void> {
		await this.end('SIGTERM', timeout);
	}

	/** Ends it as a power cut would. */
	async kill(): Promise<void> {
		await this.end('SIGKILL', 5_000);
	}

	private async end(signal: 'SIGTERM' | 'SIGKILL', timeout: number): Promise<void> {
		const child = this.running;
		process.removeListener('exit', this.killAtExit);
		if (child === undefined) return;
		const gone = new Promise((resolve) => child.once('exit', resolve));
		child.kill(signal);
		const timer = setTimeout(() => child.kill('SIGKILL'), timeout);
		await gone;
		clearTimeout(timer);
	}

	/** Resolves when the process has ended, for whatever reason; at once when it does not run. */
	async ended(): Promise<void> {
		const child = this.running;
		if (child !== undefined) await new Promise((resolve) => child.once('exit', resolve));
	}

	/** Stops and starts it; the login and the API key stay valid. */
	async restart(): Promise<void> {
		await this.stop();
		await this.start();
	}

	/** The end of the log, for a message to a person. */
	logTail(lines?: number): string {
		return logTail(this.at.logFile, lines);
	}
}
