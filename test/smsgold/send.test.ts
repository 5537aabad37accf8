import { inspect } from 'node:util';

import { deliver } from '../../client/deliver';
import { InvalidInput, Rejected, Unreachable } from '../../client/model/error';
import type { Message } from '../../client/model/message';
import type { Recipient } from '../../client/model/recipient';
import { smsgold as gateway } from '../../client/smsgold/gateway';
import { SmsgoldEmulator } from '../emulators/smsgold';
import { ACCOUNT, adaptable, ANN, failureOf, lineTo, message, NOW, PASSWORD } from './line';

let smsgold: SmsgoldEmulator;

beforeAll(async () => {
	smsgold = await new SmsgoldEmulator(ACCOUNT).start();
	smsgold.addBot({ id: 'b1', name: 'Shop' });
	smsgold.addSubscriber('b1', { id: ANN, name: 'Ann', phone: '79990000001' });
});

afterAll(async () => await smsgold.stop());
beforeEach(() => smsgold.reset());

const toAnn: Recipient = { form: 'id', value: ANN };

const send = async (sent: Message = message(), recipient: Recipient = toAnn, bot?: string) =>
	await deliver(gateway, lineTo(smsgold.url), { recipient, bot }, sent, { unknown: 'fail', refused: 'fail' });

const bodies = () => smsgold.log.map(({ body }) => JSON.parse(body.toString()) as unknown);

describe('a message', () => {
	it('to a subscriber is accepted, and no more than that is claimed', async () => {
		expect(await send()).toEqual({
			service: 'smsgold',
			bot: null,
			recipient: { form: 'id', value: ANN, id: ANN },
			messageId: 'm1',
			messageIds: ['m1'],
			status: 'sent',
			reason: null,
			cost: null,
			time: NOW.toISOString(),
			degraded: [],
			raw: { data: { messageId: 'm1' } },
		});
		expect(smsgold.log).toMatchObject([{ method: 'POST', path: '/v1/telegram/bot/sendMessage/', query: {} }]);
		expect(bodies()).toEqual([{ subscriberId: ANN, text: 'Hello', auth: ACCOUNT }]);
	});

	it('to a subscriber never carries the bot, but its receipt names it', async () => {
		expect(await send(message(), toAnn, 'b1')).toMatchObject({ bot: { id: 'b1', name: null } });
		expect(bodies()).toEqual([{ subscriberId: ANN, text: 'Hello', auth: ACCOUNT }]);
	});

	it('to a phone carries bot and number and nothing else', async () => {
		const receipt = await send(message(), { form: 'phone', value: '+7 (999) 000-00-01' }, 'b1');
		expect(receipt).toMatchObject({
			bot: { id: 'b1', name: null },
			recipient: { form: 'phone', value: '79990000001', id: null },
		});
		expect(bodies()).toEqual([{ botId: 'b1', number: '79990000001', text: 'Hello', auth: ACCOUNT }]);
	});

	it('carries its buttons in order', async () => {
		await send(
			message({
				buttons: [
					[{ kind: 'url', text: 'One', url: 'https://example.org/1' }],
					[{ kind: 'url', text: 'Two', url: 'https://example.org/2' }],
				],
			}),
		);
		expect(smsgold.sent).toMatchObject([
			{
				buttons: [
					{ text: 'One', url: 'https://example.org/1' },
					{ text: 'Two', url: 'https://example.org/2' },
				],
			},
		]);
	});

	it('keeps its text to the letter', async () => {
		const text = ' <b>&amp; *_~`\n\tпривет 👋🏽 "\\" ';
		await send(message({ text }));
		expect(smsgold.sent).toMatchObject([{ text }]);
	});

	it.each([
		['empty', null, ''],
		['text', null, 'OK'],
		['id', 'm1', { id: 'm1' }],
		['success', null, { success: true, error: null }],
		['data.messageId', 'm1', { data: { messageId: 'm1' } }],
	] as const)('is accepted with an answer in the style “%s”', async (style, messageId, raw) => {
		smsgold.settings.success = style;
		expect(await send()).toMatchObject({
			status: 'sent',
			messageId,
			messageIds: messageId === null ? [] : [messageId],
			raw,
		});
	});

	it('to a number that never subscribed may be lost without anybody knowing', async () => {
		smsgold.settings.notSubscribed = 'silent';
		expect(await send(message(), { form: 'phone', value: '79990000009' }, 'b1')).toMatchObject({
			status: 'sent',
		});
		expect(smsgold.sent).toMatchObject([{ arrives: false }]);
	});

	it('over Telegram’s limit goes out whole, with a warning', async () => {
		expect(await send(message({ text: '👋'.repeat(4_096) }))).toMatchObject({ degraded: [] });
		const text = '👋'.repeat(4_097);
		expect(await send(message({ text }))).toMatchObject({
			degraded: [expect.stringContaining('4097 characters') as string],
		});
		expect(smsgold.sent[1]).toMatchObject({ text });
	});

	it('with buttons of other kinds goes out adapted when that is allowed, and says how', async () => {
		const receipt = await send(
			adaptable({
				buttons: [
					[
						{ kind: 'callback', text: 'Yes', data: 'yes' },
						{ kind: 'webApp', text: 'Shop', url: 'https://example.org/shop' },
					],
				],
				options: { keyboard: { oneTime: true } },
			}),
		);
		expect(receipt.degraded).toEqual([
			'Buttons, row 1, button 1 (“Yes”) was left out: SMSGOLD has no callback buttons',
			'Buttons, row 1, button 2 (“Shop”) went as a link button: SMSGOLD has no web app buttons',
			'The keyboard options were left out: SMSGOLD has no keyboards',
		]);
		expect(smsgold.sent).toMatchObject([{ buttons: [{ text: 'Shop', url: 'https://example.org/shop' }] }]);
	});

	it('whose buttons were all left out goes without the field', async () => {
		await send(adaptable({ buttons: [[{ kind: 'callback', text: 'Yes', data: 'yes' }]] }));
		expect(bodies()).toEqual([{ subscriberId: ANN, text: 'Hello', auth: ACCOUNT }]);
	});

	it('with options that are switched off goes out', async () => {
		const options = { silent: false, protect: false, topicId: '', replyTo: '', keyboard: { resize: false } };
		expect(await send(message({ options }))).toMatchObject({ status: 'sent', degraded: [] });
	});
});

