/** `parse_mode: HTML`, after td MessageEntity.cpp `parse_html`. */
import { checkLink, userOfLink } from '../link';
import {
	fromBytes,
	inOrder,
	isSpace,
	MarkupError,
	toBytes,
	unitsOf,
	type Entity,
	type Formatted,
} from './entity';

const TYPES: Record<string, string> = {
	b: 'bold',
	strong: 'bold',
	i: 'italic',
	em: 'italic',
	s: 'strikethrough',
	strike: 'strikethrough',
	del: 'strikethrough',
	u: 'underline',
	ins: 'underline',
	'tg-spoiler': 'spoiler',
	span: 'spoiler',
	'tg-emoji': 'custom_emoji',
	'tg-time': 'date_time',
	a: 'text_link',
	pre: 'pre',
	code: 'code',
	blockquote: 'blockquote',
};

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

const HALF_A_PAIR =
	'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units';

interface Open {
	tag: string;
	argument: string;
	unix: number;
	offset: number;
	begin: number;
}

/** A character reference at a place: what it stands for and where the text goes on. */
function reference(bytes: string, at: number): { char: string; next: number } | undefined {
	const rest = bytes.slice(at, at + 40);
	const numeric = /^&#(?:x([\da-f]*)|(\d*))/i.exec(rest);
	if (numeric && !rest.startsWith('&#X')) {
		const code = numeric[1] !== undefined ? parseInt(numeric[1] || '0', 16) : Number(numeric[2]);
		if (code === 0 || code >= 0x10ffff || numeric[0].length >= 10) return undefined;
		if (code >= 0xd800 && code <= 0xdfff) throw new MarkupError(HALF_A_PAIR);
		return { char: String.fromCodePoint(code), next: skipSemicolon(bytes, at + numeric[0].length) };
	}
	const name = /^&([a-z]*)/i.exec(rest);
	const char = name?.[1] !== undefined && Object.hasOwn(NAMED, name[1]) ? NAMED[name[1]] : undefined;
	if (!name || char === undefined) return undefined;
	return { char, next: skipSemicolon(bytes, at + name[0].length) };
}

const skipSemicolon = (bytes: string, at: number): number => (bytes[at] === ';' ? at + 1 : at);

export function parseHtml(text: string): Formatted {
	const bytes = toBytes(text);
	const at = (i: number): string => bytes[i] ?? '';
	const entities: Entity[] = [];
	const open: Open[] = [];
	let out = '';
	let offset = 0;

	for (let i = 0; i < bytes.length; i++) {
		if (at(i) === '&') {
			const found = reference(bytes, i);
			if (found) {
				out += toBytes(found.char);
				offset += found.char.length;
				i = found.next - 1;
				continue;
			}
		}
		if (at(i) !== '<') {
			out += at(i);
			offset += unitsOf(at(i));
			continue;
		}
		const begin = i++;
		if (at(i) !== '/') {
			const tag = startTag(bytes, begin);
			open.push({ ...tag, offset, begin: out.length });
			i = tag.end;
			continue;
		}
		const last = open.pop();
		if (!last) throw new MarkupError(`Unexpected end tag at byte offset ${begin}`);
		while (i < bytes.length && !isSpace(at(i)) && at(i) !== '>') i++;
		const name = bytes.slice(begin + 2, i).toLowerCase();
		while (i < bytes.length && isSpace(at(i))) i++;
		if (at(i) !== '>') throw new MarkupError(`Unclosed end tag at byte offset ${begin}`);
		if (name !== '' && name !== last.tag) {
			throw new MarkupError(
				`Unmatched end tag at byte offset ${begin}, expected "</${last.tag}>", found "</${fromBytes(name)}>"`,
			);
		}
		if (offset > last.offset) close(entities, last, offset - last.offset, fromBytes(out.slice(last.begin)));
	}
	const left = open.at(-1);
	if (left) throw new MarkupError(`Can't find end tag corresponding to start tag "${left.tag}"`);
	for (const entity of entities) if (entity.type === 'code') delete entity.language;
	return { text: fromBytes(out), entities: inOrder(entities) };
}

