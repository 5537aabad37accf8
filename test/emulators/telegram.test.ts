import http from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { Api, GrammyError, HttpError, InlineKeyboard, InputFile, Keyboard } from 'grammy';
import {
	CALL_REFUSALS,
	CHAT_REFUSALS,
	TelegramEmulator,
	type CallRefusalName,
	type ChatRefusalName,
	type EmulatedBot,
} from './telegram';

const TOKEN = '123456:AAbbccddeeffgghhiijjkkllmmnnooppqq1';
const ANN = 42;

let telegram: TelegramEmulator;
let bot: EmulatedBot;
let api: Api;

beforeEach(async () => {
	telegram = await new TelegramEmulator().start();
	telegram.settings.setWebhookPauseMs = 0;
	bot = telegram.addBot({
		token: TOKEN,
		username: 'shop_bot',
		firstName: 'Shop',
		description: 'Sells things',
	});
	bot.addPerson({ id: ANN, firstName: 'Ann', username: 'ann', languageCode: 'en' });
	api = new Api(TOKEN, { apiRoot: telegram.url });
});

afterEach(() => telegram.stop());

interface Answer {
	status: number;
	headers: Headers;
	body: {
		ok: boolean;
		result?: unknown;
		description?: string;
		error_code?: number;
		parameters?: Record<string, number>;
	};
}

