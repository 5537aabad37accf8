import fc from 'fast-check';
import type { TextFormat } from '../../client/model/message';
import { codePoints } from '../../client/text/characters';
import { toPlain } from '../../client/text/plain';
import { FORMATS, garbage } from './arbitrary';

describe('a text turned into plain text', () => {
	it.each<[string, TextFormat, string, string]>([
		['loses its marks', 'html', '<b>one</b> <i>two</i> &lt;3', 'one two <3'],
		['loses its escapes', 'markdownV2', '*one\\.* ||two||', 'one. two'],
		[
			'keeps the address of a link',
			'html',
			'see <a href="https://e.com/?a=1&amp;b=2">here</a>',
			'see here (https://e.com/?a=1&b=2)',
		],
		['keeps it in MarkdownV2', 'markdownV2', '[*he*re](https://e.com/\\))', 'here (https://e.com/))'],
		['keeps it in legacy Markdown', 'markdown', '[here](https://e.com)', 'here (https://e.com)'],
		[
			'names an address once when it is the text too',
			'html',
			'<a href="https://e.com/">https://e.com</a>',
			'https://e.com',
		],
		[
			'names it once when the text leaves the scheme out',
			'html',
			'<a href="https://E.com/">e.com</a>',
			'e.com',
		],
		['names it once when there is no other', 'markdownV2', '[e\\.com]', 'e.com'],
		['leaves out who is mentioned', 'markdownV2', '[Ann](tg://user?id=1)', 'Ann'],
		['leaves out which emoji it is', 'markdownV2', '![👍](tg://emoji?id=1)', '👍'],
		['has no address without a text', 'markdownV2', 'a[](https://e.com)b', 'ab'],
		['shows markup that cannot be read', 'html', '<b>one <br> two', '<b>one <br> two'],
		['stays as it is when it was plain', 'plain', '<b>&amp;', '<b>&amp;'],
	])('%s', (_, format, text, plain) => {
		expect(toPlain(text, format)).toBe(plain);
	});

	it('leaves addresses out that would make it longer than allowed', () => {
		const text = '<a href="https://e.com/long">one</a> <a href="e.co">two</a>';
		expect(toPlain(text, 'html', 30)).toBe('one (https://e.com/long) two');
		expect(toPlain(text, 'html', 15)).toBe('one two (e.co)');
		expect(toPlain(text, 'html', 7)).toBe('one two');
	});

	it.each(FORMATS)('is made of any text whatever in %s, and keeps to its limit', (format) => {
		fc.assert(
			fc.property(garbage, fc.nat(200), (text, limit) => {
				const least = codePoints(toPlain(text, format, 0));
				expect(codePoints(toPlain(text, format, limit))).toBeLessThanOrEqual(Math.max(limit, least));
			}),
		);
	});
});
