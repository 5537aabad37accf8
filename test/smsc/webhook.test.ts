import { createHash } from 'node:crypto';

import fc from 'fast-check';

import { InvalidInput } from '../../client/model/error';
import type { Callback } from '../../client/receiver';
import { receiver } from '../../client/smsc/receiver';
import { webhook } from '../../client/smsc/webhook';

const SECRET = 'kolibri7';
const account = { callbackSecret: SECRET };
const NOW = new Date('2026-03-01T12:00:30.000Z');
const ABOUT = { bot: null, receivedAt: NOW.toISOString() };
const URL_OPTIONS = { charset: 'utf-8', fmt: '3', sha1: '' };

const digest = (name: string, ...values: string[]): string =>
	createHash(name)
		.update([...values, SECRET].join(':'))
		.digest('hex');

const STATUS = { id: '1001', phone: '79990000001', status: '1', err: '0', ts: '1700000000', cost: '0.30' };
const INBOUND = { phone: '79990000001', mes: 'Да: беру', to: '79995555555' };
const WAITCALL = { phone: '79990000001', ts: '1700000000', waitcall: '1' };

const PROOFS = {
	status: digest('sha1', '1001', '79990000001', '1'),
	inbound: digest('sha1', '79990000001', 'Да: беру', '79995555555'),
	waitcall: digest('sha1', '79990000001', '1700000000'),
};

const proven = {
	status: { ...STATUS, sha1: PROOFS.status },
	inbound: { ...INBOUND, sha1: PROOFS.inbound },
	waitcall: { ...WAITCALL, sha1: PROOFS.waitcall },
};

const post = (body: unknown, text?: string): Callback => ({
	method: 'POST',
	headers: {},
	query: URL_OPTIONS,
	body,
	...(text !== undefined && { text }),
});

const get = (fields: Record<string, string>): Callback => ({
	method: 'GET',
	headers: {},
	// the address asks for a digest, and the service answers it under the same name
	query: { charset: 'utf-8', fmt: '3', ...fields, ...(fields.sha1 && { sha1: `,${fields.sha1}` }) },
	body: {},
});

const isGenuine = (request: Callback, stored: Record<string, unknown> = account): boolean =>
	webhook.isGenuine(request, stored, 'http://n8n/webhook/1');

const eventsOf = (request: Callback) =>
	webhook.arrivals(request, NOW).flatMap(({ update }) => receiver.read(update, ABOUT));

/** The same fields in every way in which they may come. */
const ways = (fields: Record<string, string>): Array<[string, Callback]> => [
	['a form', post(fields, new URLSearchParams(fields).toString())],
	['JSON', post(fields, JSON.stringify(fields))],
	['JSON with numbers', post(undefined, JSON.stringify(fields).replace(/"(\d{1,11})"/g, '$1'))],
	['JSON that says it is a form', post({ [JSON.stringify(fields)]: '' }, JSON.stringify(fields))],
	['JSON that says it is a text', post(JSON.stringify(fields), JSON.stringify(fields))],
	['a list', post([fields], JSON.stringify([fields]))],
	['a form with a field twice', post({ ...fields, phone: ['0', fields.phone] })],
	['a form without a content type', post({}, new URLSearchParams(fields).toString())],
	['a query', get(fields)],
];

describe.each(Object.entries(proven))('a callback of the kind %s', (kind, fields) => {
	it.each(ways(fields))('is read from %s', (_, request) => {
		expect(isGenuine(request)).toBe(true);
		const events = eventsOf(request);
		expect(events).toHaveLength(1);
		expect(events[0]).toMatchObject({
			event: { status: 'status', inbound: 'message', waitcall: 'notification' }[kind],
			subscriber: { id: '79990000001' },
		});
		expect(JSON.stringify(events)).not.toContain(fields.sha1);
	});

	it.each(ways(fields))('that was changed is refused (%s)', (_, request) => {
		const changed = JSON.parse(JSON.stringify(request).replaceAll('79990000001', '79990000002')) as Callback;
		expect(isGenuine(changed)).toBe(false);
	});

	it('is refused without a digest, with one of another kind, and without a secret', () => {
		const { sha1: _, ...bare } = fields;
		expect(isGenuine(post(bare))).toBe(false);
		for (const [other, sha1] of Object.entries(PROOFS)) {
			expect({ other, is: isGenuine(post({ ...bare, sha1 })) }).toEqual({ other, is: other === kind });
		}
		for (const stored of [
			{},
			{ callbackSecret: '' },
			{ callbackSecret: 7 },
			{ callbackSecret: 'Kolibri7' },
		]) {
			expect(isGenuine(post(fields), stored)).toBe(false);
		}
	});
});

