import fc from 'fast-check';

import { InvalidInput } from '../../client/model/error';
import type { Button, ButtonRows } from '../../client/model/button';
import { readButtonData, readButtonFields, type ButtonFields } from '../../client/read/buttons';

function failureOf(read: () => unknown): InvalidInput {
	try {
		read();
	} catch (failure) {
		if (failure instanceof InvalidInput) return failure;
		throw failure;
	}
	throw new Error('it should have failed');
}

/** Every field that the form has, as n8n hands it over: the hidden ones may be there with what was in them before. */
const field = (fields: ButtonFields): ButtonFields => ({
	url: '',
	data: '',
	value: '',
	style: 'default',
	...fields,
});

describe('buttons drawn in the fields', () => {
	it.each<[ButtonFields, Button]>([
		[
			{ kind: 'url', text: 'Open', url: 'https://example.com/a?b=c' },
			{ kind: 'url', text: 'Open', url: 'https://example.com/a?b=c' },
		],
		[
			{ kind: 'callback', text: 'Yes', data: 'yes' },
			{ kind: 'callback', text: 'Yes', data: 'yes' },
		],
		[
			{ kind: 'webApp', text: 'Shop', url: 'https://shop.test' },
			{ kind: 'webApp', text: 'Shop', url: 'https://shop.test' },
		],
		[
			{ kind: 'copyText', text: 'Copy', value: 'SALE' },
			{ kind: 'copyText', text: 'Copy', value: 'SALE' },
		],
		[
			{ kind: 'reply', text: 'Hello' },
			{ kind: 'reply', text: 'Hello' },
		],
		[
			{ kind: 'requestContact', text: 'My phone' },
			{ kind: 'requestContact', text: 'My phone' },
		],
		[
			{ kind: 'requestLocation', text: 'My place' },
			{ kind: 'requestLocation', text: 'My place' },
		],
	])('%j', (fields, button) => {
		expect(readButtonFields([field(fields)])).toEqual([[button]]);
	});

	it('stand below one another unless they are said to stand beside the one before', () => {
		const rows = readButtonFields([
			field({ kind: 'callback', text: '1', data: '1', sameRow: true }),
			field({ kind: 'callback', text: '2', data: '2', sameRow: true }),
			field({ kind: 'callback', text: '3', data: '3' }),
			field({ kind: 'callback', text: '4', data: '4', sameRow: true }),
		]);
		expect(rows.map((row) => row.map(({ text }) => text))).toEqual([
			['1', '2'],
			['3', '4'],
		]);
	});

	it('may be none', () => {
		expect(readButtonFields([])).toEqual([]);
	});

	it('use the field of their kind, whatever is left in the others', () => {
		const fields = { kind: 'callback', text: 'Yes', data: 'yes', url: 'https://left.test', value: 'left' };
		expect(readButtonFields([fields])).toEqual([[{ kind: 'callback', text: 'Yes', data: 'yes' }]]);
	});

	it.each(['primary', 'success', 'danger'] as const)('may have the style %s', (style) => {
		const [[button] = []] = readButtonFields([field({ kind: 'callback', text: 'Yes', data: 'yes', style })]);
		expect(button?.style).toBe(style);
	});

	it.each<[string, ButtonFields, string]>([
		['no text', { kind: 'callback', data: 'yes' }, 'has no text'],
		['a text of blanks', { kind: 'callback', text: '  ', data: 'yes' }, 'has no text'],
		['no link', { kind: 'url', text: 'Open' }, 'has an empty url'],
		['no callback data', { kind: 'callback', text: 'Yes' }, 'has an empty callback'],
		['nothing to copy', { kind: 'copyText', text: 'Copy' }, 'has an empty copyText'],
		['no kind', { text: 'Yes' }, 'has no kind'],
		['an empty kind', { kind: '', text: 'Yes' }, 'has no kind'],
		['a kind that does not exist', { kind: 'pay', text: 'Pay' }, 'has no kind'],
		['a kind by the name of another field', { kind: 'text', text: 'Pay' }, 'has no text'],
		['a strange kind', { kind: '__proto__', text: 'Pay' }, 'has no kind'],
	])('are refused by row and button with %s', (_, fields, detail) => {
		const fine = field({ kind: 'reply', text: 'fine' });
		const failure = failureOf(() => readButtonFields([fine, fine, { ...field(fields), sameRow: true }]));
		expect(failure).toMatchObject({ field: 'Buttons, row 2, button 2', detail, reason: 'invalidMessage' });
		expect(failure.advice).not.toBe('');
	});
});

