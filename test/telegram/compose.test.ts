import type { MediaKind, MediaSource, Message, TextFormat } from '../../client/model/message';
import { InvalidInput } from '../../client/model/error';
import { compose, toId } from '../../client/telegram/compose';
import { visibleLength } from '../../client/text/length';
import { message, thrownBy } from './line';

const refusal = (changes: Parameters<typeof message>[0]): InvalidInput => {
	const thrown = thrownBy(() => compose(message(changes)));
	expect(thrown).toBeInstanceOf(InvalidInput);
	return thrown as InvalidInput;
};

const PHOTO: Message['media'] = { kind: 'photo', source: { from: 'fileId', fileId: 'F1' } };
const split = { longText: 'split' } as const;

/** Two UTF-16 units, one character. */
const EMOJI = '😀';
/** Seven code points that look like one. */
const FAMILY = '👨‍👩‍👧‍👦';

describe('a text', () => {
	it.each<[TextFormat, object]>([
		['plain', {}],
		['html', { parse_mode: 'HTML' }],
		['markdownV2', { parse_mode: 'MarkdownV2' }],
		['markdown', { parse_mode: 'Markdown' }],
	])('in the format %s becomes one call', (format, mode) => {
		expect(compose(message({ format }))).toEqual([
			{
				method: 'sendMessage',
				payload: { text: 'Hello', ...mode },
				text: { field: 'text', value: 'Hello' },
			},
		]);
	});

	it('goes out to the letter', () => {
		const text = ' <b>&amp; *_~`\n\tпривет 👋🏽 "\\" ';
		expect(compose(message({ text }))).toMatchObject([{ payload: { text } }]);
	});

	it.each<[TextFormat, string]>([
		['plain', ''],
		['plain', ' \n\t'],
		['plain', '\u00A0'],
		['html', '<b></b>'],
		['html', ' <i> \n</i> '],
		['html', '<b>&#32;</b>'],
		['html', '<a href="https://example.com"></a>'],
		['markdownV2', '* *'],
		['markdownV2', '**____'],
		['markdownV2', '  '],
		['markdown', ' '],
	])('in the format %s that shows nothing is refused: %j', (format, text) => {
		expect(refusal({ format, text })).toMatchObject({ field: 'Text', detail: 'is empty' });
	});

	it.each<[TextFormat, string]>([
		['plain', '<b></b>'],
		['plain', '0'],
		['html', '<b>0</b>'],
		['html', '&lt;'],
		['markdownV2', '\\*'],
	])('in the format %s that shows something is sent: %j', (format, text) => {
		expect(compose(message({ format, text }))).toMatchObject([{ payload: { text } }]);
	});
});

describe('the length of a text', () => {
	it.each<[string, TextFormat, string]>([
		['4096 letters', 'plain', 'a'.repeat(4096)],
		['4096 emoji', 'plain', EMOJI.repeat(4096)],
		['4096 code points in families', 'plain', `${FAMILY.repeat(585)}a`],
		['4096 letters in bold', 'html', `<b>${'a'.repeat(4096)}</b>`],
		['4096 escaped characters', 'html', '&lt;'.repeat(4096)],
		['4096 escaped dots', 'markdownV2', '\\.'.repeat(4096)],
	])('may be %s', (_name, format, text) => {
		expect(compose(message({ format, text }))).toMatchObject([{ payload: { text } }]);
	});

	it.each<[string, TextFormat, string, number]>([
		['4097 letters', 'plain', 'a'.repeat(4097), 4097],
		['4097 emoji', 'plain', EMOJI.repeat(4097), 4097],
		['4097 code points in families', 'plain', `${FAMILY.repeat(585)}aa`, 4097],
		['4097 letters in bold', 'html', `<b>${'a'.repeat(4097)}</b>`, 4097],
		['4097 characters of a tag that is none here', 'plain', '<b>'.repeat(1366).slice(0, 4097), 4097],
	])('may not be %s', (_name, format, text, length) => {
		expect(refusal({ format, text })).toMatchObject({
			field: 'Text',
			detail: `has ${length} characters, Telegram takes 4096`,
			advice: 'Shorten it, or set Long Text to Split',
			reason: 'invalidMessage',
		});
	});

	it('is measured in bytes too, with the markup', () => {
		const text = `<a href="https://example.com/${'x'.repeat(32_768)}">Open</a>`;
		expect(refusal({ format: 'html', text })).toMatchObject({
			detail: `has ${Buffer.byteLength(text)} bytes with its markup, Telegram takes 32768`,
		});
	});

	it('may be 32768 bytes and no more', () => {
		const of = (bytes: number): string => {
			const around = '<a href="https://example.com/">Open</a>'.length;
			return `<a href="https://example.com/${'x'.repeat(bytes - around)}">Open</a>`;
		};
		expect(compose(message({ format: 'html', text: of(32_768) }))).toHaveLength(1);
		refusal({ format: 'html', text: of(32_769) });
	});

	it.each(['a', EMOJI])('beside a file may be 1024 characters and no more: %s', (letter) => {
		expect(compose(message({ media: PHOTO, text: letter.repeat(1024) }))).toMatchObject([
			{ payload: { caption: letter.repeat(1024) } },
		]);
		expect(refusal({ media: PHOTO, text: letter.repeat(1025) })).toMatchObject({
			detail: 'has 1025 characters, Telegram takes 1024 beside a file',
		});
	});
});

