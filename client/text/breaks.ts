import { isExtender, roleOf, type Role } from './characters';
import type { Unit } from './units';

export type BreakKind = 'blankLine' | 'line' | 'sentence' | 'space';

/** A place where a reader expects a pause. */
export interface Break {
	kind: BreakKind;
	/** How many units come before the cut. */
	end: number;
	/** Where the text goes on: white space between the two would be dropped. */
	next: number;
}

const WHITE = new Set<Role>(['lineBreak', 'space']);
const STOPS = new Set<Role>(['stop', 'wideStop']);

/** The break behind signs that need no space after them. */
const WIDE = new Map<Role, BreakKind>([
	['wideStop', 'sentence'],
	['wideComma', 'space'],
]);

/**
 * The places in order where `units` may be cut well, and that leave at most `longest` of them in front.
 * There are several for one run of white space: the later, the more of it is kept.
 */
export function breaksOf(units: Unit[], longest: number): Break[] {
	const breaks: Break[] = [];
	const role = (at: number): Role => roleOf(units[at]?.text ?? '');
	/** The sign that may end a sentence here; closing quotes and brackets may stand in between. */
	let sign: Role = 'other';
	for (let at = 0; at <= longest && at < units.length;) {
		const here = role(at);
		if (WHITE.has(here)) {
			const run = whiteRun(units, at);
			const kind =
				run.lines > 1 ? 'blankLine' : run.lines === 1 ? 'line' : STOPS.has(sign) ? 'sentence' : 'space';
			for (let end = at; end <= Math.min(run.next, longest); end += 1)
				breaks.push({ kind, end, next: run.next });
			at = run.end;
			sign = 'other';
			continue;
		}
		if (here !== 'closer') sign = here;
		at += 1;
		const wide = WIDE.get(sign);
		const goesOn = role(at) === 'closer' || role(at) === sign || isExtender(units[at]?.text ?? '');
		if (wide && !goesOn) breaks.push({ kind: wide, end: at, next: at });
	}
	return breaks;
}

/**
 * White space from `at` on: where it ends, its line breaks, and where a text goes on that is cut in it:
 * behind the last line break, so that an indentation stays with its line, or else behind all of it.
 */
function whiteRun(units: Unit[], at: number): { end: number; next: number; lines: number } {
	let lines = 0;
	let afterLine = at;
	let end = at;
	for (; end < units.length; end += 1) {
		const role = roleOf(units[end]?.text ?? '');
		if (!WHITE.has(role)) break;
		if (role === 'lineBreak') {
			lines += 1;
			afterLine = end + 1;
		}
	}
	if (lines > 0) return { end, next: afterLine, lines };
	// an accent on a space belongs to the space
	const next = isExtender(units[end]?.text ?? '') ? end - 1 : end;
	return { end, next, lines };
}
