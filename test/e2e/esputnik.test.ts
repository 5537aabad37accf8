import { inspect } from 'node:util';

import type { INode } from 'n8n-workflow';

import type { Activity } from '../emulators/esputnik';
import { faultOf } from '../support/fault';
import { API_KEY, gatewayNode, NODE, PASSWORD, run, stageEsputnik, to, type EsputnikStage } from './gateway';
import {
	chain,
	errorOf,
	hintsOf,
	itemsOf,
	node as anyNode,
	PACKAGE,
	sharedN8n,
	type CredentialRef,
	type Execution,
} from './n8n';

const n8n = sharedN8n();
let stage: EsputnikStage;

beforeAll(async () => {
	stage = await stageEsputnik('eSputnik e2e');
	for (let n = 100; n < 1_101; n += 1)
		stage.esputnik.addContact({ externalCustomerId: `tg-${n}` }, String(n));
});

beforeEach(() => stage.esputnik.reset());
afterAll(async () => await stage.esputnik.stop());

const GO_ON = { onError: 'continueRegularOutput' };

const node = (parameters: object, extra?: object, credential: CredentialRef = stage.credential) =>
	gatewayNode({ service: 'esputnik', ...parameters } as never, credential, extra as never);

/** Sends the text of each item to the person whose chat it holds as `to`. */
const text = (parameters: object = {}, extra?: object, credential?: CredentialRef) =>
	node(
		{
			resource: 'message',
			operation: 'send',
			content: 'text',
			template: to('17'),
			recipient: to('={{ $json.to }}'),
			text: '={{ $json.text }}',
			...parameters,
		},
		extra,
		credential,
	);

const output = (execution: Execution) => itemsOf(execution, 'Bot Gateway').map(({ json }) => json);
const said = (execution: Execution) => output(execution).map((json) => json['status'] ?? faultOf(json));

/** The numbers of recipients of the requests that sent. */
const requests = (): number[] =>
	stage.esputnik.log
		.filter(({ path }) => path.endsWith('/smartsend'))
		.map(({ body }) => (JSON.parse(body.toString()) as { recipients: unknown[] }).recipients.length);

describe('the credential', () => {
	it('is fine with the right key', async () => {
		expect(await n8n.testCredential(stage.credential, stage.data)).toMatchObject({ status: 'OK' });
		expect(stage.esputnik.log).toMatchObject([{ method: 'GET', path: '/api/v1/account/info' }]);
	});

	it('is refused with a wrong key, which the message does not repeat', async () => {
		const result = await n8n.testCredential(stage.credential, { ...stage.data, apiKey: 'wrong-word' });
		expect(result).toMatchObject({ status: 'Error', message: 'eSputnik does not accept this API key' });
		expect(JSON.stringify(result)).not.toContain('wrong-word');
	});

	it.each([
		['of an API key without the right', 'forbidden'],
		['of too many requests', 'tooMany'],
	])('is refused because %s, in words of its own', async (_, why) => {
		if (why === 'forbidden') stage.esputnik.settings.forbidden = true;
		else stage.esputnik.settings.tooManyEvery = 1;
		const result = await n8n.testCredential(stage.credential, stage.data);
		expect(result).toMatchObject({ status: 'Error', message: expect.stringContaining('eSputnik') });
	});

	it('is refused when nobody listens at the address', async () => {
		const data = { ...stage.data, baseUrl: 'http://127.0.0.1:9/api' };
		expect(await n8n.testCredential(stage.credential, data)).toMatchObject({ status: 'Error' });
	});
});

it('sends five items by one request; the one with a bad locator fails alone', async () => {
	const items = ['42', '43', '99999', '42', '43'].map((chat, n) => ({ to: chat, text: `Hello ${n}` }));
	const execution = await run('five', text({}, GO_ON), items);
	expect(said(execution)).toEqual([
		'queued',
		'queued',
		'The person has not started the bot',
		'queued',
		'queued',
	]);
	// the second message to a person waits for the first
	expect(requests()).toEqual([3, 2]);
	expect(stage.esputnik.sent.map((sent) => sent.text)).toEqual(['Hello 0', 'Hello 1', 'Hello 3', 'Hello 4']);
	const [receipt] = output(execution);
	expect(receipt).toMatchObject({
		service: 'esputnik',
		recipient: { form: 'id', value: '42', id: '42' },
		messageId: stage.esputnik.sent[0]?.requestId,
		degraded: [],
	});
});

