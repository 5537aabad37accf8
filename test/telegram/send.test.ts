import { InvalidInput, PartlySent, Rejected, Unreachable } from '../../client/model/error';
import type { MediaKind, MediaSource, TextFormat } from '../../client/model/message';
import type { Receipt } from '../../client/model/receipt';
import type { Recipient } from '../../client/model/recipient';
import { telegram as gateway } from '../../client/telegram/gateway';
import type { CallRefusalName, ChatRefusalName, EmulatedBot, TelegramEmulator } from '../emulators/telegram';
import {
	ANN,
	answering,
	atRest,
	BOB,
	CHANNEL,
	failureOf,
	FORUM,
	GROUP,
	id,
	insideOf,
	lineTo,
	ME,
	message,
	named,
	NOW,
	OTHER_BOT,
	startTelegram,
	THEN,
	TOKEN,
} from './line';

let telegram: TelegramEmulator;
let bot: EmulatedBot;

beforeAll(async () => ({ telegram, bot } = await startTelegram()));
afterAll(async () => await telegram.stop());
beforeEach(() => atRest(telegram));

const send = async (
	changes: Parameters<typeof message>[0] = {},
	recipient: Recipient = id(ANN),
): Promise<Receipt> => {
	if (!gateway.sendMessage) throw new Error('The gateway does not send');
	return await gateway.sendMessage(lineTo(telegram.url), { recipient }, message(changes));
};

/** The ids of all messages that Telegram took. */
const sentIds = (): string[] => bot.sent.map(({ messageId }) => String(messageId));

/** What was asked, as JSON; forms are left out. */
const bodies = (): unknown[] => telegram.log.map(({ body }) => JSON.parse(body.toString()) as unknown);

const split = { longText: 'split' } as const;
const plain = { brokenFormat: 'plain' } as const;
/** Three parts. */
const LONG = Array.from({ length: 1_200 }, (_, index) => `word${index}`).join(' ');

describe('a receipt', () => {
	it('of a text says what Telegram said, and claims no more than “sent”', async () => {
		const receipt = await send();
		expect(receipt).toEqual({
			service: 'telegram',
			bot: { id: String(ME.id), name: ME.firstName },
			recipient: { form: 'id', value: String(ANN), id: String(ANN) },
			messageId: sentIds()[0],
			messageIds: sentIds(),
			status: 'sent',
			reason: null,
			cost: null,
			time: THEN.toISOString(),
			degraded: [],
			raw: bot.sent[0]?.message,
		});
		expect(telegram.calls).toEqual(['sendMessage']);
		expect(bodies()).toEqual([{ chat_id: String(ANN), text: 'Hello' }]);
	});

	it('of a post in a channel names the chat by id, and no bot, for the channel is the writer', async () => {
		const receipt = await send({}, named('sHOP_nEWS'));
		expect(receipt).toMatchObject({
			bot: null,
			recipient: { form: 'username', value: 'sHOP_nEWS', id: String(CHANNEL) },
			messageId: sentIds()[0],
		});
		expect(receipt.raw).toMatchObject({ sender_chat: { id: CHANNEL } });
	});

	it('of a message in a group keeps the minus of its id', async () => {
		expect((await send({}, id(GROUP))).recipient.id).toBe('-4200');
		expect((await send({}, id(FORUM))).recipient.id).toBe('-1001234567890');
	});

	it('of a split text lists all parts in order', async () => {
		const receipt = await send({ text: LONG, leeway: split });
		expect(receipt).toMatchObject({
			messageId: sentIds()[2],
			messageIds: sentIds(),
			degraded: ['The text was sent as 3 messages'],
			raw: bot.sent.map(({ message: sent }) => sent),
		});
		expect(
			bot.sent
				.map(({ text }) => text)
				.join(' ')
				.split(/\s+/),
		).toEqual(LONG.split(' '));
	});

	it('has the time of our clock when Telegram gives none', async () => {
		const line = answering({ ok: true, result: { message_id: 5 } });
		expect(await gateway.sendMessage?.(line, { recipient: id(ANN) }, message())).toMatchObject({
			messageId: '5',
			time: NOW.toISOString(),
			bot: null,
			recipient: { id: null },
		});
	});

	it.each([
		['a person', { id: 5, is_bot: false, first_name: 'Ann' }, null],
		['a bot without a name', { id: 5, is_bot: true, first_name: '' }, { id: '5', name: null }],
		[
			'a bot with a username only',
			{ id: 5, is_bot: true, first_name: '', username: 'b_bot' },
			{ id: '5', name: 'b_bot' },
		],
	])('names the writer when it is %s', async (_name, from, named_) => {
		const line = answering({ ok: true, result: { message_id: 5, date: 0, chat: { id: 1 }, from } });
		const receipt = await gateway.sendMessage?.(line, { recipient: id(ANN) }, message());
		expect(receipt?.bot).toEqual(named_);
	});
});

