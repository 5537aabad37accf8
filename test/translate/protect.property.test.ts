import fc from 'fast-check';
import { type Protected, protect } from '../../client/translate/protect';
import type { TextFormat } from '../../client/model/message';
import { escapeFor } from '../../client/text/escape';
import { FORMATS, garbage, WELL_FORMED } from '../text/arbitrary';
import { see } from '../text/strict/see';

/** Raise it for a long search: `RUNS=5000 npx jest test/translate`. */
const RUNS = Number(process.env.RUNS ?? 150);

/** What has to survive, as it is written in plain text. */
const SURVIVORS = [
	'https://shop.example/a_b(c)?d=e&f=g*h',
	't.me/shop_bot',
	'@ann_lee',
	'#42',
	'/start_now',
	'ann.lee+x@shop.example',
	'+7 (999) 000-00-02',
	'👩‍👩‍👧‍👦',
	'👍🏽',
	'🇩🇪',
];
const PLACEHOLDERS = ['{first name}', '{match 1}', '{start_payload}'];
const WORDS = [
	'Hello',
	'wörld',
	'слово',
	'漢字',
	'مرحبا',
	'a_b',
	'x*y',
	'end.',
	'R&D',
	'1.5',
	'(so)',
	'\\',
	'5 > 3',
];

/** Words and what survives among them, written in a format. */
const sentence = (format: TextFormat): fc.Arbitrary<{ text: string; kept: string[] }> =>
	fc
		.array(
			fc.oneof(
				{
					weight: 3,
					arbitrary: fc.constantFrom(...WORDS).map((word) => ({ raw: escapeFor(format, word), kept: false })),
				},
				{
					weight: 1,
					arbitrary: fc
						.constantFrom(...SURVIVORS)
						.map((one) => ({ raw: escapeFor(format, one), kept: true })),
				},
				{ weight: 1, arbitrary: fc.constantFrom(...PLACEHOLDERS).map((raw) => ({ raw, kept: true })) },
			),
			{ minLength: 1, maxLength: 9 },
		)
		.chain((pieces) =>
			fc
				.array(fc.constantFrom(' ', ' ', '\n', '\n\n'), {
					minLength: pieces.length,
					maxLength: pieces.length,
				})
				.map((gaps) => ({
					text: pieces
						.map(({ raw }, index) => raw + gaps[index])
						.join('')
						.trimEnd(),
					kept: pieces.filter(({ kept }) => kept).map(({ raw }) => raw),
				})),
		);

/** Ways to answer a segment; the friendly ones leave the tags alone. */
const TAG = /(<[^<>]*>|&\w+;)/;
const friendly = (change: (words: string) => string) => (segment: string) =>
	segment
		.split(TAG)
		.map((piece, index) => (index % 2 === 1 || piece.trim() === '' ? piece : change(piece)))
		.join('');

const hostile = fc.constantFrom<(segment: string, word: string) => string>(
	(segment) => segment.replace(TAG, ''),
	(segment) => segment.replace(TAG, '$1$1'),
	(segment) => segment.split(TAG).reverse().join(''),
	(segment) => segment.replaceAll(/id="(\d)"/g, (_, id) => `id="${Number(id) + 1}"`),
	(segment) => segment.toUpperCase(),
	(segment) => segment.toLowerCase(),
	(segment, word) => segment.replace(TAG, `${word}$1${word}`),
	(segment, word) => `${word} ${segment} ${word}`,
	(segment) => segment.replaceAll(/\s+/g, ''),
	(segment) => segment.replaceAll(/<\/?g[^>]*>/g, ''),
	(segment) => `${segment} https://evil.example/ {first name} @thief`,
	(segment) => `<b>${segment}</b>`,
	(_, word) => word,
	() => '',
);

const countsOf = (pieces: readonly string[]): Map<string, number> => {
	const counts = new Map<string, number>();
	for (const piece of pieces) counts.set(piece, (counts.get(piece) ?? 0) + 1);
	return counts;
};

const occurrences = (text: string, piece: string): number => text.split(piece).length - 1;

