import { inspect } from 'node:util';

import { ANN, CHANNEL, KEYS, SECRET, SENDER, startChatApp } from '../chatApp/line';
import type { ChatAppEmulator } from '../emulators/chatApp';
import type { Reply } from '../emulators/server';
import { gatewayNode, run, to } from './gateway';
import { errorOf, hintsOf, itemsOf, sharedN8n, type CredentialRef } from './n8n';

const n8n = sharedN8n();
let cloud: ChatAppEmulator;
let credential: CredentialRef;

const TYPE = 'botGatewayChatAppApi';
const account = (changes: object = {}) => ({
	...KEYS,
	securityToken: '',
	channel: CHANNEL,
	sender: SENDER,
	endpoint: cloud.url,
	placement: 'query',
	...changes,
});

beforeAll(async () => {
	cloud = await startChatApp();
	credential = await n8n.createCredential('Chat App e2e', TYPE, account());
});
beforeEach(() => cloud.reset());
afterAll(async () => await cloud.stop());

const node = (parameters: object, extra: object = {}, account = credential) =>
	gatewayNode({ service: 'chatApp', ...parameters } as never, account, extra as never);

const send = (parameters: object = {}, extra: object = {}, account = credential) =>
	node(
		{ resource: 'message', operation: 'send', recipient: to(ANN), text: 'Hello', ...parameters },
		extra,
		account,
	);

const outputOf = async (name: string, gateway: ReturnType<typeof node>, items?: object[]) =>
	itemsOf(await run(name, gateway, items), 'Bot Gateway').map(({ json }) => json);

describe('the credential', () => {
	const test = async (changes: object) => await n8n.testCredential(credential, account(changes));

	it('is fine with the right keys, also when these may not ask whether the service is open', async () => {
		expect(await test({})).toMatchObject({ status: 'OK' });
		cloud.settings.forbidden = ['GetChatappOpenStatus'];
		expect(await test({})).toMatchObject({ status: 'OK' });
	});

	it.each([
		['a wrong secret', { accessKeySecret: 'wrong-word' }],
		['an unknown key', { accessKeyId: 'LTAIunknown' }],
		['a token that does not belong to it', { securityToken: 'STS.odd-token' }],
	])('is refused with %s, which the message does not repeat', async (_, changes) => {
		for (const status of [undefined, 200, 403]) {
			if (status) Object.assign(cloud.settings.gatewayStatus, { signature: status, key: status });
			const result = await test(changes);
			if (status && 'securityToken' in changes) continue; // its code is not one that is known
			expect(result).toMatchObject({ status: 'Error', message: expect.stringContaining('AccessKey') });
			for (const word of Object.values(changes)) expect(JSON.stringify(result)).not.toContain(word);
		}
	});

	it('is refused where no Chat App answers', async () => {
		cloud.failNext({ status: 200, body: { hello: 'world' } });
		expect(await test({})).toMatchObject({ status: 'Error', message: expect.stringContaining('Endpoint') });
		cloud.failNext({ status: 302, body: '', headers: { location: 'http://127.0.0.1:9/' } });
		expect(await test({})).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('leads elsewhere'),
		});
	});
});

it('sends a text to the letter, and gives the same receipt as every service', async () => {
	const text = `Hello, 世界! (a+b)*c~d 'x' & y=1/2 %41 "quoted"\nline`;
	const options = { clientId: 'task-1', replyTo: '61851c', extra: '{"RecipientType":"individual"}' };
	const [receipt] = await outputOf('send', send({ text, options }));
	expect(cloud.sent).toMatchObject([
		{
			to: ANN,
			from: SENDER,
			channel: CHANNEL,
			type: 'text',
			content: { text },
			taskId: 'task-1',
			replyTo: '61851c',
			others: { RecipientType: 'individual' },
		},
	]);
	expect(receipt).toEqual({
		service: 'chatApp',
		bot: { id: CHANNEL, name: null },
		recipient: { form: 'id', value: ANN, id: ANN },
		messageId: cloud.sent[0]?.messageId,
		messageIds: [cloud.sent[0]?.messageId],
		status: 'sent',
		reason: null,
		cost: null,
		time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
		degraded: [],
	});
});

