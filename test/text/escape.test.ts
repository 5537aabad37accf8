import fc from 'fast-check';
import type { TextFormat } from '../../client/model/message';
import {
	escapeFor,
	escapeHtml,
	escapeMarkdown,
	escapeMarkdownV2,
	escapeMarkdownV2Code,
	escapeMarkdownV2Url,
} from '../../client/text/escape';
import { tokenize } from '../../client/text/tokens/tokenize';
import { FORMATS, garbage } from './arbitrary';
import { see } from './strict/see';
import { marksOf, textOf } from './strict/seen';

describe('escaping', () => {
	it.each<[string, (text: string) => string, string, string]>([
		['HTML', escapeHtml, '<a href="x">&lt;</a>', '&lt;a href=&quot;x&quot;&gt;&amp;lt;&lt;/a&gt;'],
		[
			'MarkdownV2',
			escapeMarkdownV2,
			'_*[]()~`>#+-=|{}.!\\a',
			'\\_\\*\\[\\]\\(\\)\\~\\`\\>\\#\\+\\-\\=\\|\\{\\}\\.\\!\\\\a',
		],
		['code of MarkdownV2', escapeMarkdownV2Code, 'a.b`c\\d', 'a.b\\`c\\\\d'],
		['addresses of MarkdownV2', escapeMarkdownV2Url, 'https://e.com/a_(b)\\', 'https://e.com/a_(b\\)\\\\'],
		['legacy Markdown', escapeMarkdown, '_*`[]().\\', '\\_\\*\\`\\[]().\\'],
	])('knows the signs of %s', (_, escape, text, escaped) => {
		expect(escape(text)).toBe(escaped);
	});

	it('leaves a plain text alone', () => {
		expect(escapeFor('plain', '<b> _a_ \\')).toBe('<b> _a_ \\');
	});

	it.each(FORMATS)('shows any text as it is in %s', (format) => {
		const visible = (text: string): string =>
			tokenize(escapeFor(format, text), format)
				.map((token) => ('text' in token ? token.text : '?'))
				.join('');
		fc.assert(fc.property(garbage, (text) => expect(visible(text)).toBe(text)));
	});

	it('makes any text fit into code and addresses of MarkdownV2', () => {
		const texts = garbage.filter(
			(text) => text !== '' && !/[\0\r]/.test(text) && Buffer.from(text).toString() === text,
		);
		fc.assert(
			fc.property(texts, (text) => {
				const code = see(`\`${escapeMarkdownV2Code(text)}\``, 'markdownV2');
				expect(textOf(code)).toBe(text);
				const link = tokenize(`[a](${escapeMarkdownV2Url(text)})`, 'markdownV2')[0];
				expect(link && 'mark' in link && link.mark.link).toBe(text);
			}),
		);
	});

	it('gives well-formed text without any formatting in every format', () => {
		const texts = garbage.filter((text) => !text.includes('\0') && Buffer.from(text).toString() === text);
		fc.assert(
			fc.property(texts, fc.constantFrom<TextFormat>(...FORMATS), (text, format) => {
				expect(see(escapeFor(format, text), format).map(marksOf).join('')).toBe('');
			}),
		);
	});
});
