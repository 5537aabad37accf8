import { inspect } from 'node:util';

import { polling } from '../../client/chatApp/polling';
import { Rejected, Unreachable, InvalidInput } from '../../client/model/error';
import type { EventName } from '../../client/model/event';
import type { Line } from '../../client/gateway';
import type { Arrival } from '../../client/receiver';
import type { ChatAppEmulator, Queue } from '../emulators/chatApp';
import { until } from '../support/until';
import { ANN, failureOf, lineTo, QUEUES, startChatApp } from './line';

let cloud: ChatAppEmulator;
let inbound: Queue;
let status: Queue;
let audit: Queue;

beforeAll(async () => {
	cloud = await startChatApp();
	inbound = cloud.addQueue('inbound', QUEUES.inboundQueue);
	status = cloud.addQueue('status', QUEUES.statusQueue);
	audit = cloud.addQueue('notification', QUEUES.notificationQueue);
});
afterAll(async () => await cloud.stop());
beforeEach(() => {
	cloud.reset();
	// a question that finds nothing takes a quarter of a second
	cloud.settings.secondMs = 10;
});

const BOTH: EventName[] = ['message', 'status'];

/** A line whose clock runs. */
const line = (changes: Parameters<typeof lineTo>[1] = {}): Line => ({
	...lineTo(cloud.url, changes),
	now: () => new Date(),
});

const ask = async (at: Line, wanted: readonly EventName[] = BOTH, signal = new AbortController().signal) =>
	await polling.fetch(at, { after: null, wanted, signal });

const confirm = async (at: Line, taken: readonly Arrival[]) => await polling.confirm?.run(at, taken);

const texts = (arrivals: readonly Arrival[]) =>
	arrivals.map(({ update }) => (update as { Message: string }).Message);

const asked = (queue: Queue, method = 'GET') =>
	cloud.log.filter((request) => request.method === method && request.path.includes(queue.name));

const tokens = () => cloud.log.filter(({ body }) => body.includes('QueryTokenForMnsQueue')).length;

it('takes what is there, and deletes it when it is confirmed', async () => {
	await cloud.say(ANN, 'one');
	await cloud.say(ANN, 'two');
	const at = line();
	const arrivals = await ask(at);
	expect(texts(arrivals)).toEqual(['one', 'two']);
	expect(arrivals.map(({ id }) => id)).toEqual(
		arrivals.map(({ update }) => `inbound/${(update as { MessageId: string }).MessageId}`),
	);
	expect(inbound.waiting).toHaveLength(2);
	await confirm(at, arrivals);
	expect(inbound.waiting).toHaveLength(0);
	expect(inbound.deleted).toBe(2);
	expect(tokens()).toBeLessThanOrEqual(2);
});

it.each([
	['plain', 'one'],
	['plain', 'array'],
	['base64', 'array'],
] as const)('reads bodies that are %s, %s', async (queueBody, queueItems) => {
	Object.assign(cloud.settings, { queueBody, queueItems });
	await cloud.tell('status', { MessageId: 'm', Status: 'Sent' }, { MessageId: 'm', Status: 'Delivered' });
	const at = line();
	const arrivals = await ask(at, ['status']);
	if (queueItems === 'one') arrivals.push(...(arrivals.length < 2 ? await ask(at, ['status']) : []));
	expect(arrivals.map(({ id }) => id)).toEqual(['status/m/sent', 'status/m/delivered']);
	// of several in one message, the last has its receipt
	expect(arrivals.filter(({ handle }) => handle)).toHaveLength(queueItems === 'array' ? 1 : 2);
	if (queueItems === 'array') {
		await confirm(at, arrivals.slice(0, 1));
		expect(status.waiting).toHaveLength(1);
	}
	await confirm(at, arrivals);
	expect(status.waiting).toHaveLength(0);
});

it('a message that holds nothing to read arrives as such, and is deleted like every other', async () => {
	for (const body of ['[]', 'not JSON', '']) status.put(body);
	const at = line();
	const arrivals = await ask(at, ['status']);
	expect(arrivals.map(({ update }) => update)).toEqual(['[]', 'not JSON', '']);
	await confirm(at, arrivals);
	expect(status.waiting).toHaveLength(0);
});

it('finds nothing in an empty queue, which answers 404', async () => {
	expect(await ask(line())).toEqual([]);
	expect(asked(inbound).length + asked(status).length).toBe(2);
});

