import fc from 'fast-check';

import { fitsInto, shortenTo as shorten, sizeOf } from '../../client/fallback/gsm';

/** The default alphabet by its codes, in the order of 3GPP TS 23.038, 6.2.1; 0x1B is the escape. */
const CODES = [
	...'@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ',
	null,
	...'ÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
];
const BASIC = CODES.filter((one) => one !== null);
const EXTENDED = Array.from('\f^{}\\[~]|€');

const gsm = fc.array(fc.constantFrom(...BASIC, ...EXTENDED), { maxLength: 700 }).map((all) => all.join(''));
const anything = fc.string({ unit: 'binary', maxLength: 400 });

/** Packs a text as a phone does, one part after another, and counts the parts. */
function packed(text: string, widthOf: (one: string) => number, alone: number, part: number): number {
	const widths = Array.from(text, widthOf);
	if (widths.reduce((sum, one) => sum + one, 0) <= alone) return text === '' ? 0 : 1;
	const parts: number[] = [0];
	for (const width of widths) {
		if ((parts.at(-1) ?? 0) + width > part) parts.push(0);
		parts[parts.length - 1]! += width;
	}
	return parts.length;
}

it('knows an alphabet of 128 codes', () => {
	expect(CODES).toHaveLength(128);
	expect(sizeOf(BASIC.join(''))).toEqual({ encoding: 'GSM-7', units: 127, parts: 1 });
	expect(sizeOf(EXTENDED.join(''))).toEqual({ encoding: 'GSM-7', units: 20, parts: 1 });
});

it.each([
	['', 'GSM-7', 0],
	['a'.repeat(160), 'GSM-7', 1],
	['a'.repeat(161), 'GSM-7', 2],
	['a'.repeat(306), 'GSM-7', 2],
	['a'.repeat(307), 'GSM-7', 3],
	['€'.repeat(80), 'GSM-7', 1],
	// a euro sign is never parted: one septet at the end of each part stays empty
	['€'.repeat(153), 'GSM-7', 3],
	['я'.repeat(70), 'UCS-2', 1],
	['я'.repeat(71), 'UCS-2', 2],
	['я'.repeat(134), 'UCS-2', 2],
	['я'.repeat(135), 'UCS-2', 3],
	[`${'a'.repeat(70)}😀`, 'UCS-2', 2],
	// a backtick is not in the alphabet, though a keyboard has it
	['`', 'UCS-2', 1],
])('counts %j as %s, %d parts', (text, encoding, parts) => {
	expect(sizeOf(text)).toMatchObject({ encoding, parts });
});

it('packs every GSM text as a phone does', () => {
	fc.assert(
		fc.property(gsm, (text) => {
			const { encoding, parts } = sizeOf(text);
			expect(encoding).toBe('GSM-7');
			expect(parts).toBe(packed(text, (one) => (EXTENDED.includes(one) ? 2 : 1), 160, 153));
		}),
	);
});

it('packs every other text as a phone does', () => {
	fc.assert(
		fc.property(anything, (text) => {
			const whole = `я${text}`;
			expect(sizeOf(whole)).toMatchObject({
				encoding: 'UCS-2',
				parts: packed(whole, (one) => one.length, 70, 67),
			});
		}),
	);
});

const shortenTo = (text: string, parts: number): string => shorten(text, { parts, characters: Infinity });

describe('shortening', () => {
	it('keeps within the characters that a service takes, too', () => {
		fc.assert(
			fc.property(fc.oneof(gsm, anything), fc.integer({ min: 3, max: 500 }), (text, characters) => {
				const room = { parts: 4, characters };
				const short = shorten(text, room);
				expect(fitsInto(short, room)).toBe(true);
				if (fitsInto(text, room)) expect(short).toBe(text);
				else expect(text.startsWith(short.slice(0, -3))).toBe(true);
			}),
		);
	});

	it('keeps within the parts, begins as the text does and says that something is missing', () => {
		fc.assert(
			fc.property(fc.oneof(gsm, anything), fc.integer({ min: 1, max: 4 }), (text, most) => {
				const short = shortenTo(text, most);
				expect(sizeOf(short).parts).toBeLessThanOrEqual(most);
				if (sizeOf(text).parts <= most) expect(short).toBe(text);
				else {
					expect(short.endsWith('...')).toBe(true);
					expect(text.startsWith(short.slice(0, -3))).toBe(true);
				}
			}),
		);
	});

	it.each(['Привет мир '.repeat(500_000), `e${'\u0301'.repeat(5_000_000)}`])(
		'shortens five megabytes, too',
		(text) => {
			expect(sizeOf(shortenTo(text, 3)).parts).toBeLessThanOrEqual(3);
		},
	);

	it('uses the room it has', () => {
		expect(shortenTo('a'.repeat(200), 1)).toBe(`${'a'.repeat(157)}...`);
		expect(shortenTo('я'.repeat(200), 1)).toBe(`${'я'.repeat(67)}...`);
	});

	it('cuts between words where one ends near', () => {
		expect(shortenTo(`${'word '.repeat(31)}wonderful ends`, 1)).toBe(`${'word '.repeat(31).trim()}...`);
	});

	it('does not part what readers see as one sign', () => {
		const family = '👨‍👩‍👧';
		expect(shortenTo(family.repeat(20), 1)).toBe(`${family.repeat(8)}...`);
		expect(shortenTo('🇩🇪'.repeat(40), 1)).toBe(`${'🇩🇪'.repeat(16)}...`);
	});

	it('does not part a letter from its accent', () => {
		const short = shortenTo('e\u0301'.repeat(60), 1);
		expect(short.slice(0, -3).normalize('NFD')).toBe('e\u0301'.repeat(33));
	});
});
