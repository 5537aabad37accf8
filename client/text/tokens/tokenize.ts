import type { TextFormat } from '../../model/message';
import { tokenizeHtml } from './html';
import { tokenizeMarkdown } from './markdown';
import { tokenizeMarkdownV2 } from './markdownV2';
import type { Token } from './token';

const TOKENIZERS: Record<TextFormat, (source: string) => Token[]> = {
	plain: (source) => (source === '' ? [] : [{ kind: 'run', raw: source, text: source }]),
	html: tokenizeHtml,
	markdownV2: tokenizeMarkdownV2,
	markdown: tokenizeMarkdown,
};

/**
 * Takes a marked-up text apart, as Telegram's server would read it.
 *
 * Never fails and never loses a character: what the server would refuse is visible text here, for the
 * server to judge. Takes time in proportion to the length, whatever the text is.
 */
export const tokenize = (source: string, format: TextFormat): Token[] => TOKENIZERS[format](source);