test('a message is a write that counts against the pace of its chat', async () => {
	const line = answering({ ok: true, result: { message_id: 5 } });
	await gateway.sendMessage?.(line, { recipient: id(GROUP) }, message());
	expect(line.asked).toMatchObject([
		{
			effect: 'write',
			pace: [
				{ key: 'bot', limit: 30, per: 1_000 },
				{ key: `group ${GROUP}`, limit: 20, per: 60_000 },
			],
		},
	]);
});

describe('a text', () => {
	it.each<[TextFormat, string, string, string[]]>([
		['plain', '<b>Hi</b> *you*', '<b>Hi</b> *you*', []],
		['html', '<b>Hi</b> &lt;you&gt;', 'Hi <you>', ['bold']],
		['markdownV2', '*Hi* _you_\\!', 'Hi you!', ['bold', 'italic']],
		['markdown', '*Hi* [you](https://example.com/)', 'Hi you', ['bold', 'text_link']],
	])('in the format %s arrives formatted', async (format, text, seen, entities) => {
		await send({ format, text });
		expect(bot.sent).toMatchObject([{ text: seen }]);
		expect((bot.sent[0]?.entities ?? []).map(({ type }) => type)).toEqual(entities);
	});

	it('of 4096 emoji arrives whole', async () => {
		await send({ text: '😀'.repeat(4096) });
		expect([...(bot.sent[0]?.text ?? '')]).toHaveLength(4096);
	});

	it('that is too long or empty is refused before anything is sent', async () => {
		expect(await failureOf(send({ text: 'a'.repeat(4097) }))).toBeInstanceOf(InvalidInput);
		expect(await failureOf(send({ text: ' ' }))).toBeInstanceOf(InvalidInput);
		expect(telegram.log).toEqual([]);
	});
});