describe('a text that is too long, when it may be split,', () => {
	const words = Array.from({ length: 1500 }, (_, index) => `word${index}`).join(' ');

	it('becomes several calls with all of its words', () => {
		const steps = compose(message({ text: words, leeway: split }));
		expect(steps.length).toBeGreaterThan(2);
		for (const { payload } of steps) {
			expect([...String(payload.text)].length).toBeLessThanOrEqual(4096);
		}
		expect(
			steps
				.map(({ payload }) => payload.text)
				.join(' ')
				.split(/\s+/),
		).toEqual(words.split(' '));
	});

	it('has the buttons under the last part, the quoted message above the first, and its options on all', () => {
		const steps = compose(
			message({
				text: words,
				leeway: split,
				buttons: [[{ kind: 'callback', text: 'Ok', data: '1' }]],
				options: { replyTo: '4711', silent: true, protect: true, topicId: '7', linkPreview: 'off' },
			}),
		);
		steps.forEach(({ payload }, index) => {
			expect(payload).toMatchObject({
				disable_notification: true,
				protect_content: true,
				message_thread_id: 7,
				link_preview_options: { is_disabled: true },
			});
			expect('reply_parameters' in payload).toBe(index === 0);
			expect('reply_markup' in payload).toBe(index === steps.length - 1);
		});
	});

	it('keeps its format in each part', () => {
		const steps = compose(message({ format: 'html', text: `<b>${words} &lt;end&gt;</b>`, leeway: split }));
		for (const { payload } of steps) {
			expect(payload).toMatchObject({ parse_mode: 'HTML' });
			expect(String(payload.text)).toMatch(/^<b>[^<]*<\/b>$/);
			expect(visibleLength(String(payload.text), 'html')).toBeLessThanOrEqual(4096);
		}
	});

	it('begins as the caption of its file and goes on as messages', () => {
		const steps = compose(
			message({ media: PHOTO, text: words, leeway: split, buttons: [[{ kind: 'reply', text: 'Ok' }]] }),
		);
		const [first, ...rest] = steps;
		expect(first).toMatchObject({
			method: 'sendPhoto',
			payload: { photo: 'F1' },
			text: { field: 'caption' },
		});
		expect([...String(first?.payload.caption)].length).toBeLessThanOrEqual(1024);
		expect(first?.payload).not.toHaveProperty('reply_markup');
		for (const step of rest) {
			expect(step).toMatchObject({ method: 'sendMessage', text: { field: 'text' } });
			expect(step.payload).not.toHaveProperty('photo');
		}
		expect(rest.at(-1)?.payload).toHaveProperty('reply_markup');
	});

	it('because of its bytes becomes parts that all fit', () => {
		const link = `<a href="https://example.com/${'x'.repeat(2_000)}">Open it</a> `;
		const steps = compose(message({ format: 'html', text: link.repeat(40), leeway: split }));
		expect(steps.length).toBeGreaterThan(1);
		for (const { payload } of steps) {
			expect(Buffer.byteLength(String(payload.text))).toBeLessThanOrEqual(32_768);
		}
	});

	it('stays whole when it fits', () => {
		expect(compose(message({ text: 'a'.repeat(4096), leeway: split }))).toHaveLength(1);
	});
});

const SOURCES: Array<[string, MediaSource]> = [
	['an address', { from: 'url', url: 'https://example.com/a.jpg' }],
	['a file id', { from: 'fileId', fileId: 'F1' }],
	['a file', { from: 'file', file: { data: Buffer.from('x'), name: 'a.jpg', mimeType: 'image/jpeg' } }],
];
const KINDS: Array<[MediaKind, method: string, field: string]> = [
	['photo', 'sendPhoto', 'photo'],
	['document', 'sendDocument', 'document'],
	['video', 'sendVideo', 'video'],
	['audio', 'sendAudio', 'audio'],
	['voice', 'sendVoice', 'voice'],
	['animation', 'sendAnimation', 'animation'],
	['videoNote', 'sendVideoNote', 'video_note'],
	['sticker', 'sendSticker', 'sticker'],
];

