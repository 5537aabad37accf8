import fc from 'fast-check';
import type { TextFormat } from '../../client/model/message';
import { codePoints, isBlank } from '../../client/text/characters';
import { splitText } from '../../client/text/split';
import type { Token } from '../../client/text/tokens/token';
import { tokenize } from '../../client/text/tokens/tokenize';
import { FORMATS, garbage, WELL_FORMED } from './arbitrary';
import { see } from './strict/see';
import { marksOf, type Seen, textOf } from './strict/seen';

/** Raise it for a long search: `RUNS=5000 npx jest test/text`. */
const RUNS = Number(process.env.RUNS ?? 100);

interface Case {
	text: string;
	/** What the strict reader sees of the text and of each of its parts; it throws when one is not well-formed. */
	whole: Seen[];
	parts: string[];
	seen: Seen[][];
	limit: number;
	firstLimit: number;
}

const limits = fc.integer({ min: 4, max: 60 });

/** Splits many texts and judges each. Texts that show nothing have a test of their own. */
const forAll = (format: TextFormat, judge: (one: Case) => void): void =>
	fc.assert(
		fc.property(WELL_FORMED[format], limits, limits, (text, limit, firstLimit) => {
			const whole = see(text, format);
			if (isBlank(textOf(whole))) return;
			const parts = splitText(text, format, { limit, firstLimit });
			judge({ text, whole, parts, seen: parts.map((part) => see(part, format)), limit, firstLimit });
		}),
		{ numRuns: RUNS },
	);

/**
 * Where each part stands in the whole, in code points. Throws when more is missing in between than blank
 * characters. In MarkdownV2 a line break at the end of a part may have been added.
 */
function placesOf(whole: Seen[], parts: Seen[][], format: TextFormat): Array<{ from: number; to: number }> {
	const text = whole.map((seen) => seen.text);
	let from = 0;
	const places = parts.map((part) => {
		const piece = part.map((seen) => seen.text);
		const stands = (length: number): boolean =>
			length > 0 && piece.slice(0, length).every((one, index) => one === text[from + index]);
		const added = format === 'markdownV2' && piece.at(-1) === '\n';
		for (;;) {
			const length = stands(piece.length)
				? piece.length
				: added && stands(piece.length - 1)
					? piece.length - 1
					: 0;
			if (length > 0) {
				const place = { from, to: from + length };
				from = place.to;
				return place;
			}
			if (!isBlank(text[from] ?? '.'))
				throw new Error(`${piece.join('')} is not at ${text.slice(from).join('')}`);
			from += 1;
		}
	});
	if (!isBlank(text.slice(from).join(''))) throw new Error(`${text.slice(from).join('')} is missing`);
	return places;
}

describe.each(FORMATS)('a well-formed %s text that is split', (format) => {
	it('has no part over the limits', () => {
		forAll(format, ({ seen, limit, firstLimit }) => {
			const over = seen.filter((part, index) => part.length > (index === 0 ? firstLimit : limit));
			expect(over.map(textOf)).toEqual([]);
		});
	});

	it('has only parts that are well-formed and show something', () => {
		forAll(format, ({ seen }) => expect(seen.map(textOf).filter(isBlank)).toEqual([]));
	});

	it('has no lone surrogates', () => {
		forAll(format, ({ parts }) => expect(parts.map((part) => Buffer.from(part).toString())).toEqual(parts));
	});

	it('shows in its parts what it shows as a whole, but for white space at the cuts', () => {
		forAll(format, ({ whole, seen }) => expect(placesOf(whole, seen, format)).toHaveLength(seen.length));
	});

	it('keeps the formatting of every character', () => {
		forAll(format, ({ whole, seen }) => {
			placesOf(whole, seen, format).forEach(({ from, to }, index) => {
				// the last line break may be an added one in place of one that was dropped
				const last = format === 'markdownV2' && whole[to - 1]?.text === '\n' ? to - 1 : to;
				expect(seen[index]?.slice(0, last - from).map(marksOf)).toEqual(whole.slice(from, last).map(marksOf));
			});
		});
	});

	it('has no grapheme cluster cut that fits into a part', () => {
		const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
		forAll(format, ({ whole, seen, limit, firstLimit }) => {
			// the line break that closes a quote takes one
			const room = Math.min(limit, firstLimit) - (format === 'markdownV2' ? 1 : 0);
			const inside = new Set<number>();
			let at = 0;
			for (const { segment } of segmenter.segment(textOf(whole))) {
				const size = codePoints(segment);
				for (let one = 1; one < size; one += 1) if (size <= room) inside.add(at + one);
				at += size;
			}
			const cuts = placesOf(whole, seen, format).flatMap(({ from, to }) => [from, to]);
			expect(cuts.filter((cut) => inside.has(cut))).toEqual([]);
		});
	});

	it('comes back to the letter when it is within the limit', () => {
		forAll(format, ({ text, whole }) =>
			expect(splitText(text, format, { limit: whole.length })).toEqual([text]),
		);
	});

	it('has no part over the bound of bytes, and still all of its text', () => {
		// legacy Markdown cannot write every text without its marks, so here none has to be left out of it
		const fewest = format === 'markdown' ? 200 : 64;
		fc.assert(
			fc.property(WELL_FORMED[format], fc.integer({ min: fewest, max: 300 }), (text, maxBytes) => {
				const whole = see(text, format);
				if (isBlank(textOf(whole))) return;
				const parts = splitText(text, format, { limit: 50, maxBytes });
				expect(parts.filter((part) => Buffer.byteLength(part) > maxBytes)).toEqual([]);
				placesOf(
					whole,
					parts.map((part) => see(part, format)),
					format,
				);
			}),
			{ numRuns: RUNS },
		);
	});
});

describe('links that fit into a part', () => {
	it('are never cut', () => {
		const words = fc.stringMatching(/^[a-z]{1,4}( [a-z]{1,4}){0,2}$/);
		const link = words.map((text) => `<a href="https://example.com">${text}</a>`);
		const texts = fc.array(fc.oneof(words, link, fc.constantFrom(' ', '. ', '\n\n')), {
			minLength: 1,
			maxLength: 20,
		});
		fc.assert(
			fc.property(texts, fc.integer({ min: 14, max: 30 }), (pieces, limit) => {
				const links = (text: string): number => text.split('<a ').length - 1;
				const text = pieces.join('').trimStart();
				expect(links(splitText(text, 'html', { limit }).join(''))).toBe(links(text));
			}),
			{ numRuns: RUNS * 3 },
		);
	});
});

/** As written: what one sees of it, but for white space, which may go at a cut. */
const visiblePieces = (token: Token): string[] => {
	if (token.kind === 'run') return [...token.raw].filter((one) => !isBlank(one));
	// a second `>` where a line of a quote begins is a unit of which one sees nothing
	return token.kind === 'unit' && !isBlank(token.text) ? [token.raw] : [];
};

describe.each(FORMATS)('any text whatever, taken for %s and split', (format) => {
	it('loses none of its visible pieces', () => {
		fc.assert(
			fc.property(garbage, fc.integer({ min: 4, max: 40 }), (text, limit) => {
				const joined = splitText(text, format, { limit }).join('');
				let at = 0;
				for (const piece of tokenize(text, format).flatMap(visiblePieces)) {
					at = joined.indexOf(piece, at);
					if (at < 0) throw new Error(`${JSON.stringify(piece)} is missing`);
					at += piece.length;
				}
			}),
			{ numRuns: RUNS * 3 },
		);
	});
});