it('one stranger in a list closes the door to all of it', () => {
	expect(isGenuine(post([proven.status, proven.inbound]))).toBe(true);
	expect(isGenuine(post([proven.status, { ...proven.inbound, mes: 'forged' }]))).toBe(false);
	expect(isGenuine(post([proven.status, 'text']))).toBe(false);
	expect(isGenuine(post([]))).toBe(false);
	expect(isGenuine(post({}))).toBe(false);
});

it('what was told is an event on our scale', () => {
	expect(eventsOf(post(proven.status))).toEqual([
		{
			event: 'status',
			service: 'smsc',
			bot: null,
			subscriber: {
				id: '79990000001',
				name: '79990000001',
				firstName: null,
				lastName: null,
				username: null,
				language: null,
				phone: '79990000001',
				isBot: false,
			},
			chat: { id: '79990000001', type: 'private', title: null },
			status: { messageId: '1001', status: 'delivered', reason: null, description: 'Delivered' },
			language: 'en',
			happenedAt: '2023-11-14T22:13:20.000Z',
			receivedAt: NOW.toISOString(),
			raw: STATUS,
		},
	]);
	expect(eventsOf(post({ ...STATUS, id: 'order-1', status: '20', err: '253', phone: '@ann' }))).toMatchObject(
		[
			{
				subscriber: { id: '@ann', username: 'ann', phone: null },
				status: {
					messageId: 'order-1',
					status: 'failed',
					reason: 'invalidMessage',
					description: 'Impossible to deliver: The spam filter stopped it',
				},
			},
		],
	);
	expect(eventsOf(post({ ...STATUS, status: '4', phone: '#7' }))).toMatchObject([
		{ event: 'status', status: { status: 'clicked' }, subscriber: { id: '#7', username: null, phone: null } },
	]);
	expect(eventsOf(post({ ...STATUS, status: '77' }))).toMatchObject([
		{ status: { status: 'unknown', description: expect.stringContaining('77') } },
	]);
	expect(eventsOf(post(proven.inbound))).toMatchObject([
		{
			event: 'message',
			message: { id: null, text: 'Да: беру', kind: 'text', command: null },
			happenedAt: null,
		},
	]);
	expect(eventsOf(post({ ...INBOUND, mes: '/Start now' }))).toMatchObject([
		{ message: { command: 'start' } },
	]);
	expect(eventsOf(post(proven.waitcall))).toMatchObject([
		{
			event: 'notification',
			notification: { kind: 'confirmationCall' },
			happenedAt: '2023-11-14T22:13:20.000Z',
		},
	]);
});

describe('the time of a callback', () => {
	const timeOf = (fields: object, settings?: Record<string, string>) =>
		webhook
			.arrivals(post({ ...STATUS, ...fields }), NOW)
			.flatMap(({ update }) => receiver.read(update, { ...ABOUT, ...(settings && { settings }) }))
			.map(({ happenedAt }) => happenedAt);

	it('is its time stamp; without one its date, by the clock of the account', () => {
		const time = '28.12.2019 19:20:22';
		expect(timeOf({ time })).toEqual(['2023-11-14T22:13:20.000Z']);
		expect(timeOf({ ts: '', time })).toEqual(['2019-12-28T16:20:22.000Z']);
		expect(timeOf({ ts: '', time }, { timeZone: 'Asia/Almaty' })).toEqual(['2019-12-28T13:20:22.000Z']);
	});

	it('is left open where neither can be read', () => {
		expect(timeOf({ ts: '', time: 'yesterday' })).toEqual([null]);
		expect(timeOf({ ts: '', time: '28.12.2019 19:20:22' }, { timeZone: 'Mars' })).toEqual([null]);
	});
});

