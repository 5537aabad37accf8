/** How texts are compared, and how lists of them are typed. */

/** What is typed in several ways although the same is meant, once case is gone. */
const SAME: ReadonlyArray<[RegExp, string]> = [
	// a Turkish keyboard begins a sentence with İ; without its dot, I is another letter only there
	[/i\u0307|ı/g, 'i'],
	[/ς/g, 'σ'],
	[/ß/g, 'ss'],
	// phones put typographic signs in place of these
	[/[‘’ʼ`]/g, "'"],
	[/[“”„«»]/g, '"'],
	// how an emoji is drawn, and what nobody sees
	[/[\uFE0F\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g, ''],
	[/\s+/gu, ' '],
];

/** Upper and lower case, width and form of letters and signs, and any run of white space are the same. */
export const fold = (text: string): string =>
	SAME.reduce((folded, [from, to]) => folded.replace(from, to), text.normalize('NFKC').toLowerCase()).trim();

/** One a line; an expression may give a list. */
export const linesOf = (value: unknown): string[] => listOf(value, /\r?\n/u);

/** Separated by commas or lines; an expression may give a list. */
export const wordsOf = (value: unknown): string[] => listOf(value, /[,;،，、\r\n]/u);

function listOf(value: unknown, between: RegExp): string[] {
	const parts: unknown[] = Array.isArray(value) ? value : toText(value).split(between);
	return parts.map((part) => toText(part).trim()).filter((part) => part !== '');
}

/** A text; an expression may give a number or nothing. */
export const toText = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

/** Whether a word stands somewhere in a text with no letter or digit directly beside it. Both folded. */
export function hasWord(text: string, word: string): boolean {
	for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
		const [before = '', after = ''] = [lastOf(text.slice(0, at)), firstOf(text.slice(at + word.length))];
		if (!isLetter(before) && !isLetter(after)) return true;
	}
	return false;
}

const firstOf = (text: string): string | undefined => [...text.slice(0, 2)][0];
const lastOf = (text: string): string | undefined => [...text.slice(-2)].at(-1);
const isLetter = (character: string): boolean => /^[\p{L}\p{M}\p{N}_]$/u.test(character);
