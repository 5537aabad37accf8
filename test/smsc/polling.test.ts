import type { Arrival } from '../../client/receiver';
import { polling } from '../../client/smsc/polling';
import { receiver } from '../../client/smsc/receiver';
import type { Listener } from '../../client/poller/listener';
import { Poller } from '../../client/poller/poller';
import { SmscEmulator } from '../emulators/smsc';
import { fastClock } from '../poller/stage';
import { until } from '../support/until';
import { ACCOUNT, failureOf, lineTo, NOW } from './line';

let smsc: SmscEmulator;

beforeAll(async () => {
	smsc = await new SmscEmulator(ACCOUNT).start();
});

afterAll(async () => await smsc.stop());
beforeEach(() => {
	smsc.reset();
	smsc.now = () => NOW.getTime();
});

const begin = polling.needsMemory!.begin!;

const signal = new AbortController().signal;
const line = (changes = {}) => lineTo(smsc.url, changes);

const fetch = async (after: string | null, changes = {}): Promise<Arrival[]> =>
	await polling.fetch(line(changes), {
		after: after === null ? null : { id: after, update: null },
		wanted: ['message'],
		signal,
	});

const say = (...texts: string[]): void => {
	for (const message of texts) smsc.inbound({ phone: '79990000001', message });
};

const textsOf = (arrivals: Arrival[]) =>
	arrivals.flatMap(({ update }) =>
		receiver.read(update, { bot: null, receivedAt: NOW.toISOString() }).map(({ message }) => message?.text),
	);

const formOfLast = () => Object.fromEntries(new URLSearchParams(smsc.log.at(-1)?.body.toString()));

it.each(['oldestFirst', 'newestFirst'] as const)(
	'gives messages in their order, though they come %s',
	async (order) => {
		smsc.settings.answersOrder = order;
		say('one', 'two', 'three');
		expect(textsOf(await fetch('0'))).toEqual(['one', 'two', 'three']);
		const rest = await fetch('1');
		expect(textsOf(rest)).toEqual(['two', 'three']);
		expect(rest.map(({ id }) => id)).toEqual(['2', '3']);
		expect(formOfLast()).toMatchObject({ get_answers: '1', after_id: '1', cnt: '10000', hour: '168' });
	},
);

it('has nothing when nothing is new', async () => {
	expect(await fetch('0')).toEqual([]);
	say('one');
	expect(await fetch('1')).toEqual([]);
});

it('leaves out what a service that does not know after_id gives again', async () => {
	smsc.failNext({
		status: 200,
		body: [
			{ id: '2', phone: '1', message: 'b' },
			{ id: 1, phone: '1', message: 'a' },
		],
	});
	expect(textsOf(await fetch('1'))).toEqual(['b']);
});

it('reads dates in the time zone of the account', async () => {
	say('one');
	const read = async (changes: object) =>
		(await fetch('0', changes)).flatMap(({ update }) =>
			receiver.read(update, { bot: null, receivedAt: NOW.toISOString() }).map(({ happenedAt }) => happenedAt),
		);
	expect(await read({})).toEqual([NOW.toISOString()]);
	expect(await read({ timeZone: 'UTC' })).toEqual(['2026-03-01T15:00:00.000Z']);
});

it('begins behind what is there', async () => {
	expect(await begin(line())).toBe('0');
	say('old', 'older');
	smsc.settings.answersOrder = 'newestFirst';
	const place = await begin(line());
	expect(place).toBe('2');
	say('new');
	expect(textsOf(await fetch(place))).toEqual(['new']);
});

it('does not begin with a login or a time zone that is wrong', async () => {
	expect(await failureOf(begin(line({ password: 'wrong' })))).toMatchObject({
		facts: { reason: 'unauthorized' },
	});
	expect(await failureOf(begin(line({ timeZone: 'Mars' })))).toMatchObject({ field: 'Time Zone' });
});

