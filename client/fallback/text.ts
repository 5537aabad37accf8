import { InvalidInput } from '../model/error';
import type { ButtonRows } from '../model/button';
import type { TextFormat } from '../model/message';
import { toPlain } from '../text/plain';
import { MOST_PARTS, shortenTo, sizeOf, type SmsSize } from './gsm';

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
 * A text within the number of parts that the user wants to pay for.
 * @param most parts; 0 for as many as an SMS can have
 * @returns what is wrong with it where it is empty, or too long and not to be shortened
 */
export function fitText(text: string, most: number, long: 'refuse' | 'shorten'): SmsText | InvalidInput {
	if (text.trim() === '') return new InvalidInput('SMS Text', 'is empty', 'Write what the SMS is to say');
	const size = sizeOf(text);
	const limit = most > 0 ? Math.min(most, MOST_PARTS) : MOST_PARTS;
	if (size.parts <= limit) return { ...size, text, degraded: [] };
	if (long === 'refuse') {
		return new InvalidInput(
			'SMS Text',
			`makes ${size.parts} parts (${size.encoding}), more than ${limit}`,
			'Write a shorter one, raise Most Parts, or set Long Text to Shorten',
		);
	}
	const shortened = shortenTo(text, limit);
	return {
		...sizeOf(shortened),
		text: shortened,
		degraded: [`The SMS was shortened from ${size.parts} to ${limit} part${limit === 1 ? '' : 's'}`],
	};
}
