import http from 'node:http';
import type { AddressInfo } from 'node:net';

import { signQueueRequest, type QueueRequest } from '../../client/chatApp/signQueue';
import { recordsIn } from '../../client/chatApp/queueXml';
import { sign, type Keys } from '../../client/chatApp/sign';
import { signParameters } from '../../client/chatApp/signToken';
import { ANN, CHANNEL, KEYS, QUEUES, SENDER, startChatApp } from '../chatApp/line';
import type { ChatAppEmulator, Queue } from './chatApp';

let cloud: ChatAppEmulator;
let queue: Queue;

beforeAll(async () => {
	cloud = await startChatApp();
	queue = cloud.addQueue('status', QUEUES.statusQueue);
});
afterAll(async () => await cloud.stop());
beforeEach(() => {
	cloud.reset();
	Object.assign(cloud.settings, { secondMs: 10, minuteMs: 5 });
});

const KEY: Keys = { id: KEYS.accessKeyId, secret: KEYS.accessKeySecret };
const ASKED = { MessageType: 'ChatAppStatus', QueueName: QUEUES.statusQueue };

interface TokenAnswer {
	Code: string;
	MessageTokenDTO: {
		AccessKeyId: string;
		AccessKeySecret: string;
		SecurityToken: string;
		ExpireTime: string;
	};
}

/** As the vendor's SDK asks for keys: by GET or POST with the older signature. */
async function token(method: 'GET' | 'POST' = 'GET', key = KEY, asked = ASKED): Promise<TokenAnswer> {
	const parameters = signParameters(
		method,
		{ ...asked, Action: 'QueryTokenForMnsQueue', Version: '2017-05-25' },
		key,
		{ date: new Date(), nonce: Math.random().toString(36) },
	);
	const form = new URLSearchParams(parameters);
	const answer =
		method === 'GET'
			? await fetch(`${cloud.url}/?${form.toString()}`)
			: await fetch(cloud.url, { method, body: form });
	return (await answer.json()) as TokenAnswer;
}

const keysFrom = ({ MessageTokenDTO: dto }: TokenAnswer): Keys => ({
	id: dto.AccessKeyId,
	secret: dto.AccessKeySecret,
	securityToken: dto.SecurityToken,
});

async function ask(
	method: QueueRequest['method'],
	query: string,
	keys: Keys,
	{ body = '', name = QUEUES.statusQueue }: { body?: string; name?: string } = {},
) {
	const resource = `/queues/${name}/messages${query}`;
	const headers = signQueueRequest({ method, resource, body }, keys, new Date());
	// fetch lets nobody write the header Date, so the request goes by hand
	return await new Promise<{ status: number; text: string }>((resolve, reject) => {
		const length = body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) };
		const request = http.request(`${cloud.url}${resource}`, { method, headers: { ...headers, ...length } });
		request.on('error', reject).on('response', (response) => {
			let text = '';
			response.on('data', (chunk) => (text += String(chunk)));
			response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
		});
		request.end(body);
	});
}

const codeOf = ({ status, text }: { status: number; text: string }) => [
	status,
	recordsIn(text, 'Error')[0]?.['Code'],
];

