import type { Assertion } from './parse';

const isWord = (character: string | undefined): boolean =>
	character !== undefined && /[\p{L}\p{N}_]/u.test(character);

/** Letters of every script count for a word's edge, not only the Latin ones. */
export function holds(what: Assertion, text: readonly string[], at: number): boolean {
	if (what === 'start') return at === 0;
	if (what === 'end') return at === text.length;
	const isEdge = isWord(text[at - 1]) !== isWord(text[at]);
	return what === 'boundary' ? isEdge : !isEdge;
}
