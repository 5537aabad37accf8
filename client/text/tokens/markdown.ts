import { TokenList } from './list';
import { preOpening, readPreHead } from './pre';
import type { Mark, Token } from './token';

const SPECIAL = /[\\_*`[]/g;
const ESCAPED = new Set(['_', '*', '`', '[']);
const NAMES: Record<string, string> = { _: 'italic', '*': 'bold', '`': 'code' };

/**
 * Reads Telegram's legacy Markdown. Marks do not nest, and inside them nothing is escaped: a mark ends at
 * the next sign of its kind. A sign without its counterpart is visible text.
 */
export function tokenizeMarkdown(source: string): Token[] {
	return new MarkdownReader(source).read();
}

class MarkdownReader {
	private readonly list: TokenList;
	private at = 0;
	/** By sign: where it stands next. Asked for ever later places, so that each text is searched once. */
	private readonly next = new Map<string, number>();

	constructor(private readonly source: string) {
		this.list = new TokenList(source);
	}

	read(): Token[] {
		const special = new RegExp(SPECIAL);
		for (let found = special.exec(this.source); found; found = special.exec(this.source)) {
			if (this.at < found.index) this.list.run(this.at, found.index);
			this.at = found.index;
			this.special(found[0]);
			special.lastIndex = this.at;
		}
		if (this.at < this.source.length) this.list.run(this.at, this.source.length);
		return this.list.finish();
	}

	private special(sign: string): void {
		if (sign === '\\') this.escape();
		else if (sign === '[') this.link();
		else if (this.source.startsWith('```', this.at)) this.pre();
		else this.simple(sign);
	}

	private escape(): void {
		const character = this.source[this.at + 1] ?? '';
		if (!ESCAPED.has(character)) return this.visible();
		this.list.unit(`\\${character}`, character);
		this.at += 2;
	}

	private simple(sign: string): void {
		const end = this.find(sign, this.at + 1);
		if (end < 0) return this.visible();
		this.mark(sign, end, sign, { name: NAMES[sign] ?? sign, open: sign, close: sign, adds: 0, whole: false });
	}

	private link(): void {
		const end = this.find(']', this.at + 1);
		if (end < 0) return this.visible();
		const named = this.source[end + 1] === '(';
		const urlEnd = named ? this.find(')', end + 2) : end;
		if (urlEnd < 0) return this.visible();
		const close = this.source.slice(end, urlEnd + 1);
		const link = named ? close.slice(2, -1) : '';
		this.mark('[', end, close, { name: 'link', open: '[', close, adds: 0, whole: true, link });
	}

	/** Opens a mark, takes its text up to `end` as it is, and closes it. */
	private mark(open: string, end: number, close: string, mark: Mark): void {
		this.list.open(open, mark, this.at);
		if (this.at + open.length < end) this.list.run(this.at + open.length, end);
		this.list.close(close);
		this.at = end + close.length;
	}

	private pre(): void {
		const { language, end: from } = readPreHead(this.source, this.at + 3);
		const end = this.find('```', from);
		if (end < 0) return this.visible(3);
		const open = this.source.slice(this.at, from);
		const mark: Mark = { name: 'pre', open: preOpening(language), close: '```', adds: 0, whole: false };
		this.list.open(open, mark, this.at);
		this.preText(from, end);
		this.list.close('```');
		this.at = end + 3;
	}

	/**
	 * One or two ` inside a block stay with the character behind them: right before the closing ``` they
	 * would be taken for a part of it, and there is no way to escape them.
	 */
	private preText(from: number, end: number): void {
		const text = this.source.slice(from, end);
		let at = from;
		for (const { 0: ticks, index } of text.matchAll(/`{1,2}[^`]/gu)) {
			if (at < from + index) this.list.run(at, from + index);
			this.list.unit(ticks, ticks);
			at = from + index + ticks.length;
		}
		if (at < end) this.list.run(at, end);
	}

	private visible(length = 1): void {
		this.list.run(this.at, this.at + length);
		this.at += length;
	}

	private find(sign: string, from: number): number {
		const known = this.next.get(sign);
		if (known !== undefined && (known < 0 || known >= from)) return known;
		const found = this.source.indexOf(sign, from);
		this.next.set(sign, found);
		return found;
	}
}
