import type { INodeExecutionData } from 'n8n-workflow';

import fc from 'fast-check';

import { InvalidInput, Rejected, Unreachable } from '../../client/model/error';
import { groupsOf, type Group } from '../../client/n8n/batch';
import { together, type ItemWork } from '../../client/n8n/together';
import { mayHaveBeenSent, type Failure } from '../../client/model/outcome';
import { Bench, type NodeSettings } from '../support/harness';
import { faultOf } from '../support/fault';
import { nodeThat } from './node';

const GO_ON: NodeSettings = { onError: 'continueRegularOutput' };
const refusal = new Rejected({ reason: 'other', description: 'They said no', advice: 'Ask them' });

const silence = new Unreachable({
	outcome: 'unknown',
	code: 'TIMEOUT',
	description: 'No answer came',
	advice: 'Look first',
});

const answerOf = (item: number): INodeExecutionData[] => [{ json: { result: item } }];

interface Plan {
	most?: number;
	key?: (item: number) => string | undefined;
	lane?: (item: number) => string | undefined;
	/** What a batch throws. */
	throws?: (items: number[]) => unknown;
	/** What single items of a batch have instead of an answer. */
	fails?: Record<number, Failure>;
}

/** Runs so many items in batches; says which were asked together, which alone, and what came out. */
async function run(
	count: number,
	{ most = 3, key, lane, throws, fails = {} }: Plan,
	settings: NodeSettings = {},
) {
	const asked: number[][] = [];
	const alone: number[] = [];
	const work: ItemWork<number> = {
		done: 'done',
		final: mayHaveBeenSent,
		...(lane && { lane }),
		read: (item) => {
			if (item === -1) throw refusal;
			return item;
		},
		run: async (item) => {
			alone.push(item);
			const failure = throws?.([item]);
			if (failure !== undefined) throw failure;
			return answerOf(item);
		},
		batch: {
			most,
			...(key && { key }),
			run: async (items) => {
				asked.push(items);
				const failure = throws?.(items);
				if (failure !== undefined) throw failure;
				return items.map((item) => fails[item] ?? answerOf(item));
			},
		},
	};
	const node = nodeThat(async (context) => await together(context, work));
	const items = Array.from({ length: count }, (_, n) => ({ n }));
	const { outputs, error } = await new Bench(node).run({}, items, settings);
	return {
		asked,
		alone,
		error,
		output: (outputs[0] ?? []).map(({ json, pairedItem }) => [json.result ?? faultOf(json), pairedItem]),
	};
}

const answered = (...items: number[]) => items.map((item) => [item, { item }]);

it('asks for as many items together as one request takes, and gives each its own in order', async () => {
	const { asked, alone, output } = await run(8, {});
	expect(asked).toEqual([
		[0, 1, 2],
		[3, 4, 5],
		[6, 7],
	]);
	expect(alone).toEqual([]);
	expect(output).toEqual(answered(0, 1, 2, 3, 4, 5, 6, 7));
});

it('does an item that has nobody to share with by itself', async () => {
	const { asked, alone, output } = await run(4, {});
	expect([asked, alone]).toEqual([[[0, 1, 2]], [3]]);
	expect(output).toEqual(answered(0, 1, 2, 3));
});

it('never lets items of different keys share', async () => {
	const { asked, output } = await run(7, { key: (item) => String(item % 2) });
	expect(asked).toEqual([
		[0, 2, 4],
		[1, 3, 5],
	]);
	expect(output).toEqual(answered(0, 1, 2, 3, 4, 5, 6));
});

it('shares among far more items than run at once', async () => {
	const { asked, output } = await run(250, { most: 100 });
	expect(asked.map((items) => items.length)).toEqual([100, 100, 50]);
	expect(output).toHaveLength(250);
});

it('gives all items of a batch its failure, and the others go on', async () => {
	const throws = (items: number[]) => (items.includes(1) ? refusal : undefined);
	const { output } = await run(5, { throws }, GO_ON);
	expect(output.map(([result]) => result)).toEqual([
		'The service said no',
		'The service said no',
		'The service said no',
		3,
		4,
	]);
});

it('gives one item its own failure', async () => {
	const { output } = await run(3, { fails: { 1: refusal } }, GO_ON);
	expect(output).toEqual([answered(0)[0], ['The service said no', { item: 1 }], answered(2)[0]]);
});

