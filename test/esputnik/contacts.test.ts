import fc from 'fast-check';

import { contactOf, merged } from '../../client/esputnik/book';
import { esputnik as gateway } from '../../client/esputnik/gateway';
import { isName } from '../../client/esputnik/names';
import type { ContactData, ContactRef } from '../../client/model/contact';
import { Rejected, Unreachable } from '../../client/model/error';
import type { EsputnikEmulator } from '../emulators/esputnik';
import { ANN, failureOf, lineTo, NOW, startEsputnik } from './line';

let esputnik: EsputnikEmulator;
let ann: { id: number };

beforeAll(async () => {
	esputnik = await startEsputnik();
});
afterAll(async () => await esputnik.stop());
beforeEach(() => {
	esputnik.reset();
	esputnik.clearContacts();
	esputnik.now = () => NOW.getTime();
	ann = esputnik.addContact(
		{
			externalCustomerId: `tg-${ANN}`,
			channels: [
				{ type: 'email', value: 'ann@example.com' },
				{ type: 'mobilepush', value: 'p1', device: { os: 'iOS' } },
			],
			more: {
				firstName: 'Ann',
				languageCode: 'en',
				address: { town: 'Kyiv', region: 'Kyiv region' },
				fields: [{ id: 1, value: 'gold' }],
				groups: [{ id: 9, name: 'All', type: 'Static' }],
			},
		},
		ANN,
	);
});

const line = (changes = {}) => lineTo(esputnik.apiUrl, changes);
const by = (key: ContactRef['by'], value: string): ContactRef => ({ by: key, value });
const asked = () => esputnik.log.map(({ method, path }) => `${method} ${path.replace('/api', '')}`);
const upsert = async (ref: ContactRef, data: ContactData, unfitNames: 'refuse' | 'leaveOut' = 'refuse') =>
	await gateway.upsertContact!(line(), ref, data, { unfitNames });
const stored = () => esputnik.contacts.find(({ id }) => id === ann.id);

