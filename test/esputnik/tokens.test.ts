import { esputnik as gateway } from '../../client/esputnik/gateway';
import type { ContactRef } from '../../client/model/contact';
import { InvalidInput, Rejected } from '../../client/model/error';
import { isFailure } from '../../client/model/outcome';
import type { EsputnikEmulator } from '../emulators/esputnik';
import { ANN, APP, failureOf, lineTo, NOW, startEsputnik } from './line';

let esputnik: EsputnikEmulator;

beforeAll(async () => {
	esputnik = await startEsputnik();
});
afterAll(async () => await esputnik.stop());
beforeEach(() => {
	esputnik.reset();
	esputnik.clearContacts();
	esputnik.addContact({ externalCustomerId: `tg-${ANN}` }, ANN);
	esputnik.now = () => NOW.getTime();
});

const line = (changes = {}) => lineTo(esputnik.apiUrl, changes);
const external = (value: string): ContactRef => ({ by: 'externalId', value });
const register = async (...chats: string[]) =>
	await gateway.registerSubscribers!(
		line(),
		chats.map((chatId) => ({ chatId, contact: external(`tg-${chatId}`) })),
	);
const bodies = () =>
	esputnik.log.map(({ body }) => JSON.parse(body.toString('utf8')) as { tokens: unknown[] });

describe('adding tokens', () => {
	it('makes a contact with the identifier and the chat, by one request for all', async () => {
		const results = await register('100', '101');
		expect(results).toMatchObject([
			{ service: 'esputnik', chatId: '100', contact: external('tg-100'), registered: true },
			{ chatId: '101' },
		]);
		expect(esputnik.log.map(({ method, path }) => `${method} ${path}`)).toEqual([
			`POST /api/v1/apps/${APP}/tokens`,
		]);
		expect(bodies()).toEqual([
			{
				tokens: [
					{ token: '100', externalCustomerId: 'tg-100' },
					{ token: '101', externalCustomerId: 'tg-101' },
				],
			},
		]);
		expect(esputnik.contacts.map(({ tokens }) => tokens.map(({ token }) => token))).toEqual([
			[ANN],
			['100'],
			['101'],
		]);
	});

	it.each(['highest', 'any'] as const)(
		'means the same with either guide (%s), because an entry carries one identifier',
		async (notFound) => {
			esputnik.settings.notFound = notFound;
			await gateway.registerSubscribers!(line(), [{ chatId: '100', contact: external(`tg-${ANN}`) }]);
			expect(esputnik.contacts).toHaveLength(1);
			expect(esputnik.contacts[0]?.tokens.map(({ token }) => token)).toEqual([ANN, '100']);
		},
	);

	it.each<[ContactRef, object]>([
		[{ by: 'id', value: '1967597908' }, { contactId: 1_967_597_908 }],
		[external('crm-1'), { externalCustomerId: 'crm-1' }],
		[{ by: 'phone', value: '380501234567' }, { phone: '380501234567' }],
		[{ by: 'email', value: 'ann@example.com' }, { email: 'ann@example.com' }],
	])('names the contact by %j', async (contact, written) => {
		await gateway.registerSubscribers!(line(), [{ chatId: '7', contact }]);
		expect(bodies()).toEqual([{ tokens: [{ token: '7', ...written }] }]);
	});

	it('twice leaves one token', async () => {
		await register(ANN);
		await register(ANN);
		expect(esputnik.contacts[0]?.tokens).toHaveLength(1);
	});

	it('of a second bot leaves the same chat with the first one alone', async () => {
		const other = '11111111-2222-4333-8444-555555555555';
		esputnik.addBot(other);
		await register(ANN);
		await gateway.registerSubscribers!(line({ appUuid: other }), [
			{ chatId: ANN, contact: external(`tg-${ANN}`) },
		]);
		expect(esputnik.contacts).toMatchObject([
			{
				tokens: [
					{ app: APP, token: ANN },
					{ app: other, token: ANN },
				],
			},
		]);
	});

	it('cuts what is too much for a request', async () => {
		const chats = Array.from({ length: 205 }, (_, index) => String(1_000 + index));
		expect(await register(...chats)).toHaveLength(205);
		expect(bodies().map(({ tokens }) => tokens.length)).toEqual([100, 100, 5]);
	});

	it.each(['empty', 'object', 'text'] as const)('accepts any good answer (%s)', async (answer) => {
		esputnik.settings.tokensAnswer = answer;
		expect((await register('100')).map(isFailure)).toEqual([false]);
	});

	it.each([
		['-1001', 'Chat ID'],
		['@ann', 'Chat ID'],
		['', 'Chat ID'],
	])('refuses the chat “%s” by itself, and takes the others', async (chat, field) => {
		const [bad, good] = await register(chat, '100');
		expect(bad).toMatchObject({ field });
		expect(good).toMatchObject({ registered: true });
		expect(bodies()).toMatchObject([{ tokens: [{ token: '100' }] }]);
	});

	it('asks nothing when an entry has no identifier', async () => {
		const [bad] = await gateway.registerSubscribers!(line(), [{ chatId: '5', contact: external('') }]);
		expect(bad).toBeInstanceOf(InvalidInput);
		expect(esputnik.log).toEqual([]);
	});

	it('finds the one entry that the service refuses, and registers the rest', async () => {
		const results = await gateway.registerSubscribers!(line(), [
			...['1', '2', '3'].map((chatId) => ({ chatId, contact: external(`tg-${chatId}`) })),
			{ chatId: '4', contact: { by: 'email', value: 'nobody' } },
			{ chatId: '5', contact: external('tg-5') },
		]);
		expect(results.map(isFailure)).toEqual([false, false, false, true, false]);
		expect(results[3]).toMatchObject({
			facts: { reason: 'invalidData', description: "'nobody' is not valid email" },
		});
	});

	it.each([
		[{ appUuid: 'x' }, 'wrongAppUuid', 1],
		[{ appUuid: '00000000-0000-0000-0000-000000000000' }, 'unknownApp', 1],
		[{ apiKey: 'wrong' }, 'apiKey', 1],
	])('with %j fails for all at once (%s)', async (changes, kind, calls) => {
		const failure = await failureOf(
			gateway.registerSubscribers!(line(changes), [
				{ chatId: '1', contact: external('a') },
				{ chatId: '2', contact: external('b') },
			]),
		);
		expect(failure).toMatchObject({ facts: { kind } });
		expect(esputnik.log).toHaveLength(calls);
	});

	it('says that the credential names no bot', async () => {
		expect(
			await failureOf(
				gateway.registerSubscribers!(line({ appUuid: '' }), [{ chatId: '1', contact: external('a') }]),
			),
		).toMatchObject({
			field: 'App UUID',
		});
	});
});

