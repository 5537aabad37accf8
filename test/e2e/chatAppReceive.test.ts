import type { INode, INodeParameters } from 'n8n-workflow';
import { inspect } from 'node:util';

import { ANN, CHANNEL, QUEUES, SECRET, startChatApp, storedFor } from '../chatApp/line';
import type { ChatAppEmulator, Delivery } from '../emulators/chatApp';
import { N8nApiEmulator } from '../emulators/n8nApi';
import { gatewayNode, run, to } from './gateway';
import { itemsOf, node, sharedN8n, sleep, until } from './n8n';
import type { CredentialRef, Execution } from './n8n';
import { activation, rowOf, triggerNode, urlOf } from './triggered';

const n8n = sharedN8n();
const TYPE = 'botGatewayChatAppApi';
const CALLBACK_SECRET = 'gooseberry-of-e2e';

let cloud: ChatAppEmulator;
let credential: CredentialRef;
let count = 0;
const { activate } = activation();

beforeAll(async () => {
	cloud = await startChatApp();
	for (const kind of ['inbound', 'status', 'notification'] as const)
		cloud.addQueue(kind, QUEUES[`${kind}Queue`]);
	credential = await n8n.createCredential('Chat App, receiving', TYPE, account());
});
beforeEach(() => cloud.reset());
afterAll(async () => await cloud.stop());

const account = (changes: object = {}) => ({
	...storedFor(cloud.url),
	callbackSecret: CALLBACK_SECRET,
	...changes,
});

const EVENTS = ['message', 'buttonPressed', 'phoneShared', 'status', 'notification'];

const trigger = (parameters: INodeParameters = {}, account = credential): INode =>
	triggerNode('chatApp', account, { receive: 'webhook', events: EVENTS, ...parameters });

async function workflow(start: INode): Promise<string> {
	count += 1;
	return await rowOf(`Chat App ${count}`, start, node('Work', 'n8n-nodes-base.noOp'));
}

/** An active workflow that is called at this address. */
async function called(
	parameters: INodeParameters = {},
	account = credential,
): Promise<{ id: string; url: string }> {
	const start = trigger(parameters, account);
	const id = await workflow(start);
	await activate(id);
	return { id, url: urlOf(start) };
}

const withSecret = (url: string, secret = CALLBACK_SECRET): string => `${url}?secret=${secret}`;

interface Event extends Record<string, unknown> {
	event: string;
	message?: { text: string; file: { url?: string } | null };
	status?: { messageId: string; status: string; clientId?: string };
}

const eventsOf = (execution: Execution): Event[] =>
	itemsOf(execution, 'Trigger').map(({ json }) => json as unknown as Event);

/** All events that started a workflow, once there are so many. */
async function events(id: string, least: number): Promise<Event[]> {
	return await until(
		async () => {
			const all = (await n8n.endedExecutions(id)).flatMap(eventsOf);
			return all.length >= least ? all : undefined;
		},
		{ what: `${least} events of ${id}`, every: 200 },
	);
}

const textsOf = (found: Event[]): string[] => found.map(({ message }) => message?.text ?? '').sort();

const EXACT = { status: 200, body: '{"code":0,"msg":"成功"}', good: true };

const expectExact = (deliveries: readonly Delivery[]): void => {
	for (const delivery of deliveries) {
		expect(delivery).toMatchObject(EXACT); // good: within the service's 3 s
		expect(delivery.contentType).toMatch(/^application\/json\b/);
	}
};

describe('the credential', () => {
	it('is tested as before, with and without what receiving needs', async () => {
		const test = async (changes: object) => await n8n.testCredential(credential, account(changes));
		expect(await test({})).toMatchObject({ status: 'OK' });
		const none = { statusQueue: '', inboundQueue: '', notificationQueue: '', callbackSecret: '' };
		expect(await test({ ...none, queueEndpoint: '', dybaseEndpoint: '' })).toMatchObject({ status: 'OK' });
		expect(await test({ accessKeySecret: 'wrong' })).toMatchObject({ status: 'Error' });
	});
});