it('does a batch that cannot be asked as it is one by one, so that only the item at fault fails', async () => {
	const throws = (items: number[]) =>
		items.includes(1) ? new InvalidInput('Message ID', 'is empty', 'Fill it in') : undefined;
	const { asked, alone, output } = await run(3, { throws }, GO_ON);
	expect([asked, alone]).toEqual([[[0, 1, 2]], [0, 1, 2]]);
	expect(output.map(([result]) => result)).toEqual([0, 'Message ID is empty', 2]);
});

it('without Continue on fail ends the run, and starts no further batch', async () => {
	const throws = (items: number[]) => (items.includes(0) ? refusal : undefined);
	const { asked, error } = await run(200, { most: 70, throws });
	expect(error?.message).toBe('The service said no');
	expect(asked[0]).toHaveLength(70);
	expect(asked.length).toBeLessThanOrEqual(1);
});

it('lets an item without a key stand alone', async () => {
	const { asked, alone, output } = await run(5, { key: (item) => (item === 1 ? undefined : 'a') });
	expect([asked, alone]).toEqual([[[0, 2, 3]], expect.arrayContaining([1, 4])]);
	expect(output).toEqual(answered(0, 1, 2, 3, 4));
});

it('fails an item to which the request brought no result', async () => {
	const work: ItemWork<number> = {
		done: 'done',
		read: (item) => item,
		run: async (item) => answerOf(item),
		batch: { most: 9, run: async () => [answerOf(0)] },
	};
	const node = nodeThat(async (context) => await together(context, work));
	const { outputs } = await new Bench(node).run({}, [{}, {}], GO_ON);
	expect(outputs[0]?.map(({ json }) => json.result ?? faultOf(json))).toEqual([
		0,
		'The request brought no result for this item',
	]);
});

describe('two items of one lane', () => {
	it('never share a request, and the second waits for the first', async () => {
		const { asked, alone, output } = await run(6, { lane: (item) => `person ${item % 3}` });
		expect([asked, alone]).toEqual([
			[
				[0, 1, 2],
				[3, 4, 5],
			],
			[],
		]);
		expect(output).toEqual(answered(0, 1, 2, 3, 4, 5));
	});

	it('of different keys keep their order, too, also where two lanes have them the other way round', async () => {
		// person a: key 0, then 1; person b: key 1, then 0
		const people = ['a', 'b', 'a', 'b'];
		const keys = ['0', '1', '1', '0'];
		const { alone, output } = await run(4, { lane: (item) => people[item], key: (item) => keys[item] });
		expect(alone.indexOf(0)).toBeLessThan(alone.indexOf(2));
		expect(alone.indexOf(1)).toBeLessThan(alone.indexOf(3));
		expect(output).toEqual(answered(0, 1, 2, 3));
	});

	it('are never together, never overtake each other, and nobody waits for ever (property)', () => {
		const items = fc.array(fc.record({ lane: fc.nat(3), key: fc.option(fc.nat(2), { nil: undefined }) }), {
			maxLength: 40,
		});
		fc.assert(
			fc.property(items, fc.integer({ min: 1, max: 5 }), (given, most) => {
				const groups = groupsOf(
					new Map(given.map((one, index) => [index, one])),
					({ lane }) => String(lane),
					{ most, key: ({ key }) => (key === undefined ? undefined : String(key)), run: async () => [] },
				);
				const place = new Map<Group<unknown>, number>(groups.map((group, index) => [group, index]));
				const at = new Map(groups.flatMap((group) => group.items.map((item) => [item, group] as const)));
				expect([...at.keys()].sort((a, b) => a - b)).toEqual(given.map((_, index) => index));
				for (const group of groups) {
					expect(group.items.length).toBeLessThanOrEqual(most);
					expect(new Set(group.requests.map(({ lane }) => lane)).size).toBe(group.items.length);
					expect(new Set(group.requests.map(({ key }) => key)).size).toBe(1);
					for (const before of group.after) expect(place.get(before)).toBeLessThan(place.get(group) ?? -1);
				}
				given.forEach(({ lane }, index) => {
					const before = given.findLastIndex((one, other) => other < index && one.lane === lane);
					if (before >= 0) expect(at.get(index)?.after).toContain(at.get(before));
				});
			}),
		);
	});
});

