import type { IHttpRequestOptions } from 'n8n-workflow';

import { sign as signV3 } from '../../client/chatApp/sign';
import { signQueueRequest } from '../../client/chatApp/signQueue';
import { signParameters } from '../../client/chatApp/signToken';
import { deposit, discard, keysBehind, TICKET } from '../../client/chatApp/vault';
import { BotGatewayChatAppApi } from '../../credentials/BotGatewayChatAppApi.credentials';

const credential = new BotGatewayChatAppApi();
const stored = {
	accessKeyId: 'LTAI5tDummyKeyId0000001',
	accessKeySecret: 'DummySecret000000000000000000001',
	securityToken: '',
	channel: 'cams-test0001',
	sender: 'bot_001',
	endpoint: 'cams.ap-southeast-1.aliyuncs.com',
	placement: 'query',
	queueEndpoint: '',
	dybaseEndpoint: '',
	dybaseSignature: 'v1',
};

async function sign(options: IHttpRequestOptions, changes: Partial<typeof stored> = {}) {
	if (typeof credential.authenticate !== 'function') throw new Error('it signs by function');
	const signed = await credential.authenticate({ ...stored, ...changes }, options);
	return { ...signed, headers: signed.headers as Record<string, string> };
}

const ACTION = { 'x-acs-action': 'SendChatappMessage', 'x-acs-version': '2020-06-06' };
const REQUEST: IHttpRequestOptions = {
	method: 'POST',
	url: '/',
	qs: { To: '1', Content: `{"text":"a b*c'(d)!"}` },
	headers: { accept: 'application/json', ...ACTION },
};
const QUERY = 'Content=%7B%22text%22%3A%22a%20b%2Ac%27%28d%29%21%22%7D&To=1';

it('puts the query into the address, written by the encoder that signs', async () => {
	const signed = await sign(REQUEST);
	expect(signed.url).toBe(`https://cams.ap-southeast-1.aliyuncs.com/?${QUERY}`);
	expect(signed).not.toHaveProperty('qs');
	expect(signed).not.toHaveProperty('baseURL');
	expect(signed.body).toBeUndefined();
	// what parses an address writes it the same way
	expect(new URL(signed.url).href).toBe(signed.url);
});

it('signs host, content type and all that begins with x-acs-', async () => {
	const { headers } = await sign(REQUEST);
	const { authorization = '', ...others } = headers;
	expect(authorization).toContain(
		'Credential=LTAI5tDummyKeyId0000001,SignedHeaders=content-type;host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,',
	);
	expect(others).toMatchObject({
		accept: 'application/json',
		'content-type': 'application/x-www-form-urlencoded',
	});
	const again = signV3(
		{
			method: 'POST',
			host: 'cams.ap-southeast-1.aliyuncs.com',
			headers: { ...ACTION, 'content-type': 'application/x-www-form-urlencoded' },
			query: REQUEST.qs as Record<string, string>,
			body: '',
		},
		{ id: stored.accessKeyId, secret: stored.accessKeySecret },
		{ date: new Date(others['x-acs-date'] ?? ''), nonce: others['x-acs-signature-nonce'] ?? '' },
	);
	expect(again.authorization).toBe(authorization);
});

it('takes a date of now and a new nonce each time', async () => {
	jest.useFakeTimers({ now: Date.parse('2026-03-01T12:00:00Z') });
	const [one, other] = [await sign(REQUEST), await sign(REQUEST)];
	jest.useRealTimers();
	expect(one.headers['x-acs-signature-nonce']).not.toBe(other.headers['x-acs-signature-nonce']);
	expect(one.headers['x-acs-date']).toBe('2026-03-01T12:00:00Z');
});

it.each([
	['split', 'Content=%7B%22text%22%3A%22a%20b%2Ac%27%28d%29%21%22%7D', 'To=1'],
	['body', '', QUERY],
])('moves parameters into the body where the placement is %s', async (placement, query, body) => {
	const signed = await sign(REQUEST, { placement });
	expect(signed.url).toBe(`https://cams.ap-southeast-1.aliyuncs.com/${query && `?${query}`}`);
	expect(signed.body).toBe(body);
	expect(signed.headers['content-type']).toBe('application/x-www-form-urlencoded');
});

it.each([
	['', 'https://cams.ap-southeast-1.aliyuncs.com/', 'cams.ap-southeast-1.aliyuncs.com'],
	[' cams.example.com ', 'https://cams.example.com/', 'cams.example.com'],
	['https://cams.example.com/', 'https://cams.example.com/', 'cams.example.com'],
	['http://127.0.0.1:8080/path', 'http://127.0.0.1:8080/', '127.0.0.1:8080'],
	['https://cams.example.com:443', 'https://cams.example.com/', 'cams.example.com'],
])('sends to the endpoint %j', async (endpoint, url) => {
	expect((await sign({ method: 'POST', url: '/' }, { endpoint })).url).toBe(url);
});

it('sends the token of temporary keys, and none for others', async () => {
	const { headers } = await sign(REQUEST, { securityToken: 'STSTOKEN+/=dummy' });
	expect(headers).toMatchObject({
		'x-acs-accesskey-id': stored.accessKeyId,
		'x-acs-security-token': 'STSTOKEN+/=dummy',
	});
	expect(headers.authorization).toContain('x-acs-security-token');
	expect((await sign(REQUEST)).headers).not.toHaveProperty('x-acs-security-token');
});

