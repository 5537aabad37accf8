import { codePoints } from './characters';
import { type Marks, within } from './marks';
import type { Token } from './tokens/token';

/** A visible piece that is never cut, nearly always one character, and the marks around it. */
export interface Unit {
	/** Marks between the piece before and this one. */
	lead: string;
	raw: string;
	/** What one sees of it; never empty. */
	text: string;
	/** Closing marks right behind it. */
	tail: string;
	/** The marks that are open around it, and those that still are behind its tail. */
	around: Marks | null;
	after: Marks | null;
	/** Code points of `text`. */
	size: number;
	/** UTF-8 bytes of `raw` and `tail`. */
	bytes: number;
}

/**
 * The visible pieces of a text in order, made as they are asked for.
 * @param mostBytes what opening and closing all marks of a place may take; marks beyond it are left out
 */
export function* unitsOf(tokens: Iterable<Token>, mostBytes: number): Generator<Unit, undefined> {
	let marks: Marks | null = null;
	let lead = '';
	let last: Unit | undefined;
	for (const token of tokens) {
		if ('text' in token) {
			const pieces = token.kind === 'run' ? token.text : [token.text];
			if (token.text === '') lead += token.raw;
			else
				for (const text of pieces) {
					if (last) yield last;
					last = unitOf(lead, token.kind === 'run' ? text : token.raw, text, marks);
					lead = '';
				}
		} else if (token.kind === 'open') {
			const inner: Marks = within(marks, token.mark);
			if (inner.openBytes + inner.closeBytes > mostBytes) continue;
			marks = inner;
			lead += token.raw;
		} else if (marks?.mark === token.mark) {
			marks = marks.outer;
			if (last && lead === '') end(last, token.raw, marks);
			else lead += token.raw;
		}
	}
	if (last) yield last;
	return undefined;
}

function unitOf(lead: string, raw: string, text: string, marks: Marks | null): Unit {
	const code = raw.length > 1 ? -1 : raw.charCodeAt(0);
	return {
		lead,
		raw,
		text,
		tail: '',
		around: marks,
		after: marks,
		size: code < 0 ? codePoints(text) : 1,
		bytes: code >= 0 && code < 0x80 ? 1 : Buffer.byteLength(raw),
	};
}

function end(unit: Unit, raw: string, marks: Marks | null): void {
	unit.tail += raw;
	unit.bytes += Buffer.byteLength(raw);
	unit.after = marks;
}
