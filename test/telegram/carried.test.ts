import fc from 'fast-check';

import type { Message, TextFormat } from '../../client/model/message';
import { MOST_CARRIED, UNSEEN, withCarried } from '../../client/telegram/carried';
import { compose } from '../../client/telegram/compose';
import { pressOf } from '../../client/telegram/press';
import { sendMessage } from '../../client/telegram/send';
import { escapeFor } from '../../client/text/escape';
import type { EmulatedBot, TelegramEmulator } from '../emulators/telegram';
import { parseFormatted } from '../emulators/telegram/text/formatted';
import { ANN, atRest, CHANNEL, id, lineTo, ME, message, startTelegram } from './line';

const ADDRESSES = [
	'https://answer.invalid/webhook-waiting/17/a-b?question=q&choice=a_b*c&signature=00',
	'https://answer.invalid/webhook-waiting/17/a-b?question=q&choice=%28%22%29%5C&signature=11',
];

const MODES: Record<TextFormat, string> = {
	plain: '',
	html: 'HTML',
	markdownV2: 'MarkdownV2',
	markdown: 'Markdown',
};
const FORMATS = Object.keys(MODES) as TextFormat[];

const shown = (text: string, format: TextFormat) => parseFormatted(text, MODES[format], undefined);

/** What people see, and the addresses that they do not. */
function seen(text: string, format: TextFormat) {
	const { text: all, entities } = shown(text, format);
	const links = entities.filter(({ type, offset }) => type === 'text_link' && all[offset] === UNSEEN);
	const rest = entities.filter((entity) => !links.includes(entity));
	return {
		text: all.replaceAll(UNSEEN, ''),
		links: links.map(({ url }) => url),
		marked: rest.map(({ type, offset, length }) => [
			type,
			all.slice(offset, offset + length).replaceAll(UNSEEN, ''),
		]),
	};
}

const marked = (text: string, format: TextFormat) => {
	const { text: all, entities } = shown(text, format);
	return entities.map(({ type, offset, length }) => [type, all.slice(offset, offset + length)]);
};

describe('a text that carries addresses', () => {
	it.each(FORMATS)('in the format %s shows every text to the letter', (format) => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (any) => {
				const text = any.replaceAll(UNSEEN, '').replaceAll('\0', '');
				const written = withCarried(escapeFor(format, text), format, ADDRESSES);
				expect(seen(written.text, written.format)).toMatchObject({ text, links: ADDRESSES });
			}),
		);
	});

	it.each<[TextFormat, string]>([
		['html', '<b>May</b> we <a href="https://example.com/">deliver</a>? <pre>1 &lt; 2</pre>'],
		['html', '<blockquote expandable>one\ntwo</blockquote>'],
		['markdownV2', '*May* we [deliver](https://example.com/)? `1`'],
		['markdownV2', '__one__'],
		['markdownV2', '>a quote\n>of two lines\nand more'],
		['markdown', '*May* we [deliver](https://example.com/)?'],
	])('in the format %s keeps its marks: %s', (format, text) => {
		const written = withCarried(text, format, ADDRESSES);
		expect(seen(written.text, written.format)).toEqual({
			text: shown(text, format).text,
			links: ADDRESSES,
			marked: marked(text, format),
		});
	});

	it('in Markdown keeps a quotation that is folded, at the price of a line', () => {
		const text = '**>a quote\n>that is folded||';
		const written = withCarried(text, 'markdownV2', ADDRESSES);
		const { links, marked: marks } = seen(written.text, written.format);
		expect(links).toEqual(ADDRESSES);
		expect(marks[0]?.[0]).toBe(marked(text, 'markdownV2')[0]?.[0]);
	});
});

let telegram: TelegramEmulator;
let bot: EmulatedBot;

beforeAll(async () => ({ telegram, bot } = await startTelegram()));
afterAll(async () => await telegram.stop());
beforeEach(() => atRest(telegram));

const BUTTONS: Message['buttons'] = [[{ kind: 'callback', text: 'Yes', data: 'ask:q:0' }]];
const carrying = (changes: Parameters<typeof message>[0] = {}): Message =>
	message({ buttons: BUTTONS, carried: ADDRESSES, ...changes });

const send = async (changes: Parameters<typeof message>[0] = {}, to = id(ANN)) =>
	await sendMessage(lineTo(telegram.url), { recipient: to }, carrying(changes));