describe('buttons given as data', () => {
	const open: Button = { kind: 'url', text: 'Open', url: 'https://example.com' };
	const yes: Button = { kind: 'callback', text: 'Yes', data: 'yes' };

	it.each<[string, unknown]>([
		[
			'rows',
			[
				[
					{ text: 'Open', url: 'https://example.com' },
					{ text: 'Yes', callback: 'yes' },
				],
			],
		],
		['JSON text', '[[{"text":"Open","url":"https://example.com"},{"text":"Yes","callback":"yes"}]]'],
		[
			'JSON text with white space around',
			'\n [[{"text":"Open","url":"https://example.com"},{"text":"Yes","callback":"yes"}]] ',
		],
	])('may be %s', (_, data) => {
		expect(readButtonData(data)).toEqual([[open, yes]]);
	});

	it('may be a flat list: each button stands in a row of its own', () => {
		expect(
			readButtonData([
				{ text: 'Open', url: 'https://example.com' },
				{ text: 'Yes', callback: 'yes' },
			]),
		).toEqual([[open], [yes]]);
	});

	it('may mix rows and single buttons, and empty rows fall away', () => {
		expect(
			readButtonData([
				[],
				{ text: 'Open', url: 'https://example.com' },
				[],
				[{ text: 'Yes', callback: 'yes' }],
			]),
		).toEqual([[open], [yes]]);
	});

	it.each<[unknown]>([[''], ['  '], [null], [undefined], ['null'], ['[]'], [[]], [[[]]]])(
		'may be none: %j',
		(data) => {
			expect(readButtonData(data)).toEqual([]);
		},
	);

	it.each<[unknown, Button]>([
		[{ text: 'Yes', callback: 'yes' }, yes],
		[{ text: 'Yes', callbackData: 'yes' }, yes],
		[{ text: 'Yes', callback_data: 'yes' }, yes],
		[
			{ text: 7, callback: 0 },
			{ kind: 'callback', text: '7', data: '0' },
		],
		[
			{ text: 'A', webApp: 'https://a.test' },
			{ kind: 'webApp', text: 'A', url: 'https://a.test' },
		],
		[
			{ text: 'A', web_app: { url: 'https://a.test' } },
			{ kind: 'webApp', text: 'A', url: 'https://a.test' },
		],
		[
			{ text: 'C', copyText: 'SALE' },
			{ kind: 'copyText', text: 'C', value: 'SALE' },
		],
		[
			{ text: 'C', copy_text: { text: 'SALE' } },
			{ kind: 'copyText', text: 'C', value: 'SALE' },
		],
		[
			{ text: 'R', reply: true },
			{ kind: 'reply', text: 'R' },
		],
		[
			{ text: 'P', requestContact: true },
			{ kind: 'requestContact', text: 'P' },
		],
		[
			{ text: 'P', request_contact: true },
			{ kind: 'requestContact', text: 'P' },
		],
		[
			{ text: 'L', requestLocation: true },
			{ kind: 'requestLocation', text: 'L' },
		],
		[
			{ text: 'L', request_location: true },
			{ kind: 'requestLocation', text: 'L' },
		],
		[
			{ text: 'Yes', callback: 'yes', style: 'success' },
			{ ...yes, style: 'success' },
		],
		[{ text: 'Yes', callback: 'yes', style: '' }, yes],
		[{ text: 'Yes', callback: 'yes', style: null }, yes],
		[
			{ text: 'T', url: 'tg://resolve?domain=ann' },
			{ kind: 'url', text: 'T', url: 'tg://resolve?domain=ann' },
		],
		[
			{ text: 'T', url: ' HTTPS://Example.com ' },
			{ kind: 'url', text: 'T', url: 'HTTPS://Example.com' },
		],
	])('%j is understood', (data, button) => {
		expect(readButtonData([data])).toEqual([[button]]);
	});

	it.each<[string, unknown]>([
		['empty texts', { text: 'Yes', callback: 'yes', url: '', webApp: '', copyText: '', reply: '' }],
		['null and undefined', { text: 'Yes', callback: 'yes', url: null, webApp: undefined }],
		['false', { text: 'Yes', callback: 'yes', reply: false, request_contact: false }],
		['an empty object', { text: 'Yes', callback: 'yes', web_app: { url: '' }, copy_text: {} }],
	])('of other kinds may have left %s', (_, data) => {
		expect(readButtonData([data])).toEqual([[yes]]);
	});

	it.each<[string, unknown, string]>([
		['no kind', { text: 'Yes' }, 'has no kind'],
		['no kind that is filled in', { text: 'Yes', url: '', callback: '', reply: '' }, 'has no kind'],
		['a yes-or-no kind that says no', { text: 'Yes', reply: false }, 'has no kind'],
		['a yes-or-no kind that says nothing', { text: 'Yes', reply: '' }, 'has no kind'],
		['two kinds', { text: 'Yes', url: 'https://a.test', callback: 'yes' }, 'has two kinds, url and callback'],
		[
			'two names of one kind',
			{ text: 'Yes', callback: 'a', callback_data: 'b' },
			'has two kinds, callback and callback_data',
		],
		['an empty link', { text: 'Open', url: '' }, 'has an empty url'],
		['a link of blanks', { text: 'Open', url: '  ' }, 'has an empty url'],
		['a link that is a list', { text: 'Open', url: ['https://a.test'] }, 'has an empty url'],
		['a link that is true', { text: 'Open', url: true }, 'has an empty url'],
		['an empty web app', { text: 'Open', web_app: { url: '' } }, 'has an empty webApp'],
		['an empty callback', { text: 'Yes', callback_data: '' }, 'has an empty callback'],
		['nothing to copy', { text: 'Copy', copy_text: {} }, 'has an empty copyText'],
		['no text', { callback: 'yes' }, 'has no text'],
		['an empty text', { text: '', callback: 'yes' }, 'has no text'],
		['a text that is an object', { text: {}, callback: 'yes' }, 'has no text'],
		['a word instead of a button', 'Yes', 'is not an object'],
		['null instead of a button', null, 'is not an object'],
		['rows inside a row', [{ text: 'Yes', callback: 'yes' }], 'is not an object'],
		['a relative link', { text: 'Open', url: '/page' }, 'has a link “/page” that is no web address'],
		[
			'a link without a scheme',
			{ text: 'Open', url: 'example.com' },
			'has a link “example.com” that is no web address',
		],
		[
			'a link that is a script',
			{ text: 'Open', url: 'javascript:alert(1)' },
			'has a link “javascript:alert(1)” that is no web address',
		],
		[
			'a link without a host',
			{ text: 'Open', url: 'https:///page' },
			'has a link “https:///page” without a host',
		],
		[
			'a link with half a scheme',
			{ text: 'Open', url: 'https:example.com' },
			'has a link “https:example.com” without a host',
		],
		['an unknown style', { text: 'Yes', callback: 'yes', style: 'pink' }, 'has an unknown style “pink”'],
		[
			'a style that is no text',
			{ text: 'Yes', callback: 'yes', style: { toString: 1 } },
			'has an unknown style “object”',
		],
	])('are refused by row and button with %s', (_, button, detail) => {
		const fine = { text: 'fine', reply: true };
		const failure = failureOf(() => readButtonData([[fine], [fine, fine, button]]));
		expect(failure).toMatchObject({ field: 'Buttons, row 2, button 3', detail, reason: 'invalidMessage' });
		expect(failure.advice).not.toBe('');
	});

	it('count rows as they were given, also behind an empty one', () => {
		expect(failureOf(() => readButtonData([[], [{ text: 'Yes' }]])).field).toBe('Buttons, row 2, button 1');
	});

	it.each(['[[{"text":"Yes"', '{text: "Yes"}', 'Yes', '[object Object]'])(
		'are refused as malformed JSON: %j',
		(data) => {
			expect(failureOf(() => readButtonData(data)).message).toBe('Buttons are not valid JSON');
		},
	);

	it.each<[unknown]>([
		['{"text":"Yes","callback":"yes"}'],
		[{ text: 'Yes' }],
		['7'],
		[7],
		[true],
		['"text"'],
	])('are refused when they are no list: %j', (data) => {
		const failure = failureOf(() => readButtonData(data));
		expect(failure.message).toBe('Buttons are not a list');
		expect(() => readButtonData(/\[\[.*\]\]/.exec(failure.advice)?.[0])).not.toThrow();
	});
});

