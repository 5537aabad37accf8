/** A signed text as one word of base64url: 16 bytes of signature, then the text. */
import { timingSafeEqual } from 'node:crypto';

import type { Seal } from './link';

/** Bytes of the HMAC-SHA256 that are kept: 128 bits cannot be guessed, and a link should be short. */
const SIGNATURE = 16;

/** Characters. What is longer was not made here and is not even looked at. */
const LONGEST = 4_000;

export const sealed = (body: string, seal: Seal): string =>
	Buffer.concat([signatureOf(body, seal), Buffer.from(body)]).toString('base64url');

const signatureOf = (body: string, seal: Seal): Buffer => seal(body).subarray(0, SIGNATURE);

/**
 * The text that was signed with this seal; undefined for every other word, whatever it is. Only the one way of writing
 * it that `sealed` has is understood, so no character can be changed without being noticed.
 */
export function unsealed(word: string, seal: Seal): string | undefined {
	if (word.length > LONGEST || !/^[\w-]+$/.test(word)) return undefined;
	const bytes = Buffer.from(word, 'base64url');
	if (bytes.length <= SIGNATURE || bytes.toString('base64url') !== word) return undefined;
	const body = bytes.subarray(SIGNATURE).toString('utf8');
	return timingSafeEqual(bytes.subarray(0, SIGNATURE), signatureOf(body, seal)) ? body : undefined;
}
