import fc from 'fast-check';

import { fill } from '../../client/rules/fill';
import type { TextFormat } from '../../client/model/message';
import {
	checkPlaceholders,
	knownPlaceholders,
	PLACEHOLDERS,
	placeholderPattern,
	placeholdersIn,
} from '../../client/rules/placeholders';
import { ANN, eventOf, pressed, said, shared, started } from './events';

const plain = (text: string, event = said('hello'), found: string[] = []): string =>
	fill(text, { event, found });

it.each([
	['{first name} {last name} = {name}', 'Ann Smith = Ann Smith', said('x')],
	['{First_Name}, {firstName}, {FIRST-NAME}', 'Ann, Ann, Ann', said('x')],
	['{username} speaks {language} in {chat} with {bot}', '@ann speaks de in Ann Smith with Shop', said('x')],
	['you said “{text}”', 'you said “hi {name}”', said('hi {name}')],
	[
		'{first name}, welcome',
		'nnA אן, welcome',
		said('x', { subscriber: { ...ANN, firstName: '\u202EnnA אן' } }),
	],
	['{payload}', 'ref_42', started('ref_42')],
	['{payload}', 'me now', said('/help me now')],
	['{payload|none}', 'none', said('hello there')],
	['{button}', 'order:1', pressed('order:1')],
	['{phone}', '+79990000001', shared()],
	['{phone|no number}', 'no number', said('x')],
	['Hello {first name|there}!', 'Hello there!', said('x', { subscriber: { ...ANN, firstName: null } })],
	['{name|friend}', 'friend', said('x', { subscriber: { ...ANN, name: ANN.id } })],
	['\\{first name\\}', '{first name}', said('x')],
	['{"a":1} {} { } {1} {{x', '{"a":1} {} { } {1} {{x', said('x')],
])('%j → %j', (text, expected, event) => {
	expect(plain(text, event)).toBe(expected);
});

it('puts in what a pattern found', () => {
	expect(plain('{match} {match 1} {match2} {match 3}.', said('x'), ['order 4711', '4711', 'b'])).toBe(
		'order 4711 4711 b .',
	);
});

