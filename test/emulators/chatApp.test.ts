import Cams, { SendChatappMessageRequest } from '@alicloud/cams20200606';
import { Config } from '@alicloud/openapi-client';

import { sign } from '../../client/chatApp/sign';
import { CHANNEL, KEYS, startChatApp } from '../chatApp/line';
import type { ChatAppEmulator } from './chatApp';

let cloud: ChatAppEmulator;

beforeAll(async () => {
	cloud = await startChatApp();
});
afterAll(async () => await cloud.stop());
beforeEach(() => cloud.reset());

const ANN = '123456789';
const host = (): string => new URL(cloud.url).host;

describe('the official SDK', () => {
	const sdk = (changes: object = {}): Cams =>
		new Cams(new Config({ ...KEYS, endpoint: host(), protocol: 'HTTP', ...changes }));

	const request = (changes: object = {}): SendChatappMessageRequest =>
		new SendChatappMessageRequest({
			channelType: 'telegram',
			type: 'message',
			messageType: 'text',
			from: 'shop_bot',
			to: ANN,
			custSpaceId: CHANNEL,
			taskId: 'task-1',
			content: JSON.stringify({ text: `Hello, 世界! (a+b)*c~d 'x' & y=1/2` }),
			...changes,
		});

	it('sends a message, with most parameters in the body', async () => {
		const { body } = await sdk().sendChatappMessage(request());
		expect(body).toMatchObject({ code: 'OK', messageId: cloud.sent[0]?.messageId });
		expect(cloud.sent).toMatchObject([
			{
				to: ANN,
				from: 'shop_bot',
				channel: CHANNEL,
				type: 'text',
				content: { text: `Hello, 世界! (a+b)*c~d 'x' & y=1/2` },
				taskId: 'task-1',
				hasButtons: false,
			},
		]);
		expect(Object.keys(cloud.log[0]?.query ?? {})).toEqual(['Content']);
	});

	it('is refused with a wrong secret or an unknown key', async () => {
		await expect(sdk({ accessKeySecret: 'wrong' }).sendChatappMessage(request())).rejects.toMatchObject({
			code: 'SignatureDoesNotMatch',
		});
		await expect(sdk({ accessKeyId: 'LTAIunknown' }).sendChatappMessage(request())).rejects.toMatchObject({
			code: 'InvalidAccessKeyId.NotFound',
		});
		expect(cloud.sent).toEqual([]);
	});

	it('sends with temporary keys, and is refused without their token', async () => {
		const temporary = await startChatApp({ securityToken: 'STSTOKEN+/=dummy' });
		const endpoint = new URL(temporary.url).host;
		const { body } = await sdk({ endpoint, securityToken: 'STSTOKEN+/=dummy' }).sendChatappMessage(request());
		expect(body?.code).toBe('OK');
		await expect(sdk({ endpoint }).sendChatappMessage(request())).rejects.toMatchObject({
			code: expect.stringContaining('InvalidSecurityToken') as string,
		});
		await temporary.stop();
	});

	it('gets the refusals of the service as good answers with another code', async () => {
		const { body } = await sdk().sendChatappMessage(request({ messageType: 'interactive' }));
		expect(body).toMatchObject({ code: 'InvalidParameter.MessageTypeNotSupport' });
	});
});

/** A request signed by hand, and changed afterwards as a test needs it. */
async function call(
	query: Record<string, string>,
	changes: {
		date?: Date;
		nonce?: string;
		headers?: Record<string, string>;
		action?: string;
		query?: object;
	} = {},
) {
	const signed = sign(
		{
			method: 'POST',
			host: host(),
			headers: { 'x-acs-action': changes.action ?? 'SendChatappMessage', 'x-acs-version': '2020-06-06' },
			query,
			body: '',
		},
		{ id: KEYS.accessKeyId, secret: KEYS.accessKeySecret },
		{ date: changes.date ?? new Date(), nonce: changes.nonce ?? Math.random().toString(36) },
	);
	const search = new URLSearchParams({ ...query, ...changes.query } as Record<string, string>).toString();
	const headers = { ...signed, ...changes.headers };
	const response = await fetch(`${cloud.url}/?${search}`, { method: 'POST', headers });
	return {
		status: response.status,
		body: (await response.json()) as { Code: string },
		headers: response.headers,
	};
}

const text = {
	ChannelType: 'telegram',
	Type: 'message',
	MessageType: 'text',
	From: 'shop_bot',
	To: ANN,
	Content: '{"text":"Hello"}',
};

