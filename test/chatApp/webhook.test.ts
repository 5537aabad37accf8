import { webhook } from '../../client/chatApp/webhook';
import type { Callback } from '../../client/receiver';

const URL_OF_NODE = 'https://n8n.example.com/webhook/4f1c/webhook';

const call = (changes: Partial<Callback> = {}): Callback => ({
	method: 'POST',
	headers: {},
	query: {},
	body: {},
	...changes,
});

it('is answered exactly as the service wants it', () => {
	expect(webhook.accepted).toEqual({
		status: 200,
		body: '{"code":0,"msg":"成功"}',
		contentType: 'application/json',
	});
	expect(JSON.parse(webhook.accepted.body)).toEqual({ code: 0, msg: '成功' });
});

describe('a caller', () => {
	const isGenuine = (secret: string | undefined, account: object) =>
		webhook.isGenuine(call({ query: secret === undefined ? {} : { secret } }), { ...account }, URL_OF_NODE);

	it('is let in by the address alone where no secret was entered', () => {
		for (const account of [{}, { callbackSecret: '' }, { callbackSecret: '  ' }])
			expect(isGenuine(undefined, account)).toBe(true);
	});

	it('needs the secret where there is one', () => {
		const account = { callbackSecret: ' gooseberry ' };
		expect(isGenuine('gooseberry', account)).toBe(true);
		for (const secret of [undefined, '', 'gooseberr', 'gooseberry2', 'GOOSEBERRY', 'gooseberry,gooseberry'])
			expect([secret, isGenuine(secret, account)]).toEqual([secret, false]);
	});
});

it('what is said of a caller without the secret names what the console lacks, and nothing that they wrote', () => {
	expect(webhook.whyRefused?.(call())).toMatch(/lacks \?secret=…/);
	expect(webhook.whyRefused?.(call({ query: { secret: 'wrong' } }))).toBeUndefined();
});

const NOW = new Date('2026-03-01T12:00:00.000Z');

describe('a push', () => {
	const ITEMS = [
		{ MessageId: 'm1', Status: 'Sent' },
		{ MessageId: 'm1', Status: 'Delivered' },
	];

	it('holds several things, each with an id of its own', () => {
		const arrivals = webhook.arrivals(call({ body: ITEMS }), NOW);
		expect(arrivals).toEqual([
			{ id: 'status/m1/sent', update: ITEMS[0] },
			{ id: 'status/m1/delivered', update: ITEMS[1] },
		]);
	});

	it('is read by its text, whatever n8n made of it for the sake of its content type', () => {
		const text = JSON.stringify(ITEMS);
		for (const body of [{}, text, { [text]: '' }, undefined])
			expect(webhook.arrivals(call({ text, body }), NOW)).toHaveLength(2);
	});

	it('that nobody can read is one thing, and an empty one is none', () => {
		expect(webhook.arrivals(call({ text: '{ not json', body: {} }), NOW)).toHaveLength(1);
		expect(webhook.arrivals(call({ text: '[]' }), NOW)).toEqual([]);
	});
});
