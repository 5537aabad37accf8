import {
	canonicalQuery,
	canonicalRequest,
	encode,
	sha256,
	sign,
	toTimestamp,
} from '../../client/chatApp/sign';
import { signQueueRequest } from '../../client/chatApp/signQueue';
import { signParameters } from '../../client/chatApp/signToken';

/** The vectors of Alibaba Cloud's document (S0), and those computed with both of its SDK signers. Dummy keys. */
const KEYS = { id: 'LTAI5tDummyKeyId0000001', secret: 'DummySecret000000000000000000001' };
const MOMENT = { date: new Date('2025-01-02T03:04:05Z'), nonce: '0123456789abcdef0123456789abcdef' };
const CONTENT = `{"text":"Hello, 世界! (a+b)*c~d 'x' & y=1/2"}`;

const PARAMETERS = {
	ChannelType: 'telegram',
	Type: 'message',
	MessageType: 'text',
	From: 'bot_001',
	To: '123456789',
	CustSpaceId: 'cams-test0001',
	TaskId: 'task-1',
	Content: CONTENT,
};
const ACTION = { 'x-acs-action': 'SendChatappMessage', 'x-acs-version': '2020-06-06' };
const S1 = {
	method: 'POST',
	host: 'cams.ap-southeast-1.aliyuncs.com',
	headers: ACTION as Record<string, string>,
	query: PARAMETERS as Record<string, string>,
	body: '',
};

const { Content, ...OTHERS } = PARAMETERS;
const QUEUE = { MessageType: 'ChatAppStatus', QueueName: 'Alicom-Queue-1000-ChatAppStatus' };
const TOKEN_ACTION = { 'x-acs-action': 'QueryTokenForMnsQueue', 'x-acs-version': '2017-05-25' };

const VECTORS = [
	[
		'S0',
		{
			...S1,
			host: 'ecs.cn-shanghai.aliyuncs.com',
			headers: { 'x-acs-action': 'RunInstances', 'x-acs-version': '2014-05-26' },
			query: {
				ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd',
				RegionId: 'cn-shanghai',
			},
		},
		{ id: 'YourAccessKeyId', secret: 'YourAccessKeySecret' },
		{ date: new Date('2023-10-26T10:22:32Z'), nonce: '3156853299f313e23d1673dc12e1703d' },
		'7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259',
		'06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
	],
	[
		'S1, all in the query',
		S1,
		KEYS,
		MOMENT,
		'be522622c12c7ad441efc60d925e3230735939d6b3fad34108ba6c4330eddf7a',
		'0179b059e64b8f319c5f58d342eacd15c41a05772b82708089addf1ffaed0c8e',
	],
	[
		'S2, most of it in the body',
		{
			...S1,
			headers: { ...ACTION, 'Content-Type': ' application/x-www-form-urlencoded ' },
			query: { Content },
			body: canonicalQuery(OTHERS),
		},
		KEYS,
		MOMENT,
		'e0192728eb89377d8be86c959cb61e5b8351382203174f0731de64c8600cf805',
		'80e21e5f755a2974c255b3b49dec83b95d8bf7cbce4d3328bb4b8cc75866b6cf',
	],
	[
		'S3, with a security token',
		S1,
		{ ...KEYS, securityToken: 'STSTOKEN+/=dummy' },
		MOMENT,
		'9dfb72689d34d06e9e4baeed7bfc7f1550b2cd9d7406f55518f67f13b6229912',
		'6be6d15414174f25056be11aa8f7845f56f8ca0132c7a2c8a64c7aaac95ccb00',
	],
	[
		'S4, with another header of x-acs',
		{ ...S1, headers: { ...ACTION, 'x-acs-credentials-provider': 'static_ak' } },
		KEYS,
		MOMENT,
		'829f6e1eb59a6ea38b31c0a53eab1e60565e1d11a7eccc99c7927fd86311711d',
		'bd7d536b37514ba5ecf86dbb4cdd2a14bd5dcacf30ee0a45a7c4099b962a97fb',
	],
	[
		'S5, the token action',
		{ ...S1, host: 'dybaseapi.aliyuncs.com', headers: TOKEN_ACTION, query: QUEUE },
		KEYS,
		MOMENT,
		'1b6aba6663aa29574f8858475634d82296a9a4e1caccd70e058d349858390e4c',
		'fd34798c75a5838262ad47e4bbbe1390bee88e3ebd50be23f8e16b7f3afb3b65',
	],
] as const;