describe('a contact that is there', () => {
	it.each([by('externalId', `tg-${ANN}`), by('email', 'ann@example.com'), by('chatId', ANN)])(
		'is found by %j and changed, and nothing else of it',
		async (ref) => {
			const written = await upsert(ref, {
				lastName: 'Lee',
				address: { postcode: '01001' },
				fields: { 2: 'yes' },
			});
			expect(written).toMatchObject({
				id: String(ann.id),
				created: false,
				firstName: 'Ann',
				lastName: 'Lee',
			});
			expect(stored()).toMatchObject({
				externalCustomerId: `tg-${ANN}`,
				channels: [{ value: 'ann@example.com' }, { value: 'p1', device: { os: 'iOS' } }],
				more: {
					firstName: 'Ann',
					lastName: 'Lee',
					languageCode: 'en',
					address: { town: 'Kyiv', region: 'Kyiv region', postcode: '01001' },
					fields: [
						{ id: 1, value: 'gold' },
						{ id: 2, value: 'yes' },
					],
				},
			});
		},
	);

	it('keeps everything even where an update replaces all', async () => {
		esputnik.settings.update = 'replace';
		await upsert(by('id', String(ann.id)), { phone: '380501234567' });
		expect(stored()).toMatchObject({
			externalCustomerId: `tg-${ANN}`,
			channels: [{ type: 'email' }, { type: 'mobilepush' }, { type: 'sms', value: '380501234567' }],
			more: { firstName: 'Ann', languageCode: 'en', fields: [{ id: 1, value: 'gold' }] },
		});
		expect(asked()).toEqual([`GET /v1/contact/${ann.id}`, `PUT /v1/contact/${ann.id}`]);
		expect(JSON.parse(esputnik.log.at(-1)!.body.toString())).not.toHaveProperty('groups');
	});

	it('is the one with the same phone, and gets the external id, when that is new', async () => {
		const bob = esputnik.addContact({ channels: [{ type: 'sms', value: '+380501234567' }] });
		const written = await upsert(by('externalId', 'crm-2'), { phone: '380501234567', firstName: 'Bob' });
		expect(written).toMatchObject({ id: String(bob.id), created: false });
		expect(esputnik.contacts.find(({ id }) => id === bob.id)).toMatchObject({ externalCustomerId: 'crm-2' });
	});

	it('keeps its own external id where only one made of a chat is given, and says so', async () => {
		const own = esputnik.addContact({ externalCustomerId: 'crm-4' }, '77');
		expect(await upsert(by('chatId', '77'), { externalId: 'tg-77', lastName: 'Lee' })).toMatchObject({
			externalId: 'crm-4',
			lastName: 'Lee',
			leftOut: ['externalId'],
		});
		expect(await upsert(by('chatId', '77'), { externalId: 'crm-5' })).toMatchObject({ leftOut: [] });
		expect(esputnik.contacts.find(({ id }) => id === own.id)).toMatchObject({
			externalCustomerId: 'crm-5',
			more: { lastName: 'Lee' },
		});
	});

	it('is never taken for somebody with another external id', async () => {
		const failure = await failureOf(upsert(by('externalId', 'crm-2'), { email: 'ann@example.com' }));
		expect(failure).toMatchObject({
			field: 'External ID',
			message: expect.stringContaining(`tg-${ANN}`) as string,
		});
		expect(asked().filter((call) => !call.startsWith('GET'))).toEqual([]);
	});

	it.each([
		[by('externalId', 'tg-4'), { externalCustomerId: `tg-${ANN}` }],
		[by('email', 'ann@example.co'), { channels: [{ type: 'email', value: 'ann@example.com' }] }],
		[by('phone', '380501234567'), { channels: [{ type: 'sms', value: '380501234560' }] }],
	])('is never taken for somebody whom the search finds and who is only alike: %j', async (ref, shown) => {
		const row = { id: ann.id, ...shown };
		esputnik.failNext({ status: 200, body: [row] }, { when: ({ path }) => path.endsWith('/contacts') });
		esputnik.failNext({ status: 200, body: row }, { when: ({ path }) => path.endsWith(`/${ann.id}`) });
		expect(await failureOf(gateway.getContact!(line(), ref))).toMatchObject({ field: 'Contact' });
		esputnik.failNext({ status: 200, body: [row] }, { when: ({ path }) => path.endsWith('/contacts') });
		await upsert(ref, { lastName: 'Lee', email: 'ann@example.co' });
		expect(asked().filter((call) => call.startsWith('PUT'))).toEqual([]);
	});

	it.each([
		[by('phone', '380501234567'), { type: 'sms', value: '+38 (050) 123-45-67' }],
		[by('phone', '380501234567'), { type: 'sms', value: '0501234567' }],
		[by('email', 'bob@example.com'), { type: 'email', value: 'Bob@Example.com' }],
	])('is found by %j however the service writes it', async (ref, channel) => {
		const row = { id: ann.id, channels: [channel] };
		esputnik.failNext({ status: 200, body: [row] }, { when: ({ path }) => path.endsWith('/contacts') });
		esputnik.failNext({ status: 200, body: row }, { when: ({ path }) => path.endsWith(`/${ann.id}`) });
		expect(await gateway.getContact!(line(), ref)).toMatchObject({ id: String(ann.id) });
	});

	it('is not guessed among several', async () => {
		esputnik.addContact({ channels: [{ type: 'email', value: 'ann@example.com' }] });
		expect(await failureOf(upsert(by('email', 'ann@example.com'), { firstName: 'X' }))).toMatchObject({
			field: 'Contact',
			reason: 'unknownRecipient',
		});
	});

	it.each([
		{ status: 409, body: 'Duplicated request' },
		{ status: 400, body: { message: 'Duplicated request' } },
	])('counts as changed when the service has the same request already: %j', async (reply) => {
		esputnik.failNext(reply, { when: ({ method }) => method === 'PUT' });
		expect(await upsert(by('id', String(ann.id)), { lastName: 'Lee' })).toMatchObject({
			created: false,
			lastName: 'Lee',
		});
	});

	it('really repeated within a minute is a success too', async () => {
		for (let n = 0; n < 2; n += 1) await upsert(by('id', String(ann.id)), { lastName: 'Lee' });
		expect(stored()?.more).toMatchObject({ lastName: 'Lee' });
	});

	it('is read from legacy answers', async () => {
		esputnik.settings.legacy = true;
		expect(await upsert(by('externalId', `tg-${ANN}`), { phone: '380501234567' })).toMatchObject({
			id: String(ann.id),
		});
		expect(await gateway.getContact!(line(), by('id', String(ann.id)))).toMatchObject({
			fields: { 1: 'gold' },
			groups: [{ id: '9', name: 'All', type: 'Static' }],
		});
	});

	it('that nobody answered for has an unknown outcome', async () => {
		esputnik.failNext({ drop: 'after' }, { when: ({ method }) => method === 'PUT' });
		const failure = await failureOf(upsert(by('id', String(ann.id)), { lastName: 'Lee' }));
		expect(failure).toBeInstanceOf(Unreachable);
		expect(failure).toMatchObject({ facts: { outcome: 'unknown' } });
	});
});

