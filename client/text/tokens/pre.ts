/** A language's name, if white space follows it, and one line break. */
const HEAD = /(?:([^ \t\r\n\v\0`]+)(?=[ \t\r\n\v\0]))?(?:\r\n|\n\r|\r|\n)?/y;

/**
 * What stands between the opening ``` and the text of a code block, in both Markdowns: a language's name
 * and a line break, either of which may be missing. Neither is visible.
 */
export function readPreHead(source: string, at: number): { language: string; end: number } {
	HEAD.lastIndex = at;
	const [head = '', language = ''] = HEAD.exec(source) ?? [];
	return { language, end: at + head.length };
}

/** How a block of this language begins; the line break keeps the text from being taken for a language. */
export const preOpening = (language: string): string => `\`\`\`${language}\n`;
