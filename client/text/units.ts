import { codePoints } from './characters';
import { type Marks, outerOf, within } from './marks';
import type { Token } from './tokens/token';

/** A visible piece: a word or a part of one, a sign, or something that cannot be cut, and the marks around it. */
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
	/** Made of several characters that stand for themselves. */
	cuttable: boolean;
}

/** Words are taken in pieces of this size, and all that may end one by itself. */
const PIECE = /[\p{L}\p{N}]{1,64}|[^]/gu;

/** The visible pieces of a text in order, made as they are asked for. */
export function* unitsOf(tokens: Iterable<Token>): Generator<Unit, undefined> {
	let marks: Marks | null = null;
	let lead = '';
	let last: Unit | undefined;
	for (const token of tokens) {
		if ('text' in token) {
			if (token.text === '') lead += token.raw;
			for (const unit of piecesOf(token, marks)) {
				if (last) yield last;
				last = unit;
				last.lead = lead;
				lead = '';
			}
		} else if (token.kind === 'open') {
			marks = within(marks, token.mark);
			lead += token.raw;
		} else {
			marks = outerOf(marks);
			if (last && lead === '') close(last, token.raw, marks);
			else lead += token.raw;
		}
	}
	if (last) yield last;
	return undefined;
}

/** The characters of a unit, if it may be cut between them. */
export function charactersOf(unit: Unit): Unit[] {
	if (!unit.cuttable) return [unit];
	const characters = [...unit.text].map((character) => unitOf(character, character, unit.around));
	const [first] = characters;
	const last = characters.at(-1);
	if (first) first.lead = unit.lead;
	if (last) close(last, unit.tail, unit.after);
	return characters;
}

function* piecesOf(token: Extract<Token, { text: string }>, marks: Marks | null): Generator<Unit, undefined> {
	if (token.kind === 'run')
		for (const piece of token.text.match(PIECE) ?? []) yield unitOf(piece, piece, marks, piece.length > 1);
	else if (token.text !== '') yield unitOf(token.raw, token.text, marks);
	return undefined;
}

function unitOf(raw: string, text: string, marks: Marks | null, many = false): Unit {
	const size = codePoints(text);
	return {
		lead: '',
		raw,
		text,
		tail: '',
		around: marks,
		after: marks,
		size,
		bytes: Buffer.byteLength(raw),
		cuttable: many && size > 1,
	};
}

function close(unit: Unit, raw: string, marks: Marks | null): void {
	unit.tail += raw;
	unit.bytes += Buffer.byteLength(raw);
	unit.after = marks;
}
