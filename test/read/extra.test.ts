import { asTexts, readExtra } from '../../client/read/extra';

it.each([
	[undefined, {}],
	[null, {}],
	['', {}],
	[' {} ', {}],
	['{"a":1,"b":{"c":"d"}}', { a: 1, b: { c: 'd' } }],
	[{ a: 1 }, { a: 1 }],
])('%j are the extra fields %j', (given, fields) => {
	expect(readExtra(given)).toEqual(fields);
});

it.each(['[1]', '{', '1', [1], 1, true])('%j are none', (given) => {
	expect(() => readExtra(given)).toThrow('Extra Fields are no JSON object');
});

it('become texts for a form, objects as JSON', () => {
	expect(asTexts({ a: 1, b: 'x', c: true, d: { e: [1] }, f: null })).toEqual({
		a: '1',
		b: 'x',
		c: 'true',
		d: '{"e":[1]}',
		f: 'null',
	});
});
