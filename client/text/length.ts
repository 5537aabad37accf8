import type { TextFormat } from '../model/message';
import { codePoints } from './characters';
import { tokenize } from './tokens/tokenize';

/**
 * How long a text is for the service: what is left when its markup is read, in Unicode code points.
 *
 * White space at the ends counts here, although Telegram takes it off before it counts.
 * Source: tdlib/td, `fix_formatted_text`; the contract, §5.
 */
export function visibleLength(text: string, format: TextFormat): number {
	let length = 0;
	for (const token of tokenize(text, format)) if ('text' in token) length += codePoints(token.text);
	return length;
}
