/**
 * multipart/form-data. The platform's own reader refuses what Telegram's takes (grammY writes `filename=x.jpg`
 * without quotes), so here is a lenient one.
 */
export interface Part {
	name: string;
	/** Only a file has one. */
	filename?: string;
	type: string;
	bytes: Buffer;
}

const CRLF = '\r\n';

/** @returns nothing when it can't be read */
export function readMultipart(body: Buffer, contentType: string): Part[] | undefined {
	const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
	const mark = boundary?.[1] ?? boundary?.[2];
	if (mark === undefined) return undefined;
	// one character per byte, so that places in the string are places in the body
	const text = `${CRLF}${body.toString('latin1')}`;
	const pieces = text.split(`${CRLF}--${mark}`);
	if (pieces.length < 2 || !pieces.at(-1)?.startsWith('--')) return undefined;
	return pieces.slice(1, -1).flatMap((piece) => readPart(piece) ?? []);
}

function readPart(piece: string): Part | undefined {
	const end = piece.indexOf(CRLF + CRLF);
	if (end < 0) return undefined;
	const headers = Buffer.from(piece.slice(0, end), 'latin1').toString('utf8');
	const disposition = /^content-disposition:(.*)$/im.exec(headers)?.[1] ?? '';
	const name = parameter(disposition, 'name');
	if (name === undefined) return undefined;
	const filename = parameter(disposition, 'filename');
	return {
		name,
		...(filename !== undefined && { filename }),
		type: /^content-type:\s*(.*?)\s*$/im.exec(headers)?.[1] ?? '',
		bytes: Buffer.from(piece.slice(end + 4), 'latin1'),
	};
}

function parameter(header: string, name: string): string | undefined {
	const found = new RegExp(`;\\s*${name}=(?:"([^"]*)"|([^;\\r\\n]*))`, 'i').exec(header);
	return found?.[1] ?? found?.[2];
}
