import { readPerson } from '../../client/contacts/person';
import { syncPeople, type Syncing } from '../../client/contacts/sync';
import { esputnik as gateway } from '../../client/esputnik/gateway';
import { contactOf } from '../../client/events/contact';
import type { BotEvent } from '../../client/model/event';
import { isFailure } from '../../client/model/outcome';
import type { EsputnikEmulator } from '../emulators/esputnik';
import { failureOf, lineTo, startEsputnik } from '../esputnik/line';
import { ann, at, blockedBy, event, started } from '../registry/event';

let esputnik: EsputnikEmulator;

beforeAll(async () => {
	esputnik = await startEsputnik();
});
afterAll(async () => await esputnik.stop());
beforeEach(() => {
	esputnik.reset();
	esputnik.clearContacts();
});

const person = (one: BotEvent, goneMeans: Syncing['goneMeans'] = 'passOver'): Syncing => ({
	...readPerson({ ...one, contact: contactOf(one, null, 'tg') }, 'Subscriber', () => true),
	goneMeans,
});
const sync = async (...people: Syncing[]) => await syncPeople(gateway, lineTo(esputnik.apiUrl), people);
const posts = () =>
	esputnik.log
		.filter(({ method }) => method !== 'GET')
		.map(({ method, path }) => `${method} ${path.split('/v1')[1]}`);

it('registers the chat, then writes what is known of the person', async () => {
	expect(await sync(person(started(1)))).toEqual([
		{
			service: 'esputnik',
			chatId: '42',
			externalId: 'tg-42',
			registered: true,
			updated: true,
			contactId: String(esputnik.contacts[0]?.id),
			skipped: null,
			deactivated: false,
			leftOut: [],
			problem: null,
		},
	]);
	expect(esputnik.contacts).toMatchObject([
		{
			externalCustomerId: 'tg-42',
			tokens: [{ token: '42' }],
			more: { firstName: 'Ann', lastName: 'Lee', languageCode: 'ru' },
		},
	]);
});

it('registers many by one request', async () => {
	const people = Array.from({ length: 40 }, (_, n) =>
		person(event('subscribed', 1, { subscriber: { ...ann, id: String(n + 1) } })),
	);
	const results = await sync(...people);
	expect(results.map((one) => !isFailure(one) && one.updated)).toEqual(people.map(() => true));
	expect(posts().filter((call) => call.endsWith('/tokens'))).toHaveLength(1);
});

it('brings a phone to a contact that was registered before it was known', async () => {
	await sync(person(started(1)));
	const shared = event('phoneShared', 2, { subscriber: { ...ann, phone: '380501234567' } });
	await sync(person(shared));
	expect(esputnik.contacts).toHaveLength(1);
	expect(esputnik.contacts[0]?.channels).toEqual([{ type: 'sms', value: '380501234567' }]);
});

it('loses nothing of a person who comes twice in one run', async () => {
	esputnik.settings.update = 'replace';
	const shared = event('phoneShared', 2, { subscriber: { ...ann, phone: '380501234567', lastName: null } });
	await sync(person(started(1)), person(shared));
	expect(esputnik.contacts).toMatchObject([
		{ channels: [{ type: 'sms', value: '380501234567' }], more: { firstName: 'Ann', lastName: 'Lee' } },
	]);
});

it('passes over who has gone, and registers them again when they are back', async () => {
	await sync(person(started(1)));
	for (const contact of esputnik.contacts) contact.tokens.length = 0;
	expect(await sync(person(blockedBy(2)))).toMatchObject([{ registered: false, skipped: 'blocked' }]);
	expect(esputnik.contacts[0]?.tokens).toEqual([]);
	expect(await sync(person(started(3)))).toMatchObject([{ registered: true }]);
	expect(esputnik.contacts[0]?.tokens).toMatchObject([{ token: '42' }]);
});

