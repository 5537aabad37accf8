import { EventEmitter } from 'node:events';

import type {
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeProperties,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { eventsOf } from '../../client/capability';
import { WAYS } from '../../client/events/ways';
import { gateways } from '../../client/gateways';
import { secretOf } from '../../client/telegram/secret';
import { BotGatewayTrigger } from '../../nodes/BotGatewayTrigger/BotGatewayTrigger.node';
import { downloaded } from './trigger/download';

const TOKEN = '123456:AAbbccddeeffgghhiijjkkllmmnnooppqq';
const URL_OF_NODE = 'https://n8n.example.com/webhook/4f1c/webhook';
const HEADER = 'x-telegram-bot-api-secret-token';

const node = new BotGatewayTrigger();

describe('the panel', () => {
	const { credentials = [], properties, webhooks = [] } = node.description;

	it('begins with the service, and asks how to receive before it asks what', () => {
		const names = properties.map(({ name }) => name);
		expect(names[0]).toBe('service');
		expect(names.indexOf('receive')).toBeLessThan(names.indexOf('events'));
	});

	it('offers the services that can receive, each with its own credential, and the registry with its', () => {
		const receiving = gateways.filter(({ receiver }) => receiver);
		expect(credentials.map(({ name }) => name)).toEqual([
			...receiving.map(({ credential }) => credential),
			'botGatewayRegistryApi',
		]);
		for (const gateway of receiving) {
			const { id, receiver } = gateway;
			const offered = (way: string) =>
				properties
					.filter(({ name, displayOptions }) => name === 'events' && isShown(displayOptions, id, way))
					.map(({ options = [] }) => options.map((option) => 'value' in option && option.value).sort());
			for (const way of WAYS.filter((one) => receiver?.[one])) {
				expect(offered(way)).toEqual([eventsOf(gateway, way).sort()]);
			}
		}
	});

	it('says for each service what its webhook takes, and speaks of polling only where there is any', () => {
		const notices = properties.filter(
			({ type, displayOptions }) => type === 'notice' && displayOptions?.show?.['receive'],
		);
		for (const { id, name, receiver } of gateways.filter((gateway) => gateway.receiver?.webhook)) {
			const shown = notices.filter(({ displayOptions }) => isShown(displayOptions, id, 'webhook'));
			expect(shown).toHaveLength(1);
			const [text = ''] = shown.map(({ displayName }) => displayName);
			expect(text).toContain(`${name} calls n8n`);
			expect(text).toContain(receiver?.webhook?.setUp ?? 'one webhook only');
			if (receiver?.polling === undefined) expect(text).not.toContain('Polling');
			expect(notices.filter(({ displayOptions }) => isShown(displayOptions, id, 'polling'))).toEqual([]);
		}
	});

	it('registers no webhook while it polls, but for clicks, and those never in a test run', () => {
		const [calls, gets, clicks] = webhooks;
		for (const webhook of [calls, gets])
			expect(webhook?.httpMethod).toMatch(/^=\{\{ \$parameter\["receive"\] === "webhook".* : "" \}\}$/);
		expect(clicks?.path).toBe('link');
		expect(clicks?.httpMethod).toMatch(
			/^=\{\{ \$workflow\.active && .*"linkClicked"\) \? "GET,HEAD" : "" \}\}$/,
		);
		expect(webhooks.map(({ responseData }) => responseData)).toEqual(['', '', '']);
	});
});

const isShown = (options: INodeProperties['displayOptions'], service: string, receive: string): boolean =>
	Object.entries({ service, receive }).every(
		([name, value]) => options?.show?.[name]?.includes(value) ?? true,
	);

interface Call {
	body: unknown;
	headers?: IDataObject;
	parameters?: IDataObject;
	rawBody?: Buffer;
}

class FakeResponse extends EventEmitter {
	statusCode = 200;
	writableEnded = false;
	body: string | undefined;
	readonly headers: Record<string, string> = {};
	setHeader = (name: string, value: string): void => void (this.headers[name] = value);
	writeHead = (status: number): void => void (this.statusCode = status);
	end = (body: string): void => {
		this.body = body;
		this.writableEnded = true;
		this.emit('finish');
	};
}

