import { createHash } from 'node:crypto';
import zlib from 'node:zlib';

import fc from 'fast-check';

import { crc32, DIGEST_NAMES, DIGESTS, isProven } from '../../client/smsc/digest';

/** Source: the catalogue of CRCs (CRC-32/ISO-HDLC), and widely published values. */
it.each([
	['', 0],
	['a', 0xe8b7be43],
	['123456789', 0xcbf43926],
	['The quick brown fox jumps over the lazy dog', 0x414fa339],
])('the CRC-32 of “%s” is right', (text, sum) => {
	expect(crc32(Buffer.from(text))).toBe(sum);
});

it('the CRC-32 of anything is that of zlib (property)', () => {
	fc.assert(
		fc.property(fc.uint8Array(), (bytes) => {
			expect(crc32(Buffer.from(bytes))).toBe(zlib.crc32(Buffer.from(bytes)));
		}),
	);
});

/** Source: RFC 1321 and FIPS 180. */
it('the digests are hexadecimal in lower case, crc32 with its leading noughts', () => {
	expect(DIGESTS.md5(Buffer.from('abc'))).toBe('900150983cd24fb0d6963f7d28e17f72');
	expect(DIGESTS.sha1(Buffer.from('abc'))).toBe('a9993e364706816aba3e25717850c26c9cd0d89d');
	expect(DIGESTS.crc32(Buffer.from(''))).toBe('00000000');
});

describe('a proof', () => {
	const values = ['1001', '79990000001', '1'];
	const text = `${values.join(':')}:secret`;
	const right = Object.fromEntries(DIGEST_NAMES.map((name) => [name, DIGESTS[name](Buffer.from(text))]));

	it.each(DIGEST_NAMES)('by %s alone is enough, in either case', (name) => {
		expect(isProven(values, 'secret', { [name]: right[name] })).toBe(true);
		expect(isProven(values, 'secret', { [name]: right[name]?.toUpperCase() })).toBe(true);
	});

	it('is demanded', () => {
		expect(isProven(values, 'secret', {})).toBe(false);
		expect(isProven(values, 'secret', { md5: '', sha1: '' })).toBe(false);
	});

	it('has to be right in each digest that is there', () => {
		expect(isProven(values, 'secret', right)).toBe(true);
		for (const name of DIGEST_NAMES) {
			expect(isProven(values, 'secret', { ...right, [name]: 'f'.repeat(right[name]?.length ?? 0) })).toBe(
				false,
			);
			expect(isProven(values, 'secret', { ...right, [name]: right[name]?.slice(1) })).toBe(false);
		}
	});

	it('needs the secret: without one nothing is proven, with another nothing either', () => {
		const open = createHash('sha1')
			.update([...values, ''].join(':'))
			.digest('hex');
		expect(isProven(values, '', { sha1: open })).toBe(false);
		expect(isProven(values, 'Secret', right)).toBe(false);
	});

	it('counts the bytes of UTF-8', () => {
		const sha1 = createHash('sha1').update('79990000001:Да, беру:7999:слово', 'utf8').digest('hex');
		expect(isProven(['79990000001', 'Да, беру', '7999'], 'слово', { sha1 })).toBe(true);
	});

	it('never throws, and nothing is proven by chance (property)', () => {
		const digest = fc.option(fc.string(), { nil: undefined });
		const given = fc.record({ md5: digest, sha1: digest, crc32: digest }, { requiredKeys: [] });
		fc.assert(
			fc.property(fc.array(fc.string()), fc.string(), given, (some, secret, claims) => {
				expect(isProven(some, secret, claims)).toBe(false);
			}),
		);
	});
});