it.each(['split', 'body'])('sends with the parameters in the body too (%s)', async (placement) => {
	const other = await n8n.createCredential(`Chat App ${placement}`, TYPE, account({ placement }));
	await outputOf('send', send({ text: 'a b*c & d=é' }, {}, other));
	expect(cloud.sent).toMatchObject([{ to: ANN, content: { text: 'a b*c & d=é' } }]);
	expect(Object.keys(cloud.log[0]?.query ?? {})).toEqual(placement === 'split' ? ['Content'] : []);
});

it('sends with temporary keys', async () => {
	const temporary = await startChatApp({ securityToken: 'STSTOKEN+/=dummy' });
	const data = account({ endpoint: temporary.url, securityToken: 'STSTOKEN+/=dummy' });
	await outputOf('send', send({}, {}, await n8n.createCredential('Chat App STS', TYPE, data)));
	expect(temporary.sent).toHaveLength(1);
	await temporary.stop();
});

it.each([
	['photo', 'image'],
	['video', 'video'],
	['audio', 'audio'],
	['document', 'document'],
	['animation', 'gif'],
	['sticker', 'sticker'],
])('sends the attachment %s by its address, as %s', async (attachment, type) => {
	const fileUrl = 'https://example.com/files/a%20b.pdf';
	await outputOf(attachment, send({ text: '', attachment, fileUrl }));
	expect(cloud.sent).toMatchObject([{ type, content: { link: fileUrl } }]);
});

it('sends a place', async () => {
	const place = { latitude: '52.52', longitude: '-13.4', placeName: 'Shop' };
	await outputOf('place', send({ text: '', attachment: 'location', ...place }));
	expect(cloud.sent).toMatchObject([
		{ type: 'location', content: { latitude: '52.52', longitude: '-13.4', name: 'Shop' } },
	]);
});

it('refuses buttons before sending, or appends links by choice and says so', async () => {
	const buttonsData = '[[{"text":"Open","url":"https://example.com"},{"text":"Yes","callback":"yes"}]]';
	const buttons = { buttonsFrom: 'data', buttonsData };
	const refused = await run('buttons', send(buttons));
	expect(errorOf(refused)?.message).toContain('has no buttons');
	expect(cloud.sent).toHaveLength(0);

	const degraded = await run('links', send({ ...buttons, options: { unsupportedButtons: 'degrade' } }));
	expect(cloud.sent).toMatchObject([
		{ content: { text: 'Hello\nOpen: https://example.com' }, hasButtons: false },
	]);
	expect(
		hintsOf(degraded, 'Bot Gateway')
			.map(({ message }) => message)
			.join(),
	).toMatch(/Open.*Yes/);
	expect(itemsOf(degraded, 'Bot Gateway')[0]?.json['degraded']).toHaveLength(2);
});

it.each([
	['an empty text', { text: '' }, 'Text is empty'],
	['a place without a latitude', { text: '', attachment: 'location', longitude: '1' }, 'Latitude is empty'],
	['a text beside a sticker', { attachment: 'sticker', fileUrl: 'https://example.com/1' }, 'Text cannot go'],
	['a file of the item', { text: '', attachment: 'photo', fileFrom: 'file' }, 'File From'],
	['extra fields that are no object', { options: { extra: '[1]' } }, 'Extra Fields'],
	['a recipient by username', { recipient: to('@ann', 'username') }, 'Recipient'],
])('%s is refused before sending', async (_, parameters, message) => {
	expect(errorOf(await run('bad input', send(parameters)))?.message).toContain(message);
	expect(cloud.log).toHaveLength(0);
});

it('lists channels, shows that of the credential, and tells whether the service is open', async () => {
	cloud.addChannel({ CustSpaceId: 'cams-other', ChannelType: 'TELEGRAM' });
	const bots = await outputOf('bots', node({ resource: 'bot', operation: 'getMany' }));
	expect(bots.map(({ id }) => id)).toEqual([CHANNEL, 'cams-other']);
	const [bot] = await outputOf('bot', node({ resource: 'bot', operation: 'get' }));
	expect(bot).toMatchObject({ id: CHANNEL, name: 'Shop' });
	cloud.settings.open = false;
	const [status] = await outputOf('status', node({ resource: 'account', operation: 'getStatus' }));
	expect(status).toEqual({ service: 'chatApp', open: false });
});

