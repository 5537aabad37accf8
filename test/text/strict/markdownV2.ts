import type { Formatting, Seen } from './seen';

const SIGNS: Array<[string, string]> = [
	['__', 'underline'],
	['_', 'italic'],
	['*', 'bold'],
	['~', 'strike'],
	['||', 'spoiler'],
];

const RESERVED = /[_*[\]()~`>#+\-=|{}.!]/;

/** Reads MarkdownV2 by descent, and throws wherever the server would refuse it. */
export function seeMarkdownV2(source: string): Seen[] {
	return new Strict(source).read();
}

type End = 'closed' | 'expandable';

class Strict {
	private readonly seen: Seen[] = [];
	private readonly open: Formatting[] = [];
	private at = 0;
	private quote: Formatting | null = null;
	private lineStart = true;

	constructor(private readonly source: string) {}

	read(): Seen[] {
		this.text('all', '');
		return this.seen;
	}

	private see(text: string): void {
		this.seen.push({ text, marks: new Set(this.open) });
		if (text !== '\r') this.lineStart = text === '\n';
	}

	private has(sign: string): boolean {
		return this.source.startsWith(sign, this.at);
	}

	/** Reads up to the sign that ends it; a quote ends with its last line. */
	private text(name: string, sign: string): End {
		const from = this.at;
		for (;;) {
			const atEnd = this.at >= this.source.length;
			const breaksQuote = this.quote !== null && this.has('\n') && !this.has('\n>');
			if (atEnd || breaksQuote) {
				if (name === 'spoiler' && this.quote && this.at === from) return 'expandable';
				if (name === 'all' && atEnd) return 'closed';
				if (name !== 'quote') throw new Error(`no end of ${name} begun at ${from}`);
				return this.endLine(atEnd);
			}
			if (sign && this.has(sign) && !(sign === '_' && this.has('__'))) {
				this.at += sign.length;
				return 'closed';
			}
			if (this.piece(name) === 'expandable') {
				if (name !== 'quote' || !this.quote) throw new Error(`|| inside ${name} at ${this.at}`);
				this.quote.name = 'expandable';
			}
		}
	}

	private endLine(atEnd: boolean): End {
		this.quote = null;
		if (!atEnd) {
			this.see('\n');
			this.at += 1;
		}
		return 'closed';
	}

	private piece(within: string): End {
		const { source, at } = this;
		const [escaped] = /^\\[\x01-~]/s.exec(source.slice(at, at + 2)) ?? [];
		if (escaped) {
			this.at += 2;
			this.see(escaped.slice(1));
		} else if (this.has('```')) {
			this.code('pre', '```');
		} else if (this.has('`')) {
			this.code('code', '`');
		} else if (this.has('![')) {
			this.link('emoji', '![');
		} else if (this.has('[')) {
			this.link('link', '[');
		} else if (this.has('>') && this.lineStart) {
			this.at += 1;
			if (this.quote) return 'closed';
			this.quote = { name: 'quote' };
			this.inside(this.quote, () => this.text('quote', ''));
		} else {
			const [sign, name] = SIGNS.find(([one]) => this.has(one)) ?? [];
			if (sign !== undefined && name !== undefined) {
				this.at += sign.length;
				return this.inside({ name }, () => this.text(name, sign));
			}
			const character = String.fromCodePoint(source.codePointAt(at) ?? 0);
			if (RESERVED.test(character)) throw new Error(`${character} is reserved, at ${at} in ${within}`);
			this.at += character.length;
			this.see(character);
		}
		return 'closed';
	}

	private inside<T>(formatting: Formatting, read: () => T): T {
		this.open.push(formatting);
		try {
			return read();
		} finally {
			this.open.pop();
		}
	}

	private code(name: string, sign: string): void {
		this.at += sign.length;
		const formatting = { name };
		if (name === 'pre') {
			const [head = '', language = ''] =
				/^(?:([^\s`]+)(?=\s))?(?:\r\n|\n\r|\n|\r)?/.exec(this.source.slice(this.at)) ?? [];
			this.at += head.length;
			formatting.name = `pre:${language}`;
		}
		this.inside(formatting, () => {
			while (!this.has(sign)) {
				if (this.at >= this.source.length) throw new Error(`no end of ${name}`);
				if (this.has('`')) throw new Error('a single ` inside a block');
				if (/^\\[\x01-~]/s.test(this.source.slice(this.at, this.at + 2))) this.at += 1;
				const character = String.fromCodePoint(this.source.codePointAt(this.at) ?? 0);
				this.at += character.length;
				this.see(character);
				this.lineStart = false;
			}
		});
		this.at += sign.length;
	}

	private link(name: string, sign: string): void {
		this.at += sign.length;
		const formatting = { name };
		this.inside(formatting, () => this.text(name, ']'));
		const [url] = /^\((?:\\[\x01-~]|[^)])*\)/s.exec(this.source.slice(this.at)) ?? [];
		if (url === undefined && (name === 'emoji' || this.has('('))) throw new Error(`no address at ${this.at}`);
		formatting.name += `:${url ?? ''}`;
		this.at += (url ?? '').length;
	}
}