describe('callbacks', () => {
	it('of all three kinds come to one address, and are answered exactly as the service wants', async () => {
		const { id, url } = await called();
		const at = withSecret(url);
		cloud.callTo({ status: at, inbound: at, notification: at });
		await cloud.say(ANN, '/start hello');
		await cloud.say(ANN, { Type: 'REPLY', Message: '{"text":"Yes","payload":"order:1"}' });
		const file = { id: 'f1', mimeType: 'image/png', url: 'https://oss.example.com/1.png', caption: 'look' };
		await cloud.say(ANN, { Type: 'IMAGE', Message: JSON.stringify(file) });
		await cloud.tell('notification', { WabaId: '1', AuditStatus: 'pass' });
		expect(cloud.deliveries).toHaveLength(4);
		expectExact(cloud.deliveries);
		const found = await events(id, 4);
		expect(found.map(({ event }) => event).sort()).toEqual([
			'buttonPressed',
			'message',
			'message',
			'notification',
		]);
		expect(found.find(({ message }) => message?.text === '/start hello')).toMatchObject({
			service: 'chatApp',
			bot: { id: CHANNEL },
			subscriber: { id: ANN, name: 'Ann' },
			message: { command: 'start', kind: 'text' },
		});
		expect(found.find(({ message }) => message?.text === 'look')?.message?.file?.url).toBe(file.url);
		expect(JSON.stringify(found)).not.toContain(CALLBACK_SECRET);
	});

	it('are answered before anything slow is done: the registry never answers, nor does the next node end', async () => {
		const [table, elsewhere] = [await new N8nApiEmulator('key').start(), await startChatApp()];
		const registry = await n8n.createCredential('Registry that is silent', 'botGatewayRegistryApi', {
			baseUrl: `${table.url}/api/v1`,
			apiKey: 'key',
		});
		const other = await n8n.createCredential('Chat App that is silent', TYPE, storedFor(elsewhere.url));
		for (const silent of [table, elsewhere]) silent.failNext({ hang: true }, { times: Infinity });
		const { type, parameters } = trigger({ useRegistry: true, registryTable: 'People' });
		const start = node('Trigger', type, parameters, { credentials: [credential, registry] });
		const sending = gatewayNode(
			{ service: 'chatApp', resource: 'message', operation: 'send', recipient: to(ANN), text: 'Slow' },
			other,
		);
		const id = await rowOf('Chat App, slow', start, sending);
		await activate(id);
		// far longer than the service waits: not how quickly is tried here, but before what
		cloud.settings.patienceMs = 25_000;
		cloud.callTo({ inbound: withSecret(urlOf(start)) });
		await cloud.say(ANN, 'hello');
		expect(cloud.deliveries).toMatchObject([EXACT]);
		expect(table.log.length).toBeGreaterThan(0);
		await until(() => elsewhere.log.length > 0, { what: 'the next node to be under way' });
		const [running] = await n8n.executions(id);
		expect(running?.status).toBe('running');
		await Promise.all([table.stop(), elsewhere.stop()]);
		const [ended] = await n8n.waitExecutions(id, 1);
		expect(ended && eventsOf(ended)).toMatchObject([
			{ event: 'message', message: { text: 'hello' }, error: expect.stringContaining('too slow') as string },
		]);
	});

	it('move the receipt of a message forward: what the node sent is delivered, and then read', async () => {
		const { id, url } = await called({ events: ['status'] });
		cloud.callTo({ status: withSecret(url) });
		const sending = gatewayNode(
			{
				service: 'chatApp',
				resource: 'message',
				operation: 'send',
				recipient: to(ANN),
				text: 'Hello',
				options: { clientId: 'task-7' },
			},
			credential,
		);
		const [sent] = itemsOf(await run('send', sending), 'Bot Gateway');
		const messageId = String(sent?.json['messageId']);
		expect(sent?.json['status']).toBe('sent');
		await until(() => cloud.deliveries.length >= 2, { what: 'the receipts' });
		await cloud.report(messageId, 'Read');
		await cloud.report(messageId, 'Deleted');
		const found = await events(id, 4);
		for (const { status } of found) expect(status).toMatchObject({ messageId, clientId: 'task-7' });
		const reached = found.map(({ status }) => status?.status);
		expect(reached.sort()).toEqual(['delivered', 'read', 'sent', 'unknown']);
		expectExact(cloud.deliveries);
	});

	it('with several things start the workflow once with all of them, and repeats start nothing', async () => {
		const { id, url } = await called();
		cloud.callTo({ status: withSecret(url) });
		cloud.settings.duplicates = 3;
		const items = ['Sent', 'Delivered', 'Sent'].map((Status) => ({ MessageId: 'm1', To: ANN, Status }));
		await cloud.tell('status', ...items);
		await cloud.tell('status', { MessageId: 'm1', To: ANN, Status: 'Read' });
		expect(cloud.deliveries).toHaveLength(8);
		expectExact(cloud.deliveries);
		await events(id, 3);
		await sleep(500);
		const executions = await n8n.waitExecutions(id, 2);
		expect(executions.map((execution) => eventsOf(execution).map(({ status }) => status?.status))).toEqual([
			['sent', 'delivered'],
			['read'],
		]);
	});

	it.each([
		'text/plain',
		'application/octet-stream',
		'application/x-www-form-urlencoded',
		'application/json',
	])('are read whatever content type they come with: %s', async (contentType) => {
		const { id, url } = await called();
		cloud.callTo({ inbound: withSecret(url) });
		cloud.settings.contentType = contentType;
		await cloud.say(ANN, `as ${contentType} & more=1`);
		expectExact(cloud.deliveries);
		expect(textsOf(await events(id, 1))).toEqual([`as ${contentType} & more=1`]);
	});

	it('that nobody can read are answered well, and are seen', async () => {
		const { id, url } = await called();
		const post = async (body: string) =>
			await fetch(withSecret(url), {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body,
			}).then(async (response) => ({ status: response.status, body: await response.text() }));
		const odd = ['{"hello":"world"}', '[null]', '7', '"text"', '[{"MessageId":"m"}]', '[{"Status":"Sent"}]'];
		for (const body of odd)
			expect([body, await post(body)]).toMatchObject([body, { status: 200, body: EXACT.body }]);
		expect(await post('[]')).toMatchObject({ status: 200, body: EXACT.body });
		const found = await events(id, odd.length);
		expect(found).toHaveLength(odd.length);
		for (const { event } of found) expect(event).toBe('notification');
		expect(found.filter(({ error }) => error !== undefined)).toHaveLength(3);
	});

	it('by the keyword of the trigger, as the workbench of the service has one, start only what fits', async () => {
		const { id, url } = await called({ filters: { keyword: 'order' } });
		cloud.callTo({ inbound: withSecret(url) });
		await cloud.say(ANN, 'hello');
		await cloud.say(ANN, 'my order');
		expectExact(cloud.deliveries);
		expect(textsOf(await events(id, 1))).toEqual(['my order']);
	});

	it('without the secret are refused and start nothing; where none is set, the address is enough', async () => {
		const { id, url } = await called();
		cloud.settings.minuteMs = 1;
		for (const address of [
			url,
			withSecret(url, 'wrong'),
			withSecret(url, ''),
			`${url}?Secret2=${CALLBACK_SECRET}`,
		]) {
			cloud.callTo({ inbound: address });
			await cloud.say(ANN, 'forged');
		}
		// each was tried three times, as the service does
		expect(cloud.deliveries.map(({ status }) => status)).toEqual(Array(12).fill(403));
		cloud.callTo({ inbound: withSecret(url) });
		await cloud.say(ANN, 'genuine');
		expect(textsOf(await events(id, 1))).toEqual(['genuine']);
		const open = await n8n.createCredential('Chat App, open', TYPE, account({ callbackSecret: '' }));
		const other = await called({}, open);
		cloud.callTo({ inbound: other.url });
		await cloud.say(ANN, 'open');
		expect(textsOf(await events(other.id, 1))).toEqual(['open']);
		expect(n8n.log()).not.toContain(CALLBACK_SECRET);
	});
});

