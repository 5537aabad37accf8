import fc from 'fast-check';

import { bool, list, num, objects, read, rawOf, wordsOf } from '../../client/esputnik/answer';

const reading = (body: string) =>
	read({ status: 200, headers: { 'content-type': 'application/json' }, body });

it('one thing, a list of it and nothing are all read as a list', () => {
	expect(list({ a: 1 })).toEqual([{ a: 1 }]);
	expect(list([1, 2])).toEqual([1, 2]);
	expect(list(null)).toEqual([]);
	expect(list(undefined)).toEqual([]);
	expect(objects([{ a: 1 }, 'x', null, [2]])).toEqual([{ a: 1 }]);
});

it('a number and its text are the same, and "0" is zero', () => {
	fc.assert(fc.property(fc.integer(), (n) => num(n) === num(String(n)) && num(n) === n));
	expect(num('0')).toBe(0);
	expect(num(' 12.50 ')).toBe(12.5);
	for (const other of ['', 'x', '1e3', '0x1', null, undefined, {}, [], true, NaN])
		expect(num(other)).toBeNull();
});

it('a boolean and its text are the same, and "false" is false', () => {
	expect([true, 'true', 'TRUE', 1, '1'].map(bool)).toEqual([true, true, true, true, true]);
	expect([false, 'false', 'False', 0, '0'].map(bool)).toEqual([false, false, false, false, false]);
	expect(['', 'yes', null, undefined, {}, 2].map(bool)).toEqual([null, null, null, null, null, null]);
});

it('reading never throws, and keeps what it cannot understand', () => {
	fc.assert(
		fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
			const known = reading(body);
			wordsOf(known);
			rawOf(known);
			num(known.value);
			bool(known.value);
			list(known.value);
		}),
	);
	expect(rawOf(reading("Contact with id='1' has been updated"))).toBe("Contact with id='1' has been updated");
});

it('what is said to people is short, and no web page', () => {
	expect(wordsOf(reading('<html>'))).toBeNull();
	expect(wordsOf(reading(''))).toBeNull();
	expect(wordsOf(reading('{}'))).toBeNull();
	expect(wordsOf(reading('x'.repeat(400)))).toHaveLength(301);
});
