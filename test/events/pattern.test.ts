import fc from 'fast-check';

import { compilePattern } from '../../client/events/pattern/pattern';

const fits = (pattern: string, text: string): boolean => compilePattern(pattern, 'Keyword')(text);

it.each([
	['order', 'my ORDER', true],
	['^order$', 'order', true],
	['^order$', 'orders', false],
	['^(yes|ja|да)$', 'Да', true],
	['^(yes|ja|да)$', 'nein', false],
	['\\bord\\w+\\b', 'an ordinary day', true],
	['\\d{2,4}-\\d+', 'call 123-4', true],
	['^\\d{2,4}$', '1', false],
	['^\\d{2,4}$', '12345', false],
	['[^a-z]', 'abc', false],
	['[^a-z]', 'ab1', true],
	['[\\]x]', ']', true],
	['^colou?r$', 'color', true],
	['^(?:ab)+$', 'ababab', true],
	['^(?:ab)+$', 'aba', false],
	['a.c', 'a\nc', false],
	['^.$', '😀', true],
	['\\p{L}+', 'привет', true],
	['\\.', 'a.b', true],
	['\\.', 'ab', false],
	['', 'anything', true],
	['a||b', '', true],
	['(a*)*b', 'aaab', true],
	['x{0}y', 'y', true],
	['^\\u0041$', 'a', true],
])('/%s/ on %j → %p', (pattern, text, expected) => {
	expect(fits(pattern, text)).toBe(expected);
});

it.each([
	['(a', 'leaves a group open'],
	['a)', 'not open'],
	['*a', 'repeats nothing'],
	['(a)\\1', 'refers back'],
	['(?=a)', 'looks ahead'],
	['(?<!a)b', 'looks ahead'],
	['(?i)order', 'only as (?:…)'],
	['(?P<day>a)', 'only as (?:…)'],
	['a{3,1}', 'wrong order'],
	['a{1000}', 'more than 100'],
	['((a{50}){50}){50}', 'too large'],
	['[z-a]', 'cannot be read'],
	['a'.repeat(201), 'more than 200'],
])('refuses /%s/', (pattern, reason) => {
	expect(() => fits(pattern, '')).toThrow(reason);
});

it.each([
	'(a+)+$',
	'(a|a)*$',
	'(a*)*$',
	'^(([a-z])+.)+[A-Z]([a-z])+$',
	'.*.*.*.*.*x',
	'(\\w+\\s?)*$',
	'(a?){50}a{50}',
])('does not run for ever on %s', (pattern) => {
	fits(pattern, `${'a'.repeat(4_000)}!`);
	fits(pattern, 'a'.repeat(100_000));
});

it('agrees with the platform’s own engine where that is safe', () => {
	const atom = fc.constantFrom('a', 'b', '.', '\\d', '[ab]', '[^a]', '\\w');
	const quantified = fc
		.tuple(atom, fc.constantFrom('', '', '?', '*', '+', '{2}', '{1,2}'))
		.map((parts) => parts.join(''));
	const sequence = fc.array(quantified, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
	const pattern = fc
		.tuple(
			fc.boolean(),
			fc.array(sequence, { minLength: 1, maxLength: 3 }),
			fc.constantFrom('', '?', '*'),
			fc.boolean(),
		)
		.map(
			([start, options, times, end]) => `${start ? '^' : ''}(${options.join('|')})${times}${end ? '$' : ''}`,
		);
	fc.assert(
		fc.property(
			pattern,
			fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', ' '), maxLength: 8 }),
			(shape, text) => {
				expect({ shape, text, fits: fits(shape, text) }).toEqual({
					shape,
					text,
					fits: new RegExp(shape, 'iu').test(text),
				});
			},
		),
		{ numRuns: 3_000 },
	);
});