it('one for whom the whole request is refused fails alone; the others get it once', async () => {
	stage.esputnik.spoil('130', "'130' is not valid token");
	const people = Array.from({ length: 60 }, (_, n) => ({ to: String(100 + n), text: `Hello ${n}` }));
	const execution = await run('spoiled', text({}, GO_ON), people);
	expect(
		said(execution)
			.map((one, n) => (one === 'queued' ? one : [n, one]))
			.filter((one) => one !== 'queued'),
	).toEqual([[30, 'The service did not accept the message']]);
	const got = stage.esputnik.sent.map(({ locator }) => locator);
	expect([got.length, new Set(got).size]).toEqual([59, 59]);
});

it('sends to 1,001 people by two requests', async () => {
	const people = Array.from({ length: 1_001 }, (_, n) => ({ to: String(100 + n), text: `Hello ${n}` }));
	const execution = await run('many', text(), people);
	// they are under way together, and either may be there first
	expect(requests().toSorted((one, other) => other - one)).toEqual([1_000, 1]);
	expect(new Set(said(execution))).toEqual(new Set(['queued']));
	const { sent } = stage.esputnik;
	const idOf = new Map(sent.map(({ locator, requestId }) => [locator, requestId]));
	expect(output(execution).map(({ messageId }) => messageId)).toEqual(people.map(({ to }) => idOf.get(to)));
});

it('fills the variables of a prepared message from JSON', async () => {
	const parameters = {
		content: 'template',
		template: to('18', 'list'),
		parametersFrom: 'data',
		parametersData: '={{ { order: { number: $json.text } } }}',
	};
	await run('parameters', text(parameters), [{ to: '42', text: '4711' }]);
	expect(stage.esputnik.sent).toMatchObject([{ text: 'Order 4711', messageId: 18 }]);
});

it('tells what is wrong with a prepared message, a recipient and a button, and sends nothing', async () => {
	const cases: Array<[object, string]> = [
		[{ template: to('99') }, 'The service did not accept the message'],
		[{ template: to('free') }, 'Prepared Message “free” is no ID of eSputnik'],
		[{ recipient: to('+79990000000') }, 'Recipient “+79990000000” is not a recipient id'],
		[{ text: ' ' }, 'Text is empty'],
		[
			{ buttonsFrom: 'data', buttonsData: '[[{ "text": "Yes", "callback": "y" }]]' },
			'Buttons, row 1, button 1 cannot be sent: eSputnik has the buttons of a message in its console, where the message is prepared',
		],
	];
	for (const [parameters, message] of cases) {
		const execution = await run(message, text(parameters), [{ to: '42', text: 'Hello' }]);
		expect(errorOf(execution)?.message).toBe(message);
	}
	expect(stage.esputnik.sent).toEqual([]);
});

it('sends links as lines of the text where that is allowed, and says so', async () => {
	const parameters = {
		buttonsFrom: 'data',
		buttonsData: '[[{ "text": "Open", "url": "https://example.com" }]]',
		options: { unsupportedButtons: 'degrade' },
	};
	const execution = await run('links', text(parameters), [{ to: '42', text: 'Hello' }]);
	expect(stage.esputnik.sent[0]?.text).toBe('Hello\nOpen: https://example.com');
	expect(hintsOf(execution, 'Bot Gateway')).toHaveLength(1);
});

it('a request without an answer is unknown for all, and Retry on Fail sends to nobody twice', async () => {
	stage.esputnik.failNext({ drop: 'after' });
	const people = Array.from({ length: 100 }, (_, n) => ({ to: String(100 + n), text: 'Hello' }));
	const retrying = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
	const execution = await run('silence', text({ options: { unknownOutcome: 'fail' } }, retrying), people);
	expect(errorOf(execution)?.message).toContain('broke off');
	expect(requests()).toEqual([100]);
	expect(stage.esputnik.sent).toHaveLength(100);
});