describe('a medium', () => {
	const KINDS: Array<
		[MediaKind, 'photo' | 'document' | 'video' | 'audio' | 'voice' | 'animation' | 'video_note' | 'sticker']
	> = [
		['photo', 'photo'],
		['document', 'document'],
		['video', 'video'],
		['audio', 'audio'],
		['voice', 'voice'],
		['animation', 'animation'],
		['videoNote', 'video_note'],
		['sticker', 'sticker'],
	];
	const textless = (kind: MediaKind): boolean => kind === 'videoNote' || kind === 'sticker';
	const caption = (kind: MediaKind): string => (textless(kind) ? '' : 'A <caption>');

	const upload: MediaSource = {
		from: 'file',
		file: {
			data: Buffer.from([0, 255, 13, 10, 45, 45]),
			name: 'счёт №1.bin',
			mimeType: 'application/x-thing',
		},
	};

	it.each(KINDS)(
		'of the kind %s is uploaded byte by byte, with all that goes with it',
		async (kind, theirs) => {
			await send({
				text: caption(kind),
				media: { kind, source: upload },
				buttons: [[{ kind: 'callback', text: 'Да', data: 'ж' }]],
				options: { silent: true, protect: true },
			});
			expect(bot.sent).toMatchObject([
				{
					chatId: ANN,
					media: { kind: theirs, name: 'счёт №1.bin', type: 'application/x-thing' },
					replyMarkup: { inline_keyboard: [[{ text: 'Да', callback_data: 'ж' }]] },
					flags: { disable_notification: 'true', protect_content: 'true' },
				},
			]);
			expect(bot.sent[0]?.media?.bytes).toEqual(Buffer.from([0, 255, 13, 10, 45, 45]));
			expect(bot.sent[0]?.caption ?? '').toBe(caption(kind));
		},
	);

	it.each(KINDS)('of the kind %s is sent again by its id', async (kind, theirs) => {
		const stored = bot.addFile(theirs, { name: 'a', type: 'x/y', bytes: Buffer.from('content') });
		await send({ text: caption(kind), media: { kind, source: { from: 'fileId', fileId: stored.fileId } } });
		expect(bot.sent).toMatchObject([{ media: { fileId: stored.fileId } }]);
	});

	it.each(KINDS.filter(([kind]) => kind !== 'videoNote'))(
		'of the kind %s is fetched from the web by Telegram',
		async (kind, theirs) => {
			const source = { from: 'url', url: 'https://example.com/a.bin' } as const;
			await send({ text: caption(kind), media: { kind, source } });
			expect(bot.sent).toMatchObject([{ media: { kind: theirs, url: 'https://example.com/a.bin' } }]);
		},
	);

	it('with a text that is too long begins as a caption and goes on as messages', async () => {
		const receipt = await send({ text: LONG, media: { kind: 'photo', source: upload }, leeway: split });
		expect(telegram.calls).toEqual(['sendPhoto', ...receipt.messageIds.slice(1).map(() => 'sendMessage')]);
		expect(bot.sent[0]?.caption).toBeDefined();
		expect(
			bot.sent
				.map(({ text, caption: first }) => first ?? text)
				.join(' ')
				.split(/\s+/),
		).toEqual(LONG.split(' '));
	});

	it('in a format that cannot be read goes out with a plain caption if the user wants it so', async () => {
		const receipt = await send({
			text: 'a <b>caption',
			format: 'html',
			media: { kind: 'document', source: upload },
			leeway: plain,
		});
		expect(bot.sent).toMatchObject([{ media: { kind: 'document' } }]);
		expect(bot.sent[0]?.captionEntities).toBeUndefined();
		expect(receipt.degraded).toHaveLength(1);
	});

	it.each([
		['Wrong type of the web page content', 'https://example.com/page.html'],
		['Failed to get HTTP URL content', 'https://nowhere.example/a.jpg'],
	])('that Telegram cannot fetch is refused: %s', async (text, url) => {
		telegram.settings.brokenUrls.set(url, text);
		const failure = await failureOf(send({ media: { kind: 'photo', source: { from: 'url', url } } }));
		expect(failure).toMatchObject({ facts: { kind: 'media', reason: 'invalidMessage' } });
	});

	it('over the limit of the server is refused', async () => {
		telegram.settings.maxUploadBytes = 3;
		const failure = await failureOf(send({ media: { kind: 'document', source: upload } }));
		expect(failure).toMatchObject({ facts: { kind: 'media', code: '413' } });
	});
});

describe('options', () => {
	it('reach Telegram', async () => {
		const first = await send({}, id(FORUM));
		await send(
			{
				options: {
					silent: true,
					protect: true,
					topicId: '7',
					replyTo: first.messageId ?? '',
					linkPreview: 'large',
				},
			},
			id(FORUM),
		);
		expect(bot.sent[1]).toMatchObject({
			flags: { disable_notification: 'true', protect_content: 'true', message_thread_id: '7' },
			message: {
				message_thread_id: 7,
				has_protected_content: true,
				reply_to_message: { message_id: Number(first.messageId) },
				link_preview_options: { prefer_large_media: true },
			},
		});
	});

	it('name the General topic as Telegram wants it: by not naming it', async () => {
		await send({ options: { topicId: '1' } }, id(FORUM));
		expect(bodies()).toEqual([{ chat_id: String(FORUM), text: 'Hello' }]);
	});

	it.each([
		['topicId', '99', 'config'],
		['replyTo', '99', 'target_gone'],
	])('that point to nothing are refused by Telegram: %s', async (name, value, kind) => {
		expect(await failureOf(send({ options: { [name]: value } }, id(FORUM)))).toMatchObject({
			facts: { kind, reason: 'invalidMessage' },
		});
	});

	it.each(['requestContact', 'requestLocation'] as const)(
		'and buttons that only go in private chats are refused elsewhere: %s',
		async (kind) => {
			const failure = await failureOf(send({ buttons: [[{ kind, text: 'x' }]] }, id(GROUP)));
			expect(failure).toMatchObject({ facts: { kind: 'markup', reason: 'invalidMessage' } });
		},
	);
});

