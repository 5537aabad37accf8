/** Addresses that travel in a message unseen: each is a link under a character that has no width. */
import { asText, isObject, type JsonObject } from '../http/json';
import { InvalidInput } from '../model/error';
import type { TextFormat } from '../model/message';
import { escapeHtml, escapeMarkdownV2Url } from '../text/escape';
import { RAW_LIMIT } from './limits';

/** Zero width space. Telegram keeps it, with its link, and shows nothing; it counts as one character. */
export const UNSEEN = '\u200B';

/** Telegram drops what is over 100 marks in a text without a word; the rest is left to the text itself. */
export const MOST_CARRIED = 20;

type Write = (address: string) => string;

const ofHtml: Write = (address) => `<a href="${escapeHtml(address)}">${UNSEEN}</a>`;
const ofMarkdownV2: Write = (address) => `[${UNSEEN}](${escapeMarkdownV2Url(address)})`;
/** Nothing is escaped inside a link; a bracket would end the address. */
const ofMarkdown: Write = (address) => `[${UNSEEN}](${address.replaceAll(')', '%29')})`;

/** Bytes that the addresses add to a text, at most. */
export const bytesOf = (carried: readonly string[]): number =>
	Buffer.byteLength(carried.map(ofHtml).join(''));

/**
 * The text with the addresses in it. A plain text becomes HTML, as plain texts have no links of their own.
 * @throws InvalidInput when the markup is more than the server reads
 */
export function withCarried(
	text: string,
	format: TextFormat,
	carried: readonly string[],
): { text: string; format: TextFormat } {
	const written = write(text, format, carried);
	const bytes = Buffer.byteLength(written.text);
	if (bytes <= RAW_LIMIT) return written;
	throw new InvalidInput(
		'Text',
		`has ${bytes} bytes with its markup and its answers, Telegram takes ${RAW_LIMIT}`,
		'Shorten it or the values of the choices, or let people answer by links',
	);
}

function write(
	text: string,
	format: TextFormat,
	carried: readonly string[],
): { text: string; format: TextFormat } {
	const all = (of: Write): string => carried.map(of).join('');
	switch (format) {
		case 'plain':
			return { text: all(ofHtml) + escapeHtml(text), format: 'html' };
		case 'html':
			return { text: all(ofHtml) + text, format };
		case 'markdownV2':
			return { text: besideQuotes(text, all(ofMarkdownV2)), format };
		case 'markdown':
			return { text: all(ofMarkdown) + text, format };
	}
}

/** A quotation begins at the beginning of a line, and its end may say that it is folded: neither may be moved. */
function besideQuotes(text: string, links: string): string {
	if (!/^(?:\*\*)?>/.test(text)) return links + text;
	const lastLine = text.slice(text.lastIndexOf('\n') + 1);
	return `${text}${/^(?:\*\*)?>/.test(lastLine) ? '\n' : ''}${links}`;
}

/** What a message carries, as Telegram shows it. */
export function carriedIn(message: JsonObject): string[] {
	const text = asText(message.text) ?? asText(message.caption) ?? '';
	const entities = message.entities ?? message.caption_entities;
	return (Array.isArray(entities) ? entities : [])
		.filter(isObject)
		.flatMap(({ type, offset, length, url }) => {
			const unseen = typeof offset === 'number' && length === 1 && text[offset] === UNSEEN;
			return type === 'text_link' && unseen && typeof url === 'string' ? [url] : [];
		});
}