it('tells what became of messages, and sends an SMS', async () => {
	await run('send', text(), [{ to: '42', text: 'Hello' }]);
	const [sent] = stage.esputnik.sent;
	stage.esputnik.setStatus(sent?.requestId ?? '', 'FAILED', { forbidden: true });
	const status = { resource: 'message', operation: 'getStatus', recipient: to('42') };
	const execution = await run('status', node({ ...status, messageId: '={{ $json.id }}' }), [
		{ id: sent?.requestId },
		{ id: 'never-sent' },
	]);
	expect(output(execution)).toMatchObject([
		{ status: 'failed', messageId: sent?.requestId },
		{ status: 'unknown', messageId: 'never-sent' },
	]);

	const sms = { resource: 'message', operation: 'sendSms', phone: '+380501234567', text: 'Hello' };
	expect(output(await run('sms', node({ ...sms, options: { sender: 'SHOP' } })))).toMatchObject([
		{ channel: 'sms', status: 'queued', recipient: { form: 'phone', value: '380501234567' } },
	]);
	const without = await run('sms without a sender', node(sms));
	expect(errorOf(without)?.message).toBe('Sender is empty, and the account has several: SHOP, NEWS');
	// the chat was forgotten by the service when the person blocked the bot: back for the tests that follow
	stage.esputnik.addContact({ externalCustomerId: 'tg-42' }, '42');
});

it('shows the account and its balance, and lists prepared messages in the editor', async () => {
	const account = (operation: string) => node({ resource: 'account', operation, simplify: false });
	expect(output(await run('balance', account('getBalance')))).toMatchObject([
		{ amount: 120.5, currency: 'UAH', credit: 0 },
	]);
	expect(output(await run('account', account('getStatus')))).toMatchObject([
		{ open: true, raw: { organisationName: 'Example' } },
	]);
	const search = {
		nodeType: NODE,
		parameter: 'template',
		method: 'searchPrepared',
		parameters: { service: 'esputnik' },
		credentials: [stage.credential],
	};
	expect((await n8n.listSearch(search, 'free')).results).toEqual([{ name: 'Free text (17)', value: '17' }]);
});

it.each([
	['401', { status: 401, body: { status: 401, message: 'no' } }],
	[
		'400 that quotes the header',
		{ status: 400, body: `Bad: Basic ${Buffer.from(`user:${API_KEY}`).toString('base64')}` },
	],
	['502 as a page', { status: 502, body: `<html>authorization: ${API_KEY}</html>` }],
	['a line that breaks', { drop: 'before' as const }],
])('%s leaves no key in what n8n stores', async (what, reply) => {
	stage.esputnik.failNext(reply, { times: 3 });
	const execution = await run(what, text({ simplify: false }, GO_ON), [{ to: '42', text: 'Hello' }]);
	const seen = inspect(execution, { depth: Infinity, maxStringLength: null });
	for (const secret of [API_KEY, PASSWORD, Buffer.from(`user:${API_KEY}`).toString('base64')]) {
		expect(seen).not.toContain(secret);
	}
});

