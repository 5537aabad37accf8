import fc from 'fast-check';

import { goOn, inOrder, isAfter, NOWHERE, numberOf } from '../../client/smsc/place';

const idsOf = (...rows: object[]): string[] => inOrder(rows.map((row) => ({ ...row }))).map(({ id }) => id);

/** A message without a number. */
const bare = (message: string, more: object = {}) => ({ phone: '79990000001', message, ...more });

describe('the id of a message', () => {
	it('is its number, of whatever length and however it is written', () => {
		expect(idsOf({ id: 10 }, { id: ' 9 ' }, { id: '98765432109876543210' }, { id: '007' })).toEqual([
			'7',
			'9',
			'10',
			'98765432109876543210',
		]);
	});

	it.each([{}, { id: null }, { id: '' }, { id: 0 }, { id: -1 }, { id: 'x' }, { id: 1.5 }, { id: {} }])(
		'is a mark of its content where it has none: %j',
		(given) => {
			const row = { ...given, phone: '1', message: 'a' };
			expect(idsOf(row)).toEqual([expect.stringMatching(/^x[\da-f]{16}$/)]);
			expect(idsOf({ message: 'a', phone: '1', ...given })).toEqual(idsOf(row));
			expect(idsOf({ ...row, message: 'b' })).not.toEqual(idsOf(row));
		},
	);

	it('is another one for the same words once more, and the same for both when they are listed again', () => {
		const ids = idsOf(bare('yes'), bare('yes'));
		expect(new Set(ids).size).toBe(2);
		expect(idsOf(bare('yes'), { id: 1 }, bare('yes')).slice(0, 2)).toEqual(ids);
	});

	it('of many without a number is given to the newest', () => {
		const at = (n: number) => `${String((n % 28) + 1).padStart(2, '0')}.0${n < 280 ? 1 : 2}.2026 10:00:00`;
		const rows = Array.from({ length: 600 }, (_, n) => bare(String(n), { sent: at(n) }));
		const listed = inOrder(rows);
		expect(listed).toHaveLength(500);
		expect(listed.at(-1)?.row.sent).toBe('28.02.2026 10:00:00');
		expect(new Set(inOrder(rows.toReversed()).map(({ row }) => row.sent))).toEqual(
			new Set(listed.map(({ row }) => row.sent)),
		);
	});
});

const number = fc.bigInt({ min: 1n, max: 10n ** 20n }).map(String);
const mark = fc.stringMatching(/^x[\da-f]{16}$/);
const id = fc.oneof(number, mark);
const place = fc.array(id).map((ids) => ids.reduce(goOn, NOWHERE));

describe('a place', () => {
	it('begins before everything', () => {
		fc.assert(fc.property(id, (one) => isAfter(one, NOWHERE)));
		expect([numberOf(NOWHERE), numberOf('71'), numberOf('71 x0123456789abcdef')]).toEqual(['0', '71', '71']);
	});

	it('is what earlier versions kept: the last number', () => {
		expect([isAfter('72', '71'), isAfter('71', '71'), isAfter('70', '71')]).toEqual([true, false, false]);
		expect(goOn('71', '72')).toBe('72');
	});

	it('has behind it all that was taken, in whatever order, and goes on with what was not (property)', () => {
		fc.assert(
			fc.property(place, id, (stands, one) => {
				const next = goOn(stands, one);
				expect(isAfter(one, next)).toBe(false);
				expect(isAfter(next, stands)).toBe(isAfter(one, stands));
				expect(isAfter(stands, next)).toBe(false);
				expect(BigInt(numberOf(next))).toBeGreaterThanOrEqual(BigInt(numberOf(stands)));
			}),
		);
	});

	it('of two, the one to ask from is the one that misses something (property)', () => {
		fc.assert(
			fc.property(place, place, mark, (one, other, missed) => {
				const [shorter, longer] = [one, goOn(one, missed)];
				if (isAfter(missed, shorter)) expect(isAfter(longer, shorter)).toBe(true);
				const numbers = [one, other].map((text) => BigInt(numberOf(text)));
				if (numbers[0]! < numbers[1]!) expect(isAfter(one, other)).toBe(false);
				if (numbers[0]! > numbers[1]!) expect(isAfter(one, other)).toBe(true);
			}),
		);
	});

	it('keeps a thousand marks, the last ones', () => {
		const marks = Array.from({ length: 1_200 }, (_, n) => `x${String(n).padStart(16, '0')}`);
		const stands = marks.reduce(goOn, '71');
		expect(stands.split(' ')).toHaveLength(1_001);
		expect(isAfter(marks[1_199]!, stands)).toBe(false);
		expect(isAfter(marks[0]!, stands)).toBe(true);
	});
});