describe('refused before anything is sent', () => {
	const photo = { kind: 'photo', source: { from: 'url', url: 'https://example.org/a.png' } } as const;

	it.each<[string, Partial<Message>, string, string]>([
		['an empty text', { text: '' }, 'Text', 'invalidMessage'],
		['a text of blanks', { text: ' \n' }, 'Text', 'invalidMessage'],
		['HTML', { format: 'html' }, 'Format', 'unsupported'],
		['Markdown', { format: 'markdownV2' }, 'Format', 'unsupported'],
		['old Markdown', { format: 'markdown' }, 'Format', 'unsupported'],
		['a medium', { media: photo }, 'Attachment', 'unsupported'],
		['a silent message', { options: { silent: true } }, 'Silent', 'unsupported'],
		['a protected message', { options: { protect: true } }, 'Protect Content', 'unsupported'],
		['a topic', { options: { topicId: '7' } }, 'Topic ID', 'unsupported'],
		['a reply', { options: { replyTo: '7' } }, 'Reply To', 'unsupported'],
		['a link preview', { options: { linkPreview: 'off' } }, 'Link Preview', 'unsupported'],
		['keyboard options', { options: { keyboard: { placeholder: 'Write' } } }, 'Keyboard', 'unsupported'],
		[
			'a callback button',
			{ buttons: [[{ kind: 'callback', text: 'Yes', data: 'yes' }]] },
			'Buttons, row 1, button 1',
			'unsupported',
		],
	])('is %s', async (_, changes, field, reason) => {
		const error = await failureOf(send(message(changes)));
		expect(error).toBeInstanceOf(InvalidInput);
		expect(error).toMatchObject({ field, reason });
		expect(smsgold.log).toEqual([]);
	});

	it.each<[string, Recipient, string | undefined, string]>([
		['an empty subscriber', { form: 'id', value: '' }, undefined, 'Recipient'],
		['a phone number with letters', { form: 'phone', value: '7999abc' }, 'b1', 'Recipient'],
		['a phone number without a bot', { form: 'phone', value: '79990000001' }, undefined, 'Bot'],
		['a username', { form: 'username', value: 'ann' }, 'b1', 'Recipient'],
		['a user id of Telegram', { form: 'uid', value: '1' }, 'b1', 'Recipient'],
	])('is %s', async (_, recipient, bot, field) => {
		expect(await failureOf(send(message(), recipient, bot))).toMatchObject({ name: 'InvalidInput', field });
		expect(smsgold.log).toEqual([]);
	});
});

