import fc from 'fast-check';

import { isSameText } from '../../client/events/sameText';

it.each([
	['secret', 'secret', true],
	['', '', true],
	['слово', 'слово', true],
	['secret', 'Secret', false],
	['secret', 'secre', false],
	['secret', 'secret ', false],
	['', 'secret', false],
	['secret', 'secret\0', false],
])('“%s” and “%s”: %s', (one, other, is) => {
	expect(isSameText(one, other)).toBe(is);
});

it('texts of any length are the same when they are, and only then (property)', () => {
	const text = fc.string({ unit: 'grapheme' });
	fc.assert(
		fc.property(text, text, (one, other) => {
			expect(isSameText(one, one)).toBe(true);
			expect(isSameText(one, other)).toBe(one === other);
			expect(isSameText(one, `${one}${other}`)).toBe(other === '');
		}),
	);
});