describe('a group that became a supergroup', () => {
	const NEW_ID = -1_005_000_000_001;
	const moved = `The group ${GROUP} became the supergroup ${NEW_ID}: use the new id from now on`;

	it('gets the message once, under its new id, and the receipt says so', async () => {
		bot.migrate(GROUP, NEW_ID);
		expect(await send({}, id(GROUP))).toMatchObject({
			recipient: { form: 'id', value: String(GROUP), id: String(NEW_ID) },
			messageIds: sentIds(),
			degraded: [moved],
		});
		expect(bodies()).toMatchObject([{ chat_id: String(GROUP) }, { chat_id: String(NEW_ID) }]);
		expect(bot.sent).toHaveLength(1);
	});

	it('gets all parts of a split text under its new id', async () => {
		bot.migrate(GROUP, NEW_ID);
		const receipt = await send({ text: LONG, leeway: split }, id(GROUP));
		expect(receipt.degraded).toEqual(['The text was sent as 3 messages', moved]);
		expect(bot.sent.map(({ chatId }) => chatId)).toEqual([NEW_ID, NEW_ID, NEW_ID]);
		expect(telegram.calls).toHaveLength(4);
	});

	it('gets a text whose markup cannot be read, too', async () => {
		bot.migrate(GROUP, NEW_ID);
		const receipt = await send({ text: 'a <b>c', format: 'html', leeway: plain }, id(GROUP));
		expect(receipt.degraded).toHaveLength(2);
		expect(receipt.degraded).toContain(moved);
		expect(bot.sent).toHaveLength(1);
	});

	it('is followed once, not in a circle', async () => {
		const answer = {
			status: 400,
			body: JSON.stringify({
				ok: false,
				error_code: 400,
				description: 'Bad Request: group chat was upgraded to a supergroup chat',
				parameters: { migrate_to_chat_id: NEW_ID },
			}),
		};
		const line = answering(answer);
		const failure = await failureOf(
			gateway.sendMessage?.(line, { recipient: id(GROUP) }, message()) ?? Promise.resolve(),
		);
		expect(failure).toMatchObject({ facts: { kind: 'migrated', reason: 'unknownRecipient' } });
		expect(line.asked).toHaveLength(2);
	});
});

