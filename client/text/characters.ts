/** What a character means for the question where a text may be cut. */
export type Role = 'lineBreak' | 'space' | 'stop' | 'wideStop' | 'wideComma' | 'closer' | 'other';

/**
 * No-break spaces are left out on purpose. The zero width space is in: Thai and Khmer mark their words
 * with it. The wide signs end a sentence or a clause without a space after them.
 */
const CHARACTERS: Array<[Role, string]> = [
	['lineBreak', '\n'],
	['space', ' \t\v\f\r\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200A\u200B\u205F\u3000'],
	['stop', '.!?…؟۔।'],
	['wideStop', '。！？｡'],
	['wideComma', '、，；：､'],
	['closer', ')]}\'"»”’」』】）》'],
];

const ROLES = new Map<string, Role>([
	...CHARACTERS.flatMap(([role, characters]) => [...characters].map((one): [string, Role] => [one, role])),
	['\r\n', 'lineBreak'],
]);

/** The role of one visible piece. */
export const roleOf = (text: string): Role => ROLES.get(text) ?? 'other';

/**
 * What Telegram shows as nothing: a text of these alone is refused as empty. Control characters become
 * spaces, direction marks and the three combining lines are removed, the rest counts as white space.
 * Source: tdlib/td, `clean_input_string` and `strip_empty_characters`.
 */
const BLANK =
	/^[\0-\u0020\u00A0\u030A\u0333\u033F\u1680\u180E\u2000-\u200F\u2028-\u202F\u205F\u2800\u3000\uFEFF\uFFFC\u{E0000}-\u{E007F}]*$/u;

/** Whether a reader sees nothing of this text. */
export const isBlank = (text: string): boolean => BLANK.test(text);

/** Whether the text begins with something that is drawn onto the character before it. Source: Unicode, UAX #29. */
export const isExtender = (text: string): boolean =>
	/^[\p{M}\p{Grapheme_Extend}\p{Emoji_Modifier}\u200D\u0E33\u0EB3]/u.test(text);

/** Length in Unicode code points; a lone surrogate counts as one. */
export function codePoints(text: string): number {
	let count = text.length;
	for (let at = 1; at < text.length; at += 1) {
		if (isLow(text.charCodeAt(at)) && isHigh(text.charCodeAt(at - 1))) count -= 1;
	}
	return count;
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