describe('the trigger', () => {
	const TRIGGER = `${PACKAGE}.botGatewayTrigger`;
	const WEBHOOK = '0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f9';
	let workflow = '';

	beforeAll(async () => {
		const start: INode = anyNode(
			'Trigger',
			TRIGGER,
			{
				service: 'esputnik',
				receive: 'webhook',
				events: ['status', 'linkClicked', 'unsubscribed', 'notification'],
			},
			{ credentials: [stage.credential], webhookId: WEBHOOK } as never,
		);
		const work = anyNode('Work', 'n8n-nodes-base.noOp');
		workflow = (
			await n8n.createWorkflow({ name: 'exports', nodes: [start, work], connections: chain(start, work) })
		).id;
		await n8n.activate(workflow);
	});

	beforeEach(() => {
		stage.esputnik.webhooks.target = { url: URL_OF_TRIGGER(), login: 'export', password: PASSWORD };
	});

	afterAll(async () => await n8n.deactivate(workflow));

	const URL_OF_TRIGGER = (): string => `${n8n.url}/webhook/${WEBHOOK}/webhook`;

	/** The items of all runs so far. */
	const started = async (): Promise<Array<Record<string, unknown>>> => {
		const ended = await n8n.waitExecutions(workflow, 0);
		return ended.flatMap((execution) => itemsOf(execution, 'Trigger').map(({ json }) => json));
	};

	const until = async (count: number): Promise<Array<Record<string, unknown>>> =>
		await n8n.until(
			async () => {
				const found = await started();
				return found.length >= count && found;
			},
			{ what: `${count} events` },
		);

	const sendOne = async () => {
		await run('for the trigger', text(), [{ to: '43', text: 'Hello' }]);
		const sent = stage.esputnik.sent.at(-1);
		if (!sent) throw new Error('nothing was sent');
		return sent;
	};

	it('cannot be activated with a credential that lets nobody in', async () => {
		const open = await n8n.createCredential('eSputnik without a secret', 'botGatewayEsputnikApi', {
			...stage.data,
			webhookLogin: '',
			webhookPassword: '',
		});
		const start: INode = anyNode(
			'Trigger',
			TRIGGER,
			{ service: 'esputnik', receive: 'webhook', events: ['status'] },
			{ credentials: [open], webhookId: '1f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f9' } as never,
		);
		const { id } = await n8n.createWorkflow({ name: 'open door', nodes: [start], connections: {} });
		await expect(n8n.activate(id)).rejects.toThrow('Webhook Password');
	});

	it('answers the probe of the console without login, and starts nothing', async () => {
		stage.esputnik.webhooks.target = { url: URL_OF_TRIGGER() };
		expect(await stage.esputnik.webhooks.probe()).toBe(200);
		expect(await started()).toEqual([]);
	});

	it('refuses calls without the right login and password', async () => {
		const sent = await sendOne();
		const activity = stage.esputnik.webhooks.about(sent, 'SENT');
		for (const target of [
			{},
			{ login: 'export', password: 'wrong' },
			{ login: 'other', password: PASSWORD },
		]) {
			stage.esputnik.webhooks.target = { url: URL_OF_TRIGGER(), ...target };
			await stage.esputnik.webhooks.post(activity, 1);
		}
		expect(stage.esputnik.webhooks.answers).toEqual([401, 401, 401]);
		expect(await started()).toEqual([]);
	});

	it('takes a list, moves the receipt forward by its id, and starts nothing for a repeat', async () => {
		const sent = await sendOne();
		const { webhooks } = stage.esputnik;
		const list: Activity[] = [
			webhooks.about(sent, 'SENT'),
			webhooks.about(sent, 'CLICKED', { clickEventLink: 'https://example.com/a' }),
		];
		await webhooks.post(list);
		await webhooks.post(list);
		const later = webhooks.about(sent, 'UNDELIVERED', {
			statusDescription: 'Forbidden: bot was blocked by the user',
		});
		await webhooks.post(later);
		expect(webhooks.answers).toEqual([200, 200, 200]);
		const events = await until(3);
		const byKind = new Map(events.map((event) => [(event.status as { status: string }).status, event]));
		expect(events).toHaveLength(3);
		expect(byKind.get('sent')).toMatchObject({
			event: 'status',
			subscriber: { id: '43' },
			chat: { id: '43', type: 'private' },
			contact: { serviceId: 'tg-43' },
			status: { messageId: sent.requestId },
			happenedAt: expect.stringMatching(/T.*Z$/) as string,
		});
		expect(byKind.get('clicked')).toMatchObject({
			event: 'linkClicked',
			link: { url: 'https://example.com/a' },
			status: { messageId: sent.requestId },
		});
		expect(byKind.get('blocked')).toMatchObject({ status: { reason: 'blocked', messageId: sent.requestId } });
	});

	it('takes a call of several megabytes, as nothing behind it would come before it is taken', async () => {
		const sent = await sendOne();
		const { webhooks } = stage.esputnik;
		const before = (await started()).length;
		await webhooks.post([webhooks.about(sent, 'READ', { statusData: { text: 'x'.repeat(3_000_000) } })]);
		expect(webhooks.answers).toEqual([200]);
		expect(await until(before + 1)).toContainEqual(
			expect.objectContaining({
				event: 'status',
				status: expect.objectContaining({ status: 'read', messageId: sent.requestId }),
			}),
		);
	});

	it('answers 200 to what it cannot understand, so that the queue of the service goes on', async () => {
		const { webhooks } = stage.esputnik;
		const before = (await started()).length;
		await webhooks.post([{ nonsense: true }, { activityStatus: 'NEW_ONE', contactId: 7 }]);
		await webhooks.post({});
		expect(webhooks.answers).toEqual([200, 200]);
		const events = (await until(before + 2)).filter(({ event }) => event === 'notification');
		expect(events).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ error: 'This activity has no status that could be read' }),
				expect.objectContaining({
					notification: { kind: 'NEW_ONE' },
					subscriber: expect.objectContaining({ id: 'contact-7' }),
				}),
			]),
		);
	});
});
