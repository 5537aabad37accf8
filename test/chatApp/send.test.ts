import { inspect } from 'node:util';

import { deliver } from '../../client/deliver';
import { Rejected } from '../../client/model/error';
import type { ButtonRows } from '../../client/model/button';
import type { MediaKind, Message } from '../../client/model/message';
import { chatApp as gateway } from '../../client/chatApp/gateway';
import type { ChatAppEmulator } from '../emulators/chatApp';
import { ANN, CHANNEL, failureOf, KEYS, lineTo, message, NOW, SECRET, SENDER, startChatApp } from './line';

let cloud: ChatAppEmulator;

beforeAll(async () => {
	cloud = await startChatApp();
});
afterAll(async () => await cloud.stop());
beforeEach(() => cloud.reset());

const to = { recipient: { form: 'id', value: ANN } } as const;

const send = async (changes: Partial<Message> = {}, account = {}) =>
	await gateway.sendMessage!(lineTo(cloud.url, account), to, message(changes));

const media = (kind: MediaKind, url = 'https://example.com/files/a%20b.pdf?x=1'): Partial<Message> => ({
	text: '',
	media: { kind, source: { from: 'url', url } },
});

describe('a message', () => {
	it('is accepted, and no more than that is claimed', async () => {
		expect(await send()).toEqual({
			service: 'chatApp',
			bot: { id: CHANNEL, name: null },
			recipient: { form: 'id', value: ANN, id: ANN },
			messageId: '61851ccb2f1365b16aee0001',
			messageIds: ['61851ccb2f1365b16aee0001'],
			status: 'sent',
			reason: null,
			cost: null,
			time: NOW.toISOString(),
			degraded: [],
			raw: expect.objectContaining({ Code: 'OK' }) as unknown,
		});
	});

	it('goes as a POST with all parameters in the query and an empty body', async () => {
		await send();
		expect(cloud.log).toMatchObject([
			{
				method: 'POST',
				path: '/',
				query: {
					ChannelType: 'telegram',
					Type: 'message',
					MessageType: 'text',
					Content: '{"text":"Hello"}',
					From: SENDER,
					To: ANN,
					CustSpaceId: CHANNEL,
				},
				headers: { 'x-acs-action': 'SendChatappMessage', 'x-acs-version': '2020-06-06' },
			},
		]);
		expect(cloud.log[0]?.body).toHaveLength(0);
	});

	it('goes with most of them in the body where the credential says so', async () => {
		await send({ options: { clientId: 'task-1' } }, { placement: 'split' });
		expect(Object.keys(cloud.log[0]?.query ?? {})).toEqual(['Content']);
		expect(cloud.sent).toMatchObject([{ taskId: 'task-1', to: ANN, content: { text: 'Hello' } }]);
	});

	it.each([
		`Hello, 世界! (a+b)*c~d 'x' & y=1/2`,
		'Line one\nLine two\t"quoted" \\ back',
		'100 % — “ok” 🙂👨‍👩‍👧 %41+%2B',
		'<b>plain</b> *plain* _plain_',
		'a\ud83d lone half',
	])('keeps its text to the letter: %j', async (text) => {
		await send({ text });
		expect(cloud.sent[0]?.content).toEqual({ text });
	});

	it('carries the task id and the message that it answers', async () => {
		await send({ options: { clientId: 'task-1', replyTo: '61851c' } });
		expect(cloud.sent).toMatchObject([{ taskId: 'task-1', replyTo: '61851c', others: {} }]);
	});

	it('carries extra fields, which win over what is written here', async () => {
		const extra = { Content: { text: 'Mine', mode: 1 }, RecipientType: 'group', Ttl: 60, Tag: null };
		await send({ options: { extra } });
		expect(cloud.sent).toMatchObject([
			{ content: { text: 'Mine', mode: 1 }, others: { RecipientType: 'group', Ttl: '60', Tag: '' } },
		]);
	});

	it('goes without a channel where the credential has none, and never without a sender', async () => {
		expect(await send({}, { channel: ' ' })).toMatchObject({ bot: null });
		expect(cloud.sent).toMatchObject([{ channel: null }]);
		expect(await failureOf(send({}, { sender: '' }))).toMatchObject({
			field: 'Sender',
			detail: 'is empty in the credential',
		});
		await send({ options: { extra: { From: 'other' } } }, { sender: '' });
		expect(cloud.sent).toMatchObject([{ from: SENDER }, { from: 'other' }]);
	});

	it('of more than 4096 characters goes out whole, with a warning', async () => {
		const inBody = { placement: 'body' };
		const receipt = await send({ text: '🙂'.repeat(4_097) }, inBody);
		expect(receipt.degraded).toEqual([expect.stringContaining('4097 characters') as unknown]);
		expect((await send({ text: '🙂'.repeat(4_096) }, inBody)).degraded).toEqual([]);
		expect(cloud.log.map(({ query }) => query)).toEqual([{}, {}]);
		expect(cloud.sent[0]?.content).toEqual({ text: '🙂'.repeat(4_097) });
	});

	it('that is too long for an address is refused with advice', async () => {
		expect(await failureOf(send({ text: 'ю'.repeat(4_096) }))).toMatchObject({
			facts: {
				reason: 'invalidMessage',
				code: '431',
				advice: expect.stringContaining('In the Body') as string,
			},
		});
	});

	it('has the id that an answer holds in Data, or none', async () => {
		cloud.settings.messageIdIn = 'data';
		expect(await send()).toMatchObject({ messageId: cloud.sent[0]?.messageId });
		cloud.failNext({ status: 200, body: { Code: 'OK' } });
		expect(await send()).toMatchObject({ messageId: null, messageIds: [], status: 'sent' });
	});

	it('sends temporary keys with their token', async () => {
		const temporary = await startChatApp({ securityToken: 'STSTOKEN+/=dummy' });
		const line = lineTo(temporary.url, { securityToken: 'STSTOKEN+/=dummy' });
		await gateway.sendMessage!(line, to, message());
		expect(temporary.sent).toHaveLength(1);
		await temporary.stop();
	});
});