describe('a registered chat', () => {
	it('is muted for a time, for good, and unmuted', async () => {
		await gateway.muteSubscriber!(line(), ANN, 60);
		expect(esputnik.mutedUntil(ANN)).toBe(NOW.getTime() + 60_000);
		await gateway.muteSubscriber!(line(), ANN, undefined);
		expect(esputnik.mutedUntil(ANN)).toBe(Infinity);
		expect(JSON.parse(esputnik.log.at(-1)!.body.toString())).toEqual({ token: ANN });
		await gateway.unmuteSubscriber!(line(), ANN);
		expect(esputnik.mutedUntil(ANN)).toBeUndefined();
	});

	it.each([5, 31_536_000])('is muted for %i seconds', async (seconds) => {
		await gateway.muteSubscriber!(line(), ANN, seconds);
		expect(esputnik.mutedUntil(ANN)).toBe(NOW.getTime() + seconds * 1_000);
	});

	it.each([4, 0, -1, 5.5, 31_536_001, NaN])(
		'is not muted for %d seconds, and nothing is asked',
		async (seconds) => {
			expect(await failureOf(gateway.muteSubscriber!(line(), ANN, seconds))).toMatchObject({
				field: 'Duration',
			});
			expect(esputnik.log).toEqual([]);
		},
	);

	it('is switched off and on', async () => {
		await gateway.setSubscriberActive!(line(), ANN, false);
		expect(esputnik.contacts[0]?.tokens).toMatchObject([{ active: false }]);
		await gateway.setSubscriberActive!(line(), ANN, true);
		expect(esputnik.contacts[0]?.tokens).toMatchObject([{ active: true }]);
	});

	it.each([
		['muted', async () => await gateway.muteSubscriber!(line(), '999', 60)],
		['unmuted', async () => await gateway.unmuteSubscriber!(line(), '999')],
		['switched off', async () => await gateway.setSubscriberActive!(line(), '999', false)],
	])('that the service does not know is not %s: it has to be registered', async (_, run) => {
		expect(await failureOf(run())).toMatchObject({
			field: 'Chat ID',
			reason: 'unknownRecipient',
			advice: expect.stringContaining('Add Application Tokens') as string,
		});
	});

	it.each([
		['Wrong app uuid', 400, 'other'],
		['Not registered application', 404, 'other'],
		['Token must be specified', 400, 'invalidData'],
		['Duration must be positive int', 400, 'invalidData'],
	])('“%s” is shown in the service’s own words', async (words, status, reason) => {
		esputnik.failNext({ status, body: words });
		const failure = await failureOf(gateway.muteSubscriber!(line(), ANN, 60));
		expect(failure).toBeInstanceOf(Rejected);
		expect(failure).toMatchObject({ facts: { description: words, reason } });
	});
});
