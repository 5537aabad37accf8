import type { INodeParameters } from 'n8n-workflow';

import { SUBSCRIBERS } from '../../../client/registry/columns';
import { TableRegistry } from '../../../client/registry/registry';
import { Table } from '../../../client/registry/table';
import { BotGatewayRegistryApi } from '../../../credentials/BotGatewayRegistryApi.credentials';
import { BotGatewaySmsgoldApi } from '../../../credentials/BotGatewaySmsgoldApi.credentials';
import { BotGatewayTelegramApi } from '../../../credentials/BotGatewayTelegramApi.credentials';
import { BotGateway } from '../../../nodes/BotGateway/BotGateway.node';
import { N8nApiEmulator } from '../../emulators/n8nApi';
import { ann, event } from '../../registry/event';
import { JumpingClock } from '../../support/clock';
import { Bench, type NodeRun } from '../../support/harness';
import { fetchRoad } from '../../support/road';
import { ANN, BOB, fromList, id, PASSWORD, phone, TOKEN, twoBenches, USER, username } from './bench';

const mockClock = new JumpingClock(Date.now());
jest.mock('../../../client/n8n/clock', () => ({ clockOf: () => mockClock }));

const KEY = 'n8n-api-key-of-the-registry';
const BOT = TOKEN.split(':')[0] ?? '';

const { t, s } = twoBenches();
let n8n: N8nApiEmulator;
beforeEach(async () => {
	n8n = await new N8nApiEmulator(KEY).start();
});
afterEach(async () => await n8n.stop());

const account = () => ({
	type: new BotGatewayRegistryApi(),
	data: { baseUrl: `${n8n.url}/api/v1`, apiKey: KEY },
});

let tables = 0;

/** A node with the registry on; each run has a table of its own unless it is named. */
async function use(parameters: object, items?: object[], settings?: object): Promise<NodeRun> {
	const telegram = {
		type: new BotGatewayTelegramApi(),
		data: { accessToken: TOKEN, apiRoot: t.telegram.url, environment: 'production' },
	};
	return await new Bench(new BotGateway(), telegram, account()).run(
		{
			service: 'telegram',
			resource: 'message',
			operation: 'send',
			useRegistry: true,
			registryTable: TABLE,
			text: 'hi',
			...parameters,
		} as INodeParameters,
		items as never,
		settings,
	);
}

const TABLE = 'People';
const json = ({ outputs }: NodeRun) => (outputs[0] ?? []).map((item) => item.json);
const hints = ({ task }: NodeRun) => (task?.hints ?? []).map(({ message }) => message);
const rows = () => n8n.rows(TABLE);

/** What the trigger would have kept: Ann and Bob, who shared a phone. */
async function fill(): Promise<TableRegistry> {
	tables += 1;
	const send = fetchRoad(new BotGatewayRegistryApi(), account().data);
	const registry = new TableRegistry(
		new Table(send, TABLE, `node test ${tables}`, SUBSCRIBERS),
		() => new Date(),
	);
	const now = new Date(Date.now() - 10_000).toISOString();
	const bot = { id: BOT, name: 'Shop' };
	await registry.note({ ...event('message', 1), bot, happenedAt: now });
	const bob = { ...ann, id: String(BOB), username: 'bob', language: 'de' };
	await registry.note({
		...event('phoneShared', 1, {
			subscriber: bob,
			card: { phone: '79990000002', name: 'Bob', own: true },
		}),
		bot,
		happenedAt: now,
	});
	return registry;
}