describe('markup that cannot be read', () => {
	const note = 'The markup could not be read, so the text was sent as plain text';

	it.each<[TextFormat, string]>([
		['html', 'a <b>c'],
		['html', 'a < b'],
		['html', '<unknown>a</unknown>'],
		['markdownV2', 'Hello.'],
		['markdownV2', 'a *b'],
		['markdown', 'a_b'],
	])('is refused in the format %s: %s', async (format, text) => {
		expect(await failureOf(send({ format, text }))).toMatchObject({
			facts: { kind: 'content', reason: 'invalidMessage' },
		});
		expect(telegram.calls).toHaveLength(1);
	});

	it.each<[TextFormat, string]>([
		['html', 'a <b>c'],
		['html', '<unknown>a</unknown>'],
		['markdownV2', 'Hello.'],
		['markdownV2', 'a *b'],
		['markdown', 'a_b'],
	])('is left away if the user wants it so in the format %s: %s', async (format, text) => {
		const receipt = await send({ format, text, leeway: plain, options: { silent: true } });
		expect(receipt.degraded).toEqual([note]);
		expect(telegram.calls).toHaveLength(2);
		expect(bot.sent).toMatchObject([{ flags: { disable_notification: 'true' } }]);
		expect(bot.sent[0]?.flags).not.toHaveProperty('parse_mode');
		expect(bot.sent[0]?.text).not.toBe('');
	});

	it('is left away, not shown', async () => {
		await send({ format: 'html', text: '<b>Hi</b> <nothing>you</nothing> &amp; me', leeway: plain });
		expect(bot.sent[0]?.text).not.toMatch(/<b>|&amp;/);
		expect(bot.sent[0]?.text).toMatch(/^Hi .*you.* & me$/);
	});

	it('makes no text too long by the addresses that it leaves behind', async () => {
		const link = '<a href="https://example.com/a-long-way">x</a>';
		const text = `<nothing>${'a'.repeat(4_050)}</nothing>${link.repeat(9)}`;
		await send({ format: 'html', text, leeway: plain });
		expect([...(bot.sent[0]?.text ?? '')].length).toBeLessThanOrEqual(4096);
	});

	it('is said once for all parts of a split text', async () => {
		const receipt = await send({
			format: 'html',
			text: `<nothing>${LONG}</nothing>`,
			leeway: { ...split, ...plain },
		});
		expect(receipt.degraded.filter((one) => one === note).length).toBeLessThanOrEqual(1);
		expect(receipt.messageIds.length).toBeGreaterThan(1);
	});

	it('does not excuse other refusals', async () => {
		bot.refuse(ANN, 'blocked');
		expect(await failureOf(send({ format: 'html', leeway: plain }))).toMatchObject({
			facts: { kind: 'blocked' },
		});
		expect(telegram.calls).toHaveLength(1);
	});
});

describe('a recipient who cannot be reached', () => {
	it.each<[ChatRefusalName, kind: string, reason: string]>([
		['blocked', 'blocked', 'blocked'],
		['deactivated', 'gone', 'deactivated'],
		['neverStarted', 'never_started', 'notSubscribed'],
		['isBot', 'bot_recipient', 'botRecipient'],
		['isBotOld', 'bot_recipient', 'botRecipient'],
		['botToBotDisabled', 'bot_recipient', 'botRecipient'],
		['chatNotFound', 'unknown_recipient', 'unknownRecipient'],
		['privateChatNotFound', 'unknown_recipient', 'unknownRecipient'],
		['userNotFound', 'unknown_recipient', 'unknownRecipient'],
		['peerIdInvalid', 'unknown_recipient', 'unknownRecipient'],
		['noWriteAccess', 'cannot_write', 'other'],
		['transient', 'unknown_403', 'other'],
		['paymentRequired', 'payment_required', 'noMoney'],
		['businessPeerUsageMissing', 'config', 'invalidMessage'],
	])(
		'because of “%s” is a refusal of the class %s, and does not stop the others',
		async (why, kind, reason) => {
			bot.refuse(ANN, why);
			const [failure, receipt] = await Promise.all([failureOf(send()), send({}, id(BOB))]);
			expect(failure).toBeInstanceOf(Rejected);
			expect(failure).toMatchObject({ facts: { kind, reason } });
			expect(receipt.recipient.id).toBe(String(BOB));
		},
	);

	it.each<[ChatRefusalName]>([['kicked'], ['notMember'], ['groupDeleted']])(
		'because the bot is not there (“%s”) is not subscribed',
		async (why) => {
			bot.refuse(FORUM, why);
			expect(await failureOf(send({}, id(FORUM)))).toMatchObject({
				facts: { kind: 'not_member', reason: 'notSubscribed' },
			});
		},
	);

	it('because the bot has never met them is unknown, not gone (R5, R16)', async () => {
		expect(await failureOf(send({}, id(999_999_999)))).toMatchObject({
			facts: { kind: 'unknown_recipient', reason: 'unknownRecipient' },
		});
	});

	it('because people are not found by their username is unknown (R12)', async () => {
		expect(await failureOf(send({}, named('ann')))).toMatchObject({
			facts: { kind: 'unknown_recipient', reason: 'unknownRecipient' },
		});
	});

	it('because it is a bot by its name is refused before any request (R15)', async () => {
		expect(await failureOf(send({}, named('Other_Bot')))).toMatchObject({ reason: 'botRecipient' });
		expect(telegram.log).toEqual([]);
	});

	it('because it is a bot by its id is refused by Telegram, old text or new (R15)', async () => {
		bot.addPerson({ id: OTHER_BOT, firstName: 'Other', username: 'Other_Bot', isBot: true });
		expect(await failureOf(send({}, id(OTHER_BOT)))).toMatchObject({ facts: { reason: 'botRecipient' } });
		bot.refuse(OTHER_BOT, 'isBotOld');
		expect(await failureOf(send({}, id(OTHER_BOT)))).toMatchObject({ facts: { reason: 'botRecipient' } });
	});

	it('because both bots would have to allow it is told apart from success (R15)', async () => {
		const allowed = { botRecipients: 'allow' } as const;
		expect(await failureOf(send({ leeway: allowed }, named('Other_Bot')))).toMatchObject({
			facts: { kind: 'bot_recipient', reason: 'botRecipient' },
		});
	});

	it('because they refuse that kind of message may get another', async () => {
		bot.refuse(ANN, 'restrictsVoice');
		const voice = bot.addFile('voice', { name: 'a.ogg', type: 'audio/ogg', bytes: Buffer.from('x') });
		const media = { kind: 'voice', source: { from: 'fileId', fileId: voice.fileId } } as const;
		expect(await failureOf(send({ media }))).toMatchObject({ facts: { kind: 'refuses_kind' } });
		expect(await send()).toMatchObject({ status: 'sent' });
	});
});

