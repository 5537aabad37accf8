import fc from 'fast-check';

import { receiver } from '../../client/esputnik/receiver';
import { esputnik as gateway } from '../../client/esputnik/gateway';
import { InvalidInput } from '../../client/model/error';
import type { Callback } from '../../client/receiver';
import { APP, failureOf, lineTo } from './line';

const door = receiver.webhook!;

const call = (changes: Partial<Callback> = {}): Callback => ({
	method: 'POST',
	headers: {},
	query: {},
	body: [],
	...changes,
});

const basic = (login: string, password: string, scheme = 'Basic') => ({
	authorization: `${scheme} ${Buffer.from(`${login}:${password}`).toString('base64')}`,
});

describe('the check', () => {
	const account = { webhookLogin: 'export', webhookPassword: 'p:ä', webhookSecret: '' };
	const genuine = (headers: Record<string, string>, stored: object = account) =>
		door.isGenuine(call({ headers }), stored as never, '');

	it('takes login and password, also with a colon and letters of all kinds', () => {
		expect(genuine(basic('export', 'p:ä'))).toBe(true);
		expect(genuine(basic('export', 'p:ä', 'basic'))).toBe(true);
	});

	it.each([
		['nothing', {}],
		['a wrong password', basic('export', 'p:a')],
		['a wrong login', basic('other', 'p:ä')],
		['no password', basic('export', '')],
		['the beginning of it', basic('export', 'p')],
		['another scheme', basic('export', 'p:ä', 'Bearer')],
		['no base64', { authorization: 'Basic %%%' }],
		['the bare words', { authorization: 'export:p:ä' }],
		['an empty secret', { 'x-webhook-secret': '' }],
	])('refuses %s', (_, headers) => {
		expect(genuine(headers as Record<string, string>)).toBe(false);
		expect(door.refused).toBe(401);
	});

	it('takes a secret in a header instead, where the credential has one', () => {
		const stored = { webhookLogin: '', webhookPassword: '', webhookSecret: 's3cret' };
		expect(genuine({ 'x-webhook-secret': 's3cret' }, stored)).toBe(true);
		expect(genuine({ 'x-webhook-secret': 's3cre' }, stored)).toBe(false);
		expect(genuine(basic('', ''), stored)).toBe(false);
		expect(genuine({}, stored)).toBe(false);
	});

	it('lets nobody in while the credential has neither', () => {
		for (const stored of [
			{},
			{ webhookLogin: '', webhookPassword: '', webhookSecret: '' },
			{ webhookLogin: 'a' },
		]) {
			for (const headers of [{}, basic('', ''), basic('a', ''), { 'x-webhook-secret': '' }]) {
				expect(genuine(headers as Record<string, string>, stored)).toBe(false);
			}
		}
	});
});

it.each([
	[{}, true],
	[{ webhookLogin: 'export' }, true],
	[{ webhookPassword: '', webhookSecret: '' }, true],
	[{ webhookPassword: 'p' }, false],
	[{ webhookSecret: 's' }, false],
	[{ webhookSecret: 's', timeZone: 'Europe/Kyiv' }, false],
	[{ webhookSecret: 's', timeZone: 'Europe/Nowhere' }, true],
])('a workflow with the credential %j cannot be activated: %s', (account, told) => {
	expect(door.lacks?.(account) instanceof InvalidInput).toBe(told);
});

it('a GET only looks whether somebody is there: it hears 200 and starts nothing', () => {
	expect(door.alsoGet).toBe(true);
	expect(door.probe?.(call({ method: 'GET' }))).toEqual({ status: 200, body: '' });
	expect(door.probe?.(call())).toBeUndefined();
	expect(door.accepted.status).toBe(200);
});

describe('the activities of a call', () => {
	const arrive = (body: unknown) => door.arrivals(call({ body }), new Date());
	const one = { iid: 'a', activityStatus: 'SENT', activityDateTime: '2023-09-14T08:30:03' };

	it('are a list, or one by itself, or the text of either', () => {
		const two = [one, { ...one, iid: 'b' }];
		expect(arrive(two).map(({ update }) => update)).toEqual(two);
		expect(arrive(one).map(({ update }) => update)).toEqual([one]);
		expect(arrive(JSON.stringify(two)).map(({ update }) => update)).toEqual(two);
		expect([arrive([]), arrive({}), arrive(''), arrive(null)]).toEqual([[], [], [], []]);
	});

	it('are the same again by iid, person, status, time and link, whatever else changed', () => {
		const ids = (...items: object[]) => arrive(items).map(({ id }) => id);
		const click = { ...one, activityStatus: 'CLICKED', clickEventLink: 'https://a.example' };
		expect(new Set(ids(one, { ...one, email: 'x' })).size).toBe(1);
		expect(
			new Set(
				ids(
					one,
					{ ...one, iid: 'b' },
					{ ...one, contactId: 78 },
					{ ...one, activityStatus: 'READ' },
					{ ...one, activityDateTime: '2023-09-14T08:30:04' },
					click,
					{ ...click, clickEventLink: 'https://b.example' },
				),
			).size,
		).toBe(7);
	});

	it('without an iid are told apart by all that they hold', () => {
		const { iid: _, ...bare } = one;
		const [first, again, other] = arrive([bare, bare, { ...bare, contactId: 7 }]).map(({ id }) => id);
		expect(first).toBe(again);
		expect(first).not.toBe(other);
	});

	it('never break anything, whatever comes (property)', () => {
		fc.assert(
			fc.property(fc.anything(), fc.json(), (body, text) => {
				for (const given of [JSON.parse(JSON.stringify(body) ?? 'null'), text]) {
					for (const { update } of arrive(given)) {
						const events = receiver.read(update, { bot: null, receivedAt: '2026-03-01T12:00:00.000Z' });
						expect(events).toHaveLength(1);
						expect(receiver.events).toContain(events[0]?.event);
					}
				}
			}),
		);
	});
});

it('it is the bot of the credential that it is about', async () => {
	expect(await receiver.whose?.(lineTo('http://127.0.0.1:9'))).toEqual({ id: APP, name: null });
	expect(await failureOf(receiver.whose!(lineTo('http://127.0.0.1:9', { appUuid: '' })))).toMatchObject({
		field: 'App UUID',
	});
});

it('nothing that people write comes this way, and the panel says where it comes', () => {
	expect(receiver.events).not.toContain('message');
	expect(door.setUp).toContain('service Telegram');
	expect(gateway.receiver).toBe(receiver);
});