const answersOf = (prepared: Protected, translate: (segment: string) => string) =>
	prepared.segments.map(translate);

describe.each(FORMATS)('a text in %s', (format) => {
	it('keeps every placeholder, address, name and number whatever words a translator puts between them', () => {
		fc.assert(
			fc.property(
				sentence(format),
				fc.constantFrom('Bonjour', 'これは', 'слово.', 'a_b*c', '!'),
				({ text, kept }, word) => {
					const prepared = protect(text, format);
					const restored = prepared.restore(
						answersOf(
							prepared,
							friendly((words) => words.replaceAll(/\p{L}+/gu, word)),
						),
					);
					expect(restored).not.toBeNull();
					for (const [piece, times] of countsOf(kept)) {
						expect([piece, occurrences(restored as string, piece) >= times]).toEqual([piece, true]);
					}
				},
			),
			{ numRuns: RUNS },
		);
	});

	it('comes back whole from a hostile translator, or not at all', () => {
		fc.assert(
			fc.property(
				fc.oneof(
					sentence(format),
					WELL_FORMED[format].map((text) => ({ text, kept: [] as string[] })),
				),
				hostile,
				fc.constantFrom(
					'x',
					'*',
					'_',
					'`',
					'>',
					'](',
					'漢',
					'&lt;',
					'\\',
					'</g>',
					'<x id="1"/>',
					'||',
					'9',
					'\uDBC0\uDC00',
				),
				({ text, kept }, translate, word) => {
					const prepared = protect(text, format);
					const restored = prepared.restore(answersOf(prepared, (segment) => translate(segment, word)));
					if (restored === null) return;
					see(filled(restored, format), format);
					// texts of the other kind glue words to addresses
					if (kept.length > 0) expect(survivorsOf(restored, format)).toEqual(survivorsOf(text, format));
					for (const [piece, times] of countsOf(kept)) {
						expect([piece, occurrences(restored, piece) >= times]).toEqual([piece, true]);
					}
				},
			),
			{ numRuns: RUNS * 4 },
		);
	});

	it('of any tree of marks is well-formed after an ordinary translation', () => {
		let translated = 0;
		fc.assert(
			fc.property(WELL_FORMED[format], (text) => {
				const prepared = protect(text, format);
				const restored = prepared.restore(
					answersOf(
						prepared,
						friendly((words) => words.replaceAll(/\p{L}+/gu, 'mot')),
					),
				);
				if (restored === null) return;
				translated += 1;
				see(filled(restored, format), format);
			}),
			{ numRuns: RUNS },
		);
		expect(translated).toBeGreaterThan(RUNS * 0.8);
	});

	it('of garbage never throws', () => {
		fc.assert(
			fc.property(garbage, hostile, (text, translate) => {
				const prepared = protect(text, format);
				prepared.restore(answersOf(prepared, (segment) => translate(segment, 'x')));
			}),
			{ numRuns: RUNS },
		);
	});

	it('is what it was when the translator changes nothing', () => {
		fc.assert(
			fc.property(sentence(format), ({ text }) => {
				const prepared = protect(text, format);
				expect(prepared.restore(prepared.segments)).toBe(text);
			}),
			{ numRuns: RUNS },
		);
	});
});

/** Placeholders with values in them, as a text is sent; before that it need not be well-formed. */
const filled = (text: string, format: TextFormat): string =>
	text.replaceAll(/\{([a-z _\d]+)\}/g, (_, name: string) => escapeFor(format, `⟪${name}⟫`));

/** Addresses, names and numbers as anybody would find them, not as the code under test does. */
function survivorsOf(text: string, format: TextFormat): string[] {
	const visible = see(filled(text, format), format)
		.map((seen) => seen.text)
		.join('');
	return [...visible.matchAll(/https?:\/\/[^\s"]+?(?=[.,;:!?]*(\s|$))|@[a-z]\w+|⟪[^⟫]*⟫|\p{RI}{2}/giu)]
		.map(([found]) => found)
		.sort();
}