describe('queues', () => {
	const polling = (parameters: INodeParameters = {}, account = credential): INode =>
		trigger({ receive: 'polling', ...parameters }, account);

	const waiting = (): number =>
		[...cloud.queues.values()].reduce((sum, queue) => sum + queue.waiting.length, 0);

	const emptied = async (): Promise<void> =>
		void (await until(() => waiting() === 0, { what: 'the queues to be empty' }));

	it('are asked for what was chosen, and what n8n has is deleted', async () => {
		const id = await workflow(polling());
		await activate(id);
		await cloud.say(ANN, 'by queue');
		cloud.settings.queueItems = 'array';
		await cloud.tell('status', { MessageId: 'm1', Status: 'Sent' }, { MessageId: 'm1', Status: 'Delivered' });
		cloud.settings.queueBody = 'plain';
		await cloud.tell('notification', { AuditStatus: 'pass' });
		const found = await events(id, 4);
		expect(found.map(({ event }) => event).sort()).toEqual(['message', 'notification', 'status', 'status']);
		expect(found.find(({ event }) => event === 'message')).toMatchObject({
			bot: { id: CHANNEL },
			message: { text: 'by queue' },
		});
		await emptied();
		const paths = new Set(cloud.log.filter(({ method }) => method === 'DELETE').map(({ path }) => path));
		expect(paths.size).toBe(3);
	});

	it('keep their place over a restart of the workflow, and nothing comes twice', async () => {
		// a question that the end breaks off may have taken something out: it comes when it is visible again
		cloud.settings.visibilityMs = 2_000;
		const id = await workflow(polling({ events: ['message'] }));
		await activate(id);
		await cloud.say(ANN, 'before');
		await events(id, 1);
		await emptied();
		await n8n.deactivate(id);
		await cloud.say(ANN, 'meanwhile');
		expect(waiting()).toBe(1);
		await n8n.activate(id);
		await cloud.say(ANN, 'after');
		expect(textsOf(await events(id, 3))).toEqual(['after', 'before', 'meanwhile']);
		await emptied();
	});

	it('give again what could not be deleted, which starts nothing more', async () => {
		const id = await workflow(polling({ events: ['message'] }));
		await activate(id);
		cloud.settings.visibilityMs = 1_500;
		const failing = { status: 500, body: 'no' };
		cloud.failNext(failing, { when: ({ method }) => method === 'DELETE' });
		const item = await cloud.say(ANN, 'once');
		await events(id, 1);
		await emptied();
		expect(cloud.log.filter(({ method }) => method === 'DELETE').length).toBeGreaterThanOrEqual(2);
		// the service itself may put the same into the queue again
		await cloud.tell('inbound', item);
		await emptied();
		await sleep(500);
		expect(textsOf(await events(id, 1))).toEqual(['once']);
	});

	it('go on with new keys when the old ones are not taken any more', async () => {
		const id = await workflow(polling({ events: ['message'] }));
		await activate(id);
		await cloud.say(ANN, 'one');
		await events(id, 1);
		cloud.revokeKeys();
		await cloud.say(ANN, 'two');
		expect(textsOf(await events(id, 2))).toEqual(['one', 'two']);
		await emptied();
	});

	it('refuse to be activated with what cannot work, and say what to mend', async () => {
		const refusal = async (changes: object, parameters: INodeParameters = {}): Promise<string> => {
			const other = await n8n.createCredential('Chat App, odd', TYPE, account(changes));
			const id = await workflow(polling(parameters, other));
			const said = await n8n.activate(id).then(
				() => 'was not refused',
				({ message }: Error) => message,
			);
			await n8n.deactivate(id);
			return said;
		};
		expect(await refusal({ statusQueue: '' })).toContain('Status Queue is empty');
		expect(await refusal({ inboundQueue: 'Alicom-Queue-9-none' })).toContain('Inbound Queue cannot');
		expect(await refusal({ statusQueue: '' }, { events: ['message'] })).toBe('was not refused');
	});

	it('leave no key anywhere: not in items, errors, or the log', async () => {
		const id = await workflow(polling({ events: ['message'], simplify: false }));
		await activate(id);
		await cloud.say(ANN, 'hello');
		await events(id, 1);
		const secrets = [SECRET, ...cloud.handedOut];
		expect(secrets.length).toBeGreaterThan(3);
		// answers that quote the keys, and a queue that is gone for so long that a failed execution tells of it
		const page = `<html>${secrets.join(' ')}</html>`;
		const isQueue = ({ method, path }: { method: string; path: string }) =>
			method === 'GET' && path.startsWith('/queues/');
		cloud.failNext({ status: 502, body: page }, { when: isQueue });
		const gone = `<Error><Code>QueueNotExist</Code><Message>The queue is gone. ${secrets.map((secret) => `security-token=${secret}`).join(' ')}</Message></Error>`;
		cloud.failNext({ status: 404, body: gone }, { when: isQueue, times: 4 });
		await cloud.say(ANN, 'goes on');
		await cloud.say(ANN, 'and on');
		await until(async () => (await n8n.executions(id)).some(({ status }) => status === 'error'), {
			what: 'a failed execution that tells of it',
		});
		const executions = await Promise.all(
			(await n8n.executions(id)).map(async ({ id: one }) => await n8n.execution(one)),
		);
		expect(JSON.stringify(executions)).toContain('The queue is gone');
		const all =
			inspect(executions, { depth: Infinity, showHidden: true }) + JSON.stringify(executions) + n8n.log();
		for (const secret of [...secrets, ...cloud.handedOut])
			for (const written of [secret, encodeURIComponent(secret)])
				expect([secret, all.includes(written)]).toEqual([secret, false]);
	});
});
