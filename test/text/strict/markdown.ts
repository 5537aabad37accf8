import type { Seen } from './seen';

/** Legacy Markdown knows five things, and none of them inside another. */
const PIECE =
	/\\([_*`[])|```(?:([^\s`]+)(?=\s))?(?:\r\n|\n\r|\n|\r)?(.*?)```|`([^`]*)`|\*([^*]*)\*|_([^_]*)_|\[([^\]]*)\](?:\(([^)]*)\))?|([^_*`[])/gsuy;

/** Reads legacy Markdown, and throws wherever the server would refuse it. */
export function seeMarkdown(source: string): Seen[] {
	const seen: Seen[] = [];
	const see = (text: string | undefined, name?: string): void => {
		const marks = new Set(name === undefined ? [] : [{ name }]);
		for (const one of text ?? '') seen.push({ text: one, marks });
	};
	PIECE.lastIndex = 0;
	while (PIECE.lastIndex < source.length) {
		const at = PIECE.lastIndex;
		const found = PIECE.exec(source);
		if (!found)
			throw new Error(`cannot find the end of ${JSON.stringify(source.slice(at, at + 30))} at ${at}`);
		const [, escaped, language, pre, code, bold, italic, link, url, character] = found;
		see(escaped);
		see(pre, `pre:${language ?? ''}`);
		see(code, 'code');
		see(bold, 'bold');
		see(italic, 'italic');
		see(link, `link:${url ?? ''}`);
		see(character);
	}
	return seen;
}