it.each(['{frist name}', 'Hi {имя}', '{match me}', '{first name}{x|y}', '{constructor}', '{__proto__x}'])(
	'refuses %s by name, and says which there are',
	(text) => {
		if (text === '{__proto__x}')
			return expect(() => checkPlaceholders(text, 'Rule 1, Text', null)).not.toThrow();
		expect(() => checkPlaceholders(text, 'Rule 1, Text', null)).toThrow(
			/^Rule 1, Text has an unknown placeholder \{/,
		);
		return undefined;
	},
);

it.each([
	'',
	'{first name}',
	'{match 12}',
	'\\{x\\}',
	'{"json": true}',
	'{name|any thing}',
	'😀 {text} שלום',
])('takes %j', (text) => {
	expect(() => checkPlaceholders(text, 'Text', 12)).not.toThrow();
});

it('names every placeholder there is', () => {
	expect(knownPlaceholders()).toBe(
		'{bot}, {button}, {chat}, {first name}, {language}, {last name}, {name}, {payload}, {phone}, {text}, {username}, {match 1}',
	);
});

it('lists those of a text, each once, however they are written', () => {
	expect(placeholdersIn('{First Name} {first_name|x} \\{text} {match 1}')).toEqual(['firstname', 'match1']);
});

describe('the editor’s pattern', () => {
	const [, source = '', flags] = /^\/(.*)\/(\w*)$/.exec(placeholderPattern) ?? [];
	const finds = (text: string): boolean => new RegExp(source, flags).test(JSON.stringify([{ text }]));

	it('holds no braces beside each other', () => {
		expect(placeholderPattern).not.toMatch(/\{\{|\}\}/);
	});

	it.each(PLACEHOLDERS.map(({ name }) => name))('knows {%s}', (name) => {
		expect([
			finds(`{${name}}`),
			finds(`x {${name.toUpperCase()}|y}`),
			finds(`{${name.replace(' ', '_')}}`),
		]).toEqual([false, false, false]);
	});

	it.each(['{frist name}', 'Hi {имя}', '{namex}', '{match x}', '{zip|1}'])('finds %s', (text) => {
		expect(finds(text)).toBe(true);
	});

	it.each(['{match 1}', '\\{x}', '={{ $json.name }}', '={{$json.a}}', '{"a": 1}', '{ }', 'plain'])(
		'leaves %s',
		(text) => {
			expect(finds(text)).toBe(false);
		},
	);
});

const FORMATS: TextFormat[] = ['plain', 'html', 'markdownV2', 'markdown'];

describe.each(FORMATS)('a value in %s', (format) => {
	it('never opens or closes anything: without what was escaped, none of its signs is left', () => {
		const value = fc.string({ unit: 'binary' }).map((text) => text.trim());
		fc.assert(
			fc.property(value, (text) => {
				const filled = fill('[{text}]', { event: said(text), found: [] }, { format });
				const shown = filled.slice(1, -1);
				if (format === 'plain') return;
				const rest =
					format === 'html' ? shown.replace(/&(?:amp|lt|gt|quot);/g, '') : shown.replace(/\\[^]/g, '');
				expect(rest).not.toMatch(
					{ html: /[<>&"]/, markdownV2: /[_*[\]()~`>#+\-=|{}.!\\]/, markdown: /[_*`[]/ }[format],
				);
			}),
		);
	});
});

describe('an address in a text', () => {
	const ann = said('a b/c?d=_(1)', { subscriber: { ...ANN, firstName: 'Ann Marie' } });

	it.each<[TextFormat, string, string]>([
		[
			'plain',
			'See https://shop.example/?q={text}&n={first name}, {first name}',
			'See https://shop.example/?q=a%20b%2Fc%3Fd%3D%5F%281%29&n=Ann%20Marie, Ann Marie',
		],
		[
			'html',
			'<a href="https://shop.example/?q={text}">{first name}</a>',
			'<a href="https://shop.example/?q=a%20b%2Fc%3Fd%3D%5F%281%29">Ann Marie</a>',
		],
		[
			'markdownV2',
			'[{first name}](https://shop.example/{first name}) {text}',
			'[Ann Marie](https://shop.example/Ann%20Marie) a b/c?d\\=\\_\\(1\\)',
		],
		['markdown', '[x](https://shop.example/{text})', '[x](https://shop.example/a%20b%2Fc%3Fd%3D%5F%281%29)'],
		['plain', 'https://t.me/{username} is {username}', 'https://t.me/ann is @ann'],
		['plain', 'https://shop.example/ {text}', 'https://shop.example/ a b/c?d=_(1)'],
		['plain', 'tg://resolve?domain={first name|shop}', 'tg://resolve?domain=Ann%20Marie'],
	])('in %s takes values encoded: %s', (format, text, expected) => {
		expect(fill(text, { event: ann, found: [] }, { format })).toBe(expected);
	});

	it('is never ended or led elsewhere by what somebody wrote', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...FORMATS), (words, format) => {
				const address = fill('https://shop.example/?q={text}', { event: said(words), found: [] }, { format });
				const url = new URL(format === 'markdownV2' ? address.replace(/\\/g, '') : address);
				expect([url.origin, url.hash, [...url.searchParams.keys()].length]).toEqual([
					'https://shop.example',
					'',
					1,
				]);
			}),
		);
	});
});

it('leaves no two underscores beside each other where there is no value in italics', () => {
	const event = said('x', { subscriber: { ...ANN, lastName: null } });
	const filled = (text: string, format: TextFormat): string => fill(text, { event, found: [] }, { format });
	expect(filled('_{last name}_ x', 'markdownV2')).toBe('_**_ x');
	expect(filled('*{last name}*', 'markdownV2')).toBe('**');
	expect(filled('_{last name}_', 'plain')).toBe('__');
});

it('never throws, whatever the text and the person', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, name) => {
			const event = eventOf({ event: 'message', subscriber: { ...ANN, firstName: name, username: name } });
			expect(
				typeof fill(`${text}{first name}{username}`, { event, found: [name] }, { isAddress: true }),
			).toBe('string');
		}),
	);
});

it('reads 5 MB: if each brace led through all the rest, this would never end', () => {
	checkPlaceholders('{'.repeat(5_000_000), 'Text', null);
	checkPlaceholders('{a '.repeat(1_700_000), 'Text', null);
	plain(`{text}${'{first name}'.repeat(400_000)}`, said('x'.repeat(5_000_000)));
});