describe('messages without a number', () => {
	/** A workflow that takes everything, and where it stands. */
	const workflow = (stands: string) => {
		const heard: string[] = [];
		const keys: string[] = [];
		let place = stands;
		const listener: Listener = {
			id: 'a',
			line: line(),
			wanted: ['message'],
			once: false,
			wants: () => true,
			take: async ({ message }, key) => {
				heard.push(message?.text ?? '');
				keys.push(key);
				return true;
			},
			place: { recall: () => place, remember: (id) => void (place = id) },
			log: (text) => void heard.push(text),
			tell: ({ description }) => void heard.push(description),
		};
		const options = { receiver, polling: { ...polling, pause: 100 }, bot: null, clock: fastClock };
		return { poller: new Poller(options), listener, heard, keys, place: () => place };
	};

	const questions = () => smsc.log.length;
	const someMoreQuestions = async () => {
		const before = questions();
		await until(() => questions() >= before + 3, 'some more questions');
	};

	it('are given out once, and hold nothing up', async () => {
		smsc.inbound({ phone: '79990000001', message: 'no number', id: null });
		say('one');
		const { poller, listener, heard, keys, place } = workflow('0');
		poller.join(listener, false);
		await until(() => heard.length === 2, 'both');
		say('two');
		smsc.inbound({ phone: '79990000001', message: 'none again', id: null });
		await until(() => heard.length === 4, 'the next two');
		await someMoreQuestions();
		await poller.leave('a');
		expect([...heard].sort()).toEqual(['no number', 'none again', 'one', 'two']);
		expect(new Set(keys).size).toBe(4);

		// as after a restart of n8n
		const later = workflow(place());
		later.poller.join(later.listener, true);
		say('three');
		await until(() => later.heard.length === 1, 'what is new');
		await someMoreQuestions();
		await later.poller.leave('a');
		expect(later.heard).toEqual(['three']);
	});

	it('are each given to the workflow that lacks it, where several stand at other places', async () => {
		smsc.inbound({ phone: '79990000001', message: 'no number', id: null });
		const [{ id: mark } = { id: '' }] = await fetch('0');
		say('one', 'two');
		const [behind, ahead] = [workflow('1'), workflow(`2 ${mark}`)];
		const { poller } = behind;
		poller.join({ ...ahead.listener, id: 'b' }, false);
		poller.join(behind.listener, false);
		await until(() => behind.heard.length === 2, 'what one lacks');
		await someMoreQuestions();
		await Promise.all([poller.leave('a'), poller.leave('b')]);
		expect([...behind.heard].sort()).toEqual(['no number', 'two']);
		expect(ahead.heard).toEqual([]);
		expect([behind.place(), ahead.place()]).toEqual([`2 ${mark}`, `2 ${mark}`]);
	});

	it('that were there before the workflow are too old, like all others', async () => {
		smsc.inbound({ phone: '79990000001', message: 'old', id: null });
		say('old, too');
		const place = await begin(line());
		expect(await fetch(place)).toEqual([]);
		smsc.inbound({ phone: '79990000001', message: 'new', id: null });
		expect(textsOf(await fetch(place))).toEqual(['new']);
	});

	it('keep what the service told of them, and say so where that is nothing', async () => {
		const events = (rows: object[]) => {
			smsc.failNext({ status: 200, body: rows });
			return fetch('0').then((arrivals) =>
				arrivals.flatMap(({ update }) => receiver.read(update, { bot: null, receivedAt: NOW.toISOString() })),
			);
		};
		const row = { id: 'x', phone: '79990000001', message: 'a', sent: '01.03.2026 15:00:00' };
		const [event] = await events([row]);
		expect(event).toMatchObject({ message: { text: 'a' }, happenedAt: NOW.toISOString(), raw: row });
		expect(event).not.toHaveProperty('error');
		expect(await events([{ hello: 'world' }])).toMatchObject([
			{ event: 'message', subscriber: null, error: expect.any(String), raw: { hello: 'world' } },
		]);
	});
});

it.each([[{}], [{ result: 'none' }], [[]], [[null, 'text']]])(
	'an answer that lists nothing brings nothing: %j',
	async (body) => {
		smsc.failNext({ status: 200, body });
		expect(await fetch('0')).toEqual([]);
	},
);

it('a message alone may stand in no list', async () => {
	smsc.failNext({ status: 200, body: { id: '7', phone: '1', message: 'a' } });
	expect(textsOf(await fetch('1'))).toEqual(['a']);
});

it('a time zone that nobody knows is told to who has to mend it', async () => {
	say('one');
	const failure = await failureOf(fetch('0', { timeZone: 'Mars' }));
	expect(polling.explain?.(failure)).toEqual({
		description: 'No messages can be fetched: Time Zone “Mars” in the credential is not known',
		advice: expect.stringContaining('switch the workflow off and on'),
	});
});

it.each([
	[2, /does not accept the login or the key/],
	[4, /has blocked the address/],
])('explains error %i, and lets the service rest', async (code, words) => {
	smsc.failWith(code);
	const obstacle = polling.explain?.(await failureOf(fetch('0')));
	expect(obstacle?.description).toMatch(words);
	expect(obstacle?.pause).toBeGreaterThanOrEqual(60_000);
});

it('leaves other failures to time', async () => {
	smsc.failWith(9);
	expect(polling.explain?.(await failureOf(fetch('0')))).toBeUndefined();
	expect(polling.explain?.(new Error('other'))).toBeUndefined();
});

it('brings messages and no statuses', () => {
	expect(polling.events).toEqual(['message']);
	expect(receiver.events).toContain('status');
});
