import fc from 'fast-check';

import { esputnik as gateway } from '../../client/esputnik/gateway';
import type { ContactRef, OutsideEvent } from '../../client/model/contact';
import { InvalidInput, Unreachable } from '../../client/model/error';
import type { EsputnikEmulator } from '../emulators/esputnik';
import { failureOf, lineTo, startEsputnik } from './line';

let esputnik: EsputnikEmulator;

beforeAll(async () => {
	esputnik = await startEsputnik();
});
afterAll(async () => await esputnik.stop());
beforeEach(() => esputnik.reset());

const ANN: ContactRef = { by: 'externalId', value: 'tg-42' };
const generate = async (event: Partial<OutsideEvent> = {}) =>
	await gateway.generateEvent!(lineTo(esputnik.apiUrl), {
		type: 'OrderPaid',
		contact: ANN,
		parameters: {},
		...event,
	});

it('goes the new way with nested values as they are, and reads an empty answer', async () => {
	expect(
		await generate({ parameters: { order: { number: 7, items: ['a'] }, sum: 12.5, paid: true, gone: null } }),
	).toEqual({ raw: '' });
	expect(esputnik.events).toEqual([
		{
			version: 2,
			type: 'OrderPaid',
			params: { order: { number: 7, items: ['a'] }, sum: '12.5', paid: 'true', externalCustomerId: 'tg-42' },
		},
	]);
});

it('with a key goes the old way, with nested values as texts', async () => {
	await generate({ key: 'order-7', parameters: { order: { number: 7 } } });
	expect(esputnik.events).toMatchObject([{ version: 1, key: 'order-7', params: { order: '{"number":7}' } }]);
});

it('takes a key with any sign, as only that of a type is documented to have none of some', async () => {
	await generate({ key: "o'brien@example.com/7" });
	expect(esputnik.events).toMatchObject([{ key: "o'brien@example.com/7" }]);
});

it.each<[ContactRef, object]>([
	[ANN, { externalCustomerId: 'tg-42' }],
	[{ by: 'id', value: '5' }, { contactId: '5' }],
	[{ by: 'email', value: 'a@b.io' }, { email: 'a@b.io' }],
	[{ by: 'phone', value: '380501234567' }, { phone: '380501234567' }],
])('names the contact by %j', async (contact, params) => {
	await generate({ contact });
	expect(esputnik.events).toMatchObject([{ params }]);
});

it('takes an identifier from the parameters', async () => {
	await gateway.generateEvent!(lineTo(esputnik.apiUrl), { type: 'X', parameters: { pushToken: 'p' } });
	expect(esputnik.events).toHaveLength(1);
});

describe('is refused before anything is asked', () => {
	afterEach(() => expect(esputnik.log).toEqual([]));

	it.each([...'<>;\\/|"\'’`^?!,'])('with %s in the type', async (sign) => {
		expect(await failureOf(generate({ type: `a${sign}b` }))).toMatchObject({ field: 'Event Type' });
	});

	it.each<[string, Partial<OutsideEvent>, string]>([
		['an empty type', { type: ' ' }, 'Event Type'],
		['a type of 101 characters', { type: 'a'.repeat(101) }, 'Event Type'],
		['a key of 301 characters', { key: 'a'.repeat(301) }, 'Event Key'],
		['nobody', { contact: undefined as never, parameters: { text: 'x' } }, 'Contact'],
		[
			'an empty external id',
			{ contact: undefined as never, parameters: { externalCustomerId: '' } },
			'Contact',
		],
		[
			'an external id that says null',
			{ contact: undefined as never, parameters: { externalCustomerId: 'null' } },
			'Contact',
		],
		['a chat id', { contact: { by: 'chatId', value: '42' } }, 'Contact'],
		[
			'20 kB of Cyrillic, which are two bytes each',
			{ parameters: { text: 'я'.repeat(10_000) } },
			'Parameters',
		],
	])('for %s', async (_, event, field) => {
		expect(await failureOf(generate(event))).toMatchObject({ field });
	});
});

it('takes as many characters as are allowed, emoji counted as one', async () => {
	esputnik.failNext({ status: 200, body: '' }, { times: 2 });
	await generate({ type: '🔥'.repeat(100) });
	await generate({ key: 'я'.repeat(300) });
	expect(esputnik.log).toHaveLength(2);
});

it('never sends more than 20 kB, whatever the parameters', async () => {
	await fc.assert(
		fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 12_000, size: 'max' }), async (text) => {
			const before = esputnik.log.length;
			const failure: unknown = await generate({ parameters: { text } }).then(
				() => undefined,
				(error: unknown) => error,
			);
			const sent = esputnik.log.slice(before);
			if (failure === undefined) expect(sent.map(({ body }) => body.length <= 20_000)).toEqual([true]);
			else expect([failure instanceof InvalidInput, sent]).toEqual([true, []]);
		}),
		{ numRuns: 20 },
	);
});

it('that nobody answered for may have been taken', async () => {
	esputnik.failNext({ drop: 'after' });
	const failure = await failureOf(generate());
	expect(failure).toBeInstanceOf(Unreachable);
	expect(failure).toMatchObject({ facts: { outcome: 'unknown' } });
});

it.each([
	[400, 'Wrong eventTypeKey', 'invalidData'],
	[401, 'Unauthorized', 'unauthorized'],
	[413, 'Request Entity Too Large', 'invalidData'],
	[400, 'Duplicated request', 'duplicate'],
])('HTTP %i “%s” is %s', async (status, body, reason) => {
	esputnik.failNext({ status, body });
	expect(await failureOf(generate())).toMatchObject({ facts: { reason, description: body } });
});
