/** The registry and a service that has to be told whose chats it may write to: each knows what the other does. */
import type { IDataObject } from 'n8n-workflow';

import { contactOf } from '../../../client/events/contact';
import type { BotEvent } from '../../../client/model/event';
import { BotGatewayEsputnikApi } from '../../../credentials/BotGatewayEsputnikApi.credentials';
import { BotGatewayRegistryApi } from '../../../credentials/BotGatewayRegistryApi.credentials';
import { BotGateway } from '../../../nodes/BotGateway/BotGateway.node';
import { N8nApiEmulator } from '../../emulators/n8nApi';
import { ann, blockedBy, event, started } from '../../registry/event';
import { JumpingClock } from '../../support/clock';
import { Bench, type NodeRun } from '../../support/harness';
import { esputnik, EsputnikBench, id, PASSWORD, username } from './bench';

const mockClock = new JumpingClock(Date.now());
jest.mock('../../../client/n8n/clock', () => ({ clockOf: () => mockClock }));

const APP = '8b2e65d9-060b-4c61-bbd7-73c6796fa504';
const KEY = 'n8n-api-key-of-the-registry';
const TABLE = 'People';

const e = new EsputnikBench();
let n8n: N8nApiEmulator;
beforeAll(async () => void (await e.start()));
beforeEach(async () => {
	n8n = await new N8nApiEmulator(KEY).start();
	e.esputnik.reset();
	e.esputnik.clearContacts();
});
afterEach(async () => await n8n.stop());
afterAll(async () => await e.stop());

/** The node with the registry on. */
async function run(
	[resource, operation, parameters]: [string, string, IDataObject],
	items: IDataObject[] = [{}],
	key = KEY,
): Promise<NodeRun> {
	const account = { apiKey: PASSWORD, host: 'own', baseUrl: e.esputnik.apiUrl, appUuid: APP };
	const bench = new Bench(
		new BotGateway(),
		{ type: new BotGatewayEsputnikApi(), data: account },
		{ type: new BotGatewayRegistryApi(), data: { baseUrl: `${n8n.url}/api/v1`, apiKey: key } },
	);
	const registry = { useRegistry: true, registryTable: TABLE };
	return await bench.run(esputnik(resource, operation, { ...parameters, ...registry }), items, {
		onError: 'continueRegularOutput',
	});
}

const told = (one: BotEvent): IDataObject => ({ ...one, contact: contactOf(one, null, 'tg') }) as never;
const bob = { ...ann, id: '43', username: 'bob', firstName: 'Bob' };
const sync = async (...events: BotEvent[]) =>
	await run(['subscriber', 'sync', { person: '={{ $json }}' }], events.map(told));
const listed = async (status: string) =>
	json(await run(['subscriber', 'getMany', { returnAll: true, filters: { status } }])).map(
		({ subscriberId }) => subscriberId,
	);

const json = ({ outputs }: NodeRun) => (outputs[0] ?? []).map((item) => item.json);
const hints = ({ task }: NodeRun) => (task?.hints ?? []).map(({ message }) => message);

it('who starts the bot can be listed and written to by name through the service, and who leaves no longer', async () => {
	await sync(started(1), event('subscribed', 1, { subscriber: bob }));
	expect(n8n.rows(TABLE)).toMatchObject([
		{
			service: 'esputnik',
			botId: APP,
			subscriberId: '42',
			status: 'active',
			username: 'ann_lee',
			firstName: 'Ann',
		},
		{ service: 'esputnik', botId: APP, subscriberId: '43', status: 'active', username: 'bob' },
	]);
	expect(await listed('active')).toEqual(['42', '43']);

	const message = { content: 'text', template: id('17'), recipient: username('@bob'), text: 'Hello' };
	expect(json(await run(['message', 'send', message]))).toMatchObject([
		{ status: 'queued', recipient: { form: 'username', id: '43' } },
	]);
	expect(e.esputnik.sent.map(({ locator }) => locator)).toEqual(['43']);

	await sync(blockedBy(2));
	expect([await listed('active'), await listed('blocked')]).toEqual([['43'], ['42']]);
	await sync(started(3));
	expect(await listed('active')).toEqual(['42', '43']);
});

it('a message that the service refuses because of a block is noted there, too', async () => {
	await sync(started(1));
	e.esputnik.refuse('42', 'Forbidden: bot was blocked by the user');
	await run(['message', 'send', { content: 'text', template: id('17'), recipient: id('42'), text: 'Hello' }]);
	expect(await listed('blocked')).toEqual(['42']);
});

it('chats that are registered by hand are kept with what they were registered under', async () => {
	const tokens = {
		chatId: '={{ $json.id }}',
		contactBy: '={{ $json.by }}',
		contactValue: '={{ $json.value }}',
	};
	await run(
		['subscriber', 'addTokens', tokens],
		[
			{ id: '50', by: 'externalId', value: '' },
			{ id: '51', by: 'externalId', value: 'crm-1' },
			{ id: '52', by: 'email', value: 'cid@example.com' },
			{ id: '-1', by: 'externalId', value: '' },
		],
	);
	expect(n8n.rows(TABLE)).toMatchObject([
		{ subscriberId: '50', chatId: '50', externalId: null, email: null },
		{ subscriberId: '51', externalId: 'crm-1' },
		{ subscriberId: '52', email: 'cid@example.com' },
	]);
});

it('a registry that cannot be reached is told of, and the chat is registered all the same', async () => {
	const synced = await run(['subscriber', 'sync', { person: '={{ $json }}' }], [told(started(1))], 'wrong');
	expect(json(synced)).toMatchObject([{ registered: true, updated: true }]);
	expect(hints(synced)[0]).toContain('The registry was not updated');
	expect(e.esputnik.contacts[0]?.tokens).toMatchObject([{ token: '42' }]);
});
