import type { TextFormat } from '../model/message';
import type { Mark, Token } from '../text/tokens/token';
import { tokenize } from '../text/tokens/tokenize';
import { type Stretch, survivorsIn } from './survivors';

/**
 * A text as a translator's clerk sees it. `raw` is how it is written in its format, `text` what one sees of it.
 *
 * - `words`: to be translated, and written anew in the text's format
 * - `keep`: comes back byte for byte
 * - `break`: the end of a line, with the white space around it; lines are translated by themselves
 * - `open`, `close`: formatting
 */
export type Part =
	| { kind: 'words'; text: string }
	| { kind: 'keep'; raw: string; text: string }
	| { kind: 'break'; raw: string; text: string }
	| { kind: 'open'; raw: string; mark: Mark }
	| { kind: 'close'; raw: string; mark: Mark };

/** A part of one line. */
export type Spoken = Exclude<Part, { kind: 'break' }>;

/** Marks whose text is not language: code, and pictures and times that have a text only for old clients. */
const KEPT = new Set(['code', 'pre', 'emoji', 'tg-emoji', 'tg-time']);

/** A link to a person has a name as its text. */
const isKept = ({ name, link }: Mark): boolean => KEPT.has(name) || /^tg:/i.test(link ?? '');

/** @param text without placeholders, see sentinels.ts */
export function partsOf(text: string, format: TextFormat): Part[] {
	const parts: Part[] = [];
	let run: Piece[] = [];
	let kept: { mark: Mark; raw: string; text: string } | null = null;
	const flush = (): void => {
		// one by one: a long text has more of them than a call can have arguments
		for (const part of partsOfRun(run)) parts.push(part);
		run = [];
	};
	for (const token of tokenize(text, format)) {
		if (kept) {
			kept.raw += token.raw;
			if ('text' in token) kept.text += token.text;
			else if (token.kind === 'close' && token.mark === kept.mark) {
				parts.push({ kind: 'keep', raw: kept.raw, text: kept.text });
				kept = null;
			}
		} else if ('text' in token) {
			run.push(token);
		} else {
			flush();
			if (isKept(token.mark)) kept = { mark: token.mark, raw: token.raw, text: '' };
			else addMark(parts, { kind: token.kind, raw: token.raw, mark: token.mark });
		}
	}
	flush();
	return parts;
}

/** Marks around nothing are one piece: in MarkdownV2 an empty bold keeps two other signs apart. */
function addMark(parts: Part[], part: Extract<Part, { mark: Mark }>): void {
	const last = parts[parts.length - 1];
	if (part.kind === 'close' && last?.kind === 'open' && last.mark === part.mark) {
		parts[parts.length - 1] = { kind: 'keep', raw: last.raw + part.raw, text: '' };
	} else parts.push(part);
}

type Piece = Extract<Token, { text: string }>;

/** Begins where white space begins, so that much of it is read once. */
const LINE_BREAKS = /(?<!\s)\s*\n\s*/g;

/** Takes visible text without marks apart: what survives, line breaks, and the words between them. */
function partsOfRun(run: Piece[]): Part[] {
	const text = run.map((piece) => piece.text).join('');
	const stretches: Array<Stretch & { kind: 'keep' | 'break' }> = [
		...survivorsIn(text).map((one) => ({ ...one, kind: 'keep' as const })),
		...Array.from(text.matchAll(LINE_BREAKS), ({ 0: found, index }) => ({
			from: index,
			to: index + found.length,
			kind: 'break' as const,
		})),
	].sort((one, other) => one.from - other.from);
	const rawOf = rawReader(run);
	const parts: Part[] = [];
	let at = 0;
	const words = (to: number): void => {
		if (at < to) parts.push({ kind: 'words', text: text.slice(at, to) });
	};
	for (const { kind, from, to } of stretches) {
		words(from);
		parts.push({ kind, raw: rawOf(from, to), text: text.slice(from, to) });
		at = to;
	}
	words(text.length);
	return parts;
}

/** How a stretch of the visible text is written. Asked for ever later stretches, so that each piece is seen once. */
function rawReader(run: Piece[]): (from: number, to: number) => string {
	let index = 0;
	/** Where the piece at `index` begins. */
	let start = 0;
	return (from, to) => {
		let raw = '';
		for (; index < run.length; index += 1) {
			const piece = run[index] as Piece;
			const end = start + piece.text.length;
			if (piece.kind === 'run') raw += piece.raw.slice(Math.max(0, from - start), Math.max(0, to - start));
			else if (start >= from && start < to) raw += piece.raw;
			if (end > to || (end === to && piece.kind === 'run')) return raw;
			start = end;
		}
		return raw;
	};
}
