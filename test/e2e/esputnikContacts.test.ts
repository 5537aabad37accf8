/** eSputnik's contacts, tokens and events, each through the node in a real n8n. */
import { inspect } from 'node:util';

import type { Reply } from '../emulators/server';
import { faultOf } from '../support/fault';
import { API_KEY, gatewayNode, run, stageEsputnik, type EsputnikStage } from './gateway';
import { errorOf, hintsOf, itemsOf, sharedN8n, type CredentialRef, type Execution } from './n8n';

const n8n = sharedN8n();
let stage: EsputnikStage;

beforeAll(async () => {
	stage = await stageEsputnik('eSputnik contacts');
});

beforeEach(() => {
	const { esputnik } = stage;
	esputnik.reset();
	esputnik.clearContacts();
	esputnik.addContact(
		{
			externalCustomerId: 'tg-42',
			channels: [{ type: 'email', value: 'ann@example.com' }],
			more: { firstName: 'Ann', languageCode: 'en' },
		},
		'42',
	);
});

afterAll(async () => await stage.esputnik.stop());

const node = (parameters: object, extra: object = {}, credential: CredentialRef = stage.credential) =>
	gatewayNode({ service: 'esputnik', ...parameters } as never, credential, extra as never);
const subscriber = (operation: string, parameters: object = {}, extra?: object) =>
	node({ resource: 'subscriber', operation, ...parameters }, extra);
const contact = (operation: string, parameters: object = {}, extra?: object) =>
	node({ resource: 'contact', operation, ...parameters }, extra);
const generate = (parameters: object = {}) =>
	node({
		resource: 'event',
		operation: 'generate',
		eventType: 'OrderPaid',
		contactValue: 'tg-42',
		...parameters,
	});

const output = (execution: Execution) => itemsOf(execution, 'Bot Gateway').map(({ json }) => json);
const said = (execution: Execution) => {
	const error = errorOf(execution) as { message: string; description?: string } | undefined;
	return `${error?.message ?? ''} | ${error?.description ?? ''}`;
};
const goOn = { onError: 'continueRegularOutput' };
const ids = () => stage.esputnik.contacts.map(({ externalCustomerId }) => externalCustomerId);

