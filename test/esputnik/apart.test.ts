import fc from 'fast-check';

import { askApart } from '../../client/esputnik/apart';
import { Rejected, Unreachable } from '../../client/model/error';
import { isFailure } from '../../client/model/outcome';
import { failureOf } from './line';

interface One {
	name: number;
}

const people = (count: number): One[] => Array.from({ length: count }, (_, name) => ({ name }));

const refusal = (code = '400', reason: 'invalidMessage' | 'unauthorized' | 'duplicate' = 'invalidMessage') =>
	new Rejected({ reason, code, description: 'One is bad', advice: 'Change it', raw: null });

const silence = new Unreachable({
	outcome: 'unknown',
	code: 'ECONNRESET',
	description: 'The connection broke off',
	advice: 'Look there',
});

/** A service that refuses each request in which somebody bad is. `break`: the number of the request that breaks off. */
function service(isBad: (one: One) => boolean, { breaksAt = Infinity, failure = refusal() } = {}) {
	const requests: number[][] = [];
	const done: number[] = [];
	const ask = async (part: readonly One[]): Promise<string[]> => {
		requests.push(part.map(({ name }) => name));
		if (requests.length === breaksAt) throw silence;
		if (part.some(isBad)) throw failure;
		done.push(...part.map(({ name }) => name));
		return part.map(({ name }) => `done ${name}`);
	};
	return { ask, requests, done };
}

it('one at fault among a thousand fails alone, by a handful of requests', async () => {
	const all = people(1_000);
	const { ask, requests, done } = service(({ name }) => name === 613);
	const results = await askApart(all, ask);
	expect(all.filter((one) => isFailure(results.get(one))).map(({ name }) => name)).toEqual([613]);
	expect(done.toSorted((one, other) => one - other)).toEqual(
		all.map(({ name }) => name).filter((n) => n !== 613),
	);
	expect(requests.length).toBeLessThan(25);
});

it('what is wrong with all is not asked for one by one', async () => {
	const all = people(1_000);
	const { ask, requests } = service(() => true);
	const results = await askApart(all, ask);
	expect(all.every((one) => results.get(one) instanceof Rejected)).toBe(true);
	expect(requests.map(({ length }) => length)).toEqual([1_000, 1, 1, 1, 1, 1]);
});

it('everybody has one result, nobody is done twice, and where one of all is taken so is every good one (property)', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }), async (faults) => {
			const all = people(faults.length);
			const isBad = ({ name }: One): boolean => faults[name] === true;
			const { ask, done } = service(isBad);
			const results = await askApart(all, ask);
			expect(results.size).toBe(all.length);
			expect(new Set(done).size).toBe(done.length);
			for (const one of all) expect(isFailure(results.get(one))).toBe(!done.includes(one.name));
			if (done.length > 0) expect(done).toHaveLength(all.filter((one) => !isBad(one)).length);
		}),
	);
});

it('a line that breaks ends it: that part is unknown, and nothing more is asked for', async () => {
	const all = people(8);
	const { ask, requests, done } = service(({ name }) => name === 7, { breaksAt: 4 });
	const results = await askApart(all, ask);
	// all, one alone, the other seven, and half of those
	expect(requests.map(({ length }) => length)).toEqual([8, 1, 7, 4]);
	expect(done).toEqual([0]);
	const outcomes = all.map((one) => {
		const result = results.get(one);
		return result instanceof Unreachable ? result.facts.outcome : result;
	});
	expect(outcomes).toEqual(['done 0', ...Array(4).fill('unknown'), ...Array(3).fill('notSent')]);
});

it.each([
	['of the account', refusal('401', 'unauthorized')],
	['of a message that is not there', refusal('404')],
	['as repeated', refusal('400', 'duplicate')],
	['that never came', silence],
])('a refusal %s is that of all, and asked for once', async (_, failure) => {
	const requests: number[] = [];
	const asked = askApart(people(9), async (part) => {
		requests.push(part.length);
		throw failure;
	});
	expect(await failureOf(asked)).toBe(failure);
	expect(requests).toEqual([9]);
});

it('too much for one request goes by several', async () => {
	const all = people(10);
	const requests: number[] = [];
	const results = await askApart(all, async (part) => {
		requests.push(part.length);
		if (part.length > 4) throw refusal('413');
		return part.map(({ name }) => name);
	});
	expect([...results.values()].map(Number).toSorted((one, other) => one - other)).toEqual(
		all.map(({ name }) => name),
	);
	expect(requests).toEqual([10, 1, 9, 5, 3, 2, 4]);
});
