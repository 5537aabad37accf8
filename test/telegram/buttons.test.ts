import fc from 'fast-check';

import type { Button, ButtonRows, KeyboardOptions } from '../../client/model/button';
import { InvalidInput } from '../../client/model/error';
import { toReplyMarkup } from '../../client/telegram/buttons';
import { call } from '../../client/telegram/call';
import type { EmulatedBot, TelegramEmulator } from '../emulators/telegram';
import { ANN, atRest, lineTo, startTelegram, thrownBy } from './line';

const callback = (data: string, text = 'Press'): Button => ({ kind: 'callback', text, data });
const url = (address: string): Button => ({ kind: 'url', text: 'Open', url: address });
const webApp = (address: string): Button => ({ kind: 'webApp', text: 'Open', url: address });
const copy = (value: string): Button => ({ kind: 'copyText', text: 'Copy', value });
const reply = (text = 'Yes'): Button => ({ kind: 'reply', text });

const refusal = (rows: ButtonRows, options?: KeyboardOptions): InvalidInput => {
	const thrown = thrownBy(() => toReplyMarkup(rows, options));
	expect(thrown).toBeInstanceOf(InvalidInput);
	return thrown as InvalidInput;
};

describe('buttons under the message', () => {
	it.each<[Button, object]>([
		[url('https://example.com/'), { url: 'https://example.com/' }],
		[callback('yes'), { callback_data: 'yes' }],
		[webApp('https://example.com/'), { web_app: { url: 'https://example.com/' } }],
		[copy('CODE'), { copy_text: { text: 'CODE' } }],
	])('of each kind have the form of Telegram: %j', (button, value) => {
		expect(toReplyMarkup([[button]])).toEqual({ inline_keyboard: [[{ text: button.text, ...value }]] });
	});

	it.each(['primary', 'success', 'danger'] as const)('may be coloured: %s', (style) => {
		expect(toReplyMarkup([[{ ...callback('1'), style }]])).toEqual({
			inline_keyboard: [[{ text: 'Press', callback_data: '1', style }]],
		});
	});

	it('stand in their rows; empty rows are left out', () => {
		expect(toReplyMarkup([[], [callback('1'), callback('2')], [], [callback('3')]])).toEqual({
			inline_keyboard: [
				[
					{ text: 'Press', callback_data: '1' },
					{ text: 'Press', callback_data: '2' },
				],
				[{ text: 'Press', callback_data: '3' }],
			],
		});
	});

	it('take no options of the keyboard', () => {
		expect(toReplyMarkup([[callback('1')]], { oneTime: true, placeholder: 'x'.repeat(99) })).toEqual({
			inline_keyboard: [[{ text: 'Press', callback_data: '1' }]],
		});
	});
});

describe('buttons of the keyboard', () => {
	it('of each kind have the form of Telegram', () => {
		expect(
			toReplyMarkup([
				[reply('Yes'), { ...reply('No'), style: 'danger' }],
				[{ kind: 'requestContact', text: 'My number' }],
				[{ kind: 'requestLocation', text: 'My place' }],
			]),
		).toEqual({
			keyboard: [
				[{ text: 'Yes' }, { text: 'No', style: 'danger' }],
				[{ text: 'My number', request_contact: true }],
				[{ text: 'My place', request_location: true }],
			],
			resize_keyboard: true,
		});
	});

	it('take the options of the keyboard', () => {
		expect(
			toReplyMarkup([[reply()]], {
				resize: false,
				oneTime: true,
				persistent: true,
				placeholder: 'Your answer',
			}),
		).toEqual({
			keyboard: [[{ text: 'Yes' }]],
			one_time_keyboard: true,
			is_persistent: true,
			input_field_placeholder: 'Your answer',
		});
	});

	it('take a placeholder of 64 characters and no more', () => {
		expect(toReplyMarkup([[reply()]], { placeholder: '😀'.repeat(64) })).toMatchObject({
			input_field_placeholder: '😀'.repeat(64),
		});
		expect(refusal([[reply()]], { placeholder: 'x'.repeat(65) })).toMatchObject({
			field: 'Input Placeholder',
			detail: 'has 65 characters, Telegram takes 64',
		});
	});
});

test.each([[[]], [[[]]], [[[], []]]])('no buttons are no markup: %j', (rows: ButtonRows) => {
	expect(toReplyMarkup(rows)).toBeUndefined();
});

