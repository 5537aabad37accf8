import type { TextFormat } from '../model/message';
import { affordable } from './affordable';
import { isBlank } from './characters';
import { type Bounds, cutOff } from './cut';
import { lengthOf, showsNothing } from './length';
import { closing, opening } from './marks';
import { tokenize } from './tokens/tokenize';
import { charactersOf, type Unit, unitsOf } from './units';

export interface SplitBounds {
	/** Most visible characters of a part, in Unicode code points. */
	limit: number;
	/** The same for the first part, where it differs: a caption. Default: `limit`. */
	firstLimit?: number;
	/** Most UTF-8 bytes of a part with all its markup. Default: no bound. */
	maxBytes?: number;
}

/**
 * Cuts a text into parts that can be sent one after another. A text within the bounds comes back as it is,
 * to the letter; so does one that shows nothing at all. There is always at least one part.
 *
 * - Every part is well-formed if the text is: marks that are open at a cut are closed there and opened again
 *   in the next part. No tag, entity, escape or surrogate pair is ever cut; a grapheme cluster, a link or a
 *   custom emoji only where it does not fit into a part of its own.
 * - A cut is made, as far as the text has such places, after a blank line, a line break, a sentence or a word,
 *   but not so early that the part would be half empty (a quarter full, for a blank line).
 * - Joined, the visible texts are the visible text of the whole, but for white space at the cuts. It stays at
 *   the end of the earlier part as far as it fits there; the rest is dropped, up to the last line break if there
 *   is one, so that an indentation stays. Blank characters that would fill a part alone are dropped too. Where
 *   a MarkdownV2 quote inside another mark is cut, a line break is added, for nothing else closes it.
 * - Marks that would take more than half of `maxBytes` to open and close are left out, their text is not.
 * - Bounds too small for a single character with its markup (about 10 bytes, 4 characters) are not held.
 */
export function splitText(
	text: string,
	format: TextFormat,
	{ limit, firstLimit = limit, maxBytes = Infinity }: SplitBounds,
): string[] {
	const tokens = tokenize(text, format);
	const fits = lengthOf(tokens) <= firstLimit && Buffer.byteLength(text) <= maxBytes;
	if (fits || showsNothing(tokens)) return [text];

	const parts: string[] = [];
	const source = unitsOf(affordable(tokens, format, maxBytes / 2));
	let units: Unit[] = [];
	for (;;) {
		const bounds = { limit: parts.length === 0 ? firstLimit : limit, maxBytes };
		fill(units, source, bounds);
		if (units.length === 0) return parts;
		const { part, rest } = cutOff(units, bounds);
		if (part.length > 0) parts.push(join(part));
		units = rest;
	}
}

/** Takes units until they are more than one part, and all of the white space after that. */
function fill(units: Unit[], source: Generator<Unit, undefined>, { limit, maxBytes }: Bounds): void {
	let size = 0;
	let bytes = 0;
	for (const unit of units) {
		size += unit.size;
		bytes += unit.bytes;
	}
	while ((size <= limit && bytes <= maxBytes) || isBlank(units.at(-1)?.text ?? '')) {
		const unit = source.next().value;
		if (!unit) return;
		size += unit.size;
		bytes += unit.bytes;
		const over = size > limit || bytes > maxBytes;
		// of the one that is too much, some characters may still fit
		units.push(...(over ? charactersOf(unit) : [unit]));
	}
}

/** Units as a text of its own: opens the marks around the first of them, closes those that are still open. */
function join(units: Unit[]): string {
	const [first] = units;
	const last = units.at(-1);
	if (!first || !last) return '';
	const body = units.map(({ lead, raw, tail }, index) => (index > 0 ? lead : '') + raw + tail).join('');
	return opening(first.around) + body + closing(last.after, last.tail);
}