it('sets the status URL with its switches', async () => {
	const statusUrl = 'https://n8n.example.com/webhook/1';
	const set = { resource: 'webhook', operation: 'setStatusUrl' };
	const [output] = await outputOf(
		'webhook',
		node({ ...set, statusUrl, statusByHttp: 'on', statusByQueue: 'off' }),
	);
	expect(output).toEqual({ service: 'chatApp', url: statusUrl, http: true, queue: false, set: true });
	expect(cloud.webhooks).toEqual([
		{ CustSpaceId: CHANNEL, StatusCallbackUrl: statusUrl, HttpFlag: 'Y', QueueFlag: 'N' },
	]);
	expect(errorOf(await run('nothing', node(set)))?.message).toContain('Status URL is empty');
	expect(errorOf(await run('no address', node({ ...set, statusUrl: 'n8n' })))?.message).toContain(
		'no web address',
	);
});

it('says why it cannot do what the service does not have', async () => {
	const edit = { resource: 'message', operation: 'edit', recipient: to(ANN), messageId: '1' };
	expect(errorOf(await run('edit', node(edit)))?.message).toContain('Chat App cannot change a sent message');
});

/** Every code of the contract, the reason and the advice that a person reads. */
const CODES: Array<[code: string, reason: string, advice: string]> = [
	['Authentication.NoAuth', 'unauthorized', 'permission'],
	['Forbidden.RAM', 'unauthorized', 'permission'],
	['SignatureDoesNotMatch', 'unauthorized', 'AccessKey'],
	['IncompleteSignature', 'unauthorized', 'AccessKey'],
	['InvalidAccessKeyId.NotFound', 'unauthorized', 'AccessKey'],
	...['MessageTypeNotEmpty', 'MessageTypeNotSupport', 'ContentError', 'MessageInvalid'].map(
		(name): [string, string, string] => [`InvalidParameter.${name}`, 'invalidMessage', 'attachment'],
	),
	['InvalidParameter.ContentNotEmpty', 'invalidMessage', 'a text'],
	['InvalidParameter.TextNotEmpty', 'invalidMessage', 'a text'],
	['InvalidParameter.LinkNotEmpty', 'invalidMessage', 'address'],
	['InvalidParameter.ChannelTypeNotSupport', 'unsupported', 'Telegram channel'],
	['InvalidParameter.SendSmsNotSupport', 'unsupported', 'Telegram channel'],
	['InvalidParameter.FromOnlyNumeric', 'other', 'digits'],
	['InvalidParameter.ToOnlyNumeric', 'unknownRecipient', 'sender of a message'],
	['InvalidParameter.PhoneNumberError', 'unknownRecipient', 'sender of a message'],
	['PhoneNumberNotRegistered', 'other', 'Sender and Channel'],
	['SessionWindowExpired', 'windowClosed', '24 hours'],
	...[
		...['TemplateCodeNotEmpty', 'LanguageNotEmpty', 'LanguageNotSupport', 'TemplateTypeNotSupport'],
		...['AuditStatusNotSupport', 'FooterHaveVariable', 'HeaderMoreVarable', 'HeaderTypeNotSupport'],
		...['ButtonTextHaveVariable', 'UrlMoreVarable', 'TemplateNameExist'],
	].map((name): [string, string, string] => [`InvalidParameter.${name}`, 'invalidMessage', 'Templates']),
	...[
		...['DelError.TemplateNotExist', 'TemplateListError.QueryError', 'DetailError.TemplateNotExist'],
		...['TemplateNotFound', 'TemplateParamInvalid'],
	].map((code): [string, string, string] => [code, 'invalidMessage', 'Templates']),
	['InvalidParameter.CreateError', 'invalidMessage', 'fields'],
	['InvalidParameter.PageInvalid', 'invalidMessage', 'fields'],
	['Nobody.KnowsThis', 'other', 'console'],
];