describe('where people who left are switched off', () => {
	const come = async () => await sync(person(started(1), 'deactivate'));
	const leave = async () => await sync(person(blockedBy(2), 'deactivate'));

	it('a block switches the chat off, and a return on again', async () => {
		expect(await come()).toMatchObject([{ registered: true, updated: true, problem: null }]);
		expect(await leave()).toMatchObject([
			{ registered: false, skipped: 'blocked', deactivated: true, problem: null },
		]);
		expect(esputnik.contacts[0]?.tokens).toMatchObject([{ token: '42', active: false }]);
		expect(await come()).toMatchObject([{ registered: true, deactivated: false, problem: null }]);
		expect(esputnik.contacts[0]?.tokens).toMatchObject([{ token: '42', active: true }]);
	});

	it('a chat that the service has let go of already is no problem', async () => {
		expect(await leave()).toMatchObject([{ skipped: 'blocked', deactivated: false, problem: null }]);
	});

	it('that the service refuses it is told, and the rest is done', async () => {
		esputnik.failNext(
			{ status: 400, body: 'Only for mobile push' },
			{ when: ({ path }) => path.includes('/activated/'), times: 2 },
		);
		expect(await come()).toMatchObject([
			{ registered: true, updated: true, problem: expect.stringContaining('Only for mobile push') as string },
		]);
		expect(await leave()).toMatchObject([
			{ deactivated: false, problem: expect.stringContaining('Only for mobile push') as string },
		]);
	});

	it('that is not asked for otherwise', async () => {
		await sync(person(started(1)), person(blockedBy(2)));
		expect(posts().filter((call) => call.includes('activated'))).toEqual([]);
	});
});

it('leaves out a name that the service does not allow', async () => {
	const fire = person(event('subscribed', 1, { subscriber: { ...ann, firstName: '🔥🔥' } }));
	expect(await sync(fire)).toMatchObject([{ updated: true, leftOut: ['firstName'], problem: null }]);
});

it('says so where the chat was registered and the data was not written', async () => {
	esputnik.failNext({ status: 400, body: 'Wrong language' }, { when: ({ method }) => method === 'PUT' });
	expect(await sync(person(started(1)))).toMatchObject([
		{ registered: true, updated: false, problem: expect.stringContaining('Wrong language') as string },
	]);
});

it('makes no second contact where the service does not show the first one yet', async () => {
	esputnik.failNext(
		{ status: 404, body: 'Token not found' },
		{ when: ({ path }) => path.endsWith('/contactId'), skip: 1 },
	);
	expect(await sync(person(started(1)))).toMatchObject([
		{ registered: true, updated: false, problem: expect.stringContaining('Sync again later') as string },
	]);
	expect(esputnik.contacts).toHaveLength(1);
});

describe('a chat that stands under a contact already', () => {
	const named = (externalId: string, second = 1): Syncing => ({
		...readPerson(
			{ subscriberId: '42', chatId: '42', externalId, firstName: 'Ann', statusAt: at(second) },
			'Subscriber',
			() => true,
		),
		goneMeans: 'passOver',
	});

	it('stays there, whatever id the contact has', async () => {
		esputnik.addContact({ externalCustomerId: 'crm-4' }, '42');
		expect(await sync(person(started(1)))).toMatchObject([
			{ registered: true, updated: true, problem: null },
		]);
		expect(esputnik.contacts).toMatchObject([
			{ externalCustomerId: 'crm-4', tokens: [{ token: '42' }], more: { firstName: 'Ann' } },
		]);
	});

	it('gets the id that the user gives the person later, instead of a second contact', async () => {
		await sync(person(started(1)));
		expect(await sync(named('crm-4', 2))).toMatchObject([{ registered: true, updated: true, problem: null }]);
		expect(esputnik.contacts).toMatchObject([{ externalCustomerId: 'crm-4', tokens: [{ token: '42' }] }]);
		expect(posts().filter((call) => call.endsWith('/tokens'))).toHaveLength(1);
	});

	it('keeps an id of the user’s own', async () => {
		esputnik.addContact({ externalCustomerId: 'crm-9' }, '42');
		await sync(named('crm-4'));
		expect(esputnik.contacts).toMatchObject([{ externalCustomerId: 'crm-9' }]);
	});

	it('that could not be asked for is not registered a second time, and the item says why', async () => {
		esputnik.addContact({ externalCustomerId: 'crm-4' }, '42');
		esputnik.failNext({ status: 502, body: '' });
		const [result] = await sync(person(started(1)));
		expect(isFailure(result)).toBe(true);
		expect(posts()).toEqual([]);
	});
});

it('fails for all when the account is refused', async () => {
	const wrong = syncPeople(gateway, lineTo(esputnik.apiUrl, { apiKey: 'no' }), [person(started(1))]);
	expect(await failureOf(wrong)).toMatchObject({ facts: { reason: 'unauthorized' } });
});
