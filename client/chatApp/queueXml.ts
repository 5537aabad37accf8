/**
 * Reads the XML of the message service: records of plain members, one inside the other once. No more is needed, and
 * nothing else is understood: no attributes, no document types, no entities of one's own.
 * Source: the help pages of its HTTP API, "BatchReceiveMessage" and "Error".
 */

/** How what is no text begins and ends, the longest beginning first. */
const SECTIONS = [
	['<![CDATA[', ']]>'],
	['<!--', '-->'],
	['<?', '?>'],
	['<', '>'],
] as const;

const TAG = /^(\/?)([A-Za-z][\w.-]*)(?:\s[^]*)?$/;

const ENTITIES: ReadonlyMap<string, string> = new Map([
	['lt', '<'],
	['gt', '>'],
	['amp', '&'],
	['quot', '"'],
	['apos', "'"],
]);

/** The members of each record of a name, in order; texts only, as they were meant. Never throws. */
export function recordsIn(xml: string, name: string): Array<Record<string, string>> {
	const records: Array<Record<string, string>> = [];
	let record: Map<string, string> | undefined;
	let member: string | undefined;
	let text = '';
	for (const { said = '', tag, closing, empty } of piecesOf(xml)) {
		text += said;
		if (tag === undefined) continue;
		if (tag === name) {
			if (record && closing) records.push(Object.fromEntries(record));
			record = closing || empty ? undefined : new Map();
			member = undefined;
		} else if (record && closing && tag === member) {
			record.set(tag, text);
			member = undefined;
		} else if (record && !closing && member === undefined) {
			if (empty) record.set(tag, '');
			else [member, text] = [tag, ''];
		}
	}
	return records;
}

/** A stretch of text, or a tag. */
interface Piece {
	said?: string;
	tag?: string;
	closing?: boolean;
	empty?: boolean;
}

/** Ends where something is cut off: what has no end is nowhere looked for twice. */
function* piecesOf(xml: string): Generator<Piece> {
	for (let from = 0; ;) {
		const at = xml.indexOf('<', from);
		if (at < 0) return;
		yield { said: decode(xml.slice(from, at)) };
		const [begin, finish] = SECTIONS.find(([one]) => xml.startsWith(one, at)) ?? SECTIONS[3];
		const end = xml.indexOf(finish, at + begin.length);
		if (end < 0) return;
		const inside = xml.slice(at + begin.length, end);
		if (begin === '<![CDATA[') yield { said: inside };
		if (begin === '<') yield tagIn(inside);
		from = end + finish.length;
	}
}

function tagIn(inside: string): Piece {
	const empty = inside.endsWith('/');
	const [, slash, tag] = TAG.exec(empty ? inside.slice(0, -1) : inside) ?? [];
	return tag === undefined ? {} : { tag, closing: slash === '/', empty };
}

const decode = (text: string): string =>
	text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (whole: string, ...parts: unknown[]) => {
		const [decimal, hex, name] = parts;
		if (typeof name === 'string') return ENTITIES.get(name) ?? whole;
		return characterOf(typeof decimal === 'string' ? Number(decimal) : parseInt(String(hex), 16), whole);
	});

const characterOf = (code: number, whole: string): string =>
	code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
