import { InvalidInput } from '../model/error';
import type { ButtonRows } from '../model/button';
import type { TextFormat } from '../model/message';
import { toPlain } from '../text/plain';
import { codePoints } from '../text/characters';
import { fitsInto, MOST_PARTS, shortenTo, sizeOf, type Room, type SmsSize } from './gsm';

/** What an SMS says, what it makes, and what was changed for it. */
export interface SmsText extends SmsSize {
	text: string;
	degraded: string[];
}

/** The message of a bot as a text: no markup, and a line for each button that leads somewhere. */
export function smsTextOf(message: { text: string; format: TextFormat; buttons: ButtonRows }): string {
	const links = message.buttons.flat().flatMap((button) => {
		if (button.kind !== 'url' && button.kind !== 'webApp') return [];
		return /^https?:/i.test(button.url) ? [`${button.text}: ${button.url}`] : [];
	});
	return [toPlain(message.text, message.format).trim(), ...links].filter((line) => line !== '').join('\n');
}

/**
 * A text within the number of parts that the user wants to pay for, and the characters that the service takes.
 * @param most parts; 0 for as many as an SMS can have
 * @param characters code points; Infinity where the service has no limit of its own
 * @returns what is wrong with it where it is empty, or too long and not to be shortened
 */
export function fitText(
	text: string,
	most: number,
	long: 'refuse' | 'shorten',
	characters = Infinity,
): SmsText | InvalidInput {
	if (text.trim() === '') return new InvalidInput('SMS Text', 'is empty', 'Write what the SMS is to say');
	const size = sizeOf(text);
	const room = { parts: most > 0 ? Math.min(most, MOST_PARTS) : MOST_PARTS, characters };
	if (fitsInto(text, room)) return { ...size, text, degraded: [] };
	if (long === 'refuse') return tooLong(text, size, room);
	const shortened = shortenTo(text, room);
	return {
		...sizeOf(shortened),
		text: shortened,
		degraded: [`The SMS was shortened from ${lengthOf(text)} to ${lengthOf(shortened)}`],
	};
}

function tooLong(text: string, { parts, encoding }: SmsSize, room: Room): InvalidInput {
	if (parts > room.parts) {
		return new InvalidInput(
			'SMS Text',
			`makes ${parts} parts (${encoding}), more than ${room.parts}`,
			'Write a shorter one, raise Most Parts, or set Long Text to Shorten',
		);
	}
	return new InvalidInput(
		'SMS Text',
		`has ${codePoints(text)} characters, and the service takes ${room.characters} in an SMS`,
		'Write a shorter one, or set Long Text to Shorten',
	);
}

/** For people: 480 characters (4 parts). */
function lengthOf(text: string): string {
	const { parts } = sizeOf(text);
	return `${codePoints(text)} characters (${parts} part${parts === 1 ? '' : 's'})`;
}
