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

/** The break behind signs that need no space after them. */
const WIDE = new Map<Role, BreakKind>([
	['wideStop', 'sentence'],
	['wideComma', 'space'],
]);

/** All places in order where `units` may be cut well. Several for one run of white space: the last keeps all of it. */
export function breaksOf(units: Unit[]): Break[] {
	const breaks: Break[] = [];
	const role = (at: number): Role => roleOf(units[at]?.text ?? '');
	/** The sign that may end a sentence here; closing quotes and brackets may stand in between. */
	let sign: Role = 'other';
	for (let at = 0; at < units.length;) {
		const here = role(at);
		if (WHITE.has(here)) {
			const run = whiteRun(units, at);
			const kind =
				run.lines > 1 ? 'blankLine' : run.lines === 1 ? 'line' : sign.endsWith('top') ? 'sentence' : 'space';
			for (let end = at; end <= run.next; end += 1) breaks.push({ kind, end, next: run.next });
			at = run.end;
			sign = 'other';
			continue;
		}
		if (here !== 'closer') sign = here;
		at += 1;
		const wide = WIDE.get(sign);
		if (wide && role(at) !== 'closer' && role(at) !== sign) breaks.push({ kind: wide, end: at, next: at });
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
