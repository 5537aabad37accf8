/** The registry in the Data Tables of a real n8n, and the node that uses it. */
import type { INodeParameters } from 'n8n-workflow';

import { TableRegistry } from '../../client/registry/registry';
import { COLUMNS, SUBSCRIBERS } from '../../client/registry/columns';
import { Table } from '../../client/registry/table';
import type { SubscriberChange } from '../../client/registry/types';
import { BotGatewayRegistryApi } from '../../credentials/BotGatewayRegistryApi.credentials';
import { ann, at, blockedBy, event, started } from '../registry/event';
import { fetchRoad } from '../support/road';
import { gatewayNode, NODE, run, stageTelegram, to, TOKEN, type TelegramStage } from './gateway';
import { errorOf, hintsOf, itemsOf, sharedN8n, type CredentialRef } from './n8n';

const n8n = sharedN8n();
const TABLE = 'Registry e2e';
const BOT = TOKEN.split(':')[0] ?? '';

/** What docs/credentials.md asks for, and nothing more. */
const SCOPES = [
	'dataTable:list',
	'dataTable:create',
	'dataTableRow:create',
	'dataTableRow:read',
	'dataTableRow:update',
	'dataTableRow:upsert',
	'dataTableRow:delete',
];

async function apiKeyWith(scopes: string[]): Promise<string> {
	const draft = { label: `registry ${scopes.length}`, scopes, expiresAt: null };
	return (await n8n.call<{ rawApiKey: string }>('POST', '/rest/api-keys', draft)).rawApiKey;
}

let stage: TelegramStage;
let apiKey: string;
let account: CredentialRef;

const data = (changes: object = {}) => ({ baseUrl: `${n8n.url}/api/v1`, apiKey, ...changes });

beforeAll(async () => {
	stage = await stageTelegram('Telegram of the registry');
	apiKey = await apiKeyWith(SCOPES);
	account = await n8n.createCredential('Registry e2e', 'botGatewayRegistryApi', data());
});

beforeEach(() => {
	stage.telegram.reset();
});

afterAll(async () => await stage.telegram.stop());

let count = 0;

/** The registry as one process would have it, without the node. */
function registry(table = TABLE): TableRegistry {
	count += 1;
	const send = fetchRoad(new BotGatewayRegistryApi(), data());
	return new TableRegistry(new Table(send, table, `process ${count}`, SUBSCRIBERS), () => new Date());
}

const withBot = (one: ReturnType<typeof event>) => ({ ...one, bot: { id: BOT, name: 'Shop' } });
const person = (id: number, more: Partial<SubscriberChange> = {}): SubscriberChange => ({
	service: 'telegram',
	botId: BOT,
	subscriberId: String(id),
	...more,
});

interface FoundTable {
	id: string;
	name: string;
	columns: Array<{ id: string; name: string; type: string; index: number }>;
}

async function tableOf(name: string): Promise<FoundTable> {
	const { data: found } = await n8n.call<{ data: FoundTable[] }>('GET', '/api/v1/data-tables?limit=250');
	const table = found.find((one) => one.name === name);
	if (!table) throw new Error(`no table ${name}`);
	return table;
}

async function rowsOf(name: string): Promise<Array<Record<string, unknown>>> {
	const { id } = await tableOf(name);
	const { data: rows } = await n8n.call<{ data: Array<Record<string, unknown>> }>(
		'GET',
		`/api/v1/data-tables/${id}/rows?limit=250`,
	);
	return rows;
}

const node = (parameters: object, credential = account) => {
	const made = gatewayNode(
		{ service: 'telegram', useRegistry: true, registryTable: TABLE, ...parameters } as INodeParameters,
		stage.credential,
	);
	return {
		...made,
		credentials: {
			...made.credentials,
			[credential.type]: { id: credential.id, name: credential.name },
		},
	};
};
const send = (parameters: object, credential?: CredentialRef) =>
	node({ resource: 'message', operation: 'send', text: 'hi', ...parameters }, credential);
const subscriber = (operation: string, parameters: object = {}) =>
	node({ resource: 'subscriber', operation, ...parameters });