describe('a contact that is not there', () => {
	it('is made, with what it was looked for by', async () => {
		const written = await upsert(by('externalId', 'crm-9'), { email: 'new@example.com', firstName: 'Nina' });
		expect(written).toMatchObject({ created: true, externalId: 'crm-9', email: 'new@example.com' });
		expect(esputnik.contacts.at(-1)).toMatchObject({
			id: Number(written.id),
			externalCustomerId: 'crm-9',
			more: { firstName: 'Nina' },
		});
	});

	it.each([by('phone', '380509999999'), by('email', 'x@example.com')])('is made by %j alone', async (ref) => {
		expect(await upsert(ref, {})).toMatchObject({ created: true, [ref.by]: ref.value });
	});

	it('is not made without a way to reach the person', async () => {
		expect(await failureOf(upsert(by('externalId', 'crm-9'), { firstName: 'Nina' }))).toMatchObject({
			field: 'Contact',
			advice: expect.stringContaining('Add Application Tokens') as string,
		});
		expect(asked()).toEqual(['GET /v1/contacts']);
	});

	it.each([by('id', '999'), by('chatId', '999')])(
		'is not made by %j, which only names what is there',
		async (ref) => {
			expect(await failureOf(upsert(ref, { email: 'a@b.io' }))).toMatchObject({
				field: 'Contact',
				reason: 'unknownRecipient',
			});
		},
	);

	it('is found again when the service has the same request already', async () => {
		await upsert(by('email', 'x@example.com'), {});
		const { id } = esputnik.contacts.at(-1)!;
		esputnik.failNext({ status: 200, body: [] }, { when: ({ path }) => path.endsWith('/contacts') });
		expect(await upsert(by('email', 'x@example.com'), {})).toMatchObject({ id: String(id) });
	});

	it.each(['{}', 'OK', '{"id":null}'])('is not claimed to be made on the answer %s', async (body) => {
		esputnik.failNext({ status: 200, body }, { when: ({ method }) => method === 'POST' });
		expect(await failureOf(upsert(by('email', 'x@example.com'), {}))).toBeInstanceOf(Unreachable);
	});
});

describe('a name', () => {
	it.each(['Ann', 'Anne-Marie', 'O’Neil', "O'Neil", 'Jr.', 'Анна', '李', 'Ann 2', 'M. Lee'])(
		'%s is taken',
		(name) => {
			expect(isName(name)).toBe(true);
		},
	);

	it.each(['🔥Ann', 'Ann 🔥', '12345', '', '---', 'A'.repeat(41), 'a@b', 'Ann2026'])('%s is not', (name) => {
		expect(isName(name)).toBe(false);
	});

	it('that the service does not allow is refused before anything is asked, or left out', async () => {
		expect(await failureOf(upsert(by('id', String(ann.id)), { firstName: '🔥' }))).toMatchObject({
			field: 'First Name',
		});
		expect(esputnik.log).toEqual([]);
		const written = await upsert(by('id', String(ann.id)), { firstName: '🔥', lastName: 'Lee' }, 'leaveOut');
		expect(written).toMatchObject({ leftOut: ['firstName'], firstName: 'Ann', lastName: 'Lee' });
	});
});