describe('what is said of a call that is refused', () => {
	const why = (query: Record<string, string>, fields: object) =>
		webhook.whyRefused?.({ ...post({ ...fields }), query });

	it('names what the handler URL in the cabinet lacks', () => {
		expect(why({}, STATUS)).toMatch(/no digest came with it.*\?charset=utf-8&fmt=3&sha1/);
		expect(why(URL_OPTIONS, { ...STATUS, sha1: '' })).toMatch(/no digest/);
		expect(why({ fmt: '3', sha1: '' }, proven.inbound)).toMatch(/lacks charset=utf-8/);
		expect(why({ charset: 'koi8-r' }, proven.inbound)).toMatch(/lacks charset=utf-8/);
	});

	it('is nothing where the address is right: then the secret is not', () => {
		expect(why(URL_OPTIONS, proven.inbound)).toBeUndefined();
		expect(why({ ...URL_OPTIONS, charset: 'UTF-8' }, proven.inbound)).toBeUndefined();
	});

	it('holds nothing of what the caller wrote', () => {
		const queries: Array<Record<string, string>> = [{ charset: 'evil' }, { evil: 'evil' }];
		for (const query of queries) expect(why(query, { evil: 'evil', sha1: 'evil' })).not.toContain('evil');
	});
});

describe('the id of an arrival', () => {
	const idOf = (fields: object, now = NOW): string => webhook.arrivals(post(fields), now)[0]?.id ?? '';
	const later = new Date('2026-03-01T12:05:00.000Z');

	it('is the same for a repeat, however it comes', () => {
		for (const fields of Object.values(proven)) {
			const ids = ways(fields).map(([, request]) => webhook.arrivals(request, NOW)[0]?.id);
			expect(new Set(ids).size).toBe(1);
		}
		expect(idOf(proven.status, later)).toBe(idOf(STATUS));
		expect(idOf(proven.waitcall, later)).toBe(idOf(WAITCALL));
	});

	it.each([
		['status', { ...STATUS, status: '2' }],
		['time', { ...STATUS, ts: '1700000001' }],
		['message', { ...STATUS, id: '1002' }],
		// the same status once more, with another reason of it
		['reason', { ...STATUS, err: '253' }],
		// one sending to several people has one id
		['recipient', { ...STATUS, phone: '79990000002' }],
	])('is another one for another %s', (_, fields) => {
		expect(idOf(fields)).not.toBe(idOf(STATUS));
	});

	it('is the same whether nothing is wrong (err 0) or nothing is said of it', () => {
		const { err: _, ...silent } = STATUS;
		expect(idOf(silent)).toBe(idOf(STATUS));
		expect(idOf({ ...STATUS, err: '' })).toBe(idOf(STATUS));
	});

	it('of a message without id and time holds for its minute: the same words may be said again later', () => {
		expect(idOf(INBOUND, new Date(NOW.getTime() + 10_000))).toBe(idOf(INBOUND));
		expect(idOf(INBOUND, later)).not.toBe(idOf(INBOUND));
		expect(idOf({ ...INBOUND, id: '7' }, later)).toBe(idOf({ ...INBOUND, id: '7' }));
		expect(idOf({ ...INBOUND, id: '7' })).not.toBe(idOf({ ...INBOUND, id: '8' }));
		expect(idOf({ ...INBOUND, ts: '7' }, later)).toBe(idOf({ ...INBOUND, ts: '7' }));
	});
});

it('the door stays closed until there is a secret', () => {
	expect(webhook.lacks?.({ callbackSecret: '' })).toBeInstanceOf(InvalidInput);
	expect(webhook.lacks?.({})?.message).toMatch(/^Callback Secret is empty in the credential/);
	expect(webhook.lacks?.(account)).toBeUndefined();
});

it('answers 200 and ok', () => {
	expect(webhook.accepted).toMatchObject({ status: 200, body: 'ok' });
});

it('never throws, and lets nothing in, whatever comes (property)', () => {
	const field = fc.oneof(fc.string(), fc.constantFrom('', 'id', 'mes', 'sha1', '__proto__'));
	const request = fc.record({
		method: fc.constantFrom('GET', 'POST'),
		headers: fc.constant({}),
		query: fc.dictionary(field, fc.string()),
		body: fc.oneof(fc.anything({ withNullPrototype: true }), fc.dictionary(field, fc.anything())),
		text: fc.oneof(fc.string(), fc.json(), fc.constant('')),
	});
	fc.assert(
		fc.property(request, (callback) => {
			expect(isGenuine(callback)).toBe(false);
			for (const { id, update } of webhook.arrivals(callback, NOW)) {
				expect(id).toMatch(/^[\da-f]{24}$/);
				expect(receiver.read(update, ABOUT)).toHaveLength(1);
			}
		}),
		{ numRuns: 500 },
	);
});