let count = 0;

/** An n8n with one active workflow. As n8n does, it keeps what the node remembers only when the call went well. */
function host(base: IDataObject = {}, helpers: object = {}) {
	const memory: IDataObject = { bot: { id: '123456', name: 'Shop' } };
	const warnings: string[] = [];
	const id = `node-${(count += 1)}`;
	const call = async (
		{ body, headers = {}, parameters = {}, rawBody }: Call,
		secret = secretOf(TOKEN, URL_OF_NODE),
	): Promise<{ data: IWebhookResponseData; response: FakeResponse }> => {
		const response = new FakeResponse();
		const draft = structuredClone(memory);
		response.once('finish', () => response.statusCode < 300 && Object.assign(memory, draft));
		const given: IDataObject = {
			service: 'telegram',
			receive: 'webhook',
			events: ['message'],
			...base,
			...parameters,
		};
		const context = {
			getNodeParameter: (name: string, usual: unknown) => given[name] ?? usual,
			getNode: () => ({ id, name: 'Trigger' }) as INode,
			getWorkflow: () => ({ id: 'w' }),
			getMode: () => 'webhook',
			getWorkflowStaticData: () => draft,
			getNodeWebhookUrl: () => URL_OF_NODE,
			getCredentials: async () => ({
				accessToken: TOKEN,
				webhookLogin: 'export',
				webhookPassword: 'p4ss',
				timeZone: 'Europe/Kyiv',
			}),
			getHeaderData: () => ({ [HEADER]: secret, ...headers }),
			getQueryData: () => ({}),
			getBodyData: () => body,
			getRequestObject: () => ({ method: 'POST', path: new URL(URL_OF_NODE).pathname, rawBody }),
			getResponseObject: () => response,
			logger: { warn: (line: string) => void warnings.push(line) },
			helpers,
		};
		const data = await node.webhook.call(context as unknown as IWebhookFunctions);
		return { data, response };
	};
	return { call, memory, warnings };
}

const said = (id: number, text = 'hello') => ({
	update_id: id,
	message: {
		message_id: id,
		date: 1,
		text,
		chat: { id: 42, type: 'private' },
		from: { id: 42, is_bot: false, first_name: 'Ann' },
	},
});

