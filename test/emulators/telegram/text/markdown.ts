/** The legacy `parse_mode: Markdown`, after td MessageEntity.cpp `parse_markdown`: no nesting. */
import { checkLink, userOfLink } from '../link';
import { fromBytes, isSpace, MarkupError, toBytes, unitsOf, type Entity, type Formatted } from './entity';

const TYPES: Record<string, string> = { _: 'italic', '*': 'bold', '`': 'code', '[': 'text_link' };

export function parseMarkdown(text: string): Formatted {
	const bytes = toBytes(text);
	const at = (i: number): string => bytes[i] ?? '';
	const entities: Entity[] = [];
	let out = '';
	let offset = 0;

	for (let i = 0; i < bytes.length; i++) {
		const mark = at(i);
		if (mark === '\\' && at(i + 1) !== '' && '_*`['.includes(at(i + 1))) {
			out += at(++i);
			offset++;
			continue;
		}
		const type = TYPES[mark];
		if (type === undefined) {
			out += mark;
			offset += unitsOf(mark);
			continue;
		}
		const begin = i++;
		const end = mark === '[' ? ']' : mark;
		const isPre = mark === '`' && at(i) === '`' && at(i + 1) === '`';
		let language = '';
		if (isPre) {
			const opened = openPre(bytes, i + 2);
			language = opened.language;
			i = opened.next;
		}
		const entityOffset = offset;
		while (i < bytes.length && (at(i) !== end || (isPre && !(at(i + 1) === '`' && at(i + 2) === '`')))) {
			out += at(i);
			offset += unitsOf(at(i));
			i++;
		}
		if (i >= bytes.length) {
			throw new MarkupError(`Can't find end of the entity starting at byte offset ${begin}`);
		}
		let url = bytes.slice(begin + 1, i);
		if (mark === '[' && at(i + 1) === '(') {
			const close = bytes.indexOf(')', i + 2);
			url = bytes.slice(i + 2, close < 0 ? bytes.length : close);
			i = close < 0 ? bytes.length : close;
		}
		const base = { type, offset: entityOffset, length: offset - entityOffset };
		if (base.length > 0) {
			if (mark === '[') entities.push(...linkEntity(base, fromBytes(url)));
			else if (isPre) entities.push({ ...base, type: 'pre', ...(language !== '' && { language }) });
			else entities.push(base);
		}
		if (isPre) i += 2;
	}
	return { text: fromBytes(out), entities };
}

/** After the three back-ticks: the language and one line break. */
export function openPre(bytes: string, begin: number): { language: string; next: number } {
	const at = (index: number): string => bytes[index] ?? '';
	let next = begin;
	let end = begin;
	while (end < bytes.length && !isSpace(at(end)) && at(end) !== '`') end++;
	let language = '';
	if (end !== begin && end < bytes.length && at(end) !== '`') {
		language = fromBytes(bytes.slice(begin, end));
		next = end;
	}
	if (at(next) === '\n' || at(next) === '\r') {
		const pair = (at(next + 1) === '\n' || at(next + 1) === '\r') && at(next) !== at(next + 1);
		next += pair ? 2 : 1;
	}
	return { language, next };
}

/** A link, a mention of a person, or nothing when the address is no address. */
export function linkEntity(base: { offset: number; length: number }, url: string): Entity[] {
	const userId = userOfLink(url);
	if (userId) return [{ ...base, type: 'text_mention', user: { id: userId } }];
	const link = checkLink(url);
	return 'url' in link ? [{ ...base, type: 'text_link', url: link.url }] : [];
}