describe('two items of a lane whose items may share', () => {
	it('share a request, and the next one that cannot waits for it', () => {
		const keys = ['a', 'a', 'b', 'a'];
		const groups = groupsOf(new Map(keys.map((key, index) => [index, key])), () => 'one person', {
			most: 9,
			key: (key) => key,
			sharesLanes: true,
			run: async () => [],
		});
		expect(groups.map(({ items }) => items)).toEqual([[0, 1], [2], [3]]);
		expect(groups.map(({ after }) => [...after].flatMap(({ items }) => items))).toEqual([[], [0, 1], [2]]);
	});

	it('never overtake each other, and nobody waits for ever (property)', () => {
		const items = fc.array(fc.record({ lane: fc.nat(3), key: fc.nat(2) }), { maxLength: 40 });
		fc.assert(
			fc.property(items, fc.integer({ min: 1, max: 5 }), (given, most) => {
				const groups = groupsOf(
					new Map(given.map((one, index) => [index, one])),
					({ lane }) => String(lane),
					{ most, key: ({ key }) => String(key), sharesLanes: true, run: async () => [] },
				);
				const at = new Map(groups.flatMap((group) => group.items.map((item) => [item, group] as const)));
				expect([...at.keys()].sort((a, b) => a - b)).toEqual(given.map((_, index) => index));
				for (const [place, group] of groups.entries()) {
					expect(group.items.length).toBeLessThanOrEqual(most);
					expect(group.items).toEqual(group.items.toSorted((a, b) => a - b));
					for (const before of group.after) expect(groups.indexOf(before)).toBeLessThan(place);
				}
				given.forEach(({ lane }, index) => {
					const before = at.get(given.findLastIndex((one, other) => other < index && one.lane === lane));
					const own = at.get(index);
					if (before && before !== own) expect(own?.after).toContain(before);
				});
			}),
		);
	});
});

it.each([
	['many by one request', 2],
	['each by itself', 1],
])('no more requests are under way together than the batch allows, %s', async (_, each) => {
	let [under, most] = [0, 0];
	const slowly = async (count: number): Promise<INodeExecutionData[][]> => {
		most = Math.max(most, (under += 1));
		await new Promise((resolve) => setImmediate(resolve));
		under -= 1;
		return Array.from({ length: count }, (__, n) => answerOf(n));
	};
	const work: ItemWork<number> = {
		done: 'done',
		read: (item) => item,
		run: async () => (await slowly(1)).flat(),
		batch: {
			most: 9,
			atOnce: 3,
			key: (item) => String(Math.floor(item / each)),
			run: async (items) => await slowly(items.length),
		},
	};
	const node = nodeThat(async (context) => await together(context, work));
	const { outputs } = await new Bench(node).run(
		{},
		Array.from({ length: 20 }, () => ({})),
	);
	expect(outputs[0]).toHaveLength(20);
	expect(most).toBe(3);
});

describe('with Retry on fail', () => {
	const RETRY: NodeSettings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

	const timesEach = (asked: number[][]): number[] => {
		const counts: number[] = [];
		for (const item of asked.flat()) counts[item] = (counts[item] ?? 0) + 1;
		return counts;
	};

	it.each([
		['nothing more', {}],
		['Continue on fail', GO_ON],
	])(
		'and %s, no item of a request that may have been carried out is done again, however many there are',
		async (_, settings) => {
			const { asked, alone } = await run(
				1_000,
				{ most: 1_000, throws: () => silence },
				{ ...RETRY, ...settings },
			);
			expect(timesEach(asked)).toEqual(Array.from({ length: 1_000 }, () => 1));
			expect(alone).toEqual([]);
		},
	);

	it('of a request that failed for one item, only that item is done again', async () => {
		const { asked, alone, output } = await run(300, { most: 300, fails: { 7: refusal } }, RETRY);
		expect(timesEach(asked)).toEqual(Array.from({ length: 300 }, () => 1));
		// an item that has nobody to share with any more
		expect(alone).toEqual([7]);
		expect(output.map(([result]) => result)).toEqual(Array.from({ length: 300 }, (_, item) => item));
	});

	it('a request that was refused as a whole is asked again', async () => {
		let refusals = 1;
		const throws = () => (refusals-- > 0 ? refusal : undefined);
		const { asked, output } = await run(3, { throws }, RETRY);
		expect(asked).toHaveLength(2);
		expect(output).toEqual(answered(0, 1, 2));
	});

	it('requests that were not started are started once the failed one is mended, each item once', async () => {
		let refusals = 1;
		const throws = () => (refusals-- > 0 ? refusal : undefined);
		const { asked, output } = await run(200, { most: 70, throws }, RETRY);
		expect(asked.map((items) => items.length)).toEqual([70, 70, 70, 60]);
		expect(output.map(([result]) => result)).toEqual(Array.from({ length: 200 }, (_, item) => item));
	});
});