describe('a call of the service', () => {
	it('starts the workflow with the event, and is answered with nothing', async () => {
		const { data } = await host().call({ body: said(1) });
		expect(data.webhookResponse).toBe('');
		expect(data.workflowData?.[0]?.[0]?.json).toMatchObject({ event: 'message', bot: { id: '123456' } });
		expect(data.workflowData?.[0]?.[0]?.json).not.toHaveProperty('raw');
		expect(data.workflowData?.[0]?.[0]?.json).toMatchObject({
			contact: { serviceId: 'tg-42', firstName: 'Ann', phone: null, email: null },
		});
	});

	it('keeps the raw update when Simplify is off', async () => {
		const { data } = await host({ simplify: false }).call({ body: said(1) });
		expect(data.workflowData?.[0]?.[0]?.json['raw']).toEqual(said(1));
	});

	it('responds 403 and starts nothing when the secret is missing or wrong', async () => {
		const { call, warnings } = host();
		for (const secret of ['', 'wrong', secretOf(TOKEN, URL_OF_NODE.replace('4f1c', 'other'))]) {
			const { data, response } = await call({ body: said(1) }, secret);
			expect({ data, status: response.statusCode }).toEqual({
				data: { noWebhookResponse: true },
				status: 403,
			});
		}
		expect(warnings).toHaveLength(3);
		expect(warnings.join()).not.toContain(secretOf(TOKEN, URL_OF_NODE));
	});

	it('responds 413 to a large body without looking at it', async () => {
		const { response } = await host().call({ body: said(1), rawBody: Buffer.alloc(1_000_001) });
		expect(response.statusCode).toBe(413);
	});

	it('takes what n8n reads at most where a refusal would hold back everything behind it', async () => {
		const activity = { iid: 'a', activityStatus: 'DELIVERED', activityDateTime: '2026-03-01T12:00:00' };
		const by = host({ service: 'esputnik', events: ['status'] });
		const status = async (size: number) => {
			const rawBody = Buffer.from(JSON.stringify([{ ...activity, iid: String(size) }]).padEnd(size));
			const authorization = `Basic ${Buffer.from('export:p4ss').toString('base64')}`;
			const { data, response } = await by.call({ body: [], headers: { authorization }, rawBody });
			return { status: response.statusCode, started: data.workflowData?.[0]?.length ?? 0 };
		};
		expect(await status(16 * 1_024 * 1_024)).toEqual({ status: 200, started: 1 });
		expect(await status(16 * 1_024 * 1_024 + 1)).toEqual({ status: 413, started: 0 });
	});

	it('is read with what the credential says of the account', async () => {
		const activity = { iid: 'z', activityStatus: 'SENT', activityDateTime: '2026-03-01T12:00:00' };
		const authorization = `Basic ${Buffer.from('export:p4ss').toString('base64')}`;
		const by = host({ service: 'esputnik', events: ['status'] });
		const { data } = await by.call({ body: activity, headers: { authorization } });
		expect(data.workflowData?.[0]?.[0]?.json).toMatchObject({ happenedAt: '2026-03-01T10:00:00.000Z' });
	});

	it('is answered 200 and starts nothing when no filter lets it through', async () => {
		const { data, response } = await host({ filters: { keyword: 'order' } }).call({ body: said(1) });
		expect({ data, status: response.statusCode, body: response.body }).toEqual({
			data: { noWebhookResponse: true },
			status: 200,
			body: '',
		});
	});

	it('that is repeated after it was taken starts nothing, also in another process', async () => {
		const { call, memory } = host();
		const first = await call({ body: said(1) });
		first.response.emit('finish');
		expect((await call({ body: said(1) })).data).toEqual({ noWebhookResponse: true });
		const other = host();
		Object.assign(other.memory, memory);
		expect((await other.call({ body: said(1) })).data).toEqual({ noWebhookResponse: true });
		expect((await other.call({ body: said(2) })).data.workflowData).toHaveLength(1);
	});

	it('that is repeated because n8n could not take it starts the workflow', async () => {
		const { call } = host();
		const first = await call({ body: said(1) });
		first.response.statusCode = 500;
		first.response.emit('finish');
		expect((await call({ body: said(1) })).data.workflowData).toHaveLength(1);
	});

	it('that is repeated because the service gave up waiting, while n8n has the run already, starts nothing', async () => {
		const { call } = host();
		const first = await call({ body: said(1) });
		first.response.emit('close');
		const again = await call({ body: said(1) });
		expect({ data: again.data, status: again.response.statusCode }).toEqual({
			data: { noWebhookResponse: true },
			status: 200,
		});
		// n8n fails with it in the end, when nobody listens any more
		Object.assign(first.response, { statusCode: 500, writableEnded: true });
		expect((await call({ body: said(1) })).data.workflowData).toHaveLength(1);
	});

	it.each([[null], ['text'], [[]], [{}], [{ update_id: 9, message: 7 }]])(
		'with %p becomes an event with an error where it is wanted, and never fails',
		async (body) => {
			const { data } = await host({ events: ['notification', 'message'] }).call({ body });
			expect(data.workflowData?.[0]?.[0]?.json['error']).toEqual(expect.any(String));
		},
	);

	it('speaks of a person without a known language in the fallback', async () => {
		const { data } = await host({ options: { languageFallback: 'de' } }).call({ body: said(1) });
		expect(data.workflowData?.[0]?.[0]?.json['language']).toBe('de');
	});
});