describe('Subscriber', () => {
	it('adds the tokens of many items with one request, each its own result', async () => {
		const chats = Array.from({ length: 120 }, (_, n) => ({ chat: { id: 1_000 + n } }));
		const results = output(
			await run('tokens', subscriber('addTokens', { chatId: '={{ $json.chat.id }}' }), chats),
		);
		expect(results).toHaveLength(120);
		expect(results[7]).toEqual({
			service: 'esputnik',
			chatId: '1007',
			contact: { by: 'externalId', value: 'tg-1007' },
			registered: true,
		});
		expect(stage.esputnik.log.map(({ method }) => method)).toEqual(['POST', 'POST']);
		expect(stage.esputnik.contacts).toHaveLength(121);
	});

	it('names the contact as the user wants', async () => {
		await run(
			'by id',
			subscriber('addTokens', {
				chatId: '77',
				contactBy: 'id',
				contactValue: String(stage.esputnik.contacts[0]?.id),
			}),
		);
		expect(stage.esputnik.contacts[0]?.tokens.map(({ token }) => token)).toEqual(['42', '77']);
	});

	it('fails the bad items by themselves, and takes the others', async () => {
		const items = [{ id: '50' }, { id: '-100' }, { id: '' }, { id: '51', mail: 'nobody' }, { id: '52' }];
		const results = output(
			await run(
				'some bad',
				subscriber(
					'addTokens',
					{
						chatId: '={{ $json.id }}',
						contactBy: '={{ $json.mail ? "email" : "externalId" }}',
						contactValue: '={{ $json.mail ?? "" }}',
					},
					goOn,
				),
				items,
			),
		);
		expect(results.map((json) => json['registered'] ?? faultOf(json))).toEqual([
			true,
			'Chat ID “-100” is a group or a channel',
			'Chat ID is empty',
			'Identifier “nobody” is not valid',
			true,
		]);
		expect(ids()).toEqual(['tg-42', 'tg-50', 'tg-52']);
	});

	it('mutes, unmutes, deactivates and activates a chat', async () => {
		const [muted] = output(await run('mute', subscriber('mute', { chatId: '42', duration: 60 })));
		expect(muted).toMatchObject({ chatId: '42', muted: true, until: expect.stringMatching(/^\d{4}-/) });
		await run('for good', subscriber('mute', { chatId: '42', untilUnmuted: true }));
		expect(stage.esputnik.mutedUntil('42')).toBe(Infinity);
		expect(output(await run('unmute', subscriber('unmute', { chatId: '42' })))).toMatchObject([
			{ muted: false },
		]);
		expect(stage.esputnik.mutedUntil('42')).toBeUndefined();
		expect(output(await run('off', subscriber('deactivate', { chatId: '42' })))).toMatchObject([
			{ active: false },
		]);
		expect(stage.esputnik.contacts[0]?.tokens).toMatchObject([{ active: false }]);
		expect(output(await run('on', subscriber('activate', { chatId: '42' })))).toMatchObject([
			{ active: true },
		]);
	});

	it.each([
		['mute', { chatId: '42', duration: 4 }, 'Duration “4” is no time that eSputnik takes'],
		['mute', { chatId: '999', duration: 60 }, 'Chat ID “999” is not registered with eSputnik'],
		['unmute', { chatId: '999' }, 'Chat ID “999” is not registered with eSputnik'],
		['deactivate', { chatId: '999' }, 'Chat ID “999” is not registered with eSputnik'],
		['sync', { person: '{"hello":"world"}' }, 'neither an event of the trigger nor a subscriber'],
		['sync', { person: 'x' }, 'Subscriber is no JSON object'],
	])('%s with %j says: %s', async (operation, parameters, expected) => {
		expect(said(await run('bad', subscriber(operation, parameters)))).toContain(expected);
	});

	const event = (id: string, more: object = {}) => ({
		event: 'subscribed',
		chat: { id, type: 'private' },
		subscriber: { id, isBot: false },
		contact: {
			serviceId: `tg-${id}`,
			externalId: null,
			phone: '+380501234567',
			firstName: 'Bob',
			language: 'uk',
		},
		...more,
	});

	it('syncs events and rows as they are: registered, brought up to date, or passed over', async () => {
		const items = [
			event('43'),
			{
				service: 'telegram',
				subscriberId: '44',
				chatId: '44',
				externalId: 'crm-4',
				email: 'c@d.io',
				status: 'active',
			},
			event('45', { event: 'unsubscribed', status: { status: 'blocked' } }),
			event('46', { chat: { id: '-1', type: 'group' } }),
		];
		const execution = await run('sync', subscriber('sync', {}, goOn), items);
		expect(output(execution)).toMatchObject([
			{ chatId: '43', externalId: 'tg-43', registered: true, updated: true },
			{ chatId: '44', externalId: 'crm-4', registered: true, updated: true },
			{ chatId: '45', registered: false, skipped: 'blocked' },
			{ error: { message: 'Subscriber comes from a group' } },
		]);
		expect(stage.esputnik.contacts.slice(1)).toMatchObject([
			{
				externalCustomerId: 'tg-43',
				channels: [{ type: 'sms' }],
				more: { firstName: 'Bob', languageCode: 'uk' },
			},
			{ externalCustomerId: 'crm-4', channels: [{ type: 'email', value: 'c@d.io' }] },
		]);
	});

	it('registers again after a block, when the person is back', async () => {
		await run('first', subscriber('sync'), [event('43')]);
		for (const one of stage.esputnik.contacts) one.tokens.length = 0; // FAILED (Forbidden): the service lets go
		await run('back', subscriber('sync'), [event('43')]);
		expect(stage.esputnik.contacts[1]?.tokens).toMatchObject([{ token: '43', active: true }]);
	});

	it('shows beside the output what was registered but not written', async () => {
		stage.esputnik.failNext(
			{ status: 400, body: 'Wrong language' },
			{ when: ({ method }) => method === 'PUT' },
		);
		const execution = await run('half', subscriber('sync'), [event('43')]);
		expect(output(execution)).toMatchObject([{ registered: true, updated: false }]);
		expect(hintsOf(execution, 'Bot Gateway')[0]?.message).toContain('Wrong language');
	});

	it.each<[string, Reply, string]>([
		['Wrong app uuid', { status: 400, body: 'Wrong app uuid' }, 'Check the App UUID'],
		['Not registered application', { status: 404, body: 'Not registered application' }, 'Check the App UUID'],
		[
			'Tokens must be specified',
			{ status: 400, body: 'Tokens must be specified' },
			'did not accept the data',
		],
		['Unauthorized', { status: 401, body: 'Unauthorized' }, 'Check the API key'],
		['Forbidden', { status: 403, body: 'Forbidden' }, 'all rights'],
	])('shows “%s” in the service’s own words, with advice', async (words, reply, advice) => {
		stage.esputnik.failNext(reply, { times: 5 });
		const text = said(await run('refused', subscriber('addTokens', { chatId: '42' })));
		expect(text).toContain(words);
		expect(text).toContain(advice);
	});

	it('offers no way to empty a segment', async () => {
		const types = await n8n.nodeTypes();
		const type = types.find(({ name }) => name.endsWith('.botGateway'));
		expect(JSON.stringify(type)).not.toMatch(/detach/i);
	});
});

