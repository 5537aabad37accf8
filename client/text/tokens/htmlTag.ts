import { readEntities } from './htmlEntity';

export interface HtmlTag {
	/** In lower case; empty in `</>`, which closes whatever is open. */
	name: string;
	closing: boolean;
	/** By name; an attribute without a value is an empty text. */
	attributes: Map<string, string>;
	/** Where the text goes on behind the tag. */
	end: number;
}

// Each of these takes all it can and nothing comes after it, so none can backtrack. None passes a `<`:
// however many there are, a text is read about once.
const NAME = /[^\s><]*/y;
const SPACE = /\s*/y;
const ATTRIBUTE = /[^\s=>/"'<]+/y;
const TOKEN = /[\da-z.-]*/iy;

/** Reads one tag after another in the same text. */
class TagReader {
	constructor(
		private readonly source: string,
		private at: number,
	) {}

	read(): HtmlTag | null {
		this.at += 1;
		const closing = this.skip('/');
		const name = this.take(NAME).toLowerCase();
		const attributes = closing ? new Map<string, string>() : this.attributes();
		this.take(SPACE);
		if (!attributes || !this.skip('>')) return null;
		return { name, closing, attributes, end: this.at };
	}

	private attributes(): Map<string, string> | null {
		const found = new Map<string, string>();
		for (;;) {
			this.take(SPACE);
			const name = this.take(ATTRIBUTE);
			if (name === '') return found;
			this.take(SPACE);
			const value = this.skip('=') ? this.value() : '';
			if (value === null) return null;
			found.set(name, value);
		}
	}

	private value(): string | null {
		this.take(SPACE);
		const quote = this.source[this.at];
		if (quote !== '"' && quote !== "'") {
			const token = this.take(TOKEN).toLowerCase();
			return /[\s>]/.test(this.source[this.at] ?? '') ? token : null;
		}
		const end = this.source.indexOf(quote, this.at + 1);
		if (end < 0) return null;
		const value = this.source.slice(this.at + 1, end);
		this.at = end + 1;
		return readEntities(value);
	}

	private take(pattern: RegExp): string {
		pattern.lastIndex = this.at;
		const [taken = ''] = pattern.exec(this.source) ?? [];
		this.at += taken.length;
		return taken;
	}

	private skip(character: string): boolean {
		const there = this.source[this.at] === character;
		if (there) this.at += 1;
		return there;
	}
}

/**
 * The tag that begins with the `<` at `at`, of whatever name.
 * @returns null when it is none
 */
export const readTag = (source: string, at: number): HtmlTag | null => new TagReader(source, at).read();
