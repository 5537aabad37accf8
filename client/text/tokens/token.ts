/** Formatting that is opened before some text and closed behind it. */
export interface Mark {
	/** What it is in its format: a tag's name, or a word such as `bold`. */
	name: string;
	/** Opens it at the beginning of a text. */
	open: string;
	/** Closes it at the end of a text. */
	close: string;
	/** Visible characters that `close` brings along where a text ends inside the mark; 0 for nearly all. */
	adds: number;
	/** Means something only with all of its text: a link, a custom emoji, a time. */
	whole: boolean;
	/** Where a link leads; empty when its text is the address. Undefined for other marks. */
	link?: string;
}

/**
 * A piece of marked-up text. The `raw` of all tokens joined is the text itself.
 *
 * - `run`: characters that stand for themselves, to be cut anywhere
 * - `unit`: a piece that cannot be cut, such as an entity or an escape; `text` is what one sees of it,
 *   and may be empty
 * - `open`, `close`: nested properly, and every mark has both
 */
export type Token =
	{ kind: 'run' | 'unit'; raw: string; text: string } | { kind: 'open' | 'close'; raw: string; mark: Mark };
