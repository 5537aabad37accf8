import type { TextFormat } from '../model/message';

const HTML_ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** For text between tags and inside quoted attributes. Source: Bot API, "HTML style". */
export const escapeHtml = (text: string): string =>
	text.replace(/[&<>"]/g, (character) => HTML_ENTITIES[character] ?? character);

/** For text outside code and addresses. Source: Bot API, "MarkdownV2 style". */
export const escapeMarkdownV2 = (text: string): string => text.replace(/[_*[\]()~`>#+\-=|{}.!\\]/g, '\\$&');

/** For text inside `code` and ```pre```. */
export const escapeMarkdownV2Code = (text: string): string => text.replace(/[`\\]/g, '\\$&');

/** For the address inside `(…)` of a link or a custom emoji. */
export const escapeMarkdownV2Url = (url: string): string => url.replace(/[)\\]/g, '\\$&');

/**
 * For text outside marks. Inside marks legacy Markdown knows no escapes at all, so a text that holds the
 * closing sign cannot be made bold there. Source: Bot API, "Markdown style".
 */
export const escapeMarkdown = (text: string): string => text.replace(/[_*`[]/g, '\\$&');

const ESCAPES: Record<TextFormat, (text: string) => string> = {
	plain: (text) => text,
	html: escapeHtml,
	markdownV2: escapeMarkdownV2,
	markdown: escapeMarkdown,
};

/** Makes any text safe to stand in a text of this format: it is shown as it is, outside every mark. */
export const escapeFor = (format: TextFormat, text: string): string => ESCAPES[format](text);
