import fc from 'fast-check';
import type { TextFormat } from '../../client/model/message';
import { isInvisible, visibleLength } from '../../client/text/length';
import { FORMATS, WELL_FORMED } from './arbitrary';
import { see } from './strict/see';

describe('the visible length', () => {
	it.each<[TextFormat, string, number]>([
		['plain', '<b>&amp;</b>', 12],
		['html', '<b>&amp;</b>', 1],
		['html', '<a href="https://example.com">😀</a>', 1],
		['markdownV2', '*a\\.b*', 3],
		['markdownV2', '[text](https://example.com)', 4],
		['markdownV2', '>a\n>b', 3],
		['markdown', '*a\\_b* \\_', 6],
		['html', '', 0],
	])('in %s of %j is %i', (format, text, length) => {
		expect(visibleLength(text, format)).toBe(length);
	});

	it.each(FORMATS)('of well-formed %s is that of what a strict reader sees', (format) => {
		fc.assert(
			fc.property(WELL_FORMED[format], (text) =>
				expect(visibleLength(text, format)).toBe(see(text, format).length),
			),
		);
	});
});

describe('a text that shows nothing', () => {
	it.each<[TextFormat, string, boolean]>([
		['plain', '', true],
		['plain', ' \n\u200B', true],
		['html', '<b> </b><i></i>&#160;', true],
		['plain', '<b> </b>', false],
		['markdownV2', '* *', true],
		['markdownV2', '\\*', false],
	])('is told in %s: %j', (format, text, invisible) => {
		expect(isInvisible(text, format)).toBe(invisible);
	});
});
