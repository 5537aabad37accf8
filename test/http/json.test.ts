import fc from 'fast-check';

import { asText, firstText, isObject, parseJson } from '../../client/http/json';

describe('parseJson', () => {
	it('reads what JSON writes (property)', () => {
		fc.assert(
			fc.property(fc.json(), (text) => {
				expect(parseJson(text)).toEqual(JSON.parse(text));
			}),
		);
	});

	it('ignores a byte order mark', () => {
		expect(parseJson('\uFEFF{"ok":true}')).toEqual({ ok: true });
	});

	it.each(['', '<html>', '{"ok":', 'undefined', "{'ok':true}"])('gives undefined for %j', (text) => {
		expect(parseJson(text)).toBeUndefined();
	});

	it('never throws (property)', () => {
		fc.assert(fc.property(fc.string(), (text) => void parseJson(text)));
	});
});

describe('isObject', () => {
	it.each([[{}], [{ a: 1 }], [Object.create(null)]])('takes %j', (value) => {
		expect(isObject(value)).toBe(true);
	});

	it.each([[null], [undefined], [[]], ['text'], [1], [true], [() => 1]])('does not take %p', (value) => {
		expect(isObject(value)).toBe(false);
	});
});

describe('asText', () => {
	it.each([
		['Ann', 'Ann'],
		[' ', ' '],
		[0, '0'],
		[-42.5, '-42.5'],
		['', null],
		[NaN, null],
		[Infinity, null],
		[true, null],
		[null, null],
		[undefined, null],
		[{}, null],
		[['Ann'], null],
	])('reads %p as %p', (value, text) => {
		expect(asText(value)).toBe(text);
	});
});

describe('firstText', () => {
	it('gives the first value that is a text', () => {
		expect(firstText(undefined, '', null, 7, 'Ann')).toBe('7');
	});

	it('gives null when none is', () => {
		expect(firstText(undefined, '', {})).toBeNull();
		expect(firstText()).toBeNull();
	});
});
