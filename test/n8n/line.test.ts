import type { IAuthenticate, ICredentialType } from 'n8n-workflow';

import type { Gateway, Line } from '../../client/gateway';
import type { HttpAnswer, HttpRequest } from '../../client/http/request';
import { lineOf, listeningLineOf } from '../../client/n8n/line';
import type { Caller } from '../../client/n8n/road';
import { EmulatorServer } from '../emulators/server';
import { JumpingClock } from '../support/clock';
import { Bench } from '../support/harness';
import { nodeThat } from './node';

const mockClock = new JumpingClock();
jest.mock('../../client/n8n/clock', () => ({ clockOf: () => mockClock }));

class TestApi implements ICredentialType {
	name = 'testApi';
	displayName = 'Test';
	properties = [];
	authenticate: IAuthenticate = async ({ baseUrl }, options) => ({ ...options, baseURL: String(baseUrl) });
}

/** A service that says in a header for how long it wants to be left alone. */
const gateway = {
	credential: 'testApi',
	parallel: 3,
	retryAfter: ({ status, headers }: HttpAnswer) =>
		status === 429 ? Number(headers['retry-after']) : undefined,
} as Partial<Gateway> as Gateway;

const READ: HttpRequest = { method: 'GET', path: '/list', effect: 'read' };
const WRITE: HttpRequest = { method: 'POST', path: '/send', effect: 'write' };
const tooMany = (seconds: number) => ({
	status: 429,
	body: '',
	headers: { 'retry-after': String(seconds) },
});

const server = new EmulatorServer(() => ({ status: 200, body: 'fine' }));
beforeAll(async () => await server.start());
afterAll(async () => await server.stop());
beforeEach(() => server.reset());

/** Runs the test's work with a line from a node; a bench is an account. */
function account() {
	let work: (line: Line) => Promise<unknown> = async () => undefined;
	const node = nodeThat(
		async (context) => {
			await work(lineOf(context, gateway, 60));
			return [];
		},
		{ credentials: ['testApi'] },
	);
	const bench = new Bench(node, { type: new TestApi(), data: { baseUrl: server.url } });
	return async (task: (line: Line) => Promise<unknown>): Promise<void> => {
		work = task;
		const { error } = await bench.run({});
		if (error) throw error;
	};
}

it('waits for a rate limit and asks again', async () => {
	server.failNext(tooMany(7));
	const before = mockClock.now();
	await account()(async (line) => expect(await line.send(WRITE)).toMatchObject({ status: 200 }));
	expect(server.log).toHaveLength(2);
	expect(mockClock.now() - before).toBe(7_000);
});

it('gives up when the service wants more than the longest wait', async () => {
	server.failNext(tooMany(61));
	await account()(async (line) => expect(await line.send(WRITE)).toMatchObject({ status: 429 }));
	expect(server.log).toHaveLength(1);
});

it('repeats a read that broke off, twice at most, and a write never', async () => {
	const line = account();
	server.failNext({ drop: 'before' }, { times: 2 });
	await line(async ({ send }) => expect(await send(READ)).toMatchObject({ status: 200 }));
	expect(server.log).toHaveLength(3);
	server.reset();
	server.failNext({ drop: 'after' }, { times: 2 });
	await line(async ({ send }) => await expect(send(WRITE)).rejects.toThrow('broke off'));
	expect(server.log).toHaveLength(1);
});

it('shares its gate with every line of the same credential, and with no other', async () => {
	const [mine, other] = [account(), account()];
	server.failNext(tooMany(30));
	await mine(async ({ send }) => await send(WRITE));
	server.failNext(tooMany(100));
	await mine(async ({ send }) => await send(WRITE));
	await mine(async ({ send }) => await expect(send(WRITE)).rejects.toThrow('no requests for another 100 s'));
	await other(async ({ send }) => expect(await send(WRITE)).toMatchObject({ status: 200 }));
});

it('keeps no more requests under way than the service’s gate has room for', async () => {
	let underWay = 0;
	let most = 0;
	const counted = new EmulatorServer(async () => {
		underWay += 1;
		most = Math.max(most, underWay);
		await new Promise((resolve) => setTimeout(resolve, 5));
		underWay -= 1;
		return { status: 200, body: 'fine' };
	});
	await counted.start();
	const node = nodeThat(
		async (context) => {
			const { send } = lineOf(context, gateway, 60);
			await Promise.all(Array.from({ length: 20 }, async () => await send(WRITE)));
			return [];
		},
		{ credentials: ['testApi'] },
	);
	const { error } = await new Bench(node, { type: new TestApi(), data: { baseUrl: counted.url } }).run({});
	await counted.stop();
	expect(error).toBeUndefined();
	expect(most).toBe(3);
	expect(counted.log).toHaveLength(20);
});

it('fails without sending where the node has no credential', async () => {
	let failure: unknown;
	const node = nodeThat(
		async (context) => {
			failure = await lineOf(context, gateway, 60)
				.send(WRITE)
				.catch((error: unknown) => error);
			return [];
		},
		{ credentials: ['testApi'] },
	);
	await new Bench(node).run({});
	expect(failure).toMatchObject({ facts: { outcome: 'notSent', code: 'NO_CREDENTIAL' } });
});

it('tells the time as a date', async () => {
	await account()(async (line) => expect(line.now()).toBeInstanceOf(Date));
});

it('reads what the credential says of the account once, and again where n8n could not tell it', async () => {
	let asked = 0;
	const getCredentials = async () => {
		asked += 1;
		if (asked === 1) throw new Error('The database is locked');
		return { timeZone: 'Europe/Kyiv' };
	};
	const line = listeningLineOf({ getCredentials } as Partial<Caller> as Caller, {
		...gateway,
		settings: ['timeZone'],
	});
	await expect(line.settings?.()).rejects.toThrow('locked');
	for (let time = 0; time < 2; time += 1)
		expect(await line.settings?.()).toEqual({ timeZone: 'Europe/Kyiv' });
	expect(asked).toBe(2);
});
