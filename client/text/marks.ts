import type { Mark } from './tokens/token';

/** The marks that are open at a place: a list from the innermost outwards, shared by all places it is true for. */
export interface Marks {
	mark: Mark;
	outer: Marks | null;
	/** UTF-8 bytes to open all of them, and to close all of them. */
	openBytes: number;
	closeBytes: number;
	/** Visible characters that closing them adds. */
	adds: number;
	/** The outermost one that should not be cut. */
	whole: Marks | null;
}

/**
 * An empty bold. In MarkdownV2 a `_` with another one behind it reads as an underline, and this is Telegram's
 * own advice to keep them apart. In the other formats two such signs never meet.
 */
const GAP = '**';
const ITALIC = /(?<!_)_(?:__)*$/;

const gap = (before: string, after: string): string =>
	after.startsWith('_') && ITALIC.test(before) ? GAP : '';

export function within(outer: Marks | null, mark: Mark): Marks {
	const opening = gap(outer?.mark.open ?? '', mark.open) + mark.open;
	const closing = mark.close + gap(mark.close, outer?.mark.close ?? '');
	const marks: Marks = {
		mark,
		outer,
		openBytes: (outer?.openBytes ?? 0) + Buffer.byteLength(opening),
		closeBytes: (outer?.closeBytes ?? 0) + Buffer.byteLength(closing),
		adds: (outer?.adds ?? 0) + mark.adds,
		whole: outer?.whole ?? null,
	};
	if (mark.whole) marks.whole ??= marks;
	return marks;
}

/** What is left when the innermost mark is closed. */
export const outerOf = (marks: Marks | null): Marks | null => marks?.outer ?? null;

/** Opens all of them, at the beginning of a text. */
export function opening(marks: Marks | null): string {
	const signs: string[] = [];
	for (let at = marks; at; at = at.outer)
		signs.push(gap(at.outer?.mark.open ?? '', at.mark.open) + at.mark.open);
	return signs.reverse().join('');
}

/**
 * Closes all of them, at the end of a text.
 * @param before the closing signs that stand right in front
 */
export function closing(marks: Marks | null, before = ''): string {
	let signs = '';
	let last = before;
	for (let at = marks; at; at = at.outer) {
		signs += gap(last, at.mark.close) + at.mark.close;
		last = at.mark.close;
	}
	return signs;
}

/** UTF-8 bytes of `closing(marks, before)`. */
export const closingBytes = (marks: Marks | null, before: string): number =>
	marks ? marks.closeBytes + gap(before, marks.mark.close).length : 0;