describe('a medium', () => {
	const pairs = KINDS.flatMap(([kind, method, field]) =>
		SOURCES.map(([name, source]) => [kind, name, method, field, source] as const),
	).filter(([kind, , , , { from }]) => !(kind === 'videoNote' && from === 'url'));

	it.each(pairs)('of the kind %s from %s becomes %s', (kind, _name, method, field, source) => {
		const [step] = compose(message({ text: '', media: { kind, source } }));
		expect(step).toEqual({
			method,
			payload: source.from === 'file' ? {} : { [field]: source.from === 'url' ? source.url : source.fileId },
			...(source.from === 'file' && { files: { [field]: source.file } }),
			text: { field: 'caption', value: '' },
		});
	});

	it('has the text as its caption, in its format, with buttons and options', () => {
		expect(
			compose(
				message({
					media: PHOTO,
					text: '<b>Hi</b>',
					format: 'html',
					buttons: [[{ kind: 'callback', text: 'Ok', data: '1' }]],
					options: { silent: true, replyTo: '5' },
				}),
			),
		).toEqual([
			{
				method: 'sendPhoto',
				payload: {
					photo: 'F1',
					caption: '<b>Hi</b>',
					parse_mode: 'HTML',
					disable_notification: true,
					reply_parameters: { message_id: 5 },
					reply_markup: { inline_keyboard: [[{ text: 'Ok', callback_data: '1' }]] },
				},
				text: { field: 'caption', value: '<b>Hi</b>' },
			},
		]);
	});

	it.each<[TextFormat, string]>([
		['plain', ''],
		['plain', ' '],
		['html', '<b></b>'],
	])('in the format %s has no caption when there is nothing to see: %j', (format, text) => {
		const [step] = compose(message({ media: PHOTO, format, text }));
		expect(step?.payload).toEqual({ photo: 'F1' });
	});

	it.each([
		['sticker', 'sticker'],
		['videoNote', 'video note'],
	] as const)('of the kind %s takes no text', (kind, name) => {
		const media = { kind, source: { from: 'fileId', fileId: 'F1' } } as const;
		expect(refusal({ media, text: 'Hi' })).toMatchObject({
			field: 'Text',
			detail: `cannot go with a ${name}`,
			reason: 'unsupported',
		});
		expect(compose(message({ media, text: ' ' }))).toHaveLength(1);
	});

	it('that is a video note is not fetched from the web', () => {
		const media = { kind: 'videoNote', source: { from: 'url', url: 'https://example.com/a.mp4' } } as const;
		expect(refusal({ media, text: '' })).toMatchObject({ field: 'File URL', reason: 'unsupported' });
	});
});

describe('an option', () => {
	it.each<[Message['options'], object]>([
		[{ silent: true }, { disable_notification: true }],
		[{ silent: false }, {}],
		[{ protect: true }, { protect_content: true }],
		[{ topicId: '7' }, { message_thread_id: 7 }],
		[{ topicId: '1' }, {}],
		[{ topicId: '' }, {}],
		[{ replyTo: '4711' }, { reply_parameters: { message_id: 4711 } }],
		[{ linkPreview: 'off' }, { link_preview_options: { is_disabled: true } }],
		[{ linkPreview: 'small' }, { link_preview_options: { prefer_small_media: true } }],
		[{ linkPreview: 'large' }, { link_preview_options: { prefer_large_media: true } }],
		[{ linkPreview: 'aboveText' }, { link_preview_options: { show_above_text: true } }],
	])('has the form of Telegram: %j', (options, payload) => {
		expect(compose(message({ options }))[0]?.payload).toEqual({ text: 'Hello', ...payload });
	});

	it.each(['topicId', 'replyTo'] as const)('%s that is no id is refused', (name) => {
		const field = { topicId: 'Topic ID', replyTo: 'Reply To' }[name];
		for (const value of ['x', '0', '-5', '4.5', '1e3', ' 7']) {
			expect(refusal({ options: { [name]: value } })).toMatchObject({ field });
		}
	});
});

describe('an id of a message or a topic', () => {
	it.each(['1', '4711', '999999999999999'])('is a whole number: %s', (text) => {
		expect(toId(text, 'Message ID')).toBe(Number(text));
	});

	it.each(['', '0', '00', '-1', '1.0', 'abc', '1e5', '٤', '1234567890123456'])('cannot be “%s”', (text) => {
		expect(() => toId(text, 'Message ID')).toThrow('Message ID');
	});
});