describe('the credential', () => {
	it('is fine with an API key', async () => {
		expect(await n8n.testCredential(account, data())).toMatchObject({ status: 'OK' });
	});

	it.each([
		['a wrong key', { apiKey: 'wrong' }, /does not accept this API key/],
		[
			'a key that may not list tables',
			async () => ({ apiKey: await apiKeyWith(['workflow:list']) }),
			/dataTable:list/,
		],
		['a wrong path', () => ({ baseUrl: `${n8n.url}/api/v9` }), /./],
		['an address where nobody is', { baseUrl: 'http://127.0.0.1:9/api/v1' }, /./],
	])('says so for %s', async (_, changes, expected) => {
		const given = data(typeof changes === 'function' ? await changes() : changes);
		const result = await n8n.testCredential(account, given);
		expect(result.status).toBe('Error');
		expect(result.message).toMatch(expected);
		expect(result.message).not.toContain(apiKey);
	});
});

describe('events', () => {
	it('of a new person that ten processes note at the same time leave one row in one new table', async () => {
		const noted = await Promise.all(
			Array.from({ length: 10 }, (_, i) =>
				registry().note(withBot(i === 4 ? started(i, 'ref_42') : event('message', i))),
			),
		);
		expect(noted.map(({ event: { error } }) => error).filter(Boolean)).toEqual([]);
		const { columns } = await tableOf(TABLE);
		expect(columns.sort((a, b) => a.index - b.index).map(({ name, type }) => ({ name, type }))).toEqual(
			COLUMNS.map(({ name, type }) => ({ name, type })),
		);
		const rows = await rowsOf(TABLE);
		expect(rows).toHaveLength(1);
		expect(rows[0]).toMatchObject({
			key: `telegram/${BOT}/42`,
			chatId: '42',
			username: 'ann_lee',
			language: 'ru',
			status: 'active',
			startPayload: 'ref_42',
			firstSeen: at(0),
			lastSeen: at(9),
		});
	});

	it('that come late do not turn a newer state back', async () => {
		const process = registry();
		await process.note(withBot(blockedBy(20)));
		expect((await rowsOf(TABLE))[0]).toMatchObject({ status: 'blocked', statusAt: at(20) });
		await process.note(withBot(started(30)));
		await registry().note(withBot(blockedBy(20)));
		expect((await rowsOf(TABLE))[0]).toMatchObject({ status: 'active', startPayload: 'ref_42' });
	});

	it('of several people keep usernames apart, and a shared phone', async () => {
		const bob = { ...ann, id: '43', username: 'Bob' };
		await registry().note(
			withBot(
				event('phoneShared', 31, {
					subscriber: bob,
					card: { phone: '+7 999 000-00-02', name: 'Bob', own: true },
				}),
			),
		);
		await registry().note(withBot(event('message', 32, { subscriber: { ...bob, username: 'ann_lee' } })));
		expect((await rowsOf(TABLE)).map(({ username, phone }) => [username, phone])).toEqual([
			[null, null],
			['ann_lee', '79990000002'],
		]);
		await registry().note(withBot(event('message', 33)));
		await registry().note(withBot(event('message', 34, { subscriber: bob })));
		expect((await rowsOf(TABLE)).map(({ username }) => username)).toEqual(['ann_lee', 'bob']);
	});
});

