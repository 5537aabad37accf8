import fc from 'fast-check';

import { readParameterData, readParameterFields } from '../../client/read/parameters';

it('fields become parameters, whatever they are called', () => {
	const given = readParameterFields([
		{ name: ' a ', value: 1 },
		{ name: '__proto__', value: 'x' },
		{ name: 'b', value: undefined },
	]);
	expect(JSON.stringify(given)).toBe('{"a":1,"__proto__":"x","b":""}');
});

it('fields say the same as data (property)', () => {
	fc.assert(
		fc.property(
			fc.dictionary(
				fc.string().filter((name) => name.trim() === name && name !== ''),
				fc.jsonValue(),
			),
			(given) => {
				const entries = Object.entries(given).filter(([, value]) => value !== null);
				const fields = entries.map(([name, value]) => ({ name, value }));
				const data = readParameterData(JSON.stringify(Object.fromEntries(entries)));
				expect(JSON.stringify(readParameterFields(fields))).toBe(JSON.stringify(data));
			},
		),
	);
});

it('nothing is no parameter', () => {
	expect([undefined, null, '', '{}', {}].map(readParameterData)).toEqual([{}, {}, {}, {}, {}]);
	expect(readParameterFields([])).toEqual({});
});

it.each(['[]', 'x', '7', '"a"', [1], 5])('%j is no JSON object', (given) => {
	expect(() => readParameterData(given)).toThrow('Parameters are no JSON object');
});
