import { esputnik as gateway } from '../../client/esputnik/gateway';
import type { ImportedContact, ImportSettings } from '../../client/model/contact';
import { InvalidInput, Unreachable } from '../../client/model/error';
import type { EsputnikEmulator } from '../emulators/esputnik';
import { failureOf, lineTo, startEsputnik } from './line';

let esputnik: EsputnikEmulator;

beforeAll(async () => {
	esputnik = await startEsputnik();
});
afterAll(async () => await esputnik.stop());
beforeEach(() => {
	esputnik.reset();
	esputnik.clearContacts();
});

const line = () => lineTo(esputnik.apiUrl);
const SETTINGS: ImportSettings = { matchBy: 'email', unfitNames: 'refuse' };
const start = async (contacts: ImportedContact[], settings: Partial<ImportSettings> = {}) =>
	await gateway.importContacts!(line(), contacts, { ...SETTINGS, ...settings });
const sent = () => JSON.parse(esputnik.log.at(-1)!.body.toString()) as Record<string, unknown>;

it('hands contacts over, and tells what became of them', async () => {
	const { id, refused } = await start([
		{ email: 'a@b.io', firstName: 'Ann' },
		{ email: 'c@d.io', firstName: 'Bob' },
	]);
	expect(refused).toEqual([null, null]);
	esputnik.settings.importSteps = ['STARTED', 'IMPORTING'];
	expect(await gateway.getImport!(line(), id!)).toMatchObject({ status: 'queued' });
	expect(await gateway.getImport!(line(), id!)).toMatchObject({ status: 'running' });
	const { status, ids } = await gateway.getImport!(line(), id!);
	expect(status).toBe('finished');
	expect([...ids]).toEqual(
		esputnik.contacts.map(({ id: contact, channels }) => [channels[0]?.value, String(contact)]),
	);
});

it('names what is to change, so that nothing else is emptied', async () => {
	const known = esputnik.addContact({
		channels: [{ type: 'email', value: 'a@b.io' }],
		more: { firstName: 'Ann', lastName: 'Lee', languageCode: 'uk' },
	});
	const { id } = await start([
		{ email: 'a@b.io', firstName: 'Anna', address: { town: 'Kyiv' }, fields: { 7: 'x' } },
	]);
	expect(sent()).toMatchObject({
		dedupeOn: 'email',
		contactFields: ['email', 'firstName', 'town'],
		customFieldsIDs: [7],
	});
	await gateway.getImport!(line(), id!);
	expect(esputnik.contacts.find((one) => one.id === known.id)?.more).toMatchObject({
		firstName: 'Anna',
		lastName: 'Lee',
		languageCode: 'uk',
	});
});

it.each<[ImportSettings['matchBy'], string, ImportedContact]>([
	['email', 'email', { email: 'a@b.io' }],
	['phone', 'sms', { phone: '380501234567' }],
	['emailOrPhone', 'email_or_sms', { phone: '380501234567' }],
	['externalId', 'externalCustomerId', { externalId: 'x', email: 'a@b.io' }],
	['id', 'id', { id: '5', email: 'a@b.io' }],
])('matches by %s, which the service calls %s', async (matchBy, dedupeOn, contact) => {
	await start([contact], { matchBy });
	expect(sent()).toMatchObject({ dedupeOn });
});

it('matches by a field, puts into groups and raises events', async () => {
	await start([{ email: 'a@b.io', fields: { 7: 'x' } }], {
		matchBy: 'field',
		fieldId: '7',
		groups: ['Customers'],
		groupsLeft: ['Leads'],
		restoreDeleted: true,
		newContactEvent: 'NewFromBot',
	});
	expect(sent()).toMatchObject({
		dedupeOn: 'fieldId',
		fieldId: 7,
		groupNames: ['Customers'],
		groupNamesExclude: ['Leads'],
		restoreDeleted: true,
		eventKeyForNewContacts: 'NewFromBot',
	});
});

it('names a field by what the user calls it where that is no number, and never by null', async () => {
	await start([{ email: 'a@b.io', fields: { 7: 'x', level: 'gold' } }]);
	expect(sent()).toMatchObject({ customFieldsIDs: [7, 'level'] });
});