test('bots that both allow it write to each other by name', async () => {
	const first = telegram.addBot({ token: '8001:one', username: 'one_bot', firstName: 'One', botToBot: true });
	telegram.addBot({ token: '8002:two', username: 'two_bot', firstName: 'Two', botToBot: true });
	const line = lineTo(telegram.url, { accessToken: '8001:one' });
	const allowed = message({ leeway: { botRecipients: 'allow' } });
	const receipt = await gateway.sendMessage?.(line, { recipient: named('two_bot') }, allowed);
	expect(receipt).toMatchObject({ recipient: { id: '8002' }, status: 'sent' });
	expect(first.sent).toHaveLength(1);
});

describe('a split text that breaks off', () => {
	const failSecond = (reply: Parameters<TelegramEmulator['failNext']>[0]): void =>
		telegram.failNext(reply, { method: 'sendMessage', skip: 1 });

	it('at a refusal says which parts were sent, and sends no more', async () => {
		failSecond({ code: 403, description: 'Forbidden: bot was blocked by the user' });
		const failure = await failureOf(send({ text: LONG, leeway: split }));
		expect(failure).toBeInstanceOf(PartlySent);
		expect(failure).toMatchObject({
			messageIds: sentIds().slice(0, 1),
			parts: 3,
			failure: { facts: { kind: 'blocked' } },
			message: '1 of 3 parts were sent: Forbidden: bot was blocked by the user',
		});
		expect(telegram.calls).toHaveLength(2);
	});

	it.each(['before', 'after'] as const)('because the line broke (%s) says that, too', async (when) => {
		failSecond({ drop: when });
		const failure = await failureOf(send({ text: LONG, leeway: split }));
		expect(failure).toBeInstanceOf(PartlySent);
		expect(failure).toMatchObject({
			messageIds: sentIds().slice(0, 1),
			parts: 3,
			failure: { facts: { outcome: 'unknown' } },
		});
	});

	it('at its first part is an ordinary failure', async () => {
		bot.refuse(ANN, 'blocked');
		expect(await failureOf(send({ text: LONG, leeway: split }))).toBeInstanceOf(Rejected);
		expect(telegram.calls).toHaveLength(1);
	});
});