describe('a message', () => {
	it.each([
		[username('@ann_lee'), ANN],
		[{ ...id('x'), value: '@Bob' }, BOB],
		[phone('+7 999 000-00-02'), BOB],
		[{ ...id('x'), mode: 'uid', value: '#43' }, BOB],
		[fromList('42'), ANN],
		[id('42'), ANN],
	])('reaches whoever %p means', async (recipient, chatId) => {
		await fill();
		const run = await use({ recipient });
		expect(t.bot.sent.map((one) => one.chatId)).toEqual([chatId]);
		expect(json(run)[0]).toMatchObject({ status: 'sent', recipient: { id: String(chatId) } });
		expect(hints(run)).toEqual([]);
	});

	it('to somebody who is not known is refused without asking Telegram to send, and others go on', async () => {
		await fill();
		const run = await use({ recipient: username('={{ $json.to }}') }, [{ to: '@nobody' }, { to: '@bob' }], {
			onError: 'continueRegularOutput',
		});
		expect(json(run)).toMatchObject([
			{ error: { message: 'Recipient “@nobody” is not in the registry', reason: 'unknownRecipient' } },
			{ status: 'sent', recipient: { form: 'username', value: 'bob', id: '43' } },
		]);
		expect(t.bot.sent).toHaveLength(1);
	});

	it('to somebody who is not known gives a receipt with the reason where that is wanted', async () => {
		await fill();
		const run = await use({ recipient: phone('79990000099'), options: { refused: 'receipt' } });
		expect(json(run)).toMatchObject([{ status: 'rejected', reason: 'unknownRecipient', messageId: null }]);
	});

	it('to a channel by name asks the registry for nothing', async () => {
		t.bot.addChat({ id: -1005, type: 'channel', title: 'News', username: 'my_channel' } as never);
		const run = await use({ recipient: { ...id('x'), mode: 'channel', value: '@my_channel' } });
		expect(json(run)[0]).toMatchObject({ recipient: { form: 'username', value: 'my_channel', id: '-1005' } });
		expect(json(run)[0]).not.toHaveProperty('recipient.isPublic');
		expect(n8n.log.filter(({ method }) => method === 'GET').map(({ path }) => path)).toEqual([
			'/api/v1/data-tables',
		]);
	});

	it.each([
		['blocked', 'blocked'],
		['deactivated', 'deactivated'],
		['neverStarted', 'unsubscribed'],
	] as const)('that is refused because the person is %s marks the row as %s', async (why, status) => {
		await fill();
		t.bot.refuse(BOB, why);
		await use({ recipient: id(String(BOB)) }, [{}], { onError: 'continueRegularOutput' });
		expect(rows()[1]).toMatchObject({ status });
		t.bot.refuse(BOB, undefined as never);
	});

	it('that is refused in words that nobody knows changes nothing', async () => {
		await fill();
		const body = {
			ok: false,
			error_code: 403,
			description: "Forbidden: bot can't send messages to the user",
		};
		t.telegram.failNext({ status: 403, body }, { when: ({ path }) => path.endsWith('/sendMessage') });
		await use({ recipient: id(String(BOB)) }, [{}], { onError: 'continueRegularOutput' });
		expect(rows()).toHaveLength(2);
		expect(rows()[1]).toMatchObject({ status: 'active' });
	});

	it('goes out when the registry is down, with one hint for all items', async () => {
		await fill();
		n8n.failNext({ drop: 'before' }, { times: 99 });
		const run = await use({ recipient: id('={{ $json.to }}') }, [{ to: '42' }, { to: '43' }]);
		expect(json(run)).toMatchObject([{ status: 'sent' }, { status: 'sent' }]);
		expect(hints(run)).toEqual([expect.stringMatching(/^The registry was not updated.* \(2 items\)$/)]);
		expect(JSON.stringify(run)).not.toContain(KEY);
	});

	it('by name does not pass for one that may have been sent when the registry is down', async () => {
		await fill();
		n8n.failNext({ drop: 'before' }, { times: 99 });
		const run = await use({ recipient: username('@bob') });
		expect(run.error?.message).toContain('The registry could not be reached');
		expect(t.bot.sent).toEqual([]);
	});

	it('is edited and deleted by name, too', async () => {
		await fill();
		const messageId = String(json(await use({ recipient: username('@bob') }))[0]?.['messageId']);
		const edited = await use({
			operation: 'edit',
			part: 'text',
			recipient: username('@bob'),
			messageId,
			text: 'new',
		});
		expect(json(edited)[0]).toMatchObject({ messageId, recipient: { form: 'username', id: '43' } });
		const deleted = await use({ operation: 'delete', recipient: phone('79990000002'), messageId });
		expect(json(deleted)).toEqual([{ deleted: true }]);
	});

	it('is held back when the phone was not confirmed, and the phone is asked for', async () => {
		await fill();
		const options = { confirmPhoneAfter: 30, confirmPhoneText: 'Your phone?', confirmPhoneButton: 'Here' };
		const run = await use({ recipient: id('={{ $json.to }}'), options }, [{ to: '42' }, { to: '43' }]);
		expect(json(run).map(({ phoneAsked }) => phoneAsked)).toEqual([true, undefined]);
		expect(t.texts).toEqual(expect.arrayContaining(['Your phone?', 'hi']));
		expect(hints(run)).toEqual([expect.stringContaining('held back')]);
	});

	it('is not sent on trust when the registry cannot tell whether the phone was confirmed', async () => {
		n8n.failNext({ drop: 'before' }, { times: 99 });
		const run = await use({ recipient: id('42'), options: { confirmPhoneAfter: 30 } });
		expect(run.error?.message).toContain('The registry could not be reached');
		expect(t.bot.sent).toEqual([]);
	});

	it('asks for the phone with a button', async () => {
		await fill();
		await use({ operation: 'askPhone', recipient: username('@bob'), text: 'Number?', button: 'Mine' });
		expect(t.bot.sent[0]).toMatchObject({
			text: 'Number?',
			replyMarkup: { keyboard: [[{ text: 'Mine', request_contact: true }]] },
		});
	});
});