it('asks only the queues that something is wanted from', async () => {
	await ask(line({ statusQueue: '', notificationQueue: '' }), ['message', 'buttonPressed', 'phoneShared']);
	await ask(line({ inboundQueue: '', statusQueue: '' }), ['notification']);
	expect([asked(inbound).length, asked(status).length, asked(audit).length]).toEqual([1, 0, 1]);
});

it('gives what one queue has at once, and goes on with the question to the other', async () => {
	cloud.settings.secondMs = 100;
	const at = line();
	const stop = new AbortController();
	const waiting = ask(at, BOTH, stop.signal);
	await until(() => asked(inbound).length === 1 && asked(status).length === 1, 'both questions');
	await cloud.say(ANN, 'quick');
	expect(texts(await waiting)).toEqual(['quick']);
	expect(asked(status)[0]?.ended).toBeUndefined();
	await cloud.tell('status', { MessageId: 'm', Status: 'Sent' });
	expect((await ask(at, BOTH, stop.signal)).map(({ id }) => id)).toEqual(['status/m/sent']);
	expect(asked(status)).toHaveLength(1);
	stop.abort();
	await until(() => asked(inbound).every(({ ended }) => ended !== undefined), 'the end of all questions');
});

it('gets again, with the same id, what was not confirmed in time; the old receipt deletes nothing', async () => {
	cloud.settings.visibilityMs = 50;
	await cloud.say(ANN, 'again');
	const at = line();
	const first = await ask(at);
	expect(await confirmLate(at, first)).toBeInstanceOf(Rejected);
	cloud.settings.visibilityMs = 30_000;
	const second = await ask(at);
	expect(second.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
	expect(second[0]?.handle).not.toBe(first[0]?.handle);
	await confirm(at, second);
	expect(inbound.waiting).toHaveLength(0);
});

async function confirmLate(at: Line, taken: readonly Arrival[]): Promise<unknown> {
	await new Promise((resolve) => setTimeout(resolve, 80));
	return await failureOf(confirm(at, taken));
}

describe('the keys of a queue', () => {
	it('are asked for once, and again when the service does not take them any more', async () => {
		const at = line();
		await ask(at, ['message']);
		await ask(at, ['message']);
		expect(tokens()).toBe(1);
		cloud.revokeKeys();
		await cloud.say(ANN, 'after');
		const arrivals = await ask(at, ['message']);
		expect(texts(arrivals)).toEqual(['after']);
		expect(tokens()).toBe(2);
		cloud.revokeKeys();
		await confirm(at, arrivals);
		expect(inbound.waiting).toHaveLength(0);
		expect(tokens()).toBe(3);
	});

	it('are renewed once before they end, however many requests find it out together', async () => {
		for (const times of ['iso', 'plain'] as const) {
			cloud.reset();
			Object.assign(cloud.settings, { secondMs: 10, times, tokenLifetimeMs: 10 * 60_000 });
			let ahead = 0;
			const at: Line = { ...line(), now: () => new Date(Date.now() + ahead) };
			for (let index = 0; index < 5; index += 1) await cloud.say(ANN, String(index));
			const arrivals = await ask(at, ['message']);
			ahead = 7 * 60_000;
			await ask(at, ['message']);
			expect([times, tokens()]).toEqual([times, 1]);
			ahead = 8.5 * 60_000;
			await confirm(at, arrivals);
			expect([times, tokens()]).toEqual([times, 2]);
			expect(inbound.waiting).toHaveLength(0);
		}
	});

	it('may be asked for by the other signature', async () => {
		await cloud.say(ANN, 'V3');
		expect(texts(await ask(line({ dybaseSignature: 'v3' }), ['message']))).toEqual(['V3']);
	});

	it('come with a temporary AccessKey as well', async () => {
		const temporary = await startChatApp({ securityToken: 'STSTOKEN+/=dummy' });
		temporary.addQueue('inbound', QUEUES.inboundQueue);
		await temporary.say(ANN, 'STS');
		const at = lineTo(temporary.url, { securityToken: 'STSTOKEN+/=dummy' });
		expect(
			texts(await polling.fetch(at, { after: null, wanted: ['message'], signal: neverAborted() })),
		).toEqual(['STS']);
		expect(temporary.log.map(({ search }) => search).join()).not.toContain('STSTOKEN');
		await temporary.stop();
	});
});

const neverAborted = (): AbortSignal => new AbortController().signal;

it('gives up at once when nobody wants it any more, also before it has begun', async () => {
	cloud.settings.secondMs = 1_000;
	const stop = new AbortController();
	const questions = () => [...asked(inbound), ...asked(status)];
	const waiting = failureOf(ask(line(), BOTH, stop.signal));
	await until(() => questions().length === 2, 'both questions');
	stop.abort();
	expect(await waiting).toBeInstanceOf(Unreachable);
	expect(await ask(line(), BOTH, stop.signal)).toEqual([]);
	await until(() => questions().every(({ ended }) => ended !== undefined), 'the end of both');
	expect(questions().map(({ ended }) => ended)).toEqual(['left', 'left']);
});

describe('what a person has to mend', () => {
	const check = async (at: Line, wanted: readonly EventName[] = BOTH): Promise<void> => {
		if (!polling.check) throw new Error('The receiver checks nothing');
		await polling.check(at, wanted);
	};
	const refusal = async (at: Line) => await failureOf(check(at));

	it('is told before anything is polled: a queue without a name', async () => {
		const failure = await refusal(line({ statusQueue: ' ' }));
		expect(failure).toBeInstanceOf(InvalidInput);
		expect(failure).toMatchObject({ field: 'Status Queue', message: expect.stringContaining('credential') });
		await check(line({ statusQueue: '' }), ['message']);
	});

	it('is told before anything is polled: a name that nobody knows, an AccessKey that is wrong', async () => {
		expect(await refusal(line({ inboundQueue: 'none' }))).toMatchObject({
			field: 'Inbound Queue',
			detail: expect.stringContaining('does not exist'),
		});
		expect(await refusal(line({ accessKeySecret: 'wrong' }))).toMatchObject({
			facts: { reason: 'unauthorized' },
		});
		await check(line());
	});

	it('is told in plain words while it polls', async () => {
		cloud.failNext(
			{
				status: 404,
				body: '<Error><Code>QueueNotExist</Code><Message>No such queue.</Message></Error>',
				headers: { 'content-type': 'text/xml' },
			},
			{ when: ({ method }) => method === 'GET' },
		);
		const failure = await failureOf(ask(line(), ['message']));
		expect(polling.explain?.(failure)).toEqual({
			description: 'Nothing can be received from the queue: No such queue.',
			advice: expect.stringContaining('name of the queue') as string,
		});
		const noName = await failureOf(ask(line({ inboundQueue: '' })));
		expect(polling.explain?.(noName)).toMatchObject({
			description: expect.stringContaining('Inbound Queue') as string,
		});
	});

	it.each([
		['a broken line', { drop: 'before' as const }],
		['a page', { status: 502, body: '<html>Bad Gateway</html>' }],
		['an answer that is no XML', { status: 200, body: '{"hello":"world"}' }],
		['a message without a receipt', { status: 200, body: '<Message><MessageBody>x</MessageBody></Message>' }],
	])('is not what gets better by itself: %s', async (_, reply) => {
		cloud.failNext(reply, { when: ({ method }) => method === 'GET' });
		const failure = await failureOf(ask(line(), ['message']));
		expect(failure).toBeInstanceOf(Unreachable);
		expect(polling.explain?.(failure)).toBeUndefined();
	});
});

it('no key of a queue is in what it gives, nor in what it fails with', async () => {
	const seen: unknown[] = [];
	const at = line();
	await cloud.say(ANN, 'hello');
	const arrivals = await ask(at, ['message']);
	seen.push(arrivals);
	const secrets = cloud.handedOut;
	expect(secrets.length).toBeGreaterThanOrEqual(3);
	for (const status of [400, 403, 404, 500]) {
		// an echo of the request, keys and all
		const body = `<Error><Code>X</Code><Message>AccessKeySecret=${secrets[1]} security-token: ${secrets[2]}</Message></Error>`;
		cloud.failNext({ status, body: status === 500 ? secrets.join() : body }, { times: 2 });
		seen.push(await failureOf(ask(at, ['message'])));
	}
	seen.push(at, polling);
	const all = inspect(seen, { depth: Infinity, showHidden: true });
	for (const secret of secrets.slice(0, 3)) expect([secret, all.includes(secret)]).toEqual([secret, false]);
});