describe('a test run by polling', () => {
	/** An n8n in which a person stops the run while a method is asked for. */
	async function stoppedWhile(method: string): Promise<{ items: unknown; asked: string[] }> {
		const stop = new AbortController();
		const asked: string[] = [];
		const results: IDataObject = {
			getWebhookInfo: { url: '' },
			getMe: { id: 654321, is_bot: true, first_name: 'Shop' },
			getUpdates: [said(1)],
		};
		const httpRequestWithAuthentication = async (_: string, { url }: { url: string }) => {
			const name = url.slice(1);
			asked.push(name);
			if (name === method) stop.abort();
			return { statusCode: 200, headers: {}, body: JSON.stringify({ ok: true, result: results[name] }) };
		};
		const given: IDataObject = { service: 'telegram', receive: 'polling', events: ['message'] };
		const context = {
			getInputData: () => [{ json: {} }],
			getMode: () => 'manual',
			getNodeParameter: (name: string, _: number, usual: unknown) => given[name] ?? usual,
			getNode: () => ({ id: 'tried', name: 'Trigger' }) as INode,
			getExecutionId: () => 'e',
			getExecutionCancelSignal: () => stop.signal,
			onExecutionCancellation: (handler: () => void) => stop.signal.addEventListener('abort', handler),
			logger: { warn: () => undefined },
			helpers: { httpRequestWithAuthentication },
		};
		return { items: await node.execute.call(context as unknown as IExecuteFunctions), asked };
	}

	it.each(['getWebhookInfo', 'getMe'])(
		'that is stopped while it begins (%s) takes nothing',
		async (method) => {
			const { items, asked } = await stoppedWhile(method);
			expect(items).toEqual([[]]);
			expect(asked).not.toContain('getUpdates');
		},
	);
});

describe('files', () => {
	it('are loaded when wanted, after the filters', async () => {
		const { item, calls } = await downloaded({ download: true });
		expect(item?.binary?.['data']).toMatchObject({ size: 5 });
		expect(calls).toEqual(['getFile', 'report.txt']);
		expect((await downloaded({ download: true }, { keyword: 'not there' })).calls).toEqual([]);
		expect((await downloaded({})).calls).toEqual([]);
	});

	it('over the limit are not loaded, and the event says so', async () => {
		const { item, calls } = await downloaded({ download: true, largestFile: 0.000_004 });
		expect(item?.binary).toBeUndefined();
		expect(item?.json['error']).toMatch(/5 bytes/);
		expect(calls).toEqual([]);
	});
});

describe('a call with several updates', () => {
	const items = (...words: string[]) => words.map((Status) => ({ MessageId: 'm', To: '42', Status }));
	const receiving = () => host({ service: 'chatApp', events: ['status'] });
	const statusesOf = ({ workflowData }: IWebhookResponseData) =>
		workflowData?.[0]?.map(({ json }) => (json['status'] as IDataObject)['status']);

	it('starts the workflow once with each of them, also where one is there twice', async () => {
		const { data, response } = await receiving().call({ body: items('Sent', 'Read', 'Sent') });
		expect(statusesOf(data)).toEqual(['sent', 'read']);
		expect(data.webhookResponse).toBe('{"code":0,"msg":"成功"}');
		expect(response.headers).toEqual({ 'content-type': 'application/json' });
	});

	it('shares them with another call that comes at the same moment in another order, and neither waits for ever', async () => {
		const { call } = receiving();
		const first = call({ body: items('Sent', 'Read') });
		const second = call({ body: items('Read', 'Sent', 'Delivered') });
		const { data, response } = await first;
		expect(statusesOf(data)).toEqual(['sent', 'read']);
		response.emit('finish');
		expect(statusesOf((await second).data)).toEqual(['delivered']);
	});
});

it('a registry that does not answer keeps no call waiting that has to be answered in time', async () => {
	const asked: string[] = [];
	const helpers = {
		httpRequestWithAuthentication: async (credential: string) => {
			asked.push(credential);
			return await new Promise<never>(() => undefined);
		},
	};
	const body = ['42', '43', '44'].map((From) => ({
		MessageId: `m${From}`,
		From,
		Type: 'TEXT',
		Message: 'hi',
	}));
	const registry = { useRegistry: true, registryTable: 'People' };
	const { data } = await host({ service: 'chatApp', ...registry }, helpers).call({ body });
	expect(asked).toContain('botGatewayRegistryApi');
	expect(data.webhookResponse).toBe('{"code":0,"msg":"成功"}');
	expect(data.workflowData?.[0]).toMatchObject(
		body.map(({ From }) => ({
			json: {
				event: 'message',
				subscriber: { id: From },
				error: expect.stringContaining('registry was too slow'),
			},
		})),
	);
});