describe('what fits', () => {
	it.each<[string, Button]>([
		['callback data of 64 Latin letters', callback('a'.repeat(64))],
		['callback data of 32 Cyrillic letters', callback('ж'.repeat(32))],
		['callback data of 16 emoji', callback('😀'.repeat(16))],
		['callback data of a space', callback(' ')],
		['a text to copy of 256 letters', copy('ж'.repeat(256))],
		['a text to copy of 256 emoji', copy('😀'.repeat(256))],
		['a link with http', url('http://example.com')],
		['a link in capitals', url('HTTPS://Example.COM/Path')],
		['a link with a port, a query and a fragment', url('https://example.com:8443/a?b=c#d')],
		['a link with a name and a password', url('https://name:word@example.com/')],
		['a link without a path', url('https://example.com?a=b')],
		['a link to an address in numbers', url('http://192.168.0.1:5678/webhook')],
		['a link to an address of IPv6', url('http://[2001:db8::1]/')],
		['a link in Cyrillic', url('https://пример.рф/путь')],
		['a mention', url('tg://user?id=42')],
		['a link into Telegram', url('tg://resolve?domain=shop_bot&start=x')],
		['a web app in capitals', webApp('HTTPS://example.com/app')],
	])('is taken: %s', (_name, button) => {
		expect(toReplyMarkup([[button]])).toBeDefined();
	});

	it('is 12 buttons in a row and 300 in all', () => {
		const rows = Array.from({ length: 25 }, (_, row) =>
			Array.from({ length: 12 }, (_none, place) => callback(`${row}.${place}`)),
		);
		expect(toReplyMarkup(rows)).toMatchObject({ inline_keyboard: { length: 25 } });
	});
});

describe('what Telegram would drop or refuse is refused before, with its place:', () => {
	it.each<[string, Button, string]>([
		['65 bytes of callback data', callback('a'.repeat(65)), 'has a callback data of 65 bytes'],
		['33 Cyrillic letters of callback data', callback('ж'.repeat(33)), 'has a callback data of 66 bytes'],
		['17 emoji of callback data', callback('😀'.repeat(17)), 'has a callback data of 68 bytes'],
		['no callback data', callback(''), 'has an empty callback data'],
		['257 characters to copy', copy('x'.repeat(257)), 'has a text to copy of 257 characters'],
		['nothing to copy', copy(''), 'has an empty text to copy'],
		['no text', callback('1', ''), 'has no text'],
		['white space for a text', reply(' \n'), 'has no text'],
		['a host without a dot', url('http://localhost:5678/x'), 'has a link to “localhost”'],
		['a host that only looks like a number', url('http://2130706433/'), 'has a link to “2130706433”'],
		['a web app without HTTPS', webApp('http://example.com'), 'opens a web app without HTTPS'],
		['a web app inside Telegram', webApp('tg://resolve?domain=a'), 'opens a web app without HTTPS'],
		['a web app on a host without a dot', webApp('https://localhost/'), 'has a link to “localhost”'],
		['an empty link', url(''), 'that is no web address'],
		['a link without a scheme', url('example.com'), 'that is no web address'],
		['a link of another scheme', url('ftp://example.com'), 'that is no web address'],
		['an address of mail', url('mailto:ann@example.com'), 'that is no web address'],
		['a script', url('javascript:alert(1)'), 'that is no web address'],
		['a link without a host', url('https:///path'), 'that is no web address'],
		['a link without slashes', url('https:example.com'), 'that is no web address'],
		['a link with the wrong slashes', url('http:\\\\example.com'), 'that is no web address'],
		['a link with a space in the host', url('https://exa mple.com'), 'that is no web address'],
		['a link with a line break in the host', url('https://exam\nple.com'), 'that is no web address'],
		['a link behind a space', url(' https://example.com'), 'that is no web address'],
		['a link with a port that cannot be', url('https://example.com:99999/'), 'that is no web address'],
		['a link with the port 0', url('https://example.com:0/'), 'that is no web address'],
		['a link into nothing of Telegram', url('tg://'), 'that is no web address'],
	])('%s', (_name, button, detail) => {
		const fits = button.kind === 'reply' ? reply() : callback('1');
		const thrown = refusal([[fits], [fits, button]]);
		expect(thrown.message).toContain(
			`Buttons, row 2, button 2 ${detail.startsWith('that') ? 'has a link' : detail}`,
		);
		expect(thrown.message).toContain(detail);
		expect(thrown.reason).toBe('invalidMessage');
	});

	it('13 buttons in a row', () => {
		expect(refusal([[callback('1')], Array.from({ length: 13 }, () => callback('1'))])).toMatchObject({
			field: 'Buttons, row 2',
			detail: 'has 13 buttons, Telegram shows 12 at most',
		});
	});

	it('301 buttons in all', () => {
		expect(refusal(Array.from({ length: 301 }, () => [reply()]))).toMatchObject({
			field: 'Buttons',
			detail: 'are 301, Telegram shows 300 at most',
		});
	});

	it.each<[Button, Button]>([
		[callback('1'), reply()],
		[reply(), url('https://example.com/')],
		[copy('x'), { kind: 'requestContact', text: 'My number' }],
		[{ kind: 'requestLocation', text: 'My place' }, webApp('https://example.com/')],
	])('buttons under the message beside buttons of the keyboard: %j, %j', (one, other) => {
		for (const rows of [[[one, other]], [[one], [other]], [[other], [one]]]) {
			expect(refusal(rows).message).toMatch(/^Buttons, row \d, button \d does not go with the others$/);
		}
	});
});