describe('a subscriber', () => {
	it('who is not known cannot be reached, which is an answer', async () => {
		await fill();
		const run = await use({
			resource: 'subscriber',
			operation: 'checkReachable',
			recipient: username('@nobody'),
		});
		expect(json(run)[0]).toMatchObject({ reachable: 'no', reason: 'unknownRecipient' });
	});

	it.each([
		['status', { status: 'sleeping' }, 'Status “sleeping” is not known'],
		['a phone', { phone: 'none' }, 'Phone “none” is no phone number'],
		['a date', { phoneConfirmedAt: 'soon' }, 'Phone Confirmed At “soon” is no date'],
		['a language', { language: '??' }, 'Language “??” is no language'],
	])('is not written with %s that is none', async (_, row, expected) => {
		const run = await use({ resource: 'subscriber', operation: 'upsert', subscriberId: '42', row });
		expect(run.error?.message).toBe(expected);
		expect(rows()).toEqual([]);
	});

	it('is imported from an item, and only the bad items fail', async () => {
		const run = await use(
			{ resource: 'subscriber', operation: 'import', subscriberId: '={{ $json.subscriberId }}' },
			[
				{ subscriberId: 1, firstName: 'A', language: 'DE', phone: '', extra: [1] },
				{ subscriberId: '', firstName: 'B' },
				{ subscriberId: '3', status: 'nonsense' },
				{ subscriberId: '4', email: 'd@example.com' },
			],
			{ onError: 'continueRegularOutput' },
		);
		expect(json(run)).toMatchObject([
			{ subscriberId: '1', created: true },
			{ error: { message: 'Subscriber ID is empty' } },
			{ error: { message: 'Status “nonsense” is not known' } },
			{ subscriberId: '4', created: true },
		]);
		expect(rows()).toMatchObject([
			{ firstName: 'A', language: 'de', phone: null, chatId: '1' },
			{ email: 'd@example.com' },
		]);
	});

	it('of a service that lists its own is listed by the service, with the registry on as well', async () => {
		const smsgold = {
			type: new BotGatewaySmsgoldApi(),
			data: { user: USER, password: PASSWORD, baseUrl: s.smsgold.url, smsBaseUrl: s.smsgold.url },
		};
		const run = await new Bench(new BotGateway(), smsgold, account()).run({
			service: 'smsgold',
			resource: 'subscriber',
			operation: 'getMany',
			useRegistry: true,
			bot: { __rl: true, mode: 'id', value: 'b1' },
			returnAll: true,
		} as INodeParameters);
		expect(run.error).toBeUndefined();
		expect(n8n.log).toEqual([]);
	});

	it('cannot be worked on without the registry', async () => {
		const run = await use({ resource: 'subscriber', operation: 'import', useRegistry: false });
		expect(run.error?.message).toBe('Use Registry is off, and this operation works on the registry');
	});
});
