/** The only names that Telegram knows. */
const NAMED = new Map([
	['lt', '<'],
	['gt', '>'],
	['amp', '&'],
	['quot', '"'],
]);

const ENTITY = /&(?:#x([\da-f]+)|#(\d+)|([a-z]+));?/iy;

/** From here on a numeric entity is too long to be one, `;` not counted. */
const TOO_LONG = 10;

/**
 * The entity that begins at `at`. As on the server, the `;` may be missing.
 * @returns null when it is none: the `&` is then an ordinary character
 */
export function readEntity(source: string, at: number): { raw: string; text: string } | null {
	ENTITY.lastIndex = at;
	const [raw, hexadecimal, decimal, name] = ENTITY.exec(source) ?? [];
	if (raw === undefined) return null;
	const text = name !== undefined ? NAMED.get(name) : numeric(raw, hexadecimal, decimal);
	return text === undefined ? null : { raw, text };
}

function numeric(raw: string, hexadecimal?: string, decimal?: string): string | undefined {
	if (raw.replace(';', '').length >= TOO_LONG || raw[2] === 'X') return undefined;
	const code = hexadecimal === undefined ? Number(decimal) : parseInt(hexadecimal, 16);
	const valid = code > 0 && code < 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
	return valid ? String.fromCodePoint(code) : undefined;
}

/** A text, such as an attribute's value, with its entities read. */
export const readEntities = (text: string): string =>
	text.replace(/&[#\da-z]+;?/gi, (raw) => {
		const entity = readEntity(raw, 0);
		return entity ? entity.text + raw.slice(entity.raw.length) : raw;
	});