it.each([1, 2])('finds the %i refused inside a good answer, and whose they are', async (count) => {
	const contacts = ['a@b.io', 'b@b.io', 'c@b.io'].map((email) => ({ email }));
	for (const { email } of contacts.slice(0, count)) esputnik.refuseImport(email, 'The contact was deleted');
	const { refused, id } = await start(contacts);
	expect(id).not.toBeNull();
	expect(refused.map((one) => one !== null)).toEqual(contacts.map((_, index) => index < count));
	expect(refused[0]).toMatchObject({
		facts: { reason: 'invalidData', description: 'The contact was deleted' },
	});
});

it('knows by its contact ID whose a refusal is', async () => {
	const refusals = ['6', 7].map((id) => ({ id, channels: [], error: 'The contact was deleted' }));
	esputnik.failNext({ status: 200, body: { asyncSessionId: 's', failedContacts: refusals } });
	const contacts = ['5', '6', '7'].map((id) => ({ id, firstName: 'Ann' }));
	const { refused, unmatched } = await start(contacts, { matchBy: 'id' });
	expect(refused.map((one) => one !== null)).toEqual([false, true, true]);
	expect(unmatched).toEqual([]);
});

it('tells of a refusal that names nobody', async () => {
	esputnik.failNext({ status: 200, body: { asyncSessionId: 's', failedContacts: [{ error: 'odd' }] } });
	expect(await start([{ email: 'a@b.io' }])).toMatchObject({ id: 's', refused: [null], unmatched: ['odd'] });
});

it('that is not begun is refused for all', async () => {
	esputnik.failNext({ status: 200, body: { errorMessage: 'Import is switched off' } });
	const { id, refused } = await start([{ email: 'a@b.io' }, { email: 'c@d.io' }]);
	expect(id).toBeNull();
	expect(refused).toMatchObject([
		{ facts: { description: 'Import is switched off' } },
		{ facts: { description: 'Import is switched off' } },
	]);
});

it.each(['', 'OK', '{}'])('does not guess from the answer “%s”', async (body) => {
	esputnik.failNext({ status: 200, body });
	expect(await failureOf(start([{ email: 'a@b.io' }]))).toBeInstanceOf(Unreachable);
});

it('refuses by itself whoever cannot be matched or named, and takes the others', async () => {
	const { refused } = await start([
		{ firstName: 'Ann' },
		{ email: 'a@b.io' },
		{ email: 'c@d.io', lastName: '🔥' },
	]);
	expect(refused).toMatchObject(
		[{ field: 'Contact' }, null, { field: 'Last Name' }].map((one) => one ?? null),
	);
	expect(sent()['contacts']).toHaveLength(1);
});

it('asks nothing when nobody is left', async () => {
	const { id, refused } = await start([{ firstName: 'Ann' }]);
	expect(id).toBeNull();
	expect(refused[0]).toBeInstanceOf(InvalidInput);
	expect(esputnik.log).toEqual([]);
});

describe('the state of an import', () => {
	it('that failed has the service’s words', async () => {
		const { id } = await start([{ email: 'a@b.io' }]);
		esputnik.settings.importFails = 'Too many fields';
		expect(await gateway.getImport!(line(), id!)).toMatchObject({
			status: 'failed',
			description: 'Too many fields',
		});
	});

	it('that nobody knows is a bad id', async () => {
		expect(await failureOf(gateway.getImport!(line(), 'nope'))).toMatchObject({ field: 'Import ID' });
	});

	it('is read from one object where there is one contact', async () => {
		esputnik.failNext({
			status: 200,
			body: { status: 'finished', mapping: { dedupeValue: 'A@b.io', contactId: '7' } },
		});
		expect([...(await gateway.getImport!(line(), 's')).ids]).toEqual([['a@b.io', '7']]);
	});

	it.each(['{}', '[]', 'OK', '{"status":"PAUSED"}'])('is not guessed from %s', async (body) => {
		esputnik.failNext({ status: 200, body });
		expect(await failureOf(gateway.getImport!(line(), 's'))).toBeInstanceOf(Unreachable);
	});
});
