import { createHash } from 'node:crypto';

import { isSameText } from '../events/sameText';

/** The proofs that a callback may carry, by the name of their field. Source: /api/http/miscellaneous/callback. */
export const DIGESTS = {
	md5: (bytes: Buffer): string => createHash('md5').update(bytes).digest('hex'),
	sha1: (bytes: Buffer): string => createHash('sha1').update(bytes).digest('hex'),
	// eight hexadecimal digits are assumed: the text form of crc32 is not documented
	crc32: (bytes: Buffer): string => crc32(bytes).toString(16).padStart(8, '0'),
} as const;

export type DigestName = keyof typeof DIGESTS;

export const DIGEST_NAMES = Object.keys(DIGESTS) as DigestName[];

/** CRC-32 as in ISO 3309 (polynomial 0x04C11DB7, reflected), a whole number of 32 bits. */
export function crc32(bytes: Buffer): number {
	let rest = 0xffffffff;
	for (const byte of bytes) {
		rest ^= byte;
		for (let bit = 0; bit < 8; bit += 1) rest = (rest & 1) === 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
	}
	return (rest ^ 0xffffffff) >>> 0;
}

/**
 * Whether proofs are right: at least one, and every one that is there.
 * @param values what the service joins with colons, the secret behind them, as bytes in UTF-8
 */
export function isProven(
	values: readonly string[],
	secret: string,
	given: Partial<Record<DigestName, string>>,
): boolean {
	const bytes = Buffer.from([...values, secret].join(':'), 'utf8');
	const claims = DIGEST_NAMES.filter((name) => (given[name] ?? '') !== '');
	const wrong = claims.filter((name) => !isSameText(DIGESTS[name](bytes), (given[name] ?? '').toLowerCase()));
	return secret !== '' && claims.length > 0 && wrong.length === 0;
}
