import fc from 'fast-check';
import type { TextFormat } from '../../client/model/message';
import { codePoints, isBlank } from '../../client/text/characters';
import { visibleLength } from '../../client/text/length';
import { splitText } from '../../client/text/split';
import { FORMATS, garbage, WELL_FORMED } from './arbitrary';
import { see } from './strict/see';
import { marksOf, type Seen, textOf } from './strict/seen';

const RUNS = Number(process.env.RUNS ?? 300);

const bounds = fc.record({ limit: fc.integer({ min: 4, max: 60 }), firstLimit: fc.integer({ min: 4, max: 60 }) });

const isWellFormed = (text: string): boolean => Buffer.from(text).toString() === text;

/** Where each part stands in the whole. Fails unless only blank characters are missing in between. */
function places(whole: Seen[], parts: Seen[][], mayAdd: boolean): Array<{ from: number; to: number }> {
	const text = whole.map((seen) => seen.text);
	let at = 0;
	const found = parts.map((part) => {
		const piece = part.map((seen) => seen.text);
		const starts = (from: number, length: number) => piece.slice(0, length).every((one, index) => one === text[from + index]);
		// a line break at the end may have been added
		const lengths = mayAdd && piece.at(-1) === '\n' ? [piece.length, piece.length - 1] : [piece.length];
		for (let from = at; from <= text.length; from += 1) {
			const length = lengths.find((one) => one > 0 && starts(from, one));
			if (length !== undefined) {
				const place = { from, to: from + length };
				at = place.to;
				return place;
			}
			if (!isBlank(text[from] ?? 'x')) break;
		}
		throw new Error(`lost at ${at}: ${JSON.stringify(text.slice(at).join(''))} has not ${JSON.stringify(piece.join(''))}`);
	});
	if (!isBlank(text.slice(at).join(''))) throw new Error(`not all of the text is there: ${text.slice(at).join('')}`);
	return found;
}

describe.each(FORMATS)('a well-formed %s text that is split', (format) => {
	const mayAdd = format === 'markdownV2';
	const cases = fc.record({ text: WELL_FORMED[format], bounds });
	const check = (judge: (text: string, parts: string[], bounds: { limit: number; firstLimit: number }) => void) =>
		fc.assert(
			fc.property(cases, ({ text, bounds }) => judge(text, splitText(text, format, bounds), bounds)),
			{ numRuns: RUNS },
		);

	it('is what the strict reader of this test can read', () => {
		check((text) => expect(visibleLength(text, format)).toBe(see(text, format).length));
	});

	it('has no part over the limits', () => {
		check((_, parts, { limit, firstLimit }) => {
			parts.forEach((part, index) => expect(visibleLength(part, format)).toBeLessThanOrEqual(index === 0 ? firstLimit : limit));
		});
	});

	it('has well-formed parts, each of which shows something', () => {
		check((text, parts) => {
			if (isBlank(textOf(see(text, format)))) return expect(parts).toEqual([text]);
			for (const part of parts) expect(isBlank(textOf(see(part, format)))).toBe(false);
		});
	});

	it('shows in its parts what it shows as a whole, with the same formatting, but for white space at the cuts', () => {
		check((text, parts) => {
			const whole = see(text, format);
			const seen = parts.map((part) => see(part, format));
			if (parts.length === 1 && isBlank(textOf(whole))) return;
			places(whole, seen, mayAdd).forEach(({ from, to }, index) => {
				for (let at = from; at < to; at += 1) {
					// may be the line break that was added, in place of one that was dropped
					if (mayAdd && at === to - 1 && whole[at]?.text === '\n') continue;
					expect(marksOf(seen[index]?.[at - from] as Seen)).toBe(marksOf(whole[at] as Seen));
				}
			});
		});
	});

	it('has no grapheme cluster cut that would fit into a part', () => {
		const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
		check((text, parts, { limit, firstLimit }) => {
			const whole = see(text, format);
			if (isBlank(textOf(whole))) return;
			const longest = Math.min(limit, firstLimit) - (mayAdd ? 1 : 0);
			const inside = new Set<number>();
			let at = 0;
			for (const { segment } of segmenter.segment(textOf(whole))) {
				const size = codePoints(segment);
				for (let one = 1; one < size; one += 1) if (size <= longest) inside.add(at + one);
				at += size;
			}
			for (const { from, to } of places(whole, parts.map((part) => see(part, format)), mayAdd)) {
				expect([from, to].filter((cut) => inside.has(cut))).toEqual([]);
			}
		});
	});

	it('has no lone surrogates and no empty marks at the ends of its parts', () => {
		const empty: Record<TextFormat, RegExp | null> = {
			plain: null,
			html: /^(?:<[^/>]+>)*<([a-z-]+)[^>]*><\/\1>|<([a-z-]+)[^>]*><\/\2>(?:<\/[a-z-]+>)*$/,
			markdownV2: null,
			markdown: null,
		};
		check((_, parts) => {
			for (const part of parts) {
				expect(isWellFormed(part)).toBe(true);
				if (empty[format] && parts.length > 1) expect(part).not.toMatch(empty[format]);
			}
		});
	});

	it('comes back to the letter when it is within the limit', () => {
		check((text) => expect(splitText(text, format, { limit: Math.max(1, visibleLength(text, format)) })).toEqual([text]));
	});

	it('has no part over the bound of bytes, and all of its visible text', () => {
		fc.assert(
			// legacy Markdown cannot write a text without its marks in every case, so there they all fit
			fc.property(WELL_FORMED[format], fc.integer({ min: format === 'markdown' ? 200 : 64, max: 300 }), (text, maxBytes) => {
				const parts = splitText(text, format, { limit: 50, maxBytes });
				const whole = see(text, format);
				if (isBlank(textOf(whole))) return;
				for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(maxBytes);
				places(whole, parts.map((part) => see(part, format)), mayAdd);
			}),
			{ numRuns: RUNS },
		);
	});
});

describe.each(FORMATS)('any text whatever taken for %s', (format) => {
	it('is split into parts within the limit that together show all of it', () => {
		fc.assert(
			fc.property(garbage, fc.integer({ min: 4, max: 40 }), (text, limit) => {
				const parts = splitText(text, format, { limit });
				expect(parts.length).toBeGreaterThan(0);
				for (const part of parts) expect(typeof part).toBe('string');
			}),
			{ numRuns: RUNS },
		);
	});
});
