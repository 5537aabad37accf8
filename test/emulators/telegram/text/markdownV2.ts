/** `parse_mode: MarkdownV2`, after td MessageEntity.cpp `parse_markdown_v2`. */
import { fromBytes, inOrder, MarkupError, toBytes, unitsOf, type Entity, type Formatted } from './entity';
import { linkEntity, openPre } from './markdown';

/** As the server names them in its texts. */
type Kind =
	| 'Bold'
	| 'Italic'
	| 'Underline'
	| 'Strikethrough'
	| 'Spoiler'
	| 'Code'
	| 'Pre'
	| 'PreCode'
	| 'TextUrl'
	| 'CustomEmoji'
	| 'BlockQuote';

const TYPES: Record<Kind, string> = {
	Bold: 'bold',
	Italic: 'italic',
	Underline: 'underline',
	Strikethrough: 'strikethrough',
	Spoiler: 'spoiler',
	Code: 'code',
	Pre: 'pre',
	PreCode: 'pre',
	TextUrl: 'text_link',
	CustomEmoji: 'custom_emoji',
	BlockQuote: 'blockquote',
};

const RESERVED = '_*[]()~`>#+-=|{}.!\n';

interface Open {
	kind: Kind;
	language: string;
	offset: number;
	byteOffset: number;
	begin: number;
}

const reserved = (char: string): MarkupError =>
	new MarkupError(`Character '${char}' is reserved and must be escaped with the preceding '\\'`);

const unended = (open: Open): MarkupError =>
	new MarkupError(`Can't find end of ${open.kind} entity at byte offset ${open.byteOffset}`);

/** Any ASCII character may be escaped. */
const isEscape = (bytes: string, i: number): boolean => {
	const next = bytes.charCodeAt(i + 1);
	return bytes[i] === '\\' && next > 0 && next <= 126;
};

export function parseMarkdownV2(text: string): Formatted {
	const bytes = toBytes(text);
	const at = (i: number): string => bytes[i] ?? '';
	const entities: Entity[] = [];
	const open: Open[] = [];
	let out = '';
	let offset = 0;
	let inQuote = false;
	let canQuote = true;

	const ends = (char: string, i: number): boolean => {
		const last = open.at(-1);
		if (!last) return false;
		if (inQuote && char === '\n' && at(i + 1) !== '>') return true;
		switch (last.kind) {
			case 'Bold':
				return char === '*';
			case 'Italic':
				return char === '_' && at(i + 1) !== '_';
			case 'Underline':
				return char === '_' && at(i + 1) === '_';
			case 'Code':
				return char === '`';
			case 'Pre':
			case 'PreCode':
				return char === '`' && at(i + 1) === '`' && at(i + 2) === '`';
			case 'TextUrl':
			case 'CustomEmoji':
				return char === ']';
			case 'Strikethrough':
				return char === '~';
			case 'Spoiler':
				return char === '|' && at(i + 1) === '|';
			case 'BlockQuote':
				return false;
		}
	};

	for (let i = 0; i < bytes.length; i++) {
		const char = at(i);
		if (isEscape(bytes, i)) {
			out += at(++i);
			offset++;
			if (at(i) !== '\r') canQuote = at(i) === '\n';
			continue;
		}
		const inCode = /^(Code|Pre|PreCode)$/.test(open.at(-1)?.kind ?? '');
		if (!(inCode ? '`' : RESERVED).includes(char)) {
			if (unitsOf(char) > 0 && char !== '\r') canQuote = false;
			out += char;
			offset += unitsOf(char);
			continue;
		}
		if (!ends(char, i)) {
			if (char === '\n') {
				out += '\n';
				offset++;
				canQuote = true;
				continue;
			}
			if (char === '>' && canQuote && inQuote) continue;
			const begun = beginning(bytes, i, canQuote);
			if (begun.kind === 'BlockQuote') inQuote = true;
			open.push({ kind: begun.kind, language: begun.language, offset, byteOffset: i, begin: out.length });
			i = begun.last;
			continue;
		}

		let last = open.pop() as Open;
		let expandable = false;
		if (char === '\n' && last.kind !== 'BlockQuote') {
			const isMark =
				last.kind === 'Spoiler' &&
				(last.byteOffset === i - 2 || (last.byteOffset === i - 3 && out.endsWith('\r')));
			const quote = isMark ? open.pop() : undefined;
			if (!quote) throw unended(last);
			if (quote.kind !== 'BlockQuote') throw unended(quote);
			last = quote;
			expandable = true;
		}
		const base = { type: TYPES[last.kind], offset: last.offset, length: offset - last.offset };
		if (last.kind === 'BlockQuote') {
			inQuote = false;
			canQuote = true;
			out += char;
			offset++;
			entities.push({
				...base,
				type: expandable ? 'expandable_blockquote' : 'blockquote',
				length: base.length + 1,
			});
			continue;
		}
		if (last.kind === 'Underline' || last.kind === 'Spoiler') i++;
		if (last.kind === 'Pre' || last.kind === 'PreCode') i += 2;
		let found: Entity[] = [{ ...base, ...(last.language !== '' && { language: last.language }) }];
		if (last.kind === 'TextUrl') {
			const address = at(i + 1) === '(' ? addressAt(bytes, i + 2) : { url: out.slice(last.begin), last: i };
			i = address.last;
			found = linkEntity(base, fromBytes(address.url));
		}
		if (last.kind === 'CustomEmoji') {
			if (at(i + 1) !== '(') throw new MarkupError('The entity must contain a tg://emoji or tg://time URL');
			const address = addressAt(bytes, i + 2);
			i = address.last;
			found = [{ ...base, ...emojiOrTime(fromBytes(address.url)) }];
		}
		if (base.length > 0) entities.push(...found);
	}

	if (inQuote) {
		let expandable = false;
		const mark = open.at(-1);
		if (mark?.kind === 'Spoiler' && mark.byteOffset === bytes.length - 2) {
			open.pop();
			expandable = true;
		}
		const quote = open.at(-1);
		if (quote?.kind === 'BlockQuote') {
			open.pop();
			const type = expandable ? 'expandable_blockquote' : 'blockquote';
			if (offset > quote.offset) entities.push({ type, offset: quote.offset, length: offset - quote.offset });
		}
	}
	const left = open.at(-1);
	if (left) throw unended(left);
	return { text: fromBytes(out), entities: inOrder(entities) };
}

