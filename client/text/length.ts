import type { TextFormat } from '../model/message';
import { codePoints, isBlank } from './characters';
import type { Token } from './tokens/token';
import { tokenize } from './tokens/tokenize';

/**
 * How long a text is for the service: what is left when its markup is read, in Unicode code points.
 *
 * White space at the ends counts here, although Telegram takes it off before it counts.
 * Source: tdlib/td, `fix_formatted_text`; Bot API, `sendMessage`: "after entities parsing".
 */
export const visibleLength = (text: string, format: TextFormat): number => lengthOf(tokenize(text, format));

/** Whether a text shows nothing to a reader: a service refuses it as empty, however many characters it has. */
export const isInvisible = (text: string, format: TextFormat): boolean =>
	showsNothing(tokenize(text, format));

/** `visibleLength` of a text that has been taken apart. */
export const lengthOf = (tokens: Token[]): number =>
	tokens.reduce((length, token) => ('text' in token ? length + codePoints(token.text) : length), 0);

/** `isInvisible` for a text that has been taken apart. */
export const showsNothing = (tokens: Token[]): boolean =>
	tokens.every((token) => !('text' in token) || isBlank(token.text));