/** A call by hand, so that what grammY would do to it doesn't hide anything. */
async function call(method: string, args: Record<string, unknown> = {}, token = TOKEN): Promise<Answer> {
	const response = await fetch(`${telegram.url}/bot${token}/${method}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(args),
	});
	return {
		status: response.status,
		headers: response.headers,
		body: (await response.json()) as Answer['body'],
	};
}

const sendText = (text: string, more: Record<string, unknown> = {}): Promise<Answer> =>
	call('sendMessage', { chat_id: ANN, text, ...more });

const sendMarkup = (markup: unknown): Promise<Answer> => sendText('x', { reply_markup: markup });

const sendInline = (button: unknown): Promise<Answer> => sendMarkup({ inline_keyboard: [[button]] });

/** Expects a 400 with this text behind its prefix. */
async function expectBad(answer: Promise<Answer>, text: string): Promise<void> {
	const { status, body } = await answer;
	expect(body.description).toBe(`Bad Request: ${text}`);
	expect(body).toEqual({ ok: false, error_code: 400, description: body.description });
	expect(status).toBe(400);
}

async function refusalOf(promise: Promise<unknown>): Promise<GrammyError> {
	const error: unknown = await promise.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	if (!(error instanceof GrammyError)) throw new Error(`no refusal: ${String(error)}`);
	return error;
}

const settled = (ms = 20): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('the transport', () => {
	test("grammY's client learns who the bot is", async () => {
		const me = await api.getMe();
		expect(me).toMatchObject({ id: 123456, is_bot: true, first_name: 'Shop', username: 'shop_bot' });
		expect(me).toHaveProperty('can_manage_bots', false);
		expect(me).not.toHaveProperty('last_name');
	});

	test('arguments come as a query, urlencoded, JSON or multipart, and method names in any case', async () => {
		const root = `${telegram.url}/bot${TOKEN}`;
		await fetch(`${root}/sendMessage?chat_id=42&text=query`);
		await fetch(`${root}/SENDMESSAGE`, {
			method: 'POST',
			body: new URLSearchParams({ chat_id: '42', text: 'urlencoded' }),
		});
		const form = new FormData();
		form.set('chat_id', '42');
		form.set('text', 'multipart – ✓');
		await fetch(`${root}/sendmessage`, { method: 'POST', body: form });
		await call('sendMessage', { chat_id: '42', text: 'JSON', disable_notification: true, parse_mode: null });
		expect(bot.sent.map(({ text }) => text)).toEqual(['query', 'urlencoded', 'multipart – ✓', 'JSON']);
		expect(bot.sent[3]?.flags).toEqual({ disable_notification: 'true' });
		expect(new Set(bot.sent.map(({ method }) => method))).toEqual(new Set(['sendMessage']));
	});

	test('an object may come as a JSON string, as in urlencoded calls', async () => {
		const markup = JSON.stringify(new InlineKeyboard().text('Yes', 'y'));
		await sendText('x', { reply_markup: markup });
		expect(bot.sent[0]?.replyMarkup).toEqual({ inline_keyboard: [[{ text: 'Yes', callback_data: 'y' }]] });
		await expectBad(sendText('x', { reply_markup: '{' }), "can't parse reply keyboard markup JSON object");
		await expectBad(sendText('x', { reply_markup: '[]' }), 'object expected as reply markup');
	});

	test('an unknown method is told apart from a bad token', async () => {
		expect((await call('sendPigeon')).body).toEqual({
			ok: false,
			error_code: 404,
			description: 'Not Found: method not found',
		});
		expect((await call('__proto__')).status).toBe(404);
	});

	test('a token is 404 when mis-shaped and 401 when wrong or revoked', async () => {
		expect((await call('getMe', {}, 'nonsense')).body.description).toBe('Not Found');
		expect((await call('getMe', {}, '99:AAbbcc')).body).toEqual({
			ok: false,
			error_code: 401,
			description: 'Unauthorized',
		});
		telegram.removeBot(TOKEN);
		expect((await call('getMe')).status).toBe(401);
	});

	test("a server of one's own words a bad token differently", async () => {
		telegram.settings.front = 'local';
		expect((await call('getMe', {}, 'nonsense')).body.description).toBe(
			'Unauthorized: invalid token specified',
		);
		expect((await call('getMe', {}, 'ab:cd')).body.description).toBe(
			'Misdirected Request: unallowed token specified',
		);
		expect((await call('getMe', {}, 'ab:cd')).status).toBe(421);
	});

	test('a bot of the test environment is reached only through /test/', async () => {
		const token = '777:AAtest';
		telegram.addBot({ token, username: 'test_bot', firstName: 'Test', test: true });
		expect((await call('getMe', {}, token)).status).toBe(401);
		expect((await call('test/getMe', {}, token)).body.ok).toBe(true);
		expect((await call('test/getMe')).status).toBe(401);
		const testApi = new Api(token, { apiRoot: telegram.url, environment: 'test' });
		expect((await testApi.getMe()).username).toBe('test_bot');
	});

	test('a bot that logged out is told so', async () => {
		await api.logOut();
		expect((await call('getMe')).body).toEqual({ ok: false, error_code: 400, description: 'Logged out' });
	});
});

describe('text', () => {
	test('a sent message comes back as Telegram writes it', async () => {
		const message = await api.sendMessage(ANN, 'Hello');
		expect(message).toEqual({
			message_id: 1,
			from: { id: 123456, is_bot: true, first_name: 'Shop', username: 'shop_bot' },
			chat: { id: 42, first_name: 'Ann', username: 'ann', type: 'private' },
			date: expect.any(Number) as number,
			text: 'Hello',
		});
		expect(Math.abs(message.date - Date.now() / 1000)).toBeLessThan(5);
	});

	test('a text must not be empty', async () => {
		await expectBad(sendText(''), 'message text is empty');
		await expectBad(call('sendMessage', { chat_id: ANN }), 'message text is empty');
		await expectBad(sendText(' \n '), 'text must be non-empty');
		await expectBad(sendText('<b></b>', { parse_mode: 'HTML' }), 'text must be non-empty');
	});

	test('4096 code points pass and one more is too long, however many units each has', async () => {
		expect((await sendText('😀'.repeat(4096))).body.ok).toBe(true);
		await expectBad(sendText('😀'.repeat(4097)), 'message is too long');
	});

	test('the length counts after the markup is gone, the raw bytes before', async () => {
		expect((await sendText(`<b>${'a'.repeat(4096)}</b>`, { parse_mode: 'HTML' })).body.ok).toBe(true);
		await expectBad(sendText('a'.repeat(32_768)), 'message is too long');
		await expectBad(sendText('a'.repeat(32_769)), 'text is too long');
		await expectBad(sendText('ж'.repeat(16_385)), 'text is too long');
	});

	test('parse modes are read in any case, "none" is plain, others are refused', async () => {
		await sendText('<b>x</b>', { parse_mode: 'html' });
		await sendText('<b>x</b>', { parse_mode: 'None' });
		expect(bot.sent.map(({ text }) => text)).toEqual(['x', '<b>x</b>']);
		await expectBad(sendText('x', { parse_mode: 'bbcode' }), 'unsupported parse_mode');
	});

	test('HTML becomes entities with UTF-16 offsets', async () => {
		const html =
			'😀<b>b<i>i</i></b> <a href="https://example.com/?a=1&amp;b=2">l</a> <tg-spoiler>s</tg-spoiler> ' +
			'<pre><code class="language-ts">c</code></pre> <blockquote expandable>q</blockquote> &lt;&#33;&copy;';
		const { entities, text } = await api.sendMessage(ANN, html, { parse_mode: 'HTML' });
		expect(text).toBe('😀bi l s c q <!&copy;');
		expect(entities).toEqual([
			{ type: 'bold', offset: 2, length: 2 },
			{ type: 'italic', offset: 3, length: 1 },
			{ type: 'text_link', offset: 5, length: 1, url: 'https://example.com/?a=1&b=2' },
			{ type: 'spoiler', offset: 7, length: 1 },
			{ type: 'pre', offset: 9, length: 1, language: 'ts' },
			{ type: 'expandable_blockquote', offset: 11, length: 1 },
		]);
	});

	test('MarkdownV2 becomes entities', async () => {
		const { entities, text } = await api.sendMessage(
			ANN,
			'*b _i_* __u__ ~s~ ||p|| `c` [l](https://example.com/\\)) a\\.\n>q\n```ts\nx```',
			{ parse_mode: 'MarkdownV2' },
		);
		expect(text).toBe('b i u s p c l a.\nq\nx');
		expect(entities).toEqual([
			{ type: 'bold', offset: 0, length: 3 },
			{ type: 'italic', offset: 2, length: 1 },
			{ type: 'underline', offset: 4, length: 1 },
			{ type: 'strikethrough', offset: 6, length: 1 },
			{ type: 'spoiler', offset: 8, length: 1 },
			{ type: 'code', offset: 10, length: 1 },
			{ type: 'text_link', offset: 12, length: 1, url: 'https://example.com/)' },
			{ type: 'blockquote', offset: 17, length: 2 },
			{ type: 'pre', offset: 19, length: 1, language: 'ts' },
		]);
	});

	test('legacy Markdown becomes entities without nesting', async () => {
		const { entities, text } = await api.sendMessage(ANN, '*b* _i_ `c` [l](example.com) \\_ 1.', {
			parse_mode: 'Markdown',
		});
		expect(text).toBe('b i c l _ 1.');
		expect(entities).toEqual([
			{ type: 'bold', offset: 0, length: 1 },
			{ type: 'italic', offset: 2, length: 1 },
			{ type: 'code', offset: 4, length: 1 },
			{ type: 'text_link', offset: 6, length: 1, url: 'http://example.com/' },
		]);
	});

	test.each([
		['HTML', '<b>x', 'Can\'t find end tag corresponding to start tag "b"'],
		['HTML', '<x>x</x>', 'Unsupported start tag "x" at byte offset 0'],
		['HTML', 'é<b>x</i>', 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'],
		['HTML', 'x</b>', 'Unexpected end tag at byte offset 1'],
		['HTML', '<a href=x/y>x</a>', 'Unexpected end of name token at byte offset 8'],
		['HTML', '<b>a</b><i =>', 'Empty attribute name in the tag "i" at byte offset 8'],
		[
			'HTML',
			'&#xd800;',
			'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
		],
		['HTML', '<tg-emoji emoji-id="x">😀</tg-emoji>', 'Invalid custom emoji identifier specified'],
		['MarkdownV2', '||p', "Can't find end of Spoiler entity at byte offset 0"],
		['MarkdownV2', '```ts\nx', "Can't find end of PreCode entity at byte offset 0"],
		['MarkdownV2', '![a]', 'The entity must contain a tg://emoji or tg://time URL'],
		['MarkdownV2', '>q *b\n', "Can't find end of Bold entity at byte offset 3"],
		['HTML', '1 < 2', 'Unsupported start tag "" at byte offset 2'],
		['HTML', '1 <2', 'Unclosed start tag at byte offset 2'],
		['HTML', '<b>x</b', 'Unclosed end tag at byte offset 4'],
		['HTML', '<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
		['MarkdownV2', 'Hi.', "Character '.' is reserved and must be escaped with the preceding '\\'"],
		['MarkdownV2', 'a > b', "Character '>' is reserved and must be escaped with the preceding '\\'"],
		['MarkdownV2', 'жж *b', "Can't find end of Bold entity at byte offset 5"],
		['MarkdownV2', '_i', "Can't find end of Italic entity at byte offset 0"],
		['MarkdownV2', '[a](b', "Can't find end of a URL at byte offset 4"],
		['Markdown', 'first_name', "Can't find end of the entity starting at byte offset 5"],
		['Markdown', '*b', "Can't find end of the entity starting at byte offset 0"],
	])("%s refuses %s in the server's words", (parse_mode, text, why) =>
		expectBad(sendText(text, { parse_mode }), `can't parse entities: ${why}`),
	);

	test('a text that is escaped arrives as it was, whatever it is', async () => {
		const escapes = {
			HTML: (s: string) => s.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;'),
			MarkdownV2: (s: string) => s.replace(/[_*[\]()~`>#+\-=|{}.!\\]/g, '\\$&'),
		} as const;
		await fc.assert(
			fc.asyncProperty(
				fc.string({ unit: 'grapheme', maxLength: 40 }),
				fc.constantFrom('HTML', 'MarkdownV2'),
				async (text, mode) => {
					const wrapped = `«${text}»`;
					const message = await api.sendMessage(ANN, escapes[mode as 'HTML'](wrapped), {
						parse_mode: mode as 'HTML',
					});
					expect(message.text).toBe(wrapped);
				},
			),
			{ numRuns: 60 },
		);
	});

	test('given entities are kept, those that Telegram finds itself are dropped and found', async () => {
		const { entities } = await api.sendMessage(ANN, 'bold /start @someone https://example.com', {
			entities: [
				{ type: 'bold', offset: 0, length: 4 },
				{ type: 'mention', offset: 0, length: 4 },
			],
		});
		expect(entities).toEqual([
			{ type: 'bold', offset: 0, length: 4 },
			{ type: 'bot_command', offset: 5, length: 6 },
			{ type: 'mention', offset: 12, length: 8 },
			{ type: 'url', offset: 21, length: 19 },
		]);
		await expectBad(
			sendText('x', { entities: [{ type: 'bold', offset: 0, length: 5 }] }),
			'entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 5',
		);
		await expectBad(
			sendText('x', { entities: [{ type: 'shiny', offset: 0, length: 1 }] }),
			"can't parse MessageEntity: Unsupported type specified",
		);
	});
});

describe('keyboards', () => {
	test('grammY keyboards are accepted and inline ones come back in the message', async () => {
		const inline = new InlineKeyboard()
			.text('Yes', 'y')
			.url('Site', 'https://example.com')
			.row()
			.copyText('Copy', 'c');
		const message = await api.sendMessage(ANN, 'x', { reply_markup: inline });
		expect(message.reply_markup?.inline_keyboard[0]?.[1]).toEqual({
			text: 'Site',
			url: 'https://example.com/',
		});
		const reply = await api.sendMessage(ANN, 'x', {
			reply_markup: new Keyboard().text('Hi').requestContact('Phone').resized().placeholder('p'),
		});
		expect(reply.reply_markup).toBeUndefined();
		expect(bot.sent[1]?.replyMarkup).toMatchObject({ resize_keyboard: true });
		await api.sendMessage(ANN, 'x', { reply_markup: { remove_keyboard: true } });
		await api.sendMessage(ANN, 'x', { reply_markup: { force_reply: true } });
		expect(bot.sent.map(({ replyMarkup }) => Object.keys(replyMarkup ?? {})[0])).toEqual([
			'inline_keyboard',
			'keyboard',
			'remove_keyboard',
			'force_reply',
		]);
	});

	test('callback data is 1 to 64 bytes, not characters', async () => {
		expect((await sendInline({ text: 'a', callback_data: 'ж'.repeat(32) })).body.ok).toBe(true);
		await expectBad(sendInline({ text: 'a', callback_data: 'ж'.repeat(33) }), 'BUTTON_DATA_INVALID');
		await expectBad(
			sendInline({ text: 'a', callback_data: '' }),
			"can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
		);
	});

	test.each([
		[{ text: 'a' }, "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"],
		['a', "can't parse inline keyboard button: InlineKeyboardButton must be an Object"],
		[{ callback_data: 'a' }, 'can\'t parse inline keyboard button: Can\'t find field "text"'],
		[{ text: 'a', url: 'x' }, "inline keyboard button URL 'x' is invalid: Wrong HTTP URL"],
		[
			{ text: 'a', url: 'http://localhost:5678/x' },
			"inline keyboard button URL 'http://localhost:5678/x' is invalid: Wrong HTTP URL",
		],
		[
			{ text: 'a', url: 'ftp://example.com' },
			"inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
		],
		[
			{ text: 'a', web_app: { url: 'http://example.com' } },
			"inline keyboard button Web App URL 'http://example.com' is invalid: Only HTTPS links are allowed",
		],
		[
			{ text: 'a', login_url: { url: 'http://example.com' } },
			"inline keyboard button login URL 'http://example.com' is invalid: Only HTTPS links are allowed",
		],
		[{ text: 'a', pay: true }, 'BUTTON_TYPE_INVALID'],
		[{ text: 'a', copy_text: { text: '' } }, 'BUTTON_COPY_TEXT_INVALID'],
		[{ text: 'a', copy_text: { text: 'x'.repeat(257) } }, 'BUTTON_COPY_TEXT_INVALID'],
		[
			{ text: 'a', callback_data: 'b', style: 'rainbow' },
			"can't parse inline keyboard button: invalid button style specified",
		],
	])('the inline button %j is refused', (button, why) => expectBad(sendInline(button), why));

	test.each([
		{ text: 'a', copy_text: { text: 'x'.repeat(256) } },
		{ text: 'a', switch_inline_query: '' },
		{ text: 'a', url: 'tg://user?id=42' },
		{ text: 'a', web_app: { url: 'https://example.com/app' } },
		{ text: 'a', disabled: {} },
	])('the inline button %j is accepted', async (button) => {
		expect((await sendInline(button)).body.ok).toBe(true);
		expect(bot.sent[0]?.replyMarkup).toEqual({ inline_keyboard: [[button]] });
	});

	test("of two kinds the first in the server's order wins silently", async () => {
		await sendInline({ text: 'a', callback_data: 'b', url: 'https://example.com/x' });
		expect(bot.sent[0]?.replyMarkup).toEqual({
			inline_keyboard: [[{ text: 'a', url: 'https://example.com/x' }]],
		});
	});

	test('buttons past 12 in a row and 300 in all vanish without a word, empty ones too', async () => {
		const row = (length: number): unknown[] =>
			Array.from({ length }, () => ({ text: 'a', callback_data: 'b' }));
		const shown = (): number[] => {
			const markup = bot.sent.at(-1)?.replyMarkup;
			return markup && 'inline_keyboard' in markup
				? markup.inline_keyboard.map((buttons) => buttons.length)
				: [];
		};
		await sendMarkup({ inline_keyboard: [row(12), row(13), [{ text: '', callback_data: 'b' }]] });
		expect(shown()).toEqual([12, 12]);
		await sendMarkup({ inline_keyboard: Array.from({ length: 27 }, () => row(12)) });
		expect(shown()).toHaveLength(25);
		await sendMarkup({ inline_keyboard: [[{ text: '', callback_data: 'b' }]] });
		expect(bot.sent.at(-1)?.replyMarkup).toBeUndefined();
	});

	test('the size of a keyboard can be limited', async () => {
		telegram.settings.maxMarkupBytes = 50;
		await expectBad(sendInline({ text: 'a'.repeat(60), callback_data: 'b' }), 'reply markup is too long');
	});

	test('what asks for something of a person works in private chats only', async () => {
		bot.addChat({ id: -5, type: 'group', title: 'G' });
		const ask = (button: object): Promise<Answer> =>
			call('sendMessage', {
				chat_id: -5,
				text: 'x',
				reply_markup: { keyboard: [[{ text: 'a', ...button }]] },
			});
		await expectBad(ask({ request_contact: true }), 'phone number can be requested in private chats only');
		await expectBad(ask({ request_location: true }), 'location can be requested in private chats only');
		await expectBad(
			ask({ request_users: { request_id: 1 } }),
			'users can be requested in private chats only',
		);
		await expectBad(ask({ request_poll: {} }), 'poll can be requested in private chats only');
		expect((await ask({})).body.ok).toBe(true);
	});

	test('a channel takes inline keyboards only', async () => {
		bot.addChat({ id: -1009, type: 'channel', title: 'News', username: 'news' });
		const post = (reply_markup: unknown): Promise<Answer> =>
			call('sendMessage', { chat_id: '@news', text: 'x', reply_markup });
		await expectBad(post({ keyboard: [['a']] }), 'inline keyboard expected');
		expect(
			(await post({ inline_keyboard: [[{ text: 'a', callback_data: 'b' }]] })).body.result,
		).toMatchObject({
			sender_chat: { id: -1009, type: 'channel' },
		});
	});

	test('a placeholder has at most 64 characters', async () => {
		const withPlaceholder = (length: number): Promise<Answer> =>
			sendMarkup({ force_reply: true, input_field_placeholder: 'p'.repeat(length) });
		expect((await withPlaceholder(64)).body.ok).toBe(true);
		expect((await withPlaceholder(65)).status).toBe(400);
	});
});

describe('recipients', () => {
	const names = (Object.keys(CHAT_REFUSALS) as ChatRefusalName[]).filter(
		(name) => !name.startsWith('restricts') && !['kicked', 'notMember', 'groupDeleted'].includes(name),
	);

	test.each(names)('a person refused as %s answers a send so, in the shape of a failure', async (name) => {
		bot.refuse(43, name);
		const { code, description } = CHAT_REFUSALS[name];
		const answer = await call('sendMessage', { chat_id: 43, text: 'x' });
		expect(answer).toMatchObject({ status: code, body: { ok: false, error_code: code, description } });
		const error = await refusalOf(api.sendMessage(43, 'x'));
		expect([error.error_code, error.description]).toEqual([code, description]);
		expect(bot.sent).toEqual([]);
		bot.allow(43);
		await api.sendMessage(43, 'x');
		expect(bot.sent).toHaveLength(1);
	});

	test.each([
		['group', 'kicked', 'bot was kicked from the group chat'],
		['supergroup', 'kicked', 'bot was kicked from the supergroup chat'],
		['channel', 'kicked', 'bot was kicked from the channel chat'],
		['group', 'notMember', 'bot is not a member of the group chat'],
		['supergroup', 'notMember', 'bot is not a member of the supergroup chat'],
		['channel', 'notMember', 'bot is not a member of the channel chat'],
		['group', 'groupDeleted', 'the group chat was deleted'],
	] as const)('a %s that refuses as %s names its kind', async (type, why, text) => {
		bot.addChat({ id: -7, type, title: 'T' });
		bot.refuse(-7, why);
		expect((await refusalOf(api.sendMessage(-7, 'x'))).description).toBe(`Forbidden: ${text}`);
	});

	test('an unknown id, and the @name of a person, are chats that are not found', async () => {
		await expectBad(call('sendMessage', { chat_id: 99, text: 'x' }), 'chat not found');
		await expectBad(call('sendMessage', { chat_id: '@ann', text: 'x' }), 'chat not found');
		await expectBad(call('sendMessage', { text: 'x' }), 'chat_id is empty');
		await expectBad(call('getChat', { chat_id: 99 }), 'chat not found');
	});

	test('a refusal of any kind can be made up', async () => {
		bot.refuse(43, { code: 403, description: 'Forbidden: something new' });
		expect((await refusalOf(api.sendMessage(43, 'x'))).description).toBe('Forbidden: something new');
	});

	test('reading goes on where writing is refused, except in a supergroup', async () => {
		bot.addChat({ id: -5, type: 'group', title: 'G' });
		bot.addChat({ id: -1008, type: 'supergroup', title: 'S' });
		bot.refuse(-5, 'kicked');
		bot.refuse(-1008, 'kicked');
		expect((await api.getChat(-5)).id).toBe(-5);
		expect((await refusalOf(api.getChat(-1008))).description).toBe(
			'Forbidden: bot was kicked from the supergroup chat',
		);
		bot.refuse(ANN, 'blocked');
		expect((await api.getChat(ANN)).id).toBe(ANN);
	});

	test('whoever writes may be written to, whatever was before', async () => {
		bot.refuse(43, 'neverStarted');
		bot.block(ANN);
		bot.start(43);
		bot.say(ANN, 'I am back');
		await api.sendMessage(43, 'x');
		await api.sendMessage(ANN, 'x');
		const kinds = (await api.getUpdates()).map((update) => Object.keys(update)[1]);
		expect(kinds).toEqual(['my_chat_member', 'message', 'my_chat_member', 'message']);
	});

	test('what is wrong with the call is said before what is wrong with the recipient', async () => {
		bot.refuse(43, 'blocked');
		await expectBad(call('sendMessage', { chat_id: 43, text: '' }), 'message text is empty');
		await expectBad(
			call('sendMessage', {
				chat_id: 43,
				text: 'x',
				reply_markup: { inline_keyboard: [[{ text: 'a', url: 'x' }]] },
			}),
			"inline keyboard button URL 'x' is invalid: Wrong HTTP URL",
		);
		await expectBad(
			call('sendMessage', { chat_id: 99, text: 'x', reply_markup: { inline_keyboard: [['a']] } }),
			"can't parse inline keyboard button: InlineKeyboardButton must be an Object",
		);
	});

	test('a person may refuse voice only', async () => {
		bot.refuse(ANN, 'restrictsVoice');
		await api.sendMessage(ANN, 'x');
		expect((await refusalOf(api.sendVoice(ANN, new InputFile(Buffer.from('v'))))).description).toBe(
			'Bad Request: user restricted receiving of voice note messages',
		);
	});

	test('a group that became a supergroup names its new id, which takes messages', async () => {
		bot.addChat({ id: -5, type: 'group', title: 'G' });
		bot.migrate(-5, -1005);
		const { body } = await call('sendMessage', { chat_id: -5, text: 'x' });
		expect(body).toEqual({
			ok: false,
			error_code: 400,
			description: 'Bad Request: group chat was upgraded to a supergroup chat',
			parameters: { migrate_to_chat_id: -1005 },
		});
		expect((await api.sendMessage(-1005, 'x')).chat.type).toBe('supergroup');
	});

	test('typing tells who can be written to, except that a bot is never asked', async () => {
		const typing = async (id: number): Promise<string> => {
			const { body } = await call('sendChatAction', { chat_id: id, action: 'typing' });
			return body.description ?? 'ok';
		};
		bot.refuse(50, 'blocked');
		bot.refuse(51, 'deactivated');
		bot.refuse(52, 'neverStarted');
		bot.refuse(53, 'isBot');
		bot.refuse(54, 'noWriteAccess');
		expect(await Promise.all([ANN, 50, 51, 52, 53, 54, 99].map(typing))).toEqual([
			'ok',
			'Forbidden: bot was blocked by the user',
			'Forbidden: user is deactivated',
			'Bad Request: PEER_ID_INVALID',
			'ok',
			'Bad Request: have no write access to the chat',
			'Bad Request: chat not found',
		]);
		await expectBad(
			call('sendChatAction', { chat_id: ANN, action: 'dance' }),
			'wrong parameter action in request',
		);
		expect(bot.actions.map(({ chatId }) => chatId)).toEqual([ANN, 53]);
	});

	test('another bot is refused, unless both allow it and it is named by its @name', async () => {
		const other = telegram.addBot({ token: '222:AAother', username: 'other_bot', firstName: 'Other' });
		expect((await refusalOf(api.sendMessage(222, 'x'))).description).toBe(
			"Forbidden: the bot can't send messages to the bot",
		);
		bot.profile.botToBot = true;
		expect((await refusalOf(api.sendMessage('@other_bot', 'x'))).description).toBe(
			'Bad Request: USER_BOT_TO_BOT_DISABLED',
		);
		other.profile.botToBot = true;
		await api.sendMessage('@other_bot', 'hello');
		const [update] = await new Api('222:AAother', { apiRoot: telegram.url }).getUpdates();
		expect(update?.message).toMatchObject({ text: 'hello', from: { id: 123456, is_bot: true } });
	});

	test('getChat knows people by id, bots and channels by name too', async () => {
		telegram.addBot({ token: '222:AAother', username: 'other_bot', firstName: 'Other' });
		bot.addChat({ id: -1009, type: 'channel', title: 'News', username: 'news' });
		expect(await api.getChat(ANN)).toMatchObject({
			id: ANN,
			type: 'private',
			first_name: 'Ann',
			username: 'ann',
		});
		expect(await api.getChat('@other_bot')).toMatchObject({
			id: 222,
			type: 'private',
			username: 'other_bot',
		});
		expect(await api.getChat('@news')).toMatchObject({ id: -1009, type: 'channel', title: 'News' });
		bot.block(ANN);
		expect((await api.getChat(ANN)).id).toBe(ANN);
		expect(await api.getChatMember(-1009, ANN)).toMatchObject({ status: 'member' });
	});

	test('topics and messages replied to must exist', async () => {
		bot.addChat({ id: -1008, type: 'supergroup', title: 'F', isForum: true, threads: [7] });
		expect(await api.sendMessage(-1008, 'x', { message_thread_id: 7 })).toMatchObject({
			message_thread_id: 7,
		});
		await expectBad(
			call('sendMessage', { chat_id: -1008, text: 'x', message_thread_id: 8 }),
			'message thread not found',
		);
		await expectBad(sendText('x', { business_connection_id: 'b' }), 'business connection not found');
		await expectBad(
			sendText('x', { reply_parameters: { message_id: 99 } }),
			'message to be replied not found',
		);
		await api.sendMessage(ANN, 'x', {
			reply_parameters: { message_id: 99, allow_sending_without_reply: true },
		});
		const asked = bot.say(ANN, 'question');
		const answer = await api.sendMessage(ANN, 'x', { reply_parameters: { message_id: asked.message_id } });
		expect(answer.reply_to_message?.text).toBe('question');
	});
});

describe('media', () => {
	test('an upload keeps its bytes, which can be downloaded, and gets an id to send again', async () => {
		const bytes = Buffer.from([0, 1, 2, 253, 254, 255, 13, 10, 45, 45]);
		const message = await api.sendDocument(ANN, new InputFile(bytes, 'a.pdf'), {
			caption: '<b>Bill</b>',
			parse_mode: 'HTML',
		});
		expect(message).toMatchObject({ caption: 'Bill', caption_entities: [{ type: 'bold' }] });
		expect(message.document.file_name).toBe('a.pdf');
		expect(bot.sent[0]?.media?.bytes).toEqual(bytes);
		const file = await api.getFile(message.document.file_id);
		const response = await fetch(`${telegram.url}/file/bot${TOKEN}/${file.file_path ?? ''}`);
		expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
		const again = await api.sendDocument(ANN, message.document.file_id);
		expect(again.document.file_id).toBe(message.document.file_id);
	});

	test('each kind of media has its own field', async () => {
		const file = (): InputFile => new InputFile(Buffer.from('x'), 'x.bin');
		expect(await api.sendPhoto(ANN, file())).toHaveProperty('photo.0.file_id');
		expect(await api.sendVideo(ANN, file())).toHaveProperty('video.file_id');
		expect(await api.sendAnimation(ANN, file())).toHaveProperty('animation.file_id');
		expect(await api.sendAudio(ANN, file())).toHaveProperty('audio.file_id');
		expect(await api.sendVoice(ANN, file())).toHaveProperty('voice.file_id');
		expect(await api.sendVideoNote(ANN, file())).toHaveProperty('video_note.file_id');
		expect(await api.sendSticker(ANN, file())).toHaveProperty('sticker.file_id');
		expect(await api.sendLocation(ANN, 1, 2)).toHaveProperty('location.latitude', 1);
		expect(await api.sendContact(ANN, '+1', 'Bo')).toHaveProperty('contact.phone_number', '+1');
		expect(await api.sendPoll(ANN, 'q', ['a', 'b'])).toHaveProperty('poll.options.1.text', 'b');
		expect(await api.sendDice(ANN, '🎲')).toHaveProperty('dice.value');
	});

	test('an album is 2 to 10 items, uploads and addresses mixed', async () => {
		const messages = await api.sendMediaGroup(ANN, [
			{ type: 'photo', media: new InputFile(Buffer.from('x'), 'x.jpg'), caption: 'first' },
			{ type: 'photo', media: 'https://example.com/y.jpg' },
		]);
		expect(messages.map(({ caption }) => caption)).toEqual(['first', undefined]);
		expect(messages[0]).toHaveProperty('media_group_id');
		const photo = { type: 'photo', media: 'https://example.com/y.jpg' };
		const album = (count: number): Promise<Answer> =>
			call('sendMediaGroup', { chat_id: ANN, media: Array.from({ length: count }, () => photo) });
		expect((await album(10)).body.ok).toBe(true);
		await expectBad(album(11), 'too many messages to send as an album');
		expect((await album(1)).status).toBe(400);
	});

	test('files and addresses that are not known are refused', async () => {
		const photo = (value: unknown): Promise<Answer> => call('sendPhoto', { chat_id: ANN, photo: value });
		await expectBad(photo('AgACnonsense'), 'wrong file identifier/HTTP URL specified');
		await expectBad(photo('https://elsewhere.org/x.jpg'), 'failed to get HTTP URL content');
		await expectBad(photo(''), 'there is no photo in the request');
		telegram.settings.brokenUrls.set('https://example.com/page', 'Wrong type of the web page content');
		await expectBad(photo('https://example.com/page'), 'wrong type of the web page content');
		const document = bot.addFile('document', { name: 'a.txt', type: 'text/plain', bytes: Buffer.from('a') });
		await expectBad(photo(document.fileId), "can't use file of type Document as Photo");
		await expectBad(call('getFile', { file_id: 'x' }), 'invalid file_id');
		expect((await fetch(`${telegram.url}/file/bot${TOKEN}/photos/none.jpg`)).status).toBe(404);
	});

	test('an upload that is too large is a 413', async () => {
		telegram.settings.maxUploadBytes = 3;
		const error = await refusalOf(api.sendDocument(ANN, new InputFile(Buffer.from('four'))));
		expect([error.error_code, error.description]).toEqual([413, 'Request Entity Too Large']);
	});

	test('captions are measured at 1024', async () => {
		const photo = 'https://example.com/x.jpg';
		const captioned = (length: number): Promise<Answer> =>
			call('sendPhoto', { chat_id: ANN, photo, caption: 'a'.repeat(length) });
		expect((await captioned(1024)).body.ok).toBe(true);
		await expectBad(captioned(1025), 'message caption is too long');
	});

	test('a copy returns only its number', async () => {
		const { message_id } = await api.sendMessage(ANN, '<b>x</b>', { parse_mode: 'HTML' });
		expect(await api.copyMessage(ANN, ANN, message_id)).toEqual({ message_id: 2 });
		expect(bot.message(ANN, 2)).toMatchObject({ text: 'x', entities: [{ type: 'bold' }] });
		await expectBad(
			call('copyMessage', { chat_id: ANN, from_chat_id: ANN, message_id: 99 }),
			'message to copy not found',
		);
	});
});

describe('editing and deleting', () => {
	test('an edit changes text and keyboard; a keyboard that is not given again is gone', async () => {
		const keyboard = new InlineKeyboard().text('a', 'b');
		const { message_id } = await api.sendMessage(ANN, 'one', { reply_markup: keyboard });
		const edited = await api.editMessageText(ANN, message_id, 'two');
		expect(edited).toMatchObject({ text: 'two', edit_date: expect.any(Number) as number });
		expect(edited).not.toHaveProperty('reply_markup');
		await api.editMessageReplyMarkup(ANN, message_id, { reply_markup: keyboard });
		expect(bot.message(ANN, message_id)?.reply_markup).toEqual({
			inline_keyboard: [[{ text: 'a', callback_data: 'b' }]],
		});
	});

	test('an edit that changes nothing is refused', async () => {
		const { message_id } = await api.sendMessage(ANN, 'one');
		const same =
			'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';
		await expectBad(call('editMessageText', { chat_id: ANN, message_id, text: 'one' }), same);
		await expectBad(call('editMessageReplyMarkup', { chat_id: ANN, message_id }), same);
	});

	test('an edit has its own refusals', async () => {
		const { message_id } = await api.sendMessage(ANN, 'one');
		const edit = (args: object): Promise<Answer> =>
			call('editMessageText', { chat_id: ANN, message_id, text: 'two', ...args });
		await expectBad(edit({ message_id: 99 }), 'message to edit not found');
		await expectBad(edit({ reply_markup: { keyboard: [['a']] } }), 'inline keyboard expected');
		await expectBad(edit({ text: 'a'.repeat(4097) }), 'MESSAGE_TOO_LONG');
		await expectBad(edit({ text: '' }), 'message text is empty');
		await expectBad(edit({ message_id: bot.say(ANN, 'mine').message_id }), "message can't be edited");
		await expectBad(
			call('editMessageCaption', { chat_id: ANN, message_id, caption: 'c' }),
			'there is no caption in the message to edit',
		);
		await expectBad(call('editMessageText', { text: 'x' }), 'message identifier is not specified');
	});

	test('captions and media can be changed', async () => {
		const { message_id } = await api.sendPhoto(ANN, 'https://example.com/x.jpg', { caption: 'one' });
		expect(await api.editMessageCaption(ANN, message_id, { caption: 'two' })).toMatchObject({
			caption: 'two',
		});
		const media = { type: 'document', media: new InputFile(Buffer.from('x'), 'x.pdf') } as const;
		const edited = await api.editMessageMedia(ANN, message_id, media);
		expect(edited).toHaveProperty('document.file_name', 'x.pdf');
		expect(edited).not.toHaveProperty('photo');
	});

	test('messages are deleted once, and not when older than two days', async () => {
		const { message_id } = await api.sendMessage(ANN, 'one');
		await api.deleteMessage(ANN, message_id);
		await expectBad(call('deleteMessage', { chat_id: ANN, message_id }), 'message to delete not found');
		const old = await api.sendMessage(ANN, 'two');
		telegram.settings.now = () => Date.now() + 49 * 3600 * 1000;
		await expectBad(
			call('deleteMessage', { chat_id: ANN, message_id: old.message_id }),
			"message can't be deleted for everyone",
		);
		telegram.settings.now = () => Date.now();
		await api.deleteMessages(ANN, [old.message_id, 99]);
		expect(bot.deleted.map(({ messageId }) => messageId)).toEqual([message_id, old.message_id]);
	});
});

describe('button presses', () => {
	test('a press is answered within its time and then no more', async () => {
		const { message_id } = await api.sendMessage(ANN, 'x', {
			reply_markup: new InlineKeyboard().text('a', 'b'),
		});
		bot.tap(message_id, 'a');
		const [update] = await api.getUpdates();
		const query = update?.callback_query;
		expect(query).toMatchObject({
			data: 'b',
			from: { id: ANN, language_code: 'en' },
			message: { text: 'x' },
		});
		expect(typeof query?.id).toBe('string');
		expect(query).toHaveProperty('chat_instance');
		await api.answerCallbackQuery(query?.id ?? '', { text: 'ok', show_alert: true });
		expect(bot.answered).toMatchObject([{ callbackQueryId: query?.id, text: 'ok', showAlert: true }]);

		const tooOld = 'query is too old and response timeout expired or query ID is invalid';
		await expectBad(call('answerCallbackQuery', { callback_query_id: 'nonsense' }), tooOld);
		telegram.settings.now = () => Date.now() + 151_000;
		await expectBad(call('answerCallbackQuery', { callback_query_id: query?.id }), tooOld);
	});

	test('a press that nobody fetched in time is dropped', async () => {
		const { message_id } = await api.sendMessage(ANN, 'x');
		bot.press(message_id, 'forged');
		telegram.settings.now = () => Date.now() + 151_000;
		expect(await api.getUpdates()).toEqual([]);
	});

	test('a button at the input field is said', async () => {
		const { message_id } = await api.sendMessage(ANN, 'x', { reply_markup: new Keyboard().text('Menu') });
		bot.tap(message_id, 'Menu');
		expect((await api.getUpdates())[0]?.message?.text).toBe('Menu');
	});
});

describe('getUpdates', () => {
	test('what people do arrives as Telegram writes it', async () => {
		bot.start(ANN, 'ref_42');
		bot.shareContact(ANN, '+15550100');
		bot.block(ANN);
		bot.unblock(ANN);
		const [start, contact, blocked, back] = await api.getUpdates();
		expect(start?.message).toMatchObject({
			text: '/start ref_42',
			entities: [{ type: 'bot_command', offset: 0, length: 6 }],
			from: { id: ANN, is_bot: false, first_name: 'Ann', username: 'ann', language_code: 'en' },
		});
		expect(start?.message?.from).not.toHaveProperty('last_name');
		expect(contact?.message?.contact).toMatchObject({ phone_number: '+15550100', user_id: ANN });
		expect(blocked?.my_chat_member).toMatchObject({
			old_chat_member: { status: 'member' },
			new_chat_member: { status: 'kicked', until_date: 0 },
		});
		expect(back?.my_chat_member?.new_chat_member.status).toBe('member');
	});

	test('updates come again until an offset confirms them', async () => {
		for (const text of ['1', '2', '3']) bot.say(ANN, text);
		const first = await api.getUpdates({ limit: 2 });
		expect(first.map(({ message }) => message?.text)).toEqual(['1', '2']);
		expect(await api.getUpdates({ limit: 2 })).toEqual(first);
		const rest = await api.getUpdates({ offset: (first[1]?.update_id ?? 0) + 1 });
		expect(rest.map(({ message }) => message?.text)).toEqual(['3']);
		expect(await api.getUpdates({ offset: (rest[0]?.update_id ?? 0) + 1 })).toEqual([]);
	});

	test('a negative offset keeps only the last ones', async () => {
		for (const text of ['1', '2', '3']) bot.say(ANN, text);
		expect((await api.getUpdates({ offset: -1 })).map(({ message }) => message?.text)).toEqual(['3']);
		expect(await api.getUpdates()).toHaveLength(1);
	});

	test('a long poll waits for the next update and ends empty after its time', async () => {
		const poll = api.getUpdates({ timeout: 10 });
		await settled();
		const at = Date.now();
		bot.say(ANN, 'now');
		expect((await poll)[0]?.message?.text).toBe('now');
		expect(Date.now() - at).toBeLessThan(1000);
		await api.getUpdates({ offset: -1 });
		const [last] = await api.getUpdates();
		const before = Date.now();
		expect(await api.getUpdates({ offset: (last?.update_id ?? 0) + 1, timeout: 1 })).toEqual([]);
		expect(Date.now() - before).toBeGreaterThanOrEqual(950);
	});

	test('a second poller ends the first with 409', async () => {
		const first = refusalOf(api.getUpdates({ timeout: 10 }));
		await settled();
		const second = api.getUpdates({ timeout: 1 });
		expect((await first).description).toBe(
			'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
		);
		expect(await second).toEqual([]);
	});

	test('a webhook excludes polling, and setting one ends the poll that waits', async () => {
		const poll = refusalOf(api.getUpdates({ timeout: 10 }));
		await settled();
		await api.setWebhook('http://127.0.0.1:9/hook');
		expect((await poll).description).toBe('Conflict: terminated by setWebhook request');
		const error = await refusalOf(api.getUpdates());
		expect([error.error_code, error.description]).toEqual([
			409,
			"Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
		]);
	});

	test('only wanted kinds come, and a call without a list keeps the last one', async () => {
		await api.getUpdates({ allowed_updates: ['callback_query'] });
		bot.say(ANN, 'unheard');
		expect(await api.getUpdates()).toEqual([]);
		bot.say(ANN, 'still unheard');
		await api.getUpdates({ allowed_updates: [] });
		bot.say(ANN, 'heard');
		bot.update('chat_member', {});
		expect((await api.getUpdates()).map(({ message }) => message?.text)).toEqual(['heard']);
	});

	test('polls that repeat their offset can be slowed as Telegram does', async () => {
		telegram.settings.slowRepeatedPolls = true;
		for (const text of ['1', '2']) bot.say(ANN, text);
		expect(await api.getUpdates()).toHaveLength(2);
		expect(await api.getUpdates()).toHaveLength(1);
	});
});

describe('webhooks', () => {
	interface Hook {
		url: string;
		received: Array<{ headers: http.IncomingHttpHeaders; body: Record<string, unknown> }>;
		/** Statuses to answer before 200. */
		statuses: number[];
		body: string;
	}
	let hook: Hook;
	let server: http.Server;

	beforeEach(async () => {
		server = http.createServer((request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
				hook.received.push({ headers: request.headers, body });
				response.writeHead(hook.statuses.shift() ?? 200).end(hook.body);
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		hook = { url: `http://127.0.0.1:${port}/hook`, received: [], statuses: [], body: '' };
	});

	afterEach(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});

	const untilReceived = async (count: number): Promise<void> => {
		for (let tries = 0; hook.received.length < count && tries < 400; tries++) await settled(5);
		expect(hook.received).toHaveLength(count);
	};

	test('updates are posted as JSON with the secret, also those that waited', async () => {
		bot.say(ANN, 'before');
		await api.setWebhook(hook.url, { secret_token: 'Sec-ret_1' });
		await untilReceived(1);
		bot.say(ANN, 'after');
		await untilReceived(2);
		expect(hook.received[0]?.headers).toMatchObject({
			'content-type': 'application/json',
			'x-telegram-bot-api-secret-token': 'Sec-ret_1',
		});
		expect(hook.received.map(({ body }) => (body['message'] as { text: string }).text)).toEqual([
			'before',
			'after',
		]);
		await settled();
		expect((await api.getWebhookInfo()).pending_update_count).toBe(0);
	});

	test('what is not accepted comes again, in order, until a 2xx', async () => {
		hook.statuses = [500, 302, 404];
		await api.setWebhook(hook.url);
		bot.say(ANN, 'one');
		bot.say(ANN, 'two');
		await untilReceived(5);
		const ids = hook.received.map(({ body }) => Number(body['update_id']));
		expect(new Set(ids.slice(0, 4)).size).toBe(1);
		expect(ids[4]).toBe((ids[0] ?? 0) + 1);
		const info = await api.getWebhookInfo();
		expect(info.last_error_message).toBe('Wrong response from the webhook: 404 Not Found');
		expect(bot.deliveries.map(({ status }) => status)).toEqual([500, 302, 404, 200, 200]);
	});

	test('a failing chat does not hold up presses', async () => {
		hook.statuses = [500, 500, 200];
		telegram.settings.webhookRetryMs = 5000;
		const { message_id } = await api.sendMessage(ANN, 'x');
		await api.setWebhook(hook.url);
		bot.say(ANN, 'stuck');
		await untilReceived(2);
		bot.press(message_id, 'b');
		await untilReceived(3);
		expect(hook.received[2]?.body).toHaveProperty('callback_query');
	});

	test('a method in the answer is only logged', async () => {
		hook.body = JSON.stringify({ method: 'sendMessage', chat_id: ANN, text: 'reply' });
		await api.setWebhook(hook.url);
		bot.say(ANN, 'hi');
		await untilReceived(1);
		await settled();
		expect(bot.deliveries[0]?.body).toBe(hook.body);
		expect(bot.sent).toEqual([]);
	});

	test('a webhook that is deleted gives the rest back to polling', async () => {
		await api.setWebhook('http://127.0.0.1:9/nobody');
		bot.say(ANN, 'kept');
		await settled(50);
		expect((await api.getWebhookInfo()).last_error_message).toBe('Connection refused');
		expect((await call('deleteWebhook')).body.description).toBe('Webhook was deleted');
		expect((await call('deleteWebhook')).body.description).toBe('Webhook is already deleted');
		expect((await api.getUpdates())[0]?.message?.text).toBe('kept');
		await call('deleteWebhook', { drop_pending_updates: true });
		expect(await api.getUpdates()).toEqual([]);
	});

	test('the same webhook again is already set, and the list of kinds is remembered', async () => {
		await api.setWebhook(hook.url, { allowed_updates: ['message'] });
		const again = await call('setWebhook', { url: hook.url });
		expect(again.body).toEqual({ ok: true, result: true, description: 'Webhook is already set' });
		expect(await api.getWebhookInfo()).toEqual({
			url: hook.url,
			has_custom_certificate: false,
			pending_update_count: 0,
			max_connections: 40,
			allowed_updates: ['message'],
		});
		await api.setWebhook(hook.url, { allowed_updates: [], secret_token: 'new' });
		expect(await api.getWebhookInfo()).not.toHaveProperty('allowed_updates');
	});

	test('secrets have 1 to 256 letters of their alphabet', async () => {
		const set = (secret_token: string): Promise<Answer> =>
			call('setWebhook', { url: hook.url, secret_token });
		expect((await set('a'.repeat(256))).body.ok).toBe(true);
		await expectBad(set('a'.repeat(257)), 'secret token is too long');
		await expectBad(set('a b'), 'secret token contains unallowed characters');
	});

	test('more than one setWebhook a second is too many', async () => {
		telegram.settings.setWebhookPauseMs = 1000;
		await api.setWebhook(hook.url);
		const { status, headers, body } = await call('setWebhook', { url: hook.url });
		expect([status, headers.get('retry-after'), body.parameters]).toEqual([429, '1', { retry_after: 1 }]);
	});

	test.each([
		['http://example.com/', 'bad webhook: An HTTPS URL must be provided for webhook'],
		['https://example.com:8080/', 'bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443'],
		['https://127.0.0.1/', 'bad webhook: IP address 127.0.0.1 is reserved'],
		['https://[::1]/', 'bad webhook: IPv6-only addresses are not allowed'],
		['https://nowhere.invalid/', 'bad webhook: Failed to resolve host: Name or service not known'],
		['ftp://example.com/', 'invalid webhook URL specified'],
	])('api.telegram.org does not take %s', async (url, why) => {
		telegram.settings.localWebhooks = false;
		await expectBad(call('setWebhook', { url }), why);
	});
});

describe('trouble that a test orders', () => {
	test.each(Object.keys(CALL_REFUSALS) as CallRefusalName[])('the next call fails with %s', async (name) => {
		telegram.failNext(name);
		const { code, description } = CALL_REFUSALS[name];
		const error = await refusalOf(api.getMe());
		expect([error.error_code, error.description]).toEqual([code, description]);
		expect((await api.getMe()).id).toBe(123456);
	});

	test('a 429 carries its seconds in the parameters and the header', async () => {
		telegram.failNext(7, { method: 'SendMessage' });
		await api.getMe();
		const { status, headers, body } = await sendText('x');
		expect(status).toBe(429);
		expect(headers.get('retry-after')).toBe('7');
		expect(body).toEqual({
			ok: false,
			error_code: 429,
			description: 'Too Many Requests: retry after 7',
			parameters: { retry_after: 7 },
		});
	});

	test('a pace can be asked for, by bot, chat and group', async () => {
		const now = Date.now();
		telegram.settings.now = () => now;
		bot.addPerson({ id: 44, firstName: 'Bo' });
		bot.addChat({ id: -5, type: 'group', title: 'G' });
		telegram.rateLimit = { perChatPerSecond: 1, retryAfter: 3 };
		await api.sendMessage(ANN, '1');
		expect((await refusalOf(api.sendMessage(ANN, '2'))).parameters.retry_after).toBe(3);
		await api.sendMessage(44, '3');
		telegram.rateLimit = { perSecond: 2, retryAfter: 1 };
		expect((await refusalOf(api.sendMessage(44, '4'))).error_code).toBe(429);
		telegram.rateLimit = { perGroupPerMinute: 1, retryAfter: 30 };
		await api.sendMessage(-5, '5');
		expect((await refusalOf(api.sendMessage(-5, '6'))).parameters.retry_after).toBe(30);
		expect(bot.sent).toHaveLength(3);
	});

	test('a connection breaks before the message is sent, or after', async () => {
		telegram.failNext({ drop: 'before' });
		await expect(api.sendMessage(ANN, 'x')).rejects.toThrow(HttpError);
		expect(bot.sent).toHaveLength(0);
		telegram.failNext({ drop: 'after' });
		await expect(api.sendMessage(ANN, 'x')).rejects.toThrow(HttpError);
		expect(bot.sent).toHaveLength(1);
	});

	test('an answer never comes, and the client gives up by itself', async () => {
		telegram.failNext({ hang: true });
		const impatient = new Api(TOKEN, { apiRoot: telegram.url, timeoutSeconds: 0.1 });
		await expect(impatient.getMe()).rejects.toThrow(HttpError);
	});

	test('a front answers with a page', async () => {
		telegram.failNext({ status: 502, body: '<html><h1>502 Bad Gateway</h1></html>' });
		await expect(api.getMe()).rejects.toThrow(HttpError);
	});

	test('reset forgets what happened and keeps who is known', async () => {
		bot.block(ANN);
		telegram.failNext('restart');
		telegram.rateLimit = { perSecond: 0, retryAfter: 1 };
		telegram.reset();
		const { message_id } = await api.sendMessage(ANN, 'x');
		expect(message_id).toBe(1);
		expect(await api.getUpdates()).toEqual([]);
		expect(telegram.calls).toEqual(['sendMessage', 'getUpdates']);
	});
});

describe('what a bot says of itself', () => {
	test('name, descriptions and commands by language and scope', async () => {
		expect(await api.getMyDescription()).toEqual({ description: 'Sells things' });
		await api.setMyDescription('Vend', { language_code: 'fr' });
		expect(await api.getMyDescription({ language_code: 'fr' })).toEqual({ description: 'Vend' });
		expect(await api.getMyDescription({ language_code: 'de' })).toEqual({ description: 'Sells things' });
		await api.setMyShortDescription('Short');
		expect(await api.getMyShortDescription()).toEqual({ short_description: 'Short' });
		await api.setMyName('Store');
		expect((await api.getMe()).first_name).toBe('Store');
		expect(await api.getMyName()).toEqual({ name: 'Store' });
		await api.setMyCommands([{ command: 'help', description: 'Help' }]);
		expect(await api.getMyCommands()).toEqual([{ command: 'help', description: 'Help' }]);
		expect(await api.getMyCommands({ language_code: 'fr' })).toEqual([]);
		await api.deleteMyCommands();
		expect(await api.getMyCommands()).toEqual([]);
		await expectBad(
			call('setMyCommands', { commands: [{ command: 'Nope!', description: 'x' }] }),
			'BOT_COMMAND_INVALID',
		);
	});
});
