/**
 * What a translator must not touch in a text that people read: addresses, mentions, ids, commands, numbers to
 * call, emoji. Placeholders are one character each here, see sentinels.ts.
 */

/** A stretch of a text, from its first UTF-16 unit to behind its last. */
export interface Stretch {
	from: number;
	to: number;
}

/** Signs that end an address in every script: clients stop reading it there, too. */
const STOP = String.raw`\s<>"«»“”„‘’\u3000-\u303F\uFF00-\uFFEF`;

/** One emoji as people see it: a flag, a key cap, or pictures joined to one, with skin and style. */
const PICTURE = String.raw`\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?`;
const EMOJI = String.raw`\p{RI}{2}|[\d#*]\uFE0F?\u20E3|${PICTURE}[\u{E0020}-\u{E007F}]{0,16}(?:\u200D${PICTURE})*`;

/** The first that fits wins. All repetitions are of one class of characters, so that no text takes long. */
const SURVIVORS = new RegExp(
	[
		// addresses with their scheme, with www, and as people write them: t.me/shop, shop.example
		String.raw`(?:https?|ftp|tg|viber|whatsapp):\/\/[^${STOP}]+`,
		String.raw`(?:mailto|tel):[^${STOP}]+`,
		String.raw`[\w.+-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,8}`,
		String.raw`(?<![\p{L}\p{N}.-])(?:[a-z\d][a-z\d-]{0,62}\.){1,8}[a-z]{2,24}(?![\p{L}\p{N}])(?:[/?#][^${STOP}]*)?`,
		// @name, #uid and hashtags, /command
		String.raw`(?<![\p{L}\p{N}_@])@\w+`,
		String.raw`(?<![\p{L}\p{N}_#&])#[\p{L}\p{N}_]+`,
		String.raw`(?<![\p{L}\p{N}_/<.])\/[a-z\d_]+(?:@\w+)?`,
		// phone numbers; seven digits at least
		String.raw`(?<![\p{L}\p{N}])\+?\d(?:[ \u00A0().-]{0,2}\d){6,18}(?![\p{L}\p{N}])`,
		EMOJI,
		// what stands for a placeholder, and what would be read as markup on the way
		String.raw`[\u{F0000}-\u{FFFFD}]`,
		String.raw`[<>]+`,
		String.raw`&#?\w{1,32};`,
		// what XML cannot hold
		String.raw`[\0-\x08\x0B\x0C\x0E-\x1F\x7F\uFFFE\uFFFF\p{Cs}]+`,
	].join('|'),
	'giu',
);

/** The end of a sentence is no part of an address; nor is a bracket that was opened before it. */
const TRAILING = /[.,;:!?'…*_~|\]}]+$/u;

/** Where they stand, in order and apart from one another. */
export function survivorsIn(text: string): Stretch[] {
	return Array.from(text.matchAll(SURVIVORS), ({ 0: found, index }) => ({
		from: index,
		to: index + withoutTrailing(found).length,
	}));
}

function withoutTrailing(found: string): string {
	if (!/[/.:]/.test(found)) return found;
	let left = found.replace(TRAILING, '');
	while (left.endsWith(')') && count(left, ')') > count(left, '(')) {
		left = left.slice(0, -1).replace(TRAILING, '');
	}
	return left === '' ? found : left;
}

const count = (text: string, sign: string): number => text.split(sign).length - 1;

/** Whether this very piece is still read as one when it stands between its neighbours. */
export function standsApart(before: string, piece: string, after: string): boolean {
	const from = before.length;
	return survivorsIn(before + piece + after).some(
		(found) => found.from === from && found.to === from + piece.length,
	);
}