describe('a send', () => {
	it.each([
		['username', '@Ann_Lee', 42],
		['username', 'bob', 43],
		['phone', '+7 (999) 000-00-02', 43],
		['uid', '#43', 43],
		['id', '42', 42],
	])('finds people by %s %s', async (mode, value, chatId) => {
		const execution = await run('resolve', send({ recipient: to(value, mode) }));
		expect(stage.bot.sent.map((one) => one.chatId)).toEqual([chatId]);
		expect(itemsOf(execution, 'Bot Gateway')[0]?.json).toMatchObject({
			status: 'sent',
			recipient: { form: mode, id: String(chatId) },
		});
		expect(hintsOf(execution, 'Bot Gateway')).toEqual([]);
		const row = (await rowsOf(TABLE)).find(({ chatId: id }) => id === String(chatId));
		expect(row).toMatchObject({ lastMessageId: String(stage.bot.sent[0]?.messageId) });
	});

	it('says that a person is not known without asking Telegram for it', async () => {
		const execution = await run('unknown', send({ recipient: to('@nobody_here', 'username') }));
		expect(errorOf(execution)?.message).toContain('“@nobody_here” is not in the registry');
		expect(stage.telegram.log.map(({ path }) => path.split('/').pop())).not.toContain('sendMessage');
	});

	it('leaves the name of a channel to Telegram', async () => {
		stage.bot.addChat({ id: -1001, type: 'channel', title: 'News', username: 'my_channel' } as never);
		const execution = await run('channel', send({ recipient: to('@my_channel', 'channel') }));
		expect(itemsOf(execution, 'Bot Gateway')[0]?.json).toMatchObject({ recipient: { id: '-1001' } });
	});

	it('that Telegram refuses marks who has blocked the bot, and a start revives them', async () => {
		stage.bot.refuse(43, 'blocked');
		const refused = await run(
			'blocked',
			send({ recipient: to('@bob', 'username'), options: { refused: 'receipt' } }),
		);
		expect(itemsOf(refused, 'Bot Gateway')[0]?.json).toMatchObject({ status: 'blocked' });
		const status = async () => (await rowsOf(TABLE)).find(({ chatId }) => chatId === '43')?.['status'];
		expect(await status()).toBe('blocked');
		const later = new Date(Date.now() + 5_000).toISOString();
		const back = withBot({
			...started(0),
			happenedAt: later,
			subscriber: { ...ann, id: '43', username: 'bob' },
		});
		await registry().note({ ...back, chat: { id: '43', type: 'private', title: null } });
		expect(await status()).toBe('active');
		stage.bot.refuse(43, undefined as never);
	});

	it('goes out when the registry is down, and says that it was not updated', async () => {
		const dead = await n8n.createCredential(
			'No registry',
			'botGatewayRegistryApi',
			data({ baseUrl: 'http://127.0.0.1:9/api/v1' }),
		);
		const execution = await run('down', send({ recipient: to('42') }, dead));
		expect(stage.bot.sent).toHaveLength(1);
		expect(itemsOf(execution, 'Bot Gateway')[0]?.json).toMatchObject({ status: 'sent' });
		expect(hintsOf(execution, 'Bot Gateway')[0]?.message).toMatch(/registry was not updated.*ECONNREFUSED/);
		expect(JSON.stringify(execution)).not.toContain(apiKey);
	});

	it('asks for the phone instead when it was confirmed too long ago', async () => {
		const confirmed = new Date(Date.now() - 100 * 86_400_000).toISOString();
		await registry().upsert(person(43, { phone: '79990000002', phoneConfirmedAt: confirmed }));
		const first = await run('confirm', send({ recipient: to('43'), options: { confirmPhoneAfter: 90 } }));
		expect(itemsOf(first, 'Bot Gateway')[0]?.json).toMatchObject({ phoneAsked: true });
		expect(stage.bot.sent[0]).toMatchObject({
			text: 'Please share your phone number with us',
			replyMarkup: { keyboard: [[{ text: 'Share my phone', request_contact: true }]] },
		});
		const second = await run('confirmed', send({ recipient: to('43'), options: { confirmPhoneAfter: 200 } }));
		expect(itemsOf(second, 'Bot Gateway')[0]?.json).not.toHaveProperty('phoneAsked');
		expect(stage.bot.sent[1]).toMatchObject({ text: 'hi' });
	});

	it('asks for the phone when that is what is wanted', async () => {
		await run(
			'ask',
			node({
				resource: 'message',
				operation: 'askPhone',
				recipient: to('@ann_lee', 'username'),
				text: 'Your number?',
			}),
		);
		expect(stage.bot.sent[0]).toMatchObject({
			chatId: 42,
			text: 'Your number?',
			replyMarkup: {
				keyboard: [[{ text: 'Share my phone', request_contact: true }]],
				one_time_keyboard: true,
			},
		});
	});
});