describe('the signature V3', () => {
	it.each(VECTORS)('is that of the vector %s', (_, request, keys, moment, hash, signature) => {
		const { authorization = '', ...headers } = sign(request, keys, moment);
		const { text, names } = canonicalRequest(request, { ...headers, host: request.host });
		expect(sha256(text)).toBe(hash);
		expect(authorization).toBe(
			`ACS3-HMAC-SHA256 Credential=${keys.id},SignedHeaders=${names},Signature=${signature}`,
		);
	});

	it('is made of the request as the document prints it', () => {
		const { authorization: _, ...headers } = sign(S1, KEYS, MOMENT);
		expect(canonicalRequest(S1, { ...headers, host: S1.host }).text).toBe(
			`POST
/
ChannelType=telegram&Content=%7B%22text%22%3A%22Hello%2C%20%E4%B8%96%E7%95%8C%21%20%28a%2Bb%29%2Ac~d%20%27x%27%20%26%20y%3D1%2F2%22%7D&CustSpaceId=cams-test0001&From=bot_001&MessageType=text&TaskId=task-1&To=123456789&Type=message
host:cams.ap-southeast-1.aliyuncs.com
x-acs-action:SendChatappMessage
x-acs-content-sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
x-acs-date:2025-01-02T03:04:05Z
x-acs-signature-nonce:0123456789abcdef0123456789abcdef
x-acs-version:2020-06-06

host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855`,
		);
	});

	it('leaves other headers alone and gives no host, which the transport writes', () => {
		const headers = sign({ ...S1, headers: { ...ACTION, Accept: 'application/json' } }, KEYS, MOMENT);
		expect(headers.authorization).toContain(
			'0179b059e64b8f319c5f58d342eacd15c41a05772b82708089addf1ffaed0c8e',
		);
		expect(headers.accept).toBe('application/json');
		expect(headers.host).toBeUndefined();
	});
});

describe('the encoder', () => {
	it.each([
		['a b', 'a%20b'],
		["!*'()", '%21%2A%27%28%29'],
		['-_.~', '-_.~'],
		['+&=/?#%', '%2B%26%3D%2F%3F%23%25'],
		['é世🙂', '%C3%A9%E4%B8%96%F0%9F%99%82'],
		['line\nbreak', 'line%0Abreak'],
	])('turns %j into %s', (text, encoded) => {
		expect(encode(text)).toBe(encoded);
		expect(decodeURIComponent(encoded)).toBe(text);
	});

	it('takes half of a surrogate pair, which has no bytes of its own', () => {
		expect(encode('a\ud83d')).toBe('a%EF%BF%BD');
	});

	it('sorts by the bytes of the name, and writes empty values with their sign', () => {
		expect(canonicalQuery({ b: '', a: '2', B: '1' })).toBe('B=1&a=2&b=');
		expect(canonicalQuery({})).toBe('');
	});

	it('leaves nothing that a URL would write otherwise', () => {
		const query = canonicalQuery(PARAMETERS);
		expect(new URL(`https://example.com/?${query}`).search).toBe(`?${query}`);
	});
});

it('dates have no parts of a second', () => {
	expect(toTimestamp(new Date('2025-01-02T03:04:05.678Z'))).toBe('2025-01-02T03:04:05Z');
});

describe('the older signature of the token action', () => {
	const parameters = { Action: 'QueryTokenForMnsQueue', Version: '2017-05-25', ...QUEUE };

	it.each([
		['GET', '16qyj3ghvrk9DxBknU7vGkeLCao='],
		['POST', 'vdWNXjSER/lxWYFXMCMnBztCB7k='],
	] as const)('of a %s is that of its vector', (method, signature) => {
		expect(signParameters(method, parameters, KEYS, MOMENT)).toMatchObject({
			...parameters,
			AccessKeyId: KEYS.id,
			Timestamp: '2025-01-02T03:04:05Z',
			Signature: signature,
		});
	});

	it('covers a security token', () => {
		const { SecurityToken, Signature } = signParameters(
			'GET',
			parameters,
			{ ...KEYS, securityToken: 'token' },
			MOMENT,
		);
		expect(SecurityToken).toBe('token');
		expect(Signature).not.toBe('16qyj3ghvrk9DxBknU7vGkeLCao=');
	});
});

describe('the signature of the queue', () => {
	const path = '/queues/Alicom-Queue-1000-ChatAppStatus/messages';

	it.each([
		['M1', 'GET', `${path}?waitseconds=10`, 'Tp+JqCXbz9i7dI6qddvgnbWbK2c='],
		['M2', 'DELETE', `${path}?ReceiptHandle=8-abcDEF123`, 'tB3bvRbCC5ldOvQkMtXQw24eLUQ='],
	] as const)('is that of the vector %s', (_, method, resource, signature) => {
		const request = { method, resource, body: '' };
		const authorization = `MNS ${KEYS.id}:${signature}`;
		expect(signQueueRequest(request, KEYS, MOMENT.date)).toMatchObject({
			authorization,
			date: 'Thu, 02 Jan 2025 03:04:05 GMT',
		});
		// the token is sent and not signed
		const temporary = signQueueRequest(request, { ...KEYS, securityToken: 'token' }, MOMENT.date);
		expect(temporary).toMatchObject({ authorization, 'security-token': 'token' });
	});

	it('sends base64 of the hexadecimal text as the digest of a body', () => {
		const headers = signQueueRequest({ method: 'DELETE', resource: path, body: '' }, KEYS, MOMENT.date);
		expect(headers['content-md5']).toBe('ZDQxZDhjZDk4ZjAwYjIwNGU5ODAwOTk4ZWNmODQyN2U=');
	});
});
