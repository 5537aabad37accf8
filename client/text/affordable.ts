import type { TextFormat } from '../model/message';
import { escapeMarkdown, escapeMarkdownV2 } from './escape';
import { type Marks, outerOf, within } from './marks';
import type { Mark, Token } from './tokens/token';

/**
 * How a character has to be written when the marks around it go. Inside code, links and quotes the rules
 * for it were others; an escaped line break ends no quote that is still open. In HTML they are the same.
 */
const BARE: Partial<Record<TextFormat, (character: string) => string>> = {
	markdownV2: (character) => (character === '\n' ? '\\\n' : escapeMarkdownV2(character)),
	markdown: escapeMarkdown,
};

/**
 * Leaves out the marks that would make too much of a part, such as a link with an endless address, and all
 * marks inside them; their text stays.
 * @param mostBytes what opening and closing all marks of one place may take, in UTF-8 bytes
 */
export function* affordable(
	tokens: Token[],
	format: TextFormat,
	mostBytes: number,
): Generator<Token, undefined> {
	const bare = BARE[format];
	let marks: Marks | null = null;
	let heavy: Mark | null = null;
	for (const token of tokens) {
		if ('text' in token) {
			if (!heavy || !bare) yield token;
			else for (const text of token.text) yield { kind: 'unit', raw: bare(text), text };
		} else if (heavy) {
			if (token.mark === heavy) heavy = null;
		} else if (token.kind === 'close') {
			marks = outerOf(marks);
			yield token;
		} else {
			const inner: Marks = within(marks, token.mark);
			if (inner.openBytes + inner.closeBytes > mostBytes) {
				heavy = token.mark;
			} else {
				marks = inner;
				yield token;
			}
		}
	}
	return undefined;
}
