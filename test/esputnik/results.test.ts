import fc from 'fast-check';

import { read } from '../../client/esputnik/answer';
import { resultsOf } from '../../client/esputnik/results';
import { isFailure } from '../../client/model/outcome';

const reading = (value: unknown) => read({ status: 200, headers: {}, body: JSON.stringify(value) });

/** Results as the rows of an answer, told apart by their requestId. */
const ids = (locators: string[], ...rows: object[]): Array<string | null> =>
	resultsOf(reading({ id: 0, results: rows }), locators).map((one) =>
		isFailure(one) ? null : one.requestId,
	);

const ok = (locator: string | undefined, requestId: string) => ({ id: 0, locator, status: 'OK', requestId });

it('results are found by their locator, in whatever order they come', () => {
	expect(ids(['1', '2', '3'], ok('3', 'c'), ok('1', 'a'), ok('2', 'b'))).toEqual(['a', 'b', 'c']);
	expect(ids(['1', '2', '3'], ok('3', 'c'), ok('1', 'a'))).toEqual(['a', null, 'c']);
});

it('a locator that comes twice is found by its place, where there are as many results', () => {
	expect(ids(['1', '1', '2'], ok('1', 'a'), ok('1', 'b'), ok('2', 'c'))).toEqual(['a', 'b', 'c']);
	expect(ids(['1', '1', '2'], ok('1', 'a'), ok('2', 'c'))).toEqual([null, null, 'c']);
});

it('results without a locator, or with one that nobody asked for, are found by their place', () => {
	expect(ids(['1', '2'], ok(undefined, 'a'), ok('+2', 'b'))).toEqual(['a', 'b']);
});

it('a result of somebody else is never taken, and who has none is unknown', () => {
	expect(ids(['1', '2', '2'], ok('2', 'x'), ok('2', 'y'), ok('1', 'a'))).toEqual(['a', 'y', null]);
});

it('whatever comes, there is one result for each, and no result for another’s locator (property)', () => {
	const locators = fc.array(fc.constantFrom<string>('1', '2', '3', '4'), { maxLength: 6 });
	const rows = fc.array(
		fc.record({
			locator: fc.option(fc.constantFrom('1', '2', '3', '4', '5'), { nil: undefined }),
			status: fc.constantFrom('OK', 'ERROR', 'ok', undefined, 7),
			requestId: fc.option(fc.uuid(), { nil: undefined }),
			message: fc.option(fc.string(), { nil: undefined }),
		}),
		{ maxLength: 6 },
	);
	fc.assert(
		fc.property(locators, rows, (asked, given) => {
			const results = resultsOf(reading({ results: given }), asked);
			expect(results).toHaveLength(asked.length);
			results.forEach((one, index) => {
				if (isFailure(one)) return;
				const { locator } = one.raw as { locator?: string };
				if (locator !== undefined && asked.includes(locator)) expect(locator).toBe(asked[index]);
			});
		}),
	);
	fc.assert(
		fc.property(fc.json(), (body) => {
			expect(resultsOf(read({ status: 200, headers: {}, body }), ['1', '2'])).toHaveLength(2);
		}),
	);
});

it.each([
	["'bad@@' is not valid email", 'unknownRecipient'],
	["Contact with token '1' not found", 'notSubscribed'],
	['Token is not registered', 'notSubscribed'],
	['CANNOT FIND CHANNEL', 'notSubscribed'],
	['Forbidden: bot was blocked by the user', 'blocked'],
	['Contact is unsubscribed', 'notSubscribed'],
	['Not enough money', 'noMoney'],
	['Duplicated request', 'duplicate'],
	['Something else', 'other'],
])('an ERROR that says “%s” has the reason %s', (words, reason) => {
	const [one] = resultsOf(reading({ results: { locator: '1', status: 'ERROR', message: words } }), ['1']);
	expect(one).toMatchObject({ facts: { reason, description: words } });
});

it('an ERROR without words is one, too, and a status that nobody knows is unknown', () => {
	const one = (row: object) => resultsOf(reading({ results: [row] }), ['1'])[0];
	expect(one({ locator: '1', status: 'error' })).toMatchObject({ facts: { reason: 'other' } });
	expect(one({ locator: '1', status: 'MAYBE', requestId: 'a' })).toMatchObject({
		facts: { code: 'NO_RESULT' },
	});
	expect(one({ locator: '1', requestId: 'a' })).toMatchObject({ requestId: 'a' });
	expect(one({ locator: '1', status: 'OK' })).toMatchObject({ requestId: null });
});
