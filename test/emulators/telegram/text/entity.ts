/** What a range of a text is. Offsets and lengths are UTF-16 units, as in JavaScript. */
export interface Entity {
	type: string;
	offset: number;
	length: number;
	url?: string;
	language?: string;
	user?: { id: number };
	custom_emoji_id?: string;
	unix_time?: number;
	date_time_format?: string;
}

export interface Formatted {
	text: string;
	entities: Entity[];
}

/** What the parsers say; the caller puts `Can't parse entities: ` before it. */
export class MarkupError extends Error {}

/**
 * The parsers count bytes, because the server's error texts do: a string of one character per byte.
 * Reading past the end gives '', which equals nothing.
 */
export const toBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
export const fromBytes = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');

/** How many UTF-16 units a byte begins: none inside a character, two for a surrogate pair. */
export const unitsOf = (byte: string): number => {
	const code = byte.charCodeAt(0);
	if ((code & 0xc0) === 0x80) return 0;
	return code >= 0xf0 ? 2 : 1;
};

export const isSpace = (byte: string): boolean => /[ \t\r\n\0\v]/.test(byte);

/** By place; what begins at the same place with the longer first. */
export const inOrder = (entities: Entity[]): Entity[] =>
	[...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
