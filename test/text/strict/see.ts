import type { TextFormat } from '../../../client/model/message';
import { seeHtml } from './html';
import { seeMarkdown } from './markdown';
import { seeMarkdownV2 } from './markdownV2';
import { plainSeen, type Seen } from './seen';

/** Strict readers, written apart from the tokenizers they check. */
const READERS: Record<TextFormat, (source: string) => Seen[]> = {
	plain: plainSeen,
	html: seeHtml,
	markdownV2: seeMarkdownV2,
	markdown: seeMarkdown,
};

/** What a reader sees of a text. @throws where the server would refuse it */
export const see = (source: string, format: TextFormat): Seen[] => READERS[format](source);