describe('properties', () => {
	const text = fc.string({ minLength: 1 }).filter((one) => one.trim() !== '');
	const style = fc.constantFrom('primary' as const, 'success' as const, 'danger' as const);
	const content: fc.Arbitrary<Button> = fc.oneof(
		fc.record({ text, kind: fc.constant('url' as const), url: fc.webUrl({ withQueryParameters: true }) }),
		fc.record({ text, kind: fc.constant('callback' as const), data: text }),
		fc.record({ text, kind: fc.constant('webApp' as const), url: fc.webUrl({ validSchemes: ['https'] }) }),
		fc.record({ text, kind: fc.constant('copyText' as const), value: text }),
		fc.record({
			text,
			kind: fc.constantFrom('reply' as const, 'requestContact' as const, 'requestLocation' as const),
		}),
	);
	const button = fc
		.tuple(content, fc.option(style, { nil: undefined }))
		.map(([one, of]): Button => ({ ...one, ...(of && { style: of }) }));
	const rows = fc.array(fc.array(button, { minLength: 1, maxLength: 4 }), { maxLength: 5 });

	/** A button in the form that people write. */
	const written = (one: Button): Record<string, unknown> => {
		const common = { text: one.text, ...(one.style && { style: one.style }) };
		switch (one.kind) {
			case 'url':
			case 'webApp':
				return { ...common, [one.kind]: one.url };
			case 'callback':
				return { ...common, callback: one.data };
			case 'copyText':
				return { ...common, copyText: one.value };
			default:
				return { ...common, [one.kind]: true };
		}
	};

	/** The same button as the node's fields give it. */
	const drawn = (one: Button, sameRow: boolean): ButtonFields => {
		const { kind, style: ofButton = 'default', ...rest } = one;
		return field({ ...rest, kind, style: ofButton, sameRow });
	};

	it('valid rows come back the same, as a value and as JSON', () => {
		fc.assert(
			fc.property(rows, (given) => {
				const data = given.map((row) => row.map(written));
				expect(readButtonData(data)).toEqual(given);
				expect(readButtonData(JSON.stringify(data))).toEqual(given);
			}),
		);
	});

	it('valid rows come back the same when they are drawn in the fields', () => {
		fc.assert(
			fc.property(rows, (given) => {
				const fields = given.flatMap((row) => row.map((one, b) => drawn(one, b > 0)));
				expect(readButtonFields(fields)).toEqual(given);
			}),
		);
	});

	it('garbage throws nothing but a failure that names the buttons', () => {
		const names = [
			'text',
			'url',
			'callback',
			'callback_data',
			'web_app',
			'copy_text',
			'reply',
			'style',
			'toString',
		];
		const almost = fc.dictionary(fc.constantFrom(...names), fc.anything({ withNullPrototype: true }), {
			maxKeys: 4,
		});
		const garbage = fc.oneof(
			fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withSparseArray: true }),
			fc.array(fc.oneof(almost, fc.array(almost))),
			fc.string(),
			fc.json(),
		);
		fc.assert(
			fc.property(garbage, (data) => {
				const read = outcome(() => readButtonData(data));
				if (read instanceof InvalidInput) expect(read.field).toMatch(/^Buttons(, row \d+, button \d+)?$/);
				else for (const one of read.flat()) expect(one.text.trim()).not.toBe('');
			}),
			{ numRuns: 2_000 },
		);
	});

	function outcome(read: () => ButtonRows): ButtonRows | InvalidInput {
		try {
			return read();
		} catch (failure) {
			if (failure instanceof InvalidInput) return failure;
			throw failure;
		}
	}
});