describe('a refusal', () => {
	it.each([
		[400, { error: 'Not subscribed' }, 'other', 'Not subscribed'],
		[401, { message: 'Who are you' }, 'unauthorized', 'Who are you'],
		[403, 'Forbidden here', 'unauthorized', 'HTTP 403: Forbidden here'],
		[404, '<html></html>', 'other', 'HTTP 404'],
		[413, '', 'invalidMessage', 'HTTP 413'],
		[422, { errors: [{ message: 'Bad text' }] }, 'other', 'Bad text'],
		[429, { description: 'Slower' }, 'rateLimited', 'Slower'],
		[200, { success: false, message: 'No' }, 'other', 'No'],
		[200, { status: 'error', error: { message: 'No' } }, 'other', 'No'],
		[302, '', 'other', 'HTTP 302: the service leads elsewhere'],
	])(
		'with HTTP %i and %j keeps the words and the raw answer of the service',
		async (status, body, reason, description) => {
			smsgold.refuse(ANN, { status, body });
			const error = await failureOf(send());
			expect(error).toBeInstanceOf(Rejected);
			expect(error).toMatchObject({ facts: { reason, description, code: String(status), raw: body } });
			expect((error as Rejected).facts.advice).not.toBe('');
			expect(smsgold.log).toHaveLength(1);
		},
	);
});

describe('an unknown outcome', () => {
	it.each([
		['a broken server', { status: 502, body: '<html>Bad Gateway</html>' }, 'HTTP 502'],
		['a broken server that speaks JSON', { status: 500, body: { error: 'crashed' } }, 'HTTP 500'],
		['a connection that broke off before', { drop: 'before' as const }, 'ECONNRESET'],
		['a connection that broke off after', { drop: 'after' as const }, 'ECONNRESET'],
	])('is told after %s, and nothing is sent twice', async (_, reply, code) => {
		smsgold.failNext(reply);
		const error = await failureOf(send());
		expect(error).toBeInstanceOf(Unreachable);
		expect(error).toMatchObject({ facts: { outcome: 'unknown', code } });
		expect(smsgold.log).toHaveLength(1);
	});

	it('is told after a timeout', async () => {
		smsgold.failNext({ hang: true });
		const line = lineTo(smsgold.url);
		const hasty = {
			...line,
			send: async (request: Parameters<typeof line.send>[0]) => await line.send({ ...request, timeout: 100 }),
		};
		const error = await failureOf(gateway.sendMessage!(hasty, { recipient: toAnn }, message()));
		expect(error).toMatchObject({ facts: { outcome: 'unknown', code: 'TIMEOUT' } });
	});

	it('is not claimed when the service could not be reached at all', async () => {
		const line = lineTo('http://127.0.0.1:1');
		const error = await failureOf(gateway.sendMessage!(line, { recipient: toAnn }, message()));
		expect(error).toBeInstanceOf(Unreachable);
		expect(error).toMatchObject({ facts: { outcome: 'notSent', code: 'ECONNREFUSED' } });
	});
});

describe('the password', () => {
	const query = new URLSearchParams(ACCOUNT).toString();

	it.each([
		[
			'a refusal that repeats the request',
			{ status: 400, body: { error: 'bad request', request: { auth: ACCOUNT } } },
		],
		['a refusal that repeats the query', { status: 400, body: { error: `GET /?${query} is bad` } }],
		['a refusal in plain text', { status: 400, body: `bad request: /?${query}` }],
		['a refusal with broken JSON', { status: 400, body: `{"auth":${JSON.stringify(ACCOUNT)}` }],
		['a proxy’s error page', { status: 502, body: `<html><a href="/?${query}">again</a></html>` }],
		['a broken server', { status: 500, body: { message: `at /?${query}` } }],
		['a redirect', { status: 301, body: '', headers: { location: `https://example.org/?${query}` } }],
		['a connection that broke off', { drop: 'after' as const }],
	])('is in no error after %s', async (_, reply) => {
		for (const call of [send, async () => await gateway.listBots!(lineTo(smsgold.url))]) {
			smsgold.failNext(reply);
			const error = await failureOf(call());
			expect(error).toBeInstanceOf(Error);
			const seen = inspect(error, { depth: null, showHidden: true });
			expect(seen).not.toContain(PASSWORD);
			expect(seen).not.toContain(encodeURIComponent(PASSWORD));
		}
	});

	it('is not in the receipt of a service that repeats the request', async () => {
		smsgold.failNext({ status: 200, body: { id: 'm1', request: { text: 'Hello', auth: ACCOUNT } } });
		const receipt = await send();
		expect(receipt).toMatchObject({ messageId: 'm1', raw: { request: { text: 'Hello', auth: '***' } } });
		expect(inspect(receipt, { depth: null })).not.toContain(PASSWORD);
	});
});