describe('the signature', () => {
	it('is taken however the query was written, as long as it means the same', async () => {
		// URLSearchParams writes a space as + and leaves the asterisk
		const Content = '{"text":"a b*c (d) e+f ~"}';
		expect((await call({ ...text, Content })).body.Code).toBe('OK');
		expect(cloud.sent[0]?.content).toEqual({ text: 'a b*c (d) e+f ~' });
	});

	it('is refused when a parameter was changed, with the request quoted', async () => {
		const { status, body } = await call(text, { query: { To: '1' } });
		expect(status).toBe(400);
		expect(body).toMatchObject({
			Code: 'SignatureDoesNotMatch',
			Message: expect.stringContaining('To=1') as string,
			HostId: host(),
		});
	});

	it.each([
		['16 minutes old', -16],
		['16 minutes ahead', 16],
	])('is refused when it is %s', async (_, minutes) => {
		const date = new Date(Date.now() + minutes * 60_000);
		expect((await call(text, { date })).body.Code).toBe('InvalidTimeStamp.Expired');
		expect((await call(text, { date: new Date(Date.now() + minutes * 52_000) })).body.Code).toBe('OK');
	});

	it('is refused when its nonce was used before', async () => {
		await call(text, { nonce: 'once' });
		expect((await call(text, { nonce: 'once' })).body.Code).toBe('SignatureNonceUsed');
		expect(cloud.sent).toHaveLength(1);
	});

	it.each([
		['nothing', ''],
		['another scheme', 'Basic eA=='],
	])('is refused as incomplete with %s in its place', async (_, authorization) => {
		expect((await call(text, { headers: { authorization } })).body.Code).toBe('IncompleteSignature');
	});

	it.each(['content-type', 'x-acs-extra'])('has to cover the header %s', async (name) => {
		expect((await call(text, { headers: { [name]: 'text/plain' } })).body.Code).toBe('IncompleteSignature');
	});
});

describe('a message', () => {
	it.each([
		[{ ChannelType: 'whatsapp' }, 'InvalidParameter.ChannelTypeNotSupport'],
		[{ Type: 'template' }, 'InvalidParameter.ChannelTypeNotSupport'],
		[{ From: '' }, 'MissingFrom'],
		[{ To: '' }, 'MissingTo'],
		[{ CustSpaceId: 'cams-other' }, 'Authentication.NoAuth'],
		[{ MessageType: '' }, 'InvalidParameter.MessageTypeNotEmpty'],
		[{ MessageType: 'interactive' }, 'InvalidParameter.MessageTypeNotSupport'],
		[{ Content: '' }, 'InvalidParameter.ContentNotEmpty'],
		[{ Content: 'Hello' }, 'InvalidParameter.ContentError'],
		[{ Content: '["Hello"]' }, 'InvalidParameter.ContentError'],
		[{ Content: '{"text":""}' }, 'InvalidParameter.TextNotEmpty'],
		[{ MessageType: 'image' }, 'InvalidParameter.LinkNotEmpty'],
		[{ MessageType: 'location', Content: '{"latitude":"1"}' }, 'InvalidParameter.MessageInvalid'],
	])('with %j is refused with %s', async (changes, code) => {
		expect((await call({ ...text, ...changes })).body.Code).toBe(code);
		expect(cloud.sent).toEqual([]);
	});

	it('takes coordinates as texts and as numbers, upper case for the channel, and what it does not know', async () => {
		const place = { MessageType: 'location', ChannelType: 'TELEGRAM', RecipientType: 'group' };
		await call({ ...text, ...place, Content: '{"latitude":1.5,"longitude":"2"}' });
		expect(cloud.sent).toMatchObject([{ type: 'location', others: { RecipientType: 'group' } }]);
	});

	it('records anything like buttons', async () => {
		await call({ ...text, Content: '{"text":"x","action":{"buttons":[]}}' });
		expect(cloud.sent).toMatchObject([{ hasButtons: true }]);
	});

	it('ignores the parameters of a fallback to SMS, or refuses them where that is set', async () => {
		const FallBackId = 'S01';
		expect((await call({ ...text, FallBackId })).body.Code).toBe('OK');
		cloud.settings.fallBack = 'refused';
		expect((await call({ ...text, FallBackId })).body.Code).toBe('InvalidParameter.SendSmsNotSupport');
		expect((await call(text)).body.Code).toBe('OK');
	});

	it('needs an open window where that is set', async () => {
		cloud.settings.window = true;
		expect((await call(text)).body.Code).toBe('SessionWindowExpired');
		cloud.wrote(ANN, 25 * 3_600_000);
		expect((await call(text)).body.Code).toBe('SessionWindowExpired');
		cloud.wrote(ANN);
		expect((await call(text)).body.Code).toBe('OK');
	});
});

it('refuses every N-th call as too fast, and says how long to wait', async () => {
	cloud.settings.throttleEvery = 2;
	cloud.settings.retryAfter = '1500';
	expect((await call(text)).status).toBe(200);
	const { status, body, headers } = await call(text);
	expect([status, body.Code, headers.get('x-acs-retry-after')]).toEqual([400, 'Throttling.User', '1500']);
});

it('answers its own refusals with the HTTP status that is set', async () => {
	cloud.settings.businessStatus = 400;
	expect(await call({ ...text, Content: '' })).toMatchObject({ status: 400 });
});

it.each(['NoSuchAction', 'OpenChatappService'])('does not know the action %s', async (action) => {
	expect((await call({}, { action })).body.Code).toBe('InvalidAction.NotFound');
});
