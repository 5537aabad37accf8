import fc from 'fast-check';
import { tokenize } from '../../../client/text/tokens/tokenize';
import { FORMATS, garbage, WELL_FORMED } from '../arbitrary';
import { see } from '../strict/see';
import { textOf } from '../strict/seen';

describe.each(FORMATS)('the tokens of %s', (format) => {
	const texts = fc.oneof(garbage, WELL_FORMED[format]);

	it('are the text when they are joined, whatever it is', () => {
		const joined = (text: string): string =>
			tokenize(text, format)
				.map(({ raw }) => raw)
				.join('');
		fc.assert(
			fc.property(texts, (text) => expect(joined(text)).toBe(text)),
			{ numRuns: 500 },
		);
	});

	it('have runs that stand for themselves', () => {
		fc.assert(
			fc.property(texts, (text) => {
				for (const token of tokenize(text, format))
					if (token.kind === 'run') expect(token.text).toBe(token.raw);
			}),
		);
	});

	it('have every mark opened and closed, one inside the other', () => {
		fc.assert(
			fc.property(texts, (text) => {
				const open = [];
				for (const token of tokenize(text, format)) {
					if (token.kind === 'open') open.push(token.mark);
					if (token.kind === 'close') expect(open.pop()).toBe(token.mark);
				}
				expect(open).toEqual([]);
			}),
			{ numRuns: 500 },
		);
	});

	it('show what a strict reader sees, where that one can read', () => {
		const visible = (text: string): string =>
			tokenize(text, format)
				.map((token) => ('text' in token ? token.text : ''))
				.join('');
		fc.assert(
			fc.property(WELL_FORMED[format], (text) => expect(visible(text)).toBe(textOf(see(text, format)))),
		);
	});
});