describe('an attachment', () => {
	it.each([
		['photo', 'image', {}],
		['video', 'video', {}],
		['animation', 'gif', {}],
		['audio', 'audio', {}],
		['sticker', 'sticker', {}],
		['document', 'document', { fileName: 'a b.pdf' }],
	] as const)('of the kind %s goes as %s by its link', async (kind, type, more) => {
		await send(media(kind));
		expect(cloud.sent).toMatchObject([{ type }]);
		expect(cloud.sent[0]?.content).toEqual({ link: 'https://example.com/files/a%20b.pdf?x=1', ...more });
	});

	it.each(['photo', 'video', 'animation'] as const)(
		'of the kind %s has the text as its caption',
		async (kind) => {
			await send({ ...media(kind), text: 'See this' });
			expect(cloud.sent[0]?.content).toMatchObject({ caption: 'See this' });
		},
	);

	it.each(['audio', 'sticker', 'document'] as const)('of the kind %s takes no text', async (kind) => {
		const failure = await failureOf(send({ ...media(kind), text: 'See this' }));
		expect(failure).toMatchObject({ field: 'Text', reason: 'unsupported' });
		expect(cloud.log).toEqual([]);
	});

	it.each([
		['https://example.com/%E0%A4%A.pdf', '%E0%A4%A.pdf'],
		['https://example.com/', 'file'],
		['https://example.com/dir/', 'file'],
	])('at %s is called %s', async (url, fileName) => {
		await send(media('document', url));
		expect(cloud.sent[0]?.content).toEqual({ link: url, fileName });
	});

	it('that is a place goes with its coordinates as texts', async () => {
		await send({
			text: '',
			location: { latitude: 52.52, longitude: -13.4, name: 'Shop', address: 'Main 1' },
		});
		await send({ text: '', location: { latitude: 0, longitude: 0 } });
		expect(cloud.sent).toMatchObject([
			{
				type: 'location',
				content: { latitude: '52.52', longitude: '-13.4', name: 'Shop', address: 'Main 1' },
			},
			{ type: 'location', content: { latitude: '0', longitude: '0' } },
		]);
		expect(await failureOf(send({ location: { latitude: 0, longitude: 0 } }))).toMatchObject({
			field: 'Text',
		});
	});

	it.each(['voice', 'videoNote'] as const)('of the kind %s is refused', async (kind) => {
		expect(await failureOf(send(media(kind)))).toMatchObject({ field: 'Attachment', reason: 'unsupported' });
	});
});