describe('keys of a queue', () => {
	it.each(['GET', 'POST'] as const)('are handed out for the older signature, by %s', async (method) => {
		const answer = await token(method);
		expect(answer.Code).toBe('OK');
		expect(answer.MessageTokenDTO.ExpireTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
	});

	it('are handed out for V3', async () => {
		const headers = sign(
			{
				method: 'POST',
				host: new URL(cloud.url).host,
				headers: { 'x-acs-action': 'QueryTokenForMnsQueue', 'x-acs-version': '2017-05-25' },
				query: ASKED,
				body: '',
			},
			KEY,
			{ date: new Date(), nonce: 'one' },
		);
		const search = new URLSearchParams(ASKED).toString();
		const answer = await fetch(`${cloud.url}/?${search}`, { method: 'POST', headers });
		expect(await answer.json()).toMatchObject({ Code: 'OK', MessageTokenDTO: expect.any(Object) });
	});

	it('are refused to a wrong secret, for an unknown queue, and without a kind', async () => {
		expect((await token('POST', { ...KEY, secret: 'wrong' })).Code).toBe('SignatureDoesNotMatch');
		expect((await token('GET', { ...KEY, id: 'unknown' })).Code).toBe('InvalidAccessKeyId.NotFound');
		expect((await token('GET', KEY, { ...ASKED, QueueName: 'none' })).Code).toBe('InvalidQueue.NotFound');
		expect((await token('GET', KEY, { ...ASKED, MessageType: '' })).Code).toBe('MissingMessageType');
	});
});

describe('a queue', () => {
	it('gives one message or several, hides them, and forgets those that are deleted', async () => {
		const keys = keysFrom(await token());
		for (const body of ['one <&>', 'two', 'three']) queue.put(body);
		const peeked = await ask('GET', '?peekonly=true', keys);
		expect(recordsIn(peeked.text, 'Message')).toMatchObject([{ MessageBody: 'one <&>', DequeueCount: '0' }]);
		const [first] = recordsIn((await ask('GET', '?waitseconds=1', keys)).text, 'Message');
		expect(first).toMatchObject({ MessageBody: 'one <&>', DequeueCount: '1', Priority: '8' });
		const others = recordsIn((await ask('GET', '?numOfMessages=16&waitseconds=1', keys)).text, 'Message');
		expect(others.map(({ MessageBody }) => MessageBody)).toEqual(['two', 'three']);
		expect(codeOf(await ask('GET', '?numOfMessages=16&waitseconds=1', keys))).toEqual([
			404,
			'MessageNotExist',
		]);
		const receipt = encodeURIComponent(first?.['ReceiptHandle'] ?? '');
		expect((await ask('DELETE', `?ReceiptHandle=${receipt}`, keys)).status).toBe(204);
		const body = `<ReceiptHandles>${others.map(({ ReceiptHandle }) => `<ReceiptHandle>${ReceiptHandle}</ReceiptHandle>`).join('')}</ReceiptHandles>`;
		expect((await ask('DELETE', '', keys, { body })).status).toBe(204);
		expect(queue.waiting).toHaveLength(0);
	});

	it('gives again what was hidden long enough, and hides longer when asked to', async () => {
		cloud.settings.visibilityMs = 40;
		const keys = keysFrom(await token());
		queue.put('again');
		const [first] = recordsIn((await ask('GET', '?waitseconds=1', keys)).text, 'Message');
		const [second] = recordsIn((await ask('GET', '?waitseconds=30', keys)).text, 'Message');
		expect(second).toMatchObject({ MessageId: first?.['MessageId'], DequeueCount: '2' });
		expect(second?.['ReceiptHandle']).not.toBe(first?.['ReceiptHandle']);
		const old = encodeURIComponent(first?.['ReceiptHandle'] ?? '');
		expect(codeOf(await ask('DELETE', `?ReceiptHandle=${old}`, keys))).toEqual([404, 'ReceiptHandleError']);
		const handle = encodeURIComponent(second?.['ReceiptHandle'] ?? '');
		const longer = await ask('PUT', `?receiptHandle=${handle}&visibilityTimeout=100`, keys);
		expect(recordsIn(longer.text, 'ChangeVisibility')[0]?.['ReceiptHandle']).toMatch(/^8-/);
		expect(codeOf(await ask('GET', '?waitseconds=10', keys))).toEqual([404, 'MessageNotExist']);
	});

	it('takes only the keys that were handed out for it, signed right, with their token, before they end', async () => {
		const keys = keysFrom(await token());
		const get = async (changes: Partial<Keys>, name?: string) =>
			codeOf(await ask('GET', '?waitseconds=0', { ...keys, ...changes }, name === undefined ? {} : { name }));
		expect(await get({})).toEqual([404, 'MessageNotExist']);
		expect(await get({ secret: 'wrong' })).toEqual([403, 'SignatureDoesNotMatch']);
		expect(await get({ id: KEY.id, secret: KEY.secret })).toEqual([403, 'AccessDenied']);
		expect(await get({ securityToken: 'other' })).toEqual([403, 'AccessDenied']);
		expect(await get({}, QUEUES.inboundQueue)).toEqual([403, 'AccessDenied']);
		expect(codeOf(await ask('GET', '?numOfMessages=17', keys))).toEqual([400, 'InvalidArgument']);
		cloud.revokeKeys();
		expect(await get({})).toEqual([403, 'SecurityTokenExpired']);
	});
});

describe('pushes', () => {
	/** Somebody who is called, and answers what a test wants. */
	async function listener(answers: Array<{ status: number; body: string }>) {
		const bodies: string[] = [];
		const server = http.createServer((request, response) => {
			let body = '';
			request.on('data', (chunk) => (body += String(chunk)));
			request.on('end', () => {
				bodies.push(body);
				const answer = answers[Math.min(bodies.length, answers.length) - 1];
				response.writeHead(answer?.status ?? 500).end(answer?.body);
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
		return { url, bodies, close: () => server.close() };
	}

	const GOOD = { status: 200, body: '{"code":0,"msg":"成功"}' };

	it.each([
		['answered at once', [GOOD], 1],
		['answered at the second try', [{ status: 500, body: '' }, GOOD], 2],
		['answered with nothing in a 200, which is a failure', [{ status: 200, body: '' }], 3],
		['answered with a code that is a text', [{ status: 200, body: '{"code":"0"}' }], 3],
		['never answered well', [{ status: 403, body: '' }], 3],
	])('%s', async (_, answers, tries) => {
		const { url, bodies, close } = await listener(answers);
		cloud.callTo({ status: url });
		await cloud.tell('status', { MessageId: 'a', Status: 'Sent' }, { MessageId: 'b', Status: 'Sent' });
		expect(bodies).toHaveLength(tries);
		expect(JSON.parse(bodies[0] ?? '')).toHaveLength(2);
		expect(cloud.deliveries.map(({ good }) => good).lastIndexOf(true)).toBe(
			answers.includes(GOOD) ? tries - 1 : -1,
		);
		close();
	});

	it('come more often where duplicates are ordered, and beside the queue', async () => {
		const { url, bodies, close } = await listener([GOOD]);
		cloud.callTo({ status: url });
		cloud.settings.duplicates = 2;
		await cloud.tell('status', { MessageId: 'a', Status: 'Sent' });
		expect(bodies).toHaveLength(3);
		expect(queue.waiting.map(({ body }) => Buffer.from(body, 'base64').toString())).toEqual([
			'{"MessageId":"a","Status":"Sent"}',
		]);
		close();
	});

	it('follow a message that was sent: Sent, then Delivered, with its ids', async () => {
		const { url, bodies, close } = await listener([GOOD]);
		cloud.callTo({ status: url });
		const headers = (query: Record<string, string>) =>
			sign(
				{
					method: 'POST',
					host: new URL(cloud.url).host,
					headers: { 'x-acs-action': 'SendChatappMessage', 'x-acs-version': '2020-06-06' },
					query,
					body: '',
				},
				KEY,
				{ date: new Date(), nonce: 'send' },
			);
		const query = {
			ChannelType: 'telegram',
			Type: 'message',
			MessageType: 'text',
			From: SENDER,
			To: ANN,
			CustSpaceId: CHANNEL,
			TaskId: 'task-1',
			Content: '{"text":"Hello"}',
		};
		await fetch(`${cloud.url}/?${new URLSearchParams(query).toString()}`, {
			method: 'POST',
			headers: headers(query),
		});
		for (const end = Date.now() + 3_000; bodies.length < 2 && Date.now() < end;)
			await new Promise((resolve) => setTimeout(resolve, 5));
		expect(bodies.map((body) => (JSON.parse(body) as object[])[0])).toMatchObject(
			['Sent', 'Delivered'].map((Status) => ({
				Status,
				MessageId: cloud.sent[0]?.messageId,
				TaskId: 'task-1',
				From: SENDER,
				To: ANN,
			})),
		);
		close();
	});
});
