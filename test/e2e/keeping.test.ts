/** The trigger keeps the registry: who writes is found by the next node, who blocks the bot is marked. */
import { itemsOf, chain, node, sharedN8n, sleep, PACKAGE } from './n8n';
import type { CredentialRef } from './n8n';
import { gatewayNode, run, stageTelegram, to, type TelegramStage } from './gateway';

const n8n = sharedN8n();
const TABLE = 'Kept by the trigger';
const registry = { useRegistry: true, registryTable: TABLE };

let stage: TelegramStage;
let keeper: CredentialRef;

beforeAll(async () => {
	stage = await stageTelegram('Telegram of the trigger with registry');
	stage.telegram.settings.setWebhookPauseMs = 0;
	const apiKey = await n8n.createApiKey('trigger registry');
	const data = { baseUrl: `${n8n.url}/api/v1`, apiKey };
	keeper = await n8n.createCredential('Keeper', 'botGatewayRegistryApi', data);
});

afterAll(async () => await stage.telegram.stop());

async function listening(receive: 'polling' | 'webhook'): Promise<string> {
	const events = ['message', 'subscribed', 'unsubscribed', 'phoneShared'];
	const start = node(
		'Trigger',
		`${PACKAGE}.botGatewayTrigger`,
		{ service: 'telegram', receive, events, ...registry },
		{ credentials: [stage.credential, keeper] },
	);
	const end = node('End', 'n8n-nodes-base.noOp');
	const { id } = await n8n.createWorkflow({
		name: receive,
		nodes: [start, end],
		connections: chain(start, end),
	});
	await n8n.activate(id);
	return id;
}

const withRegistry = (parameters: object) =>
	gatewayNode({ service: 'telegram', ...registry, ...parameters } as never, stage.credential, {
		credentials: undefined,
	});

async function people(): Promise<Array<Record<string, unknown>>> {
	const list = withRegistry({ resource: 'subscriber', operation: 'getMany', returnAll: true });
	list.credentials = Object.fromEntries(
		[stage.credential, keeper].map(({ id, name, type }) => [type, { id, name }]),
	);
	return itemsOf(await run('people', list), 'Bot Gateway').map(({ json }) => json);
}

it.each(['polling', 'webhook'] as const)('by %s', async (receive) => {
	const person = receive === 'polling' ? 42 : 43;
	const id = await listening(receive);
	try {
		stage.bot.start(person, 'ref_42');
		stage.bot.shareContact(person, `7999000${person}00`);
		const started = (await n8n.waitExecutions(id, 2)).map((run) => itemsOf(run, 'Trigger')[0]?.json);
		// n8n may store two runs of one moment in either order
		expect(started.find((event) => event?.['event'] === 'subscribed')).toMatchObject({
			start: { payload: 'ref_42', isNew: true },
		});
		expect((await people()).find(({ chatId }) => chatId === String(person))).toMatchObject({
			status: 'active',
			startPayload: 'ref_42',
			phone: `7999000${person}00`,
		});

		// Telegram dates by the second, and within one a message outweighs a block: nobody knows which came later
		await sleep(1_100);
		stage.bot.block(person);
		await n8n.waitExecutions(id, 3);
		expect((await people()).find(({ chatId }) => chatId === String(person))).toMatchObject({
			status: 'blocked',
		});
	} finally {
		await n8n.deactivate(id);
	}
});

it('lets the next node write by phone', async () => {
	const id = await listening('polling');
	try {
		stage.bot.say(42, 'I am back');
		await n8n.waitExecutions(id, 1);
	} finally {
		await n8n.deactivate(id);
	}
	const send = withRegistry({
		resource: 'message',
		operation: 'send',
		recipient: to('+79990004200', 'phone'),
		text: 'Welcome back',
	});
	send.credentials = Object.fromEntries(
		[stage.credential, keeper].map(({ id: key, name, type }) => [type, { id: key, name }]),
	);
	expect(itemsOf(await run('by phone', send), 'Bot Gateway')[0]?.json).toMatchObject({ status: 'sent' });
	expect(stage.bot.sent.at(-1)).toMatchObject({ chatId: 42, text: 'Welcome back' });
});