describe('Contact', () => {
	it('is made, changed without losing anything, shown and deleted', async () => {
		stage.esputnik.settings.update = 'replace';
		const [made] = output(
			await run(
				'made',
				contact('upsert', {
					contactBy: 'externalId',
					contactValue: 'crm-1',
					data: { email: 'bob@example.com', firstName: 'Bob', town: 'Kyiv' },
					furtherFields: { field: [{ id: '7', value: 'gold' }] },
				}),
			),
		);
		expect(made).toMatchObject({ created: true, externalId: 'crm-1', email: 'bob@example.com', leftOut: [] });
		const [changed] = output(
			await run(
				'changed',
				contact('upsert', {
					contactBy: 'externalId',
					contactValue: 'crm-1',
					dataFrom: 'json',
					dataJson: '{"phone":"+380501234567","lastName":"Ray"}',
				}),
			),
		);
		expect(changed).toMatchObject({ id: made?.['id'], created: false });
		const [shown] = output(
			await run('get', contact('get', { contactBy: 'phone', contactValue: '+380 50 123 45 67' })),
		);
		expect(shown).toMatchObject({
			id: made?.['id'],
			externalId: 'crm-1',
			email: 'bob@example.com',
			phone: '380501234567',
			firstName: 'Bob',
			lastName: 'Ray',
			address: { town: 'Kyiv' },
			fields: { 7: 'gold' },
		});
		expect(shown).not.toHaveProperty('raw');
		const gone = contact('delete', {
			contactBy: 'externalId',
			contactValue: 'crm-1',
			options: { erase: true },
		});
		expect(output(await run('delete', gone))).toEqual([{ deleted: true }]);
		expect(ids()).toEqual(['tg-42']);
		expect(stage.esputnik.erased).toEqual([Number(made?.['id'])]);
		const again = await run('delete again', gone);
		expect(output(again)).toEqual([{ deleted: true }]);
		expect(hintsOf(again, 'Bot Gateway')[0]?.message).toBe('A contact was not there any more');
	});

	it('takes the contact of an event as it is, by the chat', async () => {
		const event = {
			chat: { id: 42 },
			contact: { serviceId: 'tg-42', phone: '+380501234567', email: null, lastName: 'Lee' },
		};
		const upsert = contact('upsert', {
			contactBy: 'chatId',
			contactValue: '={{ $json.chat.id }}',
			dataFrom: 'json',
			dataJson: '={{ $json.contact }}',
		});
		expect(output(await run('event', upsert, [event]))).toMatchObject([
			{ created: false, phone: '380501234567', email: 'ann@example.com', lastName: 'Lee' },
		]);
	});

	it.each<[string, object, string]>([
		['upsert', { contactValue: '={{ "" }}' }, 'Value is empty'],
		['upsert', { contactBy: 'phone', contactValue: 'call me' }, 'Value “call me” is not valid'],
		['upsert', { contactValue: 'crm-9', data: { email: 'nobody' } }, 'Email “nobody” is not valid'],
		['upsert', { contactValue: 'crm-9', data: { firstName: 'Ann' } }, 'has neither phone nor email'],
		['upsert', { contactValue: 'crm-9', data: { email: 'ann@example.com' } }, 'has the external ID “tg-42”'],
		[
			'upsert',
			{ contactValue: 'tg-42', data: { firstName: '🔥' } },
			'First Name “🔥” is no name that eSputnik takes',
		],
		[
			'upsert',
			{ contactValue: 'tg-42', data: { timeZone: 'Kiev time' } },
			'Time Zone “Kiev time” is not valid',
		],
		[
			'upsert',
			{ contactValue: 'tg-42', dataFrom: 'json', dataJson: '[1]' },
			'Contact Data is no JSON object',
		],
		['upsert', { contactBy: 'chatId', contactValue: '999' }, 'Contact with the chat ID “999” is not known'],
		['get', { contactBy: 'id', contactValue: '5' }, 'Contact with the contact ID “5” is not known'],
		['get', { contactBy: 'id', contactValue: 'x' }, 'Value “x” is not valid'],
		['getMany', { filters: { email: 'nobody' } }, 'Email “nobody” is not valid'],
		['getImport', { importId: 'nope' }, 'Import ID “nope” is not known'],
		['upsertMany', { dataJson: '{}' }, 'Contact has no external ID'],
		['upsertMany', { matchBy: 'field', fieldId: 'x', dataJson: '{}' }, 'Field ID “x” is not a number'],
	])('%s with %j says: %s', async (operation, parameters, expected) => {
		expect(said(await run('bad', contact(operation, parameters)))).toContain(expected);
		expect(ids()).toEqual(['tg-42']);
	});

	it.each<[Reply, string, string]>([
		[
			{ status: 400, body: { message: 'Wrong language code' } },
			'The service did not accept the data',
			'Wrong language code',
		],
		[{ status: 401, body: { status: 401 } }, 'did not accept the credential', 'Check the API key'],
		[{ status: 404, body: 'Contact not found' }, 'is not known to eSputnik', 'Create or Update'],
		[{ status: 500, body: 'Oops' }, 'HTTP 500', 'Oops'],
	])('a refusal %j is told as it is', async (reply, headline, detail) => {
		stage.esputnik.failNext(reply, { times: 9 });
		const text = said(await run('refused', contact('get', { contactBy: 'id', contactValue: '1001' })));
		expect(text).toContain(headline);
		expect(text).toContain(detail);
	});

	it('that the service has just changed so is no fault', async () => {
		const upsert = contact('upsert', { contactValue: 'tg-42', data: { lastName: 'Lee' } });
		await run('once', upsert);
		expect(output(await run('twice', upsert))).toMatchObject([{ created: false, lastName: 'Lee' }]);
		expect(stage.esputnik.log.filter(({ method }) => method === 'PUT')).toHaveLength(2);
	});

	it('waits when it is asked to slow down', async () => {
		stage.esputnik.failNext({ status: 429, body: 'Too many requests', headers: { 'retry-after': '1' } });
		expect(output(await run('slow', contact('get', { contactValue: 'tg-42' })))).toMatchObject([
			{ firstName: 'Ann' },
		]);
	});

	it('is listed: a few, all over pages, or by what it is looked for', async () => {
		for (let n = 0; n < 620; n += 1) stage.esputnik.addContact({ more: { firstName: 'Many' } });
		expect(output(await run('few', contact('getMany', { limit: 3 })))).toHaveLength(3);
		expect(output(await run('all', contact('getMany', { returnAll: true })))).toHaveLength(621);
		expect(stage.esputnik.log.map(({ query }) => query['startindex'])).toEqual(['1', '1', '501']);
		const found = contact('getMany', { filters: { email: 'ann@example.com' }, options: { inFull: true } });
		expect(output(await run('found', found))).toMatchObject([{ externalId: 'tg-42', language: 'en' }]);
		expect(output(await run('nobody', contact('getMany', { filters: { firstName: 'Nobody' } })))).toEqual([]);
	});

	it('by the hundred is handed over in one request and followed to the end', async () => {
		stage.esputnik.settings.importSteps = ['STARTED', 'IMPORTING'];
		stage.esputnik.refuseImport('crm-7', 'The contact was deleted');
		const items = Array.from({ length: 300 }, (_, n) => ({
			externalId: `crm-${n}`,
			email: `p${n}@example.com`,
		}));
		const execution = await run('many', contact('upsertMany', {}, goOn), items);
		const results = output(execution);
		expect(results).toHaveLength(300);
		expect(results[0]).toMatchObject({
			status: 'finished',
			contactId: expect.stringMatching(/^\d+$/),
			progress: [{ status: 'queued' }, { status: 'running' }, { status: 'finished' }],
		});
		expect(results[7]).toMatchObject({
			error: {
				message: 'The service did not accept the data',
				description: expect.stringContaining('The contact was deleted'),
			},
		});
		expect(results.filter(({ status }) => status === 'finished')).toHaveLength(299);
		expect(stage.esputnik.log.filter(({ method }) => method === 'POST')).toHaveLength(1);
		expect(stage.esputnik.contacts).toHaveLength(300);
	});

	it('by the hundred without waiting leaves an ID to ask for', async () => {
		const many = contact('upsertMany', { options: { waitForEnd: false } });
		const [handed] = output(await run('no waiting', many, [{ externalId: 'crm-1', email: 'a@b.io' }]));
		expect(handed).toMatchObject({ status: 'queued', contactId: null });
		const [report] = output(await run('status', contact('getImport'), [handed!]));
		expect(report).toMatchObject({
			status: 'finished',
			contacts: [{ matched: 'crm-1', contactId: String(stage.esputnik.contacts.at(-1)?.id) }],
		});
	});
});

