import { readPerson } from '../../client/contacts/person';
import { syncPeople } from '../../client/contacts/sync';
import { esputnik as gateway } from '../../client/esputnik/gateway';
import { contactOf } from '../../client/events/contact';
import type { BotEvent } from '../../client/model/event';
import { isFailure } from '../../client/model/outcome';
import type { EsputnikEmulator } from '../emulators/esputnik';
import { failureOf, lineTo, startEsputnik } from '../esputnik/line';
import { ann, blockedBy, event, started } from '../registry/event';

let esputnik: EsputnikEmulator;

beforeAll(async () => {
	esputnik = await startEsputnik();
});
afterAll(async () => await esputnik.stop());
beforeEach(() => {
	esputnik.reset();
	esputnik.clearContacts();
});

const person = (one: BotEvent) => readPerson({ ...one, contact: contactOf(one, null, 'tg') }, 'Subscriber');
const sync = async (...people: Array<ReturnType<typeof person>>) =>
	await syncPeople(gateway, lineTo(esputnik.apiUrl), people);
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
		{ when: ({ path }) => path.endsWith('/contactId') },
	);
	expect(await sync(person(started(1)))).toMatchObject([
		{ registered: true, updated: false, problem: expect.stringContaining('Sync again later') as string },
	]);
	expect(esputnik.contacts).toHaveLength(1);
});

it('fails for all when the account is refused', async () => {
	const wrong = syncPeople(gateway, lineTo(esputnik.apiUrl, { apiKey: 'no' }), [person(started(1))]);
	expect(await failureOf(wrong)).toMatchObject({ facts: { reason: 'unauthorized' } });
});
