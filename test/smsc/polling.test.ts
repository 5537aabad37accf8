import type { Arrival } from '../../client/receiver';
import { polling } from '../../client/smsc/polling';
import { receiver } from '../../client/smsc/receiver';
import { SmscEmulator } from '../emulators/smsc';
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

it('an answer whose rows have no number is not taken for an empty one', async () => {
	for (const body of [[{ phone: '1', message: 'a' }], [{ id: 'x', message: 'a' }]]) {
		smsc.failNext({ status: 200, body });
		expect(await failureOf(fetch('0'))).toMatchObject({ name: 'Unreachable' });
	}
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
