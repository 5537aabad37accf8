import { TokenList } from './list';
import { preOpening, readPreHead } from './pre';
import type { Mark, Token } from './token';

/** What is no sign anywhere, and what is none inside code. */
const ORDINARY = /[^\\_*[\]()~`>#+\-=|{}.!\n]+/y;
const ORDINARY_IN_CODE = /[^\\`]+/y;

const CODE = new Set(['code', 'pre']);
const LINKS = new Set(['link', 'emoji']);

const isEscapable = (code = 0): boolean => code > 0 && code <= 126;

/** By first character: the signs that begin a mark, longer ones first. Source: Bot API, "MarkdownV2 style". */
const OPENING = new Map<string, Array<{ sign: string; name: string }>>([
	['*', [{ sign: '*', name: 'bold' }]],
	[
		'_',
		[
			{ sign: '__', name: 'underline' },
			{ sign: '_', name: 'italic' },
		],
	],
	['~', [{ sign: '~', name: 'strike' }]],
	['|', [{ sign: '||', name: 'spoiler' }]],
	[
		'`',
		[
			{ sign: '```', name: 'pre' },
			{ sign: '`', name: 'code' },
		],
	],
	['[', [{ sign: '[', name: 'link' }]],
	['!', [{ sign: '![', name: 'emoji' }]],
]);

/** The signs that end a mark. Links end with `]` and an address, quotes with their last line. */
const CLOSING = new Map(
	[...OPENING.values()].flat().map(({ sign, name }) => [name, LINKS.has(name) ? ']' : sign]),
);

/**
 * Reads MarkdownV2 as Telegram's server does: one pass, a stack of open marks, `__` before `_`. Where the
 * server would refuse the text, the sign in question is visible text here.
 */
export function tokenizeMarkdownV2(source: string): Token[] {
	return new MarkdownV2Reader(source).read();
}

class MarkdownV2Reader {
	private readonly list: TokenList;
	private at = 0;
	/** Nothing visible has come since the line began: a `>` would begin a quote. */
	private lineStart = true;
	private quote: Mark | null = null;
	/** An address was begun that never ends: no later one can end either. */
	private endlessUrl = false;

	constructor(private readonly source: string) {
		this.list = new TokenList(source);
	}

	read(): Token[] {
		while (this.at < this.source.length) {
			if (!this.ordinary() && !this.escape() && !this.lineBreak() && !this.closing() && !this.opening()) {
				this.visible(1);
			}
		}
		if (this.quote) this.endQuote('');
		return this.list.finish();
	}

	private get inCode(): boolean {
		return CODE.has(this.list.top?.name ?? '');
	}

	private ordinary(): boolean {
		const pattern = this.inCode ? ORDINARY_IN_CODE : ORDINARY;
		pattern.lastIndex = this.at;
		const [run] = pattern.exec(this.source) ?? [];
		if (run === undefined) return false;
		// a carriage return is invisible, so it leaves the line as it is
		const { lineStart } = this;
		this.visible(run.length);
		if (lineStart && /^\r*$/.test(run)) this.lineStart = true;
		return true;
	}

	/** Any ASCII character may be escaped, everywhere; before others a backslash is just that. */
	private escape(): boolean {
		if (this.source[this.at] !== '\\') return false;
		const code = this.source.codePointAt(this.at + 1);
		const character = code === undefined ? '' : String.fromCodePoint(code);
		const raw = `\\${character}`;
		// an ordinary backslash stays with what follows it: before a sign of ours it would escape that
		this.list.unit(raw, isEscapable(code) ? character : raw);
		this.at += raw.length;
		if (character !== '\r') this.lineStart = character === '\n';
		return true;
	}

	/** Inside a quote a line either goes on with `>`, or ends the quote. */
	private lineBreak(): boolean {
		if (this.source[this.at] !== '\n' || this.inCode) return false;
		if (!this.quote) {
			this.visible(1);
		} else if (this.source[this.at + 1] === '>') {
			this.list.unit('\n>', '\n');
			this.at += 2;
		} else {
			this.endQuote('\n');
			this.at += 1;
		}
		this.lineStart = true;
		return true;
	}

	/**
	 * A quote that ends with a spoiler's sign, opened there for nothing, is expandable.
	 * @param lineBreak what ends it and is still visible in it; empty at the end of the text
	 */
	private endQuote(lineBreak: string): void {
		const { quote, list, at } = this;
		this.quote = null;
		if (!quote) return;
		const before = lineBreak && this.source[at - 1] === '\r' ? '\r' : '';
		const sign = '||';
		if (
			list.top?.name === 'spoiler' &&
			list.outer === quote &&
			list.topAt === at - sign.length - before.length
		) {
			list.retract();
			quote.close = sign + quote.close;
			if (lineBreak) list.unit(sign + before + lineBreak, before + lineBreak);
			list.close(lineBreak ? '' : sign);
			return;
		}
		while (list.top !== quote) list.abandon();
		if (lineBreak) list.run(at, at + 1);
		list.close('');
	}

	private closing(): boolean {
		const { list, source, at } = this;
		const name = list.top?.name ?? '';
		const sign = CLOSING.get(name);
		if (sign === undefined || !source.startsWith(sign, at)) return false;
		// two of them are always an underline
		if (name === 'italic' && source[at + 1] === '_') return false;
		if (LINKS.has(name)) return this.closeLink(name);
		list.close(sign);
		this.at += sign.length;
		return true;
	}

	private closeLink(name: string): boolean {
		const { list, source, at } = this;
		const named = source[at + 1] === '(';
		const end = named ? this.urlEnd(at + 2) : at;
		const mark = list.top;
		if (!mark || end < 0 || (name === 'emoji' && !named)) {
			list.abandon();
			return false;
		}
		mark.close = source.slice(at, end + 1);
		if (name === 'link') mark.link = mark.close.slice(2, -1).replace(/\\([ -~])/g, '$1');
		list.close(mark.close);
		this.at = end + 1;
		return true;
	}

	private urlEnd(from: number): number {
		if (this.endlessUrl) return -1;
		for (let at = from; at < this.source.length; at += 1) {
			const character = this.source[at];
			if (character === ')') return at;
			if (character === '\\' && isEscapable(this.source.charCodeAt(at + 1))) at += 1;
		}
		this.endlessUrl = true;
		return -1;
	}

	private opening(): boolean {
		const { list, source, at } = this;
		const character = source[at] ?? '';
		if (character === '>') return this.openQuote();
		const found = OPENING.get(character)?.find(({ sign }) => source.startsWith(sign, at));
		if (!found) return false;
		const { sign, name } = found;
		const pre = name === 'pre' ? readPreHead(source, at + sign.length) : undefined;
		const raw = source.slice(at, pre?.end ?? at + sign.length);
		const open = pre ? preOpening(pre.language) : sign;
		list.open(raw, { name, open, close: sign, adds: 0, whole: LINKS.has(name) }, at);
		this.at += raw.length;
		return true;
	}

	private openQuote(): boolean {
		if (!this.lineStart) return false;
		if (this.quote) {
			// once more at the beginning of a line: means nothing
			this.list.unit('>', '');
		} else {
			// a quote ends with a line or with the text, so inside another mark it takes a line break to close it
			const inner = this.list.depth > 0;
			this.quote = { name: 'quote', open: '>', close: inner ? '\n' : '', adds: inner ? 1 : 0, whole: false };
			this.list.open('>', this.quote, this.at);
		}
		this.at += 1;
		return true;
	}

	private visible(length: number): void {
		this.list.run(this.at, this.at + length);
		this.at += length;
		this.lineStart = false;
	}
}
