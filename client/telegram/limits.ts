import type { TextFormat } from '../model/message';
import { visibleLength } from '../text/length';
import { toPlain } from '../text/plain';

/** Most characters of a text and of a caption: Unicode code points, counted after the markup is read. */
export const TEXT_LIMIT = 4_096;
export const CAPTION_LIMIT = 1_024;

/** Bytes of a text before its markup is read; over it the server does not even look. */
export const RAW_LIMIT = 32_768;

/** Whether nothing would be seen of a text: white space, or markup around nothing. */
export const isEmpty = (text: string, format: TextFormat): boolean => toPlain(text, format).trim() === '';

/** What is too long about a text, as a clause that reads on after the field; undefined when it fits. */
export function excess(text: string, format: TextFormat, limit: number): string | undefined {
	const length = visibleLength(text, format);
	if (length > limit) {
		return `has ${length} characters, Telegram takes ${limit}${limit === CAPTION_LIMIT ? ' beside a file' : ''}`;
	}
	const bytes = Buffer.byteLength(text);
	return bytes > RAW_LIMIT ? `has ${bytes} bytes with its markup, Telegram takes ${RAW_LIMIT}` : undefined;
}