it('turns each code of the service into the right reason and advice, and the other items go on', async () => {
	for (const [n, [code]] of CODES.entries()) cloud.refuse(`${1_000 + n}`, code);
	const people = [...CODES.map((_, n) => ({ id: `${1_000 + n}` })), { id: ANN }];
	const recipient = to('={{ $json.id }}');
	const items = await outputOf('codes', send({ recipient }, { onError: 'continueRegularOutput' }), people);
	const told = items.slice(0, CODES.length).map(({ error }) => error as Record<string, unknown>);
	expect(told.map(({ code, reason }) => [code, reason])).toEqual(
		CODES.map(([code, reason]) => [code, reason]),
	);
	for (const [n, [code, , advice]] of CODES.entries())
		expect([code, told[n]?.['advice']]).toEqual([code, expect.stringContaining(advice)]);
	expect(items[CODES.length]).toMatchObject({ status: 'sent' });
});

it('explains the 24-hour window, and gives a receipt to fall back by where that is wanted', async () => {
	cloud.settings.window = true;
	const error = errorOf(await run('window', send()));
	expect(error?.message).toBe('The time in which the bot may write to the person is over');
	expect(error?.description).toMatch(/24 hours.*SMS/);
	const [receipt] = await outputOf('window', send({ options: { refused: 'receipt' } }));
	expect(receipt).toMatchObject({ status: 'rejected', reason: 'windowClosed', messageId: null });
	cloud.wrote(ANN);
	expect(await outputOf('window', send())).toMatchObject([{ status: 'sent' }]);
});

it('waits when the service asks to slow down, and loses and doubles nothing', async () => {
	Object.assign(cloud.settings, { throttleEvery: 3, retryAfter: '1000' });
	const people = ['1', '2', '3', '4', '5'].map((id) => ({ id }));
	await outputOf('throttled', send({ recipient: to('={{ $json.id }}') }), people);
	expect(cloud.sent.map((sent) => sent.to).sort()).toEqual(['1', '2', '3', '4', '5']);
});

describe('secrets are nowhere', () => {
	const TOKEN = 'STSTOKEN.of+the/tests=dummy';
	const PRIVATE = 'private words of a message';
	const WAYS: Array<[what: string, account: object, reply: Reply | undefined]> = [
		['a refused signature that quotes the request', { accessKeySecret: `${SECRET}x` }, undefined],
		['a refusal', {}, { status: 400, body: { Code: 'X', Message: `x-acs-security-token:${TOKEN}` } }],
		['HTML that quotes the request', {}, { status: 502, body: `<html>${TOKEN} ${SECRET}</html>` }],
		['a redirect', {}, { status: 302, body: '', headers: { location: `http://127.0.0.1:9/?x=${SECRET}` } }],
		['half a JSON', {}, { status: 200, body: '{"Code":"O' }],
		['a socket broken before', {}, { drop: 'before' }],
		['a socket broken after', {}, { drop: 'after' }],
		['nobody listening', { endpoint: 'http://127.0.0.1:9' }, undefined],
	];

	it.each(WAYS)('after %s', async (what, changes, reply) => {
		const data = account({ securityToken: TOKEN, ...changes });
		const other = await n8n.createCredential(`Chat App, ${what}`, TYPE, data);
		const before = n8n.log().length;
		for (const onError of ['stopWorkflow', 'continueRegularOutput']) {
			if (reply) cloud.failNext(reply);
			const execution = await run(
				what,
				send({ text: 'Hello', options: { unknownOutcome: 'fail', clientId: PRIVATE } }, { onError }, other),
			);
			expect(JSON.stringify(execution)).toMatch(/"error"/);
			const seen = JSON.stringify(execution) + inspect(execution, { depth: Infinity, showHidden: true });
			const all = seen + n8n.log().slice(before);
			// an address that holds the parameters would hold them encoded
			for (const secret of [
				SECRET,
				TOKEN,
				encodeURIComponent(TOKEN),
				encodeURIComponent(PRIVATE),
				'ACS3-HMAC',
			])
				expect([secret, all.includes(secret)]).toEqual([secret, false]);
		}
	});
});
