/**
 * Placeholders such as `{first name}` are taken out before anything reads the text: an underscore in one would
 * begin italics, and one in an address belongs to it. A private character stands for each meanwhile.
 */

/** Ours while a text is on its way; one that the text has already stands for itself. */
const FIRST = 0xf0000;
const PRIVATE = String.raw`[\u{F0000}-\u{FFFFD}]`;

/** Braces with a name between them, and perhaps what is shown instead: `{name|friend}`. A backslash means a brace. */
const PLACEHOLDER = new RegExp(String.raw`(?<!\\)\{[^{}]{1,250}\}|${PRIVATE}`, 'gu');

const SENTINEL = new RegExp(PRIVATE, 'gu');

export interface Sealed {
	text: string;
	/** Puts the placeholders back. */
	unseal: (text: string) => string;
}

export function seal(source: string): Sealed {
	const originals: string[] = [];
	const text = source.replace(PLACEHOLDER, (original) => {
		originals.push(original);
		return String.fromCodePoint(FIRST + originals.length - 1);
	});
	return {
		text,
		unseal: (sealed) =>
			sealed.replace(SENTINEL, (sign) => originals[(sign.codePointAt(0) ?? FIRST) - FIRST] ?? sign),
	};
}

export const holdsSentinel = (text: string): boolean => text.search(SENTINEL) >= 0;
