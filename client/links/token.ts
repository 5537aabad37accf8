/** A link as the text that stands in its address: 16 bytes of signature, then what it says, all in base64url. */
import { timingSafeEqual } from 'node:crypto';

import { parseJson } from '../http/json';
import { RECIPIENT_FORMS } from '../model/recipient';
import { isTrackable, type Link, type Seal } from './link';

/** Bytes of the HMAC-SHA256 that are kept: 128 bits cannot be guessed, and a link should be short. */
const SIGNATURE = 16;

/** Characters. What is longer was not made here and is not even looked at. */
const LONGEST = 4_000;

/** Changes when the fields do; links of another version are not read. */
const VERSION = 1;

export function toToken({ url, service, bot, recipient, ref, expires }: Link, seal: Seal): string {
	const form = RECIPIENT_FORMS.indexOf(recipient.form);
	const body = JSON.stringify([VERSION, expires, ref, service, bot, form, recipient.value, url]);
	return Buffer.concat([signatureOf(body, seal), Buffer.from(body)]).toString('base64url');
}

const signatureOf = (body: string, seal: Seal): Buffer => seal(body).subarray(0, SIGNATURE);

/**
 * Reads a link that was signed with this seal; undefined for every other text, whatever it is. Only the one way of
 * writing it that `toToken` has is understood, so no character can be changed without being noticed.
 */
export function readToken(token: string, seal: Seal): Link | undefined {
	if (token.length > LONGEST || !/^[\w-]+$/.test(token)) return undefined;
	const bytes = Buffer.from(token, 'base64url');
	if (bytes.length <= SIGNATURE || bytes.toString('base64url') !== token) return undefined;
	const body = bytes.subarray(SIGNATURE).toString('utf8');
	if (!timingSafeEqual(bytes.subarray(0, SIGNATURE), signatureOf(body, seal))) return undefined;
	return toLink(parseJson(body));
}

/** A genuine one was made here, but maybe by an older or newer release. */
function toLink(fields: unknown): Link | undefined {
	if (!Array.isArray(fields) || fields.length !== 8 || fields[0] !== VERSION) return undefined;
	const [, expires, ref, service, bot, index, value, url] = fields as unknown[];
	const form = typeof index === 'number' ? RECIPIENT_FORMS[index] : undefined;
	const texts = [ref, service, bot, value, url];
	if (form === undefined || typeof expires !== 'number' || !texts.every((text) => typeof text === 'string')) {
		return undefined;
	}
	const [said, through, by, whom, where] = texts as [string, string, string, string, string];
	if (!isTrackable(where)) return undefined;
	return { url: where, service: through, bot: by, recipient: { form, value: whom }, ref: said, expires };
}