/** What begins at a reserved character, and the last byte of its mark. */
function beginning(
	bytes: string,
	i: number,
	canQuote: boolean,
): { kind: Kind; language: string; last: number } {
	const char = bytes[i] ?? '';
	const doubled = bytes[i + 1] === char;
	const plain = (kind: Kind, last = i): { kind: Kind; language: string; last: number } => ({
		kind,
		language: '',
		last,
	});
	switch (char) {
		case '_':
			return doubled ? plain('Underline', i + 1) : plain('Italic');
		case '*':
			return plain('Bold');
		case '~':
			return plain('Strikethrough');
		case '[':
			return plain('TextUrl');
		case '|':
			if (doubled) return plain('Spoiler', i + 1);
			throw reserved(char);
		case '!':
			if (bytes[i + 1] === '[') return plain('CustomEmoji', i + 1);
			throw reserved(char);
		case '>':
			if (canQuote) return plain('BlockQuote');
			throw reserved(char);
		case '`': {
			if (!(doubled && bytes[i + 2] === '`')) return plain('Code');
			const pre = openPre(bytes, i + 3);
			return { kind: pre.language === '' ? 'Pre' : 'PreCode', language: pre.language, last: pre.next - 1 };
		}
		default:
			throw reserved(char);
	}
}

/** From behind `(` to its `)`. */
function addressAt(bytes: string, begin: number): { url: string; last: number } {
	let url = '';
	let i = begin;
	while (i < bytes.length && bytes[i] !== ')') {
		if (isEscape(bytes, i)) i++;
		url += bytes[i++] ?? '';
	}
	if (bytes[i] !== ')') throw new MarkupError(`Can't find end of a URL at byte offset ${begin}`);
	return { url, last: i };
}

function emojiOrTime(url: string): Partial<Entity> & { type: string } {
	const emoji = /^tg:(?:\/\/)?emoji\?(?:.*&)?id=([1-9]\d*)/i.exec(url)?.[1];
	if (emoji) return { type: 'custom_emoji', custom_emoji_id: emoji };
	const time = /^tg:(?:\/\/)?time\?(.*)$/i.exec(url)?.[1];
	const query = new URLSearchParams(time ?? '');
	const unix = Number(query.get('unix'));
	if (!(unix > 0)) throw new MarkupError('Invalid tg://emoji or tg://time URL specified');
	const format = query.get('format');
	return { type: 'date_time', unix_time: unix, ...(format && { date_time_format: format }) };
}