describe('Event', () => {
	it('goes out with what it carries, as fields or JSON', async () => {
		const fields = { parameters: { parameter: [{ name: 'orderNumber', value: '4711' }] } };
		expect(output(await run('fields', generate(fields)))).toEqual([
			{ service: 'esputnik', type: 'OrderPaid', accepted: true },
		]);
		const text = JSON.stringify({ order: { sum: 12.5 } });
		await run('json', generate({ parametersFrom: 'json', parametersJson: '={{ JSON.parse($json.text) }}' }), [
			{ text },
		]);
		await run('key', generate({ contactValue: '', options: { eventKey: 'order-7' } }));
		expect(stage.esputnik.events).toMatchObject([
			{ version: 2, params: { orderNumber: '4711', externalCustomerId: 'tg-42' } },
			{ version: 2, params: { order: { sum: 12.5 } } },
			{ version: 1, key: 'order-7' },
		]);
	});

	it.each<[object, string]>([
		[{ eventType: '={{ "" }}' }, 'Event Type is empty'],
		[{ eventType: 'Paid?' }, 'Event Type “Paid?” holds “?”'],
		[{ eventType: 'a'.repeat(101) }, 'Event Type has 101 characters'],
		[{ options: { eventKey: 'a'.repeat(301) } }, 'Event Key has 301 characters'],
		[{ contactValue: '' }, 'Contact is empty, and the event has no key'],
		[{ contactBy: 'phone', contactValue: 'x' }, 'Value “x” is not valid'],
		[{ parametersFrom: 'json', parametersJson: '7' }, 'Parameters is no JSON object'],
		[{ parameters: { parameter: [{ name: '', value: 'x' }] } }, 'Parameters, row 1 has no name'],
		[
			{ parametersFrom: 'json', parametersJson: `{"t":"${'x'.repeat(20_000)}"}` },
			'Parameters make an event of',
		],
	])('with %j says so, and nothing is sent', async (parameters, expected) => {
		expect(said(await run('bad', generate(parameters)))).toContain(expected);
		expect(stage.esputnik.log).toEqual([]);
	});

	it('whose answer never came is not repeated', async () => {
		stage.esputnik.failNext({ drop: 'after' }, { times: 9 });
		const text = said(await run('lost', generate()));
		expect(text).toContain('may have been carried out');
		expect(stage.esputnik.events).toHaveLength(1);
	});
});

it('shows the key nowhere', async () => {
	stage.esputnik.failNext({
		status: 400,
		body: `key ${API_KEY} in Basic ${Buffer.from(`user:${API_KEY}`).toString('base64')}`,
	});
	const execution = await run('secret', contact('get', { contactValue: 'tg-42' }));
	expect(inspect(execution, { depth: null })).not.toContain(
		Buffer.from(`user:${API_KEY}`).toString('base64'),
	);
});