/** What comes when the button of the last message is pressed. */
function press(): unknown {
	const sent = bot.sent.at(-1);
	return bot.press(sent?.messageId ?? 0, 'ask:q:0', { chatId: sent?.chatId ?? 0, userId: ANN });
}

const ME_AS_BOT = { id: String(ME.id), name: null };

describe('a message', () => {
	it.each(FORMATS)('in the format %s gives its addresses back with a press', async (format) => {
		const receipt = await send({ format, text: 'Hello' });
		expect(receipt.degraded).toEqual([]);
		expect(bot.sent[0]).toMatchObject({ message: { link_preview_options: { is_disabled: true } } });
		expect(pressOf(press(), ME_AS_BOT)).toEqual({
			pressId: expect.any(String),
			data: 'ask:q:0',
			carried: ADDRESSES,
		});
	});

	it('gives them back also from a channel and from beside a file', async () => {
		await send({}, id(CHANNEL));
		expect(pressOf(press(), ME_AS_BOT)?.carried).toEqual(ADDRESSES);
		const file = { data: Buffer.from('x'), name: 'a', mimeType: 'x/y' };
		await send({ text: 'Caption', media: { kind: 'photo', source: { from: 'file', file } } });
		expect(pressOf(press(), ME_AS_BOT)?.carried).toEqual(ADDRESSES);
	});

	it('carries them in its last part, under which the buttons stand', async () => {
		await send({ text: 'word '.repeat(1_800), leeway: { longText: 'split' } });
		expect(bot.sent.length).toBeGreaterThan(1);
		expect(JSON.stringify(bot.sent.slice(0, -1))).not.toContain('answer.invalid');
		expect(pressOf(press(), ME_AS_BOT)?.carried).toEqual(ADDRESSES);
	});

	it('still carries them when its markup is broken and it goes out as plain text', async () => {
		await send({ text: '<b>1 < 2', format: 'html', leeway: { brokenFormat: 'plain' } });
		expect(bot.sent.at(-1)?.text?.replaceAll(UNSEEN, '')).not.toContain('answer.invalid');
		expect(pressOf(press(), ME_AS_BOT)?.carried).toEqual(ADDRESSES);
	});

	it('has room for that many characters less', () => {
		const { length } = ADDRESSES;
		expect(compose(carrying({ text: 'a'.repeat(4_096 - length) }))).toHaveLength(1);
		expect(() => compose(carrying({ text: 'a'.repeat(4_097 - length) }))).toThrow(/Text has/);
		const many = Array.from({ length: MOST_CARRIED }, () => `https://answer.invalid/${'x'.repeat(2_000)}`);
		expect(() => compose(carrying({ carried: many }))).toThrow(/bytes with its markup and its answers/);
	});
});

describe('a press', () => {
	const links = [{ type: 'text_link', offset: 0, length: 1, url: ADDRESSES[0] }];
	const at = (changes: object) => ({
		callback_query: {
			id: '1',
			data: 'x',
			message: { from: { id: ME.id, is_bot: true }, text: `${UNSEEN}Hi`, entities: links, ...changes },
		},
	});

	it('under a message of the bot itself brings what stands unseen in it', () => {
		expect(pressOf(at({}), ME_AS_BOT)?.carried).toEqual([ADDRESSES[0]]);
	});

	it.each([
		['of another bot', { from: { id: 5, is_bot: true } }],
		['of a person', { from: { id: ME.id, is_bot: false } }],
		['by way of another bot', { via_bot: { id: 5, is_bot: true } }],
		['without a sender', { from: undefined, chat: { id: 1, type: 'supergroup' } }],
		['that is too old to be shown', { from: undefined, text: undefined, entities: undefined, date: 0 }],
		['whose links can be seen', { text: 'Hi' }],
		['with broken marks', { entities: [null, 1, {}, { type: 'text_link', offset: 'x', length: 1 }] }],
	])('under a message %s brings nothing', (_, changes) => {
		expect(pressOf(at(changes), ME_AS_BOT)?.carried).toEqual([]);
	});

	it('is none where nothing was pressed', () => {
		for (const update of [undefined, null, 1, {}, { message: {} }, { callback_query: 1 }]) {
			expect(pressOf(update, null)).toBeUndefined();
		}
	});
});
