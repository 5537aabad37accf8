import fc from 'fast-check';

import { compileSearch } from '../../client/events/pattern/pattern';

const search = (pattern: string, text: string): string[] | undefined =>
	compileSearch(pattern, 'Pattern').search(text);

it.each([
	['order (\\d+)', 'My ORDER 4711, please', ['ORDER 4711', '4711']],
	['^/start (\\w+)_(\\d+)$', '/start ref_42', ['/start ref_42', 'ref', '42']],
	['(?:a|b)(c)', 'xbc', ['bc', 'c']],
	['(?<day>\\d+)\\.(?<month>\\d+)', 'on 24.12', ['24.12', '24', '12']],
	['(a)|(b)', 'b', ['b', '', 'b']],
	['(a|ab)(c|bcd)(d*)', 'abcd', ['abcd', 'a', 'bcd', '']],
	['<(.+)>', '<a> <b>', ['<a> <b>', 'a> <b']],
	['<(.+?)>', '<a> <b>', ['<a>', 'a']],
	['(?:(a)|b)*', 'ab', ['ab', '']],
	['\\b(\\p{L}+)$', 'привет, мир', ['мир', 'мир']],
	['(😀+)', 'so 😀😀!', ['😀😀', '😀😀']],
	['', 'anything', ['']],
	['a[^]c', 'a\nc', ['a\nc']],
])('/%s/ in %j → %j', (pattern, text, expected) => {
	expect(search(pattern, text)).toEqual(expected);
});

it('says so when a pattern is nowhere, as an empty class is', () => {
	expect(search('(\\d+)', 'no number')).toBeUndefined();
	expect(search('[]', ']')).toBeUndefined();
	expect(search('[][]*', '')).toBeUndefined();
});

it('does not run for ever, whatever the pattern', () => {
	for (const pattern of ['(a+)+$', '^((a*)*)*$', '(.*)(.*)(.*)(.*)x', '((a?){50})(a{50})b'])
		expect(search(pattern, `${'a'.repeat(4_000)}!`)).toBeUndefined();
	expect(search('^((a?){20}){2}(a*)(.*)!$', `${'a'.repeat(4_000)}!`)?.[0]).toHaveLength(4_001);
});

/** A tree of patterns in which nothing that may be empty is repeated: there the platform's engine says the same. */
const patterns = fc.letrec<{ part: string; solid: string; any: string }>((tie) => ({
	// never empty
	solid: fc.oneof(
		{ maxDepth: 3 },
		fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', '\\d'),
		fc.tuple(tie('solid'), tie('any')).map(([one, more]) => `(${one}${more})`),
		fc.tuple(tie('solid'), tie('solid')).map(([one, other]) => `(${one}|${other})`),
		fc.tuple(tie('solid'), tie('solid')).map(([one, other]) => `(?:${one}|${other})`),
	),
	part: fc
		.tuple(tie('solid'), fc.constantFrom('', '', '?', '*', '+', '{2}', '{1,2}', '*?', '+?', '??', '{0,2}?'))
		.map(([one, times]) => `${one}${times}`),
	any: fc.array(tie('part'), { maxLength: 3 }).map((parts) => parts.join('')),
}));

it('finds what the platform’s own engine finds, group by group', () => {
	const pattern = fc
		.tuple(fc.boolean(), fc.array(patterns.any, { minLength: 1, maxLength: 3 }), fc.boolean())
		.map(([start, options, end]) => `${start ? '^' : ''}(${options.join('|')})${end ? '$' : ''}`);
	fc.assert(
		fc.property(
			pattern.filter((shape) => shape.length <= 120),
			fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', ' '), maxLength: 10 }),
			(shape, text) => {
				const theirs = new RegExp(shape, 'iu').exec(text)?.map((group: string | undefined) => group ?? '');
				expect({ shape, text, found: search(shape, text) }).toEqual({ shape, text, found: theirs });
			},
		),
		{ numRuns: 5_000 },
	);
});

it('never throws anything but a refusal, and never disagrees about whether something fits', () => {
	fc.assert(
		fc.property(
			fc.string({
				unit: fc.constantFrom(
					'a',
					'(',
					')',
					'|',
					'*',
					'+',
					'?',
					'[',
					']',
					'\\',
					'{',
					'2',
					',',
					'}',
					'^',
					'$',
				),
			}),
			fc.string({ unit: fc.constantFrom('a', '(', '2', '\\') }),
			(shape, text) => {
				let found: string[] | undefined;
				try {
					found = search(shape, text);
				} catch (error) {
					expect((error as Error).name).toBe('InvalidInput');
					return;
				}
				let theirs: RegExp;
				try {
					theirs = new RegExp(shape, 'iu');
				} catch {
					return; // read more generously here
				}
				expect({ shape, text, fits: found !== undefined }).toEqual({ shape, text, fits: theirs.test(text) });
			},
		),
		{ numRuns: 3_000 },
	);
});