it('forgives white space around what was pasted', async () => {
	const { headers } = await sign(REQUEST, { accessKeyId: ` ${stored.accessKeyId}\n` });
	expect(headers.authorization).toContain(`Credential=${stored.accessKeyId},`);
});

it('signs a request that brings its own query in the address, and a GET without a content type', async () => {
	const { url, headers } = await sign({ url: '/?a=1%2B2', qs: { b: '3 4' } });
	expect(url).toBe('https://cams.ap-southeast-1.aliyuncs.com/?a=1%2B2&b=3%204');
	expect(headers).not.toHaveProperty('content-type');
});

it('changes nothing in the request that it was given', async () => {
	const request = Object.freeze({
		...REQUEST,
		qs: Object.freeze({ ...REQUEST.qs }),
		headers: Object.freeze({ ...ACTION }),
	});
	await sign(request);
	expect(request.headers).toEqual(ACTION);
});

it('asks for all that is secret in hidden fields', () => {
	const hidden = credential.properties.filter(({ typeOptions }) => typeOptions?.password === true);
	expect(hidden.map(({ name }) => name)).toEqual(['accessKeySecret', 'securityToken', 'callbackSecret']);
});

it('tests an account by asking whether the service is open, and lets a missing permission pass', () => {
	const { request } = credential.test;
	expect(request).toMatchObject({ method: 'POST', url: '/', disableFollowRedirect: true });
	expect(request.headers).toMatchObject({ 'x-acs-action': 'GetChatappOpenStatus' });
	const { ignoreHttpStatusErrors: ignored } = request;
	expect(typeof ignored === 'object' && ignored.except).not.toContain(403);
});

describe('the queues', () => {
	const TOKEN: IHttpRequestOptions = {
		method: 'POST',
		url: '/',
		qs: { MessageType: 'ChatAppStatus', QueueName: 'Alicom-Queue-1000-ChatAppStatus' },
		headers: { 'x-acs-action': 'QueryTokenForMnsQueue', 'x-acs-version': '2017-05-25' },
	};

	it('have their keys handed out at another host, by the older signature and in the body', async () => {
		const { url, body, headers } = await sign(TOKEN);
		expect(url).toBe('https://dybaseapi.ap-southeast-1.aliyuncs.com/');
		const form = Object.fromEntries(new URLSearchParams(String(body)));
		expect(form).toMatchObject({ ...TOKEN.qs, Action: 'QueryTokenForMnsQueue', Version: '2017-05-25' });
		const { Signature, Timestamp = '', SignatureNonce = '' } = form;
		const parameters = { ...TOKEN.qs, Action: 'QueryTokenForMnsQueue', Version: '2017-05-25' };
		const keys = { id: stored.accessKeyId, secret: stored.accessKeySecret };
		const moment = { date: new Date(Timestamp), nonce: SignatureNonce };
		expect(Signature).toBe(signParameters('POST', parameters, keys, moment).Signature);
		expect(Object.keys(headers)).toEqual(['content-type']);
	});

	it('have them handed out by the signature of all other requests where that is chosen', async () => {
		const { url, headers } = await sign(TOKEN, {
			dybaseSignature: 'v3',
			dybaseEndpoint: 'http://localhost:9',
		});
		expect(url).toBe(
			'http://localhost:9/?MessageType=ChatAppStatus&QueueName=Alicom-Queue-1000-ChatAppStatus',
		);
		expect(headers.authorization).toContain('ACS3-HMAC-SHA256 Credential=LTAI5tDummyKeyId0000001');
	});

	it('are asked with the keys behind the ticket, which does not go out', async () => {
		const keys = { id: 'STS.id', secret: 'of the queue', securityToken: 'CAIS+/=' };
		const ticket = deposit(keys, Infinity, 0);
		const request: IHttpRequestOptions = {
			method: 'DELETE',
			url: '/queues/q1/messages',
			qs: { ReceiptHandle: '8-ab+c/d==' },
			headers: { [TICKET]: ticket },
		};
		const { url, headers, qs } = await sign(request, { queueEndpoint: 'http://127.0.0.1:8080/' });
		const resource = '/queues/q1/messages?ReceiptHandle=8-ab%2Bc/d==';
		expect(url).toBe(`http://127.0.0.1:8080${resource}`);
		expect(qs).toBeUndefined();
		expect(JSON.stringify(headers)).not.toContain(ticket);
		const date = new Date(headers.date ?? '');
		expect(headers).toEqual(signQueueRequest({ method: 'DELETE', resource, body: '' }, keys, date));
		discard(ticket);
		await expect(sign(request)).rejects.toThrow('not here any more');
	});

	it('forget keys that have ended', () => {
		const old = deposit({ id: 'a', secret: 'b' }, 1_000, 0);
		expect(keysBehind(old)).toBeDefined();
		discard(deposit({ id: 'c', secret: 'd' }, 3_000, 2_000));
		expect(keysBehind(old)).toBeUndefined();
	});
});