describe('a message without an answer', () => {
	it.each([
		['before', 0],
		['after', 1],
	] as const)(
		'is neither sent again nor called failed when the line breaks %s Telegram acts',
		async (when, sent) => {
			telegram.failNext({ drop: when });
			const failure = await failureOf(send());
			expect(failure).toBeInstanceOf(Unreachable);
			expect(failure).toMatchObject({ facts: { outcome: 'unknown' } });
			expect(telegram.calls).toHaveLength(1);
			expect(bot.sent).toHaveLength(sent);
		},
	);

	it.each([
		['an HTML page', { status: 502, body: '<html>Bad Gateway</html>' }],
		[
			'a restart',
			{ status: 500, body: { ok: false, error_code: 500, description: 'Internal Server Error: restart' } },
		],
		['half an answer', { status: 200, body: '{"ok":true,"resu' }],
	])('because of %s is unknown', async (_name, reply) => {
		telegram.failNext(reply);
		expect(await failureOf(send())).toMatchObject({ facts: { outcome: 'unknown' } });
	});

	it('because nobody listens was not sent', async () => {
		const failure = await failureOf(
			gateway.sendMessage?.(lineTo('http://127.0.0.1:1'), { recipient: id(ANN) }, message()) ??
				Promise.resolve(),
		);
		expect(failure).toBeInstanceOf(Unreachable);
		expect(failure).toMatchObject({ facts: { outcome: 'notSent' } });
	});
});

describe('an account', () => {
	it.each<[CallRefusalName, kind: string, reason: string]>([
		['unauthorized', 'credential', 'unauthorized'],
		['invalidToken', 'credential', 'unauthorized'],
		['notFound', 'credential', 'unauthorized'],
		['misdirected', 'credential', 'unauthorized'],
		['methodNotFound', 'unsupported', 'unsupported'],
		['loggedOut', 'caller', 'invalidMessage'],
		['tooLarge', 'media', 'invalidMessage'],
	])('that meets “%s” gets a refusal of the class %s', async (name, kind, reason) => {
		// the platform's fetch asks once more after a 421
		telegram.failNext(name, { times: 2 });
		expect(await failureOf(send())).toMatchObject({ facts: { kind, reason } });
	});

	it('that is too fast is told how long to wait', async () => {
		telegram.failNext(17);
		expect(await failureOf(send())).toMatchObject({
			facts: { kind: 'rate_limited', reason: 'rateLimited', retryAfter: 17 },
		});
	});
});

describe('no failure shows the token', () => {
	const echo = `<html>Cannot POST /bot${TOKEN}/sendMessage</html>`;

	it.each<[string, Parameters<TelegramEmulator['failNext']>[0]]>([
		['an HTML page that quotes the request', { status: 502, body: echo }],
		['a missing page that quotes the request', { status: 404, body: echo }],
		['a redirect back to the request', { status: 302, body: echo, headers: { location: `/bot${TOKEN}/x` } }],
		['a success that is none', { status: 200, body: echo }],
		[
			'a description that quotes the request',
			{ code: 400, description: `Bad Request: /bot${TOKEN}/sendMessage` },
		],
		['a fault that quotes the token', { code: 500, description: `Internal Server Error: ${TOKEN}` }],
		['a wait that quotes the token', { code: 429, description: TOKEN, parameters: { retry_after: 3 } }],
		['a line that breaks', { drop: 'before' }],
		['a refusal', 'unauthorized'],
	])('after %s', async (_name, reply) => {
		telegram.failNext(reply);
		const failure = await failureOf(send());
		expect(insideOf(failure)).not.toContain(TOKEN);
		expect(insideOf(failure)).not.toContain(TOKEN.split(':')[1]);
	});

	it('when only a part was sent', async () => {
		telegram.failNext({ status: 502, body: echo }, { skip: 1 });
		const failure = await failureOf(send({ text: LONG, leeway: split }));
		expect(failure).toBeInstanceOf(PartlySent);
		expect(insideOf(failure)).not.toContain(TOKEN);
	});

	it('when nobody listens', async () => {
		const line = lineTo('http://127.0.0.1:1');
		const failure = await failureOf(gateway.getBot?.(line) ?? Promise.resolve());
		expect(insideOf(failure)).not.toContain(TOKEN);
	});

	it('nor does a receipt', async () => {
		expect(insideOf(await send())).not.toContain(TOKEN);
	});
});
