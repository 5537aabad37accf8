import { readEntity } from './htmlEntity';
import { type HtmlTag, readTag } from './htmlTag';
import { TokenList } from './list';
import type { Mark, Token } from './token';

/** Telegram's tags. Source: Bot API, "HTML style". */
const TAGS = new Set(
	'b strong i em u ins s strike del tg-spoiler span code pre blockquote a tg-emoji tg-time'.split(' '),
);

/** The tags whose text belongs together. */
const WHOLE = new Set(['a', 'tg-emoji', 'tg-time']);

/** Reads Telegram's HTML. What is no tag or entity of it is visible text, as it stands. */
export function tokenizeHtml(source: string): Token[] {
	const list = new TokenList(source);
	const special = /[<&]/g;
	let at = 0;
	for (let found = special.exec(source); found; found = special.exec(source)) {
		if (at < found.index) list.run(at, found.index);
		at = found[0] === '&' ? entity(list, source, found.index) : tag(list, source, found.index);
		special.lastIndex = at;
	}
	if (at < source.length) list.run(at, source.length);
	return list.finish();
}

function entity(list: TokenList, source: string, at: number): number {
	const read = readEntity(source, at);
	if (!read) return visible(list, at);
	list.unit(read.raw, read.text);
	return at + read.raw.length;
}

function tag(list: TokenList, source: string, at: number): number {
	const read = readTag(source, at);
	if (!read) return visible(list, at);
	const raw = source.slice(at, read.end);
	if (read.closing) {
		if (!list.top || (read.name !== '' && read.name !== list.top.name)) return visible(list, at);
		list.close(raw);
	} else {
		const mark = markOf(read, raw);
		if (!mark) return visible(list, at);
		list.open(raw, mark, at);
	}
	return read.end;
}

function markOf({ name, attributes }: HtmlTag, raw: string): Mark | null {
	if (!TAGS.has(name) || (name === 'span' && attributes.get('class') !== 'tg-spoiler')) return null;
	const link = name === 'a' ? (attributes.get('href') ?? '') : undefined;
	return { name, open: raw, close: `</${name}>`, adds: 0, whole: WHOLE.has(name), link };
}

function visible(list: TokenList, at: number): number {
	list.run(at, at + 1);
	return at + 1;
}