describe('a change', () => {
	const channel = fc.record({
		type: fc.constantFrom('email', 'sms', 'viber', 'mobilepush'),
		value: fc.constantFrom('a@b.io', 'c@d.io', '380501234567', 'p1'),
	});

	it('never loses a channel of another kind, a field or a part of the address', () => {
		fc.assert(
			fc.property(
				fc.array(channel),
				fc.dictionary(fc.constantFrom('1', '2', '3'), fc.string()),
				fc.record(
					{
						phone: fc.constant('380509999999'),
						email: fc.constant('x@y.io'),
						fields: fc.dictionary(fc.constantFrom('3', '4'), fc.string({ minLength: 1 })),
					},
					{ requiredKeys: [] },
				),
				(channels, fields, data) => {
					const known = {
						channels,
						fields: Object.entries(fields).map(([id, value]) => ({ id, value })),
						address: { town: 'Kyiv' },
					};
					const after = contactOf({ id: 1, ...merged(known, data) })!;
					for (const one of channels) {
						const changed = (one.type === 'sms' && data.phone) || (one.type === 'email' && data.email);
						if (!changed) expect(after.channels).toContainEqual(one);
					}
					if (data.phone) expect(after.channels).toContainEqual({ type: 'sms', value: data.phone });
					if (data.email) expect(after.channels).toContainEqual({ type: 'email', value: data.email });
					expect(after.fields).toEqual({ ...fields, ...data.fields });
					expect(after.address.town).toBe('Kyiv');
				},
			),
		);
	});

	it('takes the place of the only phone, and stands beside several', () => {
		const sms = (...values: string[]) => values.map((value) => ({ type: 'sms', value }));
		const after = (...values: string[]) => merged({ channels: sms(...values) }, { phone: '3' })['channels'];
		expect(after()).toEqual(sms('3'));
		expect(after('1')).toEqual(sms('3'));
		expect(after('1', '2')).toEqual(sms('1', '2', '3'));
		expect(after('+3')).toEqual(sms('+3'));
	});
});

describe('looking a contact up', () => {
	it.each([by('id', '0'), by('externalId', 'x'), by('phone', '380500000000'), by('chatId', '999')])(
		'by %j tells that nobody is there',
		async (ref) => {
			expect(await failureOf(gateway.getContact!(line(), ref))).toMatchObject({
				field: 'Contact',
				reason: 'unknownRecipient',
			});
		},
	);

	it.each(['object', 'number', 'text'] as const)('by chat reads the answer as %s', async (answer) => {
		esputnik.settings.contactIdAnswer = answer;
		expect(await gateway.getContact!(line(), by('chatId', ANN))).toMatchObject({
			id: String(ann.id),
			email: 'ann@example.com',
		});
	});

	it('by chat with a wrong application is no missing contact', async () => {
		const wrong = line({ appUuid: '00000000-0000-0000-0000-000000000000' });
		expect(await failureOf(gateway.getContact!(wrong, by('chatId', ANN)))).toMatchObject({
			facts: { kind: 'unknownApp' },
		});
	});

	it('gives everything that the service tells', async () => {
		expect(await gateway.getContact!(line(), by('externalId', `tg-${ANN}`))).toMatchObject({
			id: String(ann.id),
			externalId: `tg-${ANN}`,
			email: 'ann@example.com',
			phone: null,
			firstName: 'Ann',
			lastName: null,
			language: 'en',
			address: { region: 'Kyiv region', town: 'Kyiv', address: null, postcode: null },
			fields: { 1: 'gold' },
			groups: [{ id: '9', name: 'All', type: 'Static' }],
		});
	});
});

