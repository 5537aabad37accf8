/**
 * How many messages a text makes as an SMS. Source: 3GPP TS 23.038 (GSM 03.38), 6.2.1 and 6.2.1.1, and
 * TS 23.040, 9.2.3.24.1 for the six octets that join the parts of a long text.
 */

import { codePoints } from '../text/characters';

/** The default alphabet; each takes one septet. The escape (0x1B) is no character. */
const BASIC =
	'@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

/** The extension table: an escape before them, so each takes two septets, which are never parted. */
const EXTENDED = '\f^{}\\[~]|€';

const SEPTETS: ReadonlyMap<string, number> = new Map([
	...Array.from(BASIC, (character): [string, number] => [character, 1]),
	...Array.from(EXTENDED, (character): [string, number] => [character, 2]),
]);

export type SmsEncoding = 'GSM-7' | 'UCS-2';

/** Units (septets, or UTF-16 units) that a text may have alone, and in each part of several. */
const ROOM: Record<SmsEncoding, { alone: number; part: number }> = {
	'GSM-7': { alone: 160, part: 153 },
	'UCS-2': { alone: 70, part: 67 },
};

/** More cannot be counted in the octet that numbers them. */
export const MOST_PARTS = 255;

export interface SmsSize {
	encoding: SmsEncoding;
	/** Messages that are sent, and paid for; 0 for an empty text. */
	parts: number;
	/** Septets, or UTF-16 units. */
	units: number;
}

/** One character outside the GSM alphabet makes the whole text UCS-2. */
export function sizeOf(text: string): SmsSize {
	const encoding = isGsm(text) ? 'GSM-7' : 'UCS-2';
	const { alone, part } = ROOM[encoding];
	const { units, parts } = fill(text, encoding, part);
	return { encoding, units, parts: units <= alone ? Math.min(units, 1) : parts };
}

function isGsm(text: string): boolean {
	for (const character of text) if (!SEPTETS.has(character)) return false;
	return true;
}

const widthOf = (character: string, encoding: SmsEncoding): number =>
	encoding === 'GSM-7' ? (SEPTETS.get(character) ?? 0) : character.length;

/** A character of two units that does not fit any more begins the next part. Any text is gone through once. */
function fill(text: string, encoding: SmsEncoding, room: number): { units: number; parts: number } {
	let [units, parts, left] = [0, 1, room];
	for (const character of text) {
		const width = widthOf(character, encoding);
		if (width > left) {
			parts += 1;
			left = room;
		}
		left -= width;
		units += width;
	}
	return { units, parts };
}

const ELLIPSIS = '...';

/** What an SMS may be: parts, at least 1, and code points, which some services limit beside them. */
export interface Room {
	parts: number;
	characters: number;
}

export const fitsInto = (text: string, { parts, characters }: Room): boolean =>
	sizeOf(text).parts <= parts && (characters === Infinity || codePoints(text) <= characters);

/**
 * The longest beginning of a text that there is room for, with three dots where something was cut off; the text as
 * it is where it fits. Cut at white space where there is some near the end.
 */
export function shortenTo(text: string, room: Room): string {
	if (fitsInto(text, room)) return text;
	// each UTF-16 unit takes a unit of an SMS at least, so what stands further behind can never fit
	const characters = visible(text.slice(0, room.parts * ROOM['GSM-7'].alone + 1));
	let [fits, tooLong] = [0, characters.length];
	while (tooLong - fits > 1) {
		const middle = Math.floor((fits + tooLong) / 2);
		if (fitsInto(cutAt(characters, middle), room)) fits = middle;
		else tooLong = middle;
	}
	const space = characters.slice(0, fits + 1).findLastIndex((one) => /^\s$/u.test(one));
	return cutAt(characters, space > fits * 0.8 ? space : fits);
}

const cutAt = (characters: readonly string[], count: number): string =>
	`${characters.slice(0, count).join('').trimEnd()}${ELLIPSIS}`;

/** What readers see as one sign stays together: a letter with its accent, a family of emojis. */
const visible = (text: string): string[] =>
	Array.from(
		new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text),
		({ segment }) => segment,
	);