describe('the operations of a subscriber', () => {
	it('show, write and remove one', async () => {
		const row = { email: 'cid@example.com', username: '@Cid', language: 'pt-BR' };
		const made = await run('upsert', subscriber('upsert', { subscriberId: '44', row }));
		expect(itemsOf(made, 'Bot Gateway')[0]?.json).toMatchObject({
			created: true,
			username: 'cid',
			language: 'pt-br',
		});
		const shown = await run('get', subscriber('get', { recipient: to('@cid', 'username') }));
		expect(itemsOf(shown, 'Bot Gateway')[0]?.json).toMatchObject({
			subscriberId: '44',
			email: 'cid@example.com',
		});
		const gone = await run('remove', subscriber('remove', { recipient: to('44') }));
		expect(itemsOf(gone, 'Bot Gateway')[0]?.json).toEqual({ deleted: true });
		const missing = await run('get', subscriber('get', { recipient: to('44') }));
		expect(errorOf(missing)?.message).toContain('is not in the registry');
	});

	it('import 5,000 items and give them back page by page, by filter too', async () => {
		const table = 'Registry of many';
		const items = Array.from({ length: 5_000 }, (_, i) => ({
			subscriberId: String(100_000 + i),
			firstName: `P${i}`,
			language: i % 2 ? 'de' : 'pt-br',
			status: i % 5 ? 'active' : 'blocked',
			phone: i % 10 ? '' : `7999${1_000_000 + i}`,
			shoeSize: 43,
		}));
		const from = Date.now();
		const imported = await run(
			'import',
			subscriber('import', { registryTable: table, subscriberId: '={{ $json.subscriberId }}' }),
			items,
		);
		const took = Date.now() - from;
		const output = itemsOf(imported, 'Bot Gateway');
		expect(output).toHaveLength(5_000);
		expect(output.every(({ json }) => json['created'] === true)).toBe(true);

		const list = async (filters: object, more: object = { returnAll: true }) => {
			const start = Date.now();
			const execution = await run('list', subscriber('getMany', { registryTable: table, filters, ...more }));
			const found = itemsOf(execution, 'Bot Gateway').map(({ json }) => json);
			return { found, ms: Date.now() - start };
		};
		const all = await list({});
		expect(new Set(all.found.map(({ subscriberId }) => subscriberId)).size).toBe(5_000);
		expect((await list({ status: 'blocked' })).found).toHaveLength(1_000);
		expect((await list({ language: 'pt' })).found).toHaveLength(2_500);
		expect((await list({ hasPhone: true })).found).toHaveLength(500);
		expect((await list({ hasPhone: true, status: 'active' })).found).toHaveLength(0);
		expect((await list({ status: 'active', language: 'de' }, { limit: 300 })).found).toHaveLength(300);
		process.stderr.write(`5,000 people: imported in ${took} ms, listed in ${all.ms} ms (whole runs)\n`);

		const again = await run(
			'again',
			subscriber('import', { registryTable: table, subscriberId: '={{ $json.subscriberId }}' }),
			items.slice(0, 60).concat([{ ...items[0], subscriberId: '' } as never]),
		);
		expect(errorOf(again)?.message).toContain('Subscriber ID is empty');
	});

	it('is listed for the editor, and found by any part of the row', async () => {
		const request = {
			nodeType: NODE,
			parameter: 'recipient',
			method: 'searchSubscribers',
			parameters: {
				service: 'telegram',
				useRegistry: true,
				registryTable: TABLE,
				resource: 'message',
				operation: 'send',
			},
			credentials: [stage.credential, account],
		};
		const all = await n8n.listSearch(request);
		expect(all.results.map(({ value }) => value).sort()).toEqual(['42', '43']);
		const found = await n8n.listSearch(request, '0000002');
		expect(found.results).toEqual([{ name: expect.stringContaining('@bob'), value: '43' }]);
	});

	it('say which columns a table lacks', async () => {
		const table = 'Registry with a hole';
		await registry(table).note(withBot(started(1)));
		const { id, columns } = await tableOf(table);
		const phone = columns.find(({ name }) => name === 'phone');
		await n8n.fetch('DELETE', `/api/v1/data-tables/${id}/columns/${phone?.id}`);
		const execution = await run('hole', subscriber('getMany', { registryTable: table }));
		expect(errorOf(execution)?.message).toBe(
			'Registry Table “Registry with a hole” has no column phone (string)',
		);
		const sent = await run('hole', send({ registryTable: table, recipient: to('42') }));
		expect(itemsOf(sent, 'Bot Gateway')[0]?.json).toMatchObject({ status: 'sent' });
		expect(hintsOf(sent, 'Bot Gateway')[0]?.message).toContain('has no column phone');
	});

	it('say how to turn the registry on', async () => {
		const execution = await run('off', subscriber('getMany', { useRegistry: false }));
		const error = errorOf(execution) as unknown as { message: string; description: string };
		expect(error.message).toContain('Telegram cannot list subscribers');
		expect(error.description).toContain('Turn on Use Registry');
	});
});