/** Whatever people draw, fitting or not. */
const anyText = fc.oneof(
	fc.string({ maxLength: 12 }),
	fc.string({ unit: 'grapheme', maxLength: 12 }),
	fc.constantFrom('', ' ', '0', '😀', 'Да'),
);
const anyLength = (unit: string, most: number) =>
	fc.oneof(
		anyText,
		fc.integer({ min: most - 1, max: most + 1 }).map((length) => unit.repeat(length)),
	);
const anyLink = fc.oneof(
	fc.webUrl({ withQueryParameters: true, withFragments: true }),
	fc.webUrl({
		validSchemes: ['http', 'https', 'ftp', 'ws'],
		authoritySettings: { withPort: true, withUserInfo: true },
	}),
	fc.constantFrom(
		'tg://user?id=42',
		'tg://resolve?domain=a',
		'http://localhost',
		'https://localhost:1/',
		'tg://',
		'',
	),
	fc.constantFrom(
		'http://2130706433',
		'https:a.b',
		'http:\\\\a.b',
		'http://a。b',
		' http://a.b',
		'http://a.b ',
		'x',
	),
	fc
		.tuple(fc.constantFrom('http://', 'https://', 'tg://', ''), fc.string({ maxLength: 12 }))
		.map((parts) => parts.join('')),
);
const look = { text: anyText, style: fc.constantFrom('primary', 'success', 'danger') };
const anyOf = (fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Button> =>
	fc
		.tuple(fc.record(look, { requiredKeys: ['text'] }), fc.record(fields))
		.map(([seen, own]) => ({ ...seen, ...own }) as Button);
const anyInline = fc.oneof(
	anyOf({ kind: fc.constant('callback'), data: fc.oneof(anyLength('a', 64), anyLength('ж', 32)) }),
	anyOf({ kind: fc.constant('copyText'), value: fc.oneof(anyLength('a', 256), anyLength('😀', 256)) }),
	anyOf({ kind: fc.constant('url'), url: anyLink }),
	anyOf({ kind: fc.constant('webApp'), url: anyLink }),
);
const anyKey = anyOf({ kind: fc.constantFrom('reply', 'requestContact', 'requestLocation') });
const rowsOf = (button: fc.Arbitrary<Button>): fc.Arbitrary<ButtonRows> =>
	fc.oneof(
		{ weight: 9, arbitrary: fc.array(fc.array(button, { maxLength: 2 }), { maxLength: 2 }) },
		{ weight: 1, arbitrary: fc.array(fc.array(button, { maxLength: 13 }), { maxLength: 5 }) },
	);
const anyRows = fc.oneof(rowsOf(anyInline), rowsOf(anyKey), rowsOf(fc.oneof(anyInline, anyKey)));
/** Such as fit, so that whole keyboards do. */
const fittingRows = rowsOf(
	fc.oneof(
		fc.string({ minLength: 1, maxLength: 64 }).map((data) => callback(data)),
		fc.string({ unit: 'grapheme', minLength: 1, maxLength: 9 }).map((value) => copy(value)),
		fc.webUrl().map((address) => url(address)),
	),
);
const anyKeyboard: fc.Arbitrary<KeyboardOptions> = fc.record(
	{
		resize: fc.boolean(),
		oneTime: fc.boolean(),
		persistent: fc.boolean(),
		placeholder: anyLength('😀', 64),
	},
	{ requiredKeys: [] },
);

describe('whatever is not refused before', () => {
	let telegram: TelegramEmulator;
	let bot: EmulatedBot;

	beforeAll(async () => ({ telegram, bot } = await startTelegram()));
	afterAll(async () => await telegram.stop());
	beforeEach(() => atRest(telegram));

	/** A link as it is understood, since Telegram writes it in its own way. */
	const understood = (address: unknown): unknown => {
		if (typeof address !== 'string') return address;
		return /^tg:/i.test(address) ? address.toLowerCase() : new URL(address).href;
	};

	const comparable = (markup: unknown): unknown =>
		JSON.parse(JSON.stringify(markup), (name, value: unknown) =>
			name === 'url' ? understood(value) : value,
		);

	it('Telegram takes, and shows unchanged', async () => {
		let taken = 0;
		await fc.assert(
			fc.asyncProperty(fc.oneof(anyRows, fittingRows), anyKeyboard, async (rows, options) => {
				let markup: unknown;
				try {
					markup = toReplyMarkup(rows, options);
				} catch (error) {
					expect(error).toBeInstanceOf(InvalidInput);
					return;
				}
				bot.sent.length = 0;
				await call(lineTo(telegram.url), {
					method: 'sendMessage',
					payload: { chat_id: ANN, text: 'x', ...(markup !== undefined && { reply_markup: markup }) },
					effect: 'write',
				});
				expect(comparable(bot.sent[0]?.replyMarkup ?? {})).toEqual(comparable(markup ?? {}));
				if (markup !== undefined) taken += 1;
			}),
			{ numRuns: 600 },
		);
		// the property says nothing when everything is refused
		expect(taken).toBeGreaterThan(50);
	});
});