describe('buttons, on the way of every node', () => {
	const rows: ButtonRows = [
		[
			{ kind: 'url', text: 'Open', url: 'https://example.com/1' },
			{ kind: 'callback', text: 'Yes', data: 'y' },
		],
		[{ kind: 'requestContact', text: 'Phone' }],
	];
	const delivered = async (leeway: 'refuse' | 'degrade', changes: Partial<Message> = {}) =>
		await deliver(
			gateway,
			lineTo(cloud.url),
			to,
			message({ buttons: rows, ...changes, leeway: { ...message().leeway, unsupportedButtons: leeway } }),
			{ unknown: 'receipt', refused: 'fail' },
		);

	it('are refused, and nothing is sent', async () => {
		expect(await failureOf(delivered('refuse'))).toMatchObject({
			field: 'Buttons, row 1, button 1',
			detail: expect.stringContaining('has no buttons') as string,
			reason: 'unsupported',
		});
		expect(cloud.log).toEqual([]);
	});

	it('become lines of the text by choice, the others are left out, and each is named', async () => {
		const { degraded } = await delivered('degrade');
		expect(cloud.sent).toMatchObject([
			{ type: 'text', content: { text: 'Hello\nOpen: https://example.com/1' }, hasButtons: false },
		]);
		expect(degraded).toHaveLength(3);
		expect(degraded.join()).toMatch(/“Open”.*line of the text.*“Yes”.*left out.*“Phone”.*left out/);
	});

	it('become lines of a caption', async () => {
		await delivered('degrade', { ...media('photo'), text: 'See' });
		expect(cloud.sent).toMatchObject([{ content: { caption: 'See\nOpen: https://example.com/1' } }]);
	});
});

describe('what breaks off', () => {
	it('leaves the outcome unknown, and is not sent again', async () => {
		cloud.failNext({ drop: 'after' });
		expect(await failureOf(send())).toMatchObject({ facts: { outcome: 'unknown' } });
		expect(cloud.sent).toHaveLength(1);
	});

	it.each([
		[{ status: 502, body: '<html>Bad Gateway</html>' }],
		[{ status: 200, body: '<html>Welcome</html>' }],
		[{ status: 200, body: '{"Code":"O' }],
		[{ status: 200, body: [] }],
		[{ status: 503, body: { Code: 'ServiceUnavailable', Message: 'Try later' } }],
		[{ status: 500, body: { Code: 'OK' } }],
	])('or cannot be read (%j) too', async (reply) => {
		cloud.failNext(reply);
		expect(await failureOf(send())).toMatchObject({
			facts: { outcome: 'unknown', code: `HTTP ${reply.status}` },
		});
	});
});

it('leaves no trace of keys, token and signature in an error, however much the service quotes', async () => {
	const account = { securityToken: 'STSTOKEN+/=dummy' };
	const text = 'a very private text';
	const failure = await failureOf(send({ text }, { ...account, accessKeySecret: `${SECRET}x` }));
	expect(failure).toBeInstanceOf(Rejected);
	expect(failure).toMatchObject({
		facts: {
			code: 'SignatureDoesNotMatch',
			description: 'Specified signature does not match our calculation',
		},
	});
	const seen = inspect(failure, { depth: Infinity, showHidden: true }) + JSON.stringify(failure);
	for (const secret of [SECRET, account.securityToken, encodeURIComponent(text), KEYS.accessKeyId, 'ACS3'])
		expect([secret, seen.includes(secret)]).toEqual([secret, false]);
});