describe('searching', () => {
	beforeEach(() => {
		esputnik.clearContacts();
		for (let n = 0; n < 1_203; n += 1) esputnik.addContact({ more: { firstName: n % 2 ? 'Odd' : 'Even' } });
	});

	it.each([
		[Infinity, 1_203, ['1', '501', '1001']],
		[50, 50, ['1']],
		[500, 500, ['1']],
		[501, 501, ['1', '501']],
	])('for %d gives %d, counting places from 1', async (limit, count, starts) => {
		const found = await gateway.searchContacts!(line(), { inFull: false, limit });
		expect(new Set(found.map(({ id }) => id)).size).toBe(count);
		expect(esputnik.log.map(({ query }) => query['startindex'])).toEqual(starts);
	});

	it('keeps its order by id where nothing is looked for, and filters by what is', async () => {
		await gateway.searchContacts!(line(), { inFull: false, limit: 1 });
		expect(esputnik.log.at(-1)?.query).toMatchObject({ sortBy: 'contactId' });
		const odd = await gateway.searchContacts!(line(), { firstName: 'Odd', inFull: false, limit: Infinity });
		expect(odd).toHaveLength(601);
		expect(esputnik.log.at(-1)?.query).not.toHaveProperty('sortBy');
	});

	it('does without the header that tells how many there are', async () => {
		const rows = (from: number, count: number) => Array.from({ length: count }, (_, n) => ({ id: from + n }));
		esputnik.failNext({ status: 200, body: rows(1, 500) });
		esputnik.failNext({ status: 200, body: rows(501, 3) });
		expect(await gateway.searchContacts!(line(), { inFull: false, limit: Infinity })).toHaveLength(503);
	});

	it('ends although a service gives the same page for ever', async () => {
		esputnik.failNext(
			{ status: 200, body: Array.from({ length: 500 }, (_, id) => ({ id: id + 1 })) },
			{ times: 9 },
		);
		expect(await gateway.searchContacts!(line(), { inFull: false, limit: Infinity })).toHaveLength(500);
	});

	it('loads each in full on demand', async () => {
		const [first] = esputnik.contacts;
		first!.externalCustomerId = 'crm-1';
		const [found] = await gateway.searchContacts!(line(), { inFull: true, limit: 1 });
		expect(found).toMatchObject({ externalId: 'crm-1' });
	});

	it('for nobody is an empty list', async () => {
		expect(await gateway.searchContacts!(line(), { email: 'x@y.io', inFull: false, limit: 5 })).toEqual([]);
	});
});

describe('deleting', () => {
	it.each([by('externalId', `tg-${ANN}`), by('email', 'ann@example.com'), by('chatId', ANN)])(
		'takes the contact away by %j',
		async (ref) => {
			expect(await gateway.deleteContact!(line(), ref, false)).toBe(true);
			expect(esputnik.contacts).toEqual([]);
			expect(esputnik.erased).toEqual([]);
		},
	);

	it('erases when that is wanted', async () => {
		expect(await gateway.deleteContact!(line(), by('id', String(ann.id)), true)).toBe(true);
		expect(esputnik.erased).toEqual([ann.id]);
	});

	it.each(['text', 'refusal'] as const)('what is not there any more is no fault (%s)', async (how) => {
		esputnik.settings.deleteUnknown = how;
		expect(await gateway.deleteContact!(line(), by('id', '5'), false)).toBe(false);
		expect(await gateway.deleteContact!(line(), by('externalId', 'x'), false)).toBe(false);
		expect(await gateway.deleteContact!(line(), by('email', 'x@y.io'), false)).toBe(false);
	});

	it('never takes one of several', async () => {
		esputnik.addContact({ channels: [{ type: 'email', value: 'ann@example.com' }] });
		expect(
			await failureOf(gateway.deleteContact!(line(), by('email', 'ann@example.com'), false)),
		).toMatchObject({ field: 'Contact' });
		expect(esputnik.contacts).toHaveLength(2);
	});
});

it.each([
	[400, 'invalidData'],
	[401, 'unauthorized'],
	[403, 'unauthorized'],
	[429, 'rateLimited'],
])('HTTP %i of the service is %s', async (status, reason) => {
	esputnik.failNext({ status, body: 'In their own words' });
	const failure = await failureOf(gateway.getContact!(line(), by('id', '1')));
	expect(failure).toBeInstanceOf(Rejected);
	expect(failure).toMatchObject({ facts: { reason, description: 'In their own words' } });
});