/** @returns the tag and the place of its `>` */
function startTag(
	bytes: string,
	begin: number,
): { tag: string; argument: string; unix: number; end: number } {
	const at = (index: number): string => bytes[index] ?? '';
	let i = begin + 1;
	while (i < bytes.length && !isSpace(at(i)) && at(i) !== '>') i++;
	if (i >= bytes.length) throw new MarkupError(`Unclosed start tag at byte offset ${begin}`);
	const tag = bytes.slice(begin + 1, i).toLowerCase();
	if (!Object.hasOwn(TYPES, tag)) {
		throw new MarkupError(`Unsupported start tag "${fromBytes(tag)}" at byte offset ${begin}`);
	}
	const unclosed = new MarkupError(`Unclosed start tag "${tag}" at byte offset ${begin}`);
	let argument = '';
	let unix = 0;
	while (at(i) !== '>') {
		while (i < bytes.length && isSpace(at(i))) i++;
		if (at(i) === '>') break;
		const nameBegin = i;
		while (i < bytes.length && !isSpace(at(i)) && !'=>/"\''.includes(at(i))) i++;
		const name = bytes.slice(nameBegin, i);
		if (name === '') {
			throw new MarkupError(`Empty attribute name in the tag "${tag}" at byte offset ${begin}`);
		}
		while (i < bytes.length && isSpace(at(i))) i++;
		if (at(i) !== '=') {
			if (i >= bytes.length) throw unclosed;
			if (tag === 'blockquote' && name === 'expandable') argument = '1';
			continue;
		}
		i++;
		while (i < bytes.length && isSpace(at(i))) i++;
		if (i >= bytes.length) throw unclosed;
		const value = attributeValue(bytes, i);
		i = value.next;
		if (i >= bytes.length) throw new MarkupError(`Unclosed start tag at byte offset ${begin}`);

		const attribute = `${tag} ${name}`;
		if (attribute === 'a href' || attribute === 'tg-emoji emoji-id' || attribute === 'tg-time format') {
			argument = value.value;
		} else if (attribute === 'code class' && value.value.startsWith('language-')) {
			argument = value.value.slice(9);
		} else if (attribute === 'span class' && value.value.startsWith('tg-')) {
			argument = value.value.slice(3);
		} else if (attribute === 'blockquote expandable') {
			argument = '1';
		} else if (attribute === 'tg-time unix') {
			unix = parseInt(value.value, 10) || 0;
		}
	}
	if (tag === 'span' && argument !== 'spoiler') {
		throw new MarkupError(`Tag "span" must have class "tg-spoiler" at byte offset ${begin}`);
	}
	return { tag, argument: fromBytes(argument), unix, end: i };
}

function attributeValue(bytes: string, begin: number): { value: string; next: number } {
	const quote = bytes[begin];
	let i = begin;
	if (quote !== '"' && quote !== "'") {
		while (/[\da-z.-]/i.test(bytes[i] ?? '')) i++;
		if (i < bytes.length && !isSpace(bytes[i] ?? '') && bytes[i] !== '>') {
			throw new MarkupError(`Unexpected end of name token at byte offset ${begin}`);
		}
		return { value: bytes.slice(begin, i).toLowerCase(), next: i };
	}
	let value = '';
	i++;
	while (i < bytes.length && bytes[i] !== quote) {
		const found = bytes[i] === '&' ? reference(bytes, i) : undefined;
		value += found ? toBytes(found.char) : (bytes[i] ?? '');
		i = found ? found.next : i + 1;
	}
	return { value, next: i + 1 };
}

function close(entities: Entity[], tag: Open, length: number, text: string): void {
	const base = { type: TYPES[tag.tag] ?? '', offset: tag.offset, length };
	const last = entities.at(-1);
	const sameRange = last?.offset === tag.offset && last.length === length ? last : undefined;
	switch (tag.tag) {
		case 'a': {
			const url = tag.argument === '' ? text : tag.argument;
			const userId = userOfLink(url);
			const link = checkLink(url);
			if (userId) entities.push({ ...base, type: 'text_mention', user: { id: userId } });
			else if ('url' in link) entities.push({ ...base, url: link.url });
			return;
		}
		case 'tg-emoji':
			if (!/^-?[1-9]\d*$/.test(tag.argument))
				throw new MarkupError('Invalid custom emoji identifier specified');
			entities.push({ ...base, custom_emoji_id: tag.argument });
			return;
		case 'tg-time':
			if (/[^rRtTdDwW]/.test(tag.argument)) throw new MarkupError('Invalid date-time format specified');
			if (tag.unix > 0) {
				entities.push({
					...base,
					unix_time: tag.unix,
					...(tag.argument !== '' && { date_time_format: tag.argument }),
				});
			}
			return;
		case 'pre':
			if (sameRange?.type === 'code' && sameRange.language) sameRange.type = 'pre';
			else entities.push(base);
			return;
		case 'code':
			if (sameRange?.type === 'pre' && tag.argument !== '') sameRange.language = tag.argument;
			else entities.push({ ...base, ...(tag.argument !== '' && { language: tag.argument }) });
			return;
		case 'blockquote':
			entities.push({ ...base, type: tag.argument === '' ? 'blockquote' : 'expandable_blockquote' });
			return;
		default:
			entities.push(base);
	}
}
