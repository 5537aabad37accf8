import fc from 'fast-check';
import type { INodeExecutionData } from 'n8n-workflow';

import { InvalidInput, Rejected, Unreachable } from '../../client/model/error';
import { together, type ItemWork } from '../../client/n8n/together';
import { JumpingClock } from '../support/clock';
import { Bench, type NodeSettings } from '../support/harness';
import { faultOf } from '../support/fault';
import { nodeThat } from './node';

/** What a test does with the item of this number. */
type Deed = (item: number) => Promise<unknown>;

const refusal = new Rejected({
	reason: 'blocked',
	description: 'Forbidden: bot was blocked by the user',
	advice: 'Reach them another way',
	kind: 'their_class',
	code: '403',
});
const silence = new Unreachable({
	outcome: 'unknown',
	code: 'TIMEOUT',
	description: 'No answer came',
	advice: 'Look first',
});

const GO_ON: NodeSettings = { onError: 'continueRegularOutput' };

/** Runs so many items through the engine; says what came out and in what order items were started. */
async function run(
	count: number,
	deed: Deed,
	more: Partial<ItemWork<number>> = {},
	settings: NodeSettings = {},
) {
	const started: number[] = [];
	const work: ItemWork<number> = {
		done: 'done',
		read: (item) => item,
		known: (item) => ({ known: item }),
		run: async (item) => {
			started.push(item);
			return [{ json: { result: (await deed(item)) ?? item } as never }];
		},
		...more,
	};
	const node = nodeThat(async (context) => await together(context, work));
	const items = Array.from({ length: count }, (_, n) => ({ n }));
	return { started, ...(await new Bench(node).run({}, items, settings)) };
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

/** Fails for some items, as often as is said; after that it succeeds. */
function failing(failures: Record<number, unknown>, times = Infinity): Deed {
	const counts = new Map<number, number>();
	return async (item) => {
		const count = counts.get(item) ?? 0;
		counts.set(item, count + 1);
		if (item in failures && count < times) throw failures[item];
	};
}

describe('all items together', () => {
	it('come out in the order in which they came in, each paired with its own, whatever ends first (property)', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 40 }), async (durations) => {
				const clock = new JumpingClock();
				const { outputs } = await run(
					durations.length || 1,
					async (item) => await clock.sleep(durations[item] ?? 0),
				);
				expect(outputs).toEqual([
					numbers(durations.length || 1).map((item) => ({ json: { result: item }, pairedItem: { item } })),
				]);
			}),
			{ numRuns: 20 },
		);
	});

	it('may give several items or none each, all paired with their own', async () => {
		const { outputs } = await run(3, async () => undefined, {
			run: async (item) => numbers(item).map((n) => ({ json: { n } })),
		});
		expect(outputs).toEqual([
			[
				{ json: { n: 0 }, pairedItem: { item: 1 } },
				{ json: { n: 0 }, pairedItem: { item: 2 } },
				{ json: { n: 1 }, pairedItem: { item: 2 } },
			],
		]);
	});

	it('are under way at once, but never more than 64', async () => {
		const clock = new JumpingClock();
		let now = 0;
		let most = 0;
		await run(300, async () => {
			now += 1;
			most = Math.max(most, now);
			await clock.sleep(10);
			now -= 1;
		});
		expect(most).toBe(64);
	});

	it('of one lane run one after another in their order, beside those of other lanes', async () => {
		const clock = new JumpingClock();
		const under = new Map<number, number>();
		const ended: number[] = [];
		const { started } = await run(
			30,
			async (item) => {
				const lane = item % 3;
				under.set(lane, (under.get(lane) ?? 0) + 1);
				expect(under.get(lane)).toBe(1);
				await clock.sleep(100 - item);
				under.set(lane, 0);
				ended.push(item);
			},
			{ lane: (item) => `lane ${item % 3}` },
		);
		expect(started.slice(0, 3)).toEqual([0, 1, 2]);
		for (const lane of [0, 1, 2])
			expect(ended.filter((item) => item % 3 === lane)).toEqual(
				numbers(30).filter((item) => item % 3 === lane),
			);
	});

	it('are all read before the first one runs', async () => {
		const { started, error } = await run(3, async () => undefined, {
			read: (item) => {
				if (item === 2) throw new InvalidInput('Text', 'is empty', 'Write one');
				return item;
			},
		});
		expect(started).toEqual([]);
		expect(error?.message).toBe('Text is empty');
		expect(error?.description).toBe('Write one. 0 of 3 items were done before the run stopped');
	});
});

describe('without Continue on fail', () => {
	it('nothing new is started after a failure, what is under way ends, and the error counts what was done', async () => {
		const clock = new JumpingClock();
		const ended: number[] = [];
		const {
			started,
			error,
			run: whole,
		} = await run(200, async (item) => {
			await clock.sleep(item === 10 ? 5 : 100);
			if (item === 10) throw refusal;
			ended.push(item);
		});
		expect(whole.status).toBe('error');
		expect(started).toEqual(numbers(64));
		expect(ended).toHaveLength(63);
		expect(error).toMatchObject({
			message: 'The person has blocked the bot',
			description:
				'Forbidden: bot was blocked by the user. Reach them another way. 63 of 200 items were done before the run stopped',
			context: { itemIndex: 10 },
			httpCode: '403',
		});
	});

	it('the error names the first of several failed items', async () => {
		const clock = new JumpingClock();
		const { error } = await run(5, async (item) => {
			await clock.sleep(100 - item);
			if (item === 1 || item === 3) throw refusal;
		});
		expect(error).toMatchObject({ context: { itemIndex: 1 } });
	});

	it('the error of a single item counts nothing', async () => {
		const { error } = await run(1, failing({ 0: refusal }));
		expect(error?.description).toBe('Forbidden: bot was blocked by the user. Reach them another way');
	});

	it('a failure that nobody planned says how many were done as well, and loses its secrets', async () => {
		const { error } = await run(3, failing({ 2: new TypeError('no /bot123456:abc/ here') }));
		expect(error).toMatchObject({
			message: 'no /bot***/ here',
			description: '2 of 3 items were done before the run stopped',
			context: { itemIndex: 2 },
		});
	});
});

describe('with Continue on fail', () => {
	it('a failed item says what happened, and the others are as if nothing had', async () => {
		const { outputs, run: whole } = await run(3, failing({ 1: refusal }), {}, GO_ON);
		expect(whole.status).toBe('success');
		expect(outputs).toEqual([
			[
				{ json: { result: 0 }, pairedItem: { item: 0 } },
				{
					json: {
						error: {
							known: 1,
							message: 'The person has blocked the bot',
							description: 'Forbidden: bot was blocked by the user',
							status: 'blocked',
							reason: 'blocked',
							kind: 'their_class',
							code: '403',
							messageIds: [],
							advice: 'Reach them another way',
						},
					},
					pairedItem: { item: 1 },
				},
				{ json: { result: 2 }, pairedItem: { item: 2 } },
			],
		]);
	});

	it('an item that cannot be read fails alone', async () => {
		const read = (item: number): number => {
			if (item === 1) throw new InvalidInput('Text', 'is empty', 'Write one');
			return item;
		};
		const { outputs } = await run(3, async () => undefined, { read }, GO_ON);
		expect(outputs[0]?.map(({ json }) => faultOf(json) ?? json.result)).toEqual([0, 'Text is empty', 2]);
		expect(outputs[0]?.[1]?.json).toMatchObject({
			error: { advice: 'Write one', status: 'rejected', reason: 'invalidMessage', kind: 'Text' },
		});
	});

	it('a failure without any words still is one', async () => {
		const { outputs } = await run(1, failing({ 0: new Error('') }), {}, GO_ON);
		expect(outputs[0]?.[0]?.json).toEqual({
			error: { message: 'Something went wrong in this node', known: 0 },
		});
	});

	it('to the error output, failed items leave by the second one and the others by the first', async () => {
		const { outputs } = await run(
			3,
			failing({ 0: refusal, 2: new Error('') }),
			{},
			{ onError: 'continueErrorOutput' },
		);
		expect(outputs[0]?.map(({ json }) => json)).toEqual([{ result: 1 }]);
		expect(outputs[1]?.map(({ json, pairedItem }) => [json.n, faultOf(json), pairedItem])).toEqual([
			[0, 'The person has blocked the bot', { item: 0 }],
			[2, 'Something went wrong in this node', { item: 2 }],
		]);
	});
});

describe('with Retry on fail', () => {
	const RETRY: NodeSettings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

	const timesEach = (started: number[]): Record<number, number> => {
		const times: Record<number, number> = {};
		for (const item of started) times[item] = (times[item] ?? 0) + 1;
		return times;
	};

	it('the engine gives the same items again, and those that were done are not done again', async () => {
		const { started, outputs, run: whole } = await run(4, failing({ 2: refusal }, 2), {}, RETRY);
		expect(whole.status).toBe('success');
		expect(timesEach(started)).toEqual({ 0: 1, 1: 1, 2: 3, 3: 1 });
		expect(outputs).toEqual([numbers(4).map((item) => ({ json: { result: item }, pairedItem: { item } }))]);
	});

	it('every try counts what all tries have done', async () => {
		const { error } = await run(4, failing({ 2: refusal }), {}, RETRY);
		expect(error?.description).toContain('3 of 4 items were done');
	});

	it('and Continue on fail, the engine runs all again when the first item failed, and nothing is done twice', async () => {
		const { started, outputs } = await run(
			4,
			failing({ 0: refusal, 2: refusal }, 1),
			{},
			{ ...RETRY, ...GO_ON },
		);
		expect(timesEach(started)).toEqual({ 0: 2, 1: 1, 2: 2, 3: 1 });
		expect(outputs).toEqual([numbers(4).map((item) => ({ json: { result: item }, pairedItem: { item } }))]);
	});

	it.each([
		['nothing more', {}],
		['Continue on fail', GO_ON],
	])('and %s, an item that may have been done is not done again', async (_, settings) => {
		const final = (failure: unknown): boolean => failure === silence;
		const { started, error, outputs } = await run(
			3,
			failing({ 0: silence }),
			{ final },
			{ ...RETRY, ...settings },
		);
		expect(timesEach(started)).toEqual({ 0: 1, 1: 1, 2: 1 });
		if (error) expect(error).toMatchObject({ message: 'No answer came', context: { itemIndex: 0 } });
		else expect(outputs[0]?.[0]?.json).toMatchObject({ error: { message: 'No answer came', known: 0 } });
	});

	it('what only the next node would have done is done anew when the run failed, and not when it went on', async () => {
		const anew = ([first]: readonly INodeExecutionData[]): boolean => first?.json['result'] === 1;
		const failed = await run(3, failing({ 2: refusal }, 1), { anew }, RETRY);
		expect(timesEach(failed.started)).toEqual({ 0: 1, 1: 2, 2: 2 });
		const wentOn = await run(3, failing({ 0: refusal }, 1), { anew }, { ...RETRY, ...GO_ON });
		expect(timesEach(wentOn.started)).toEqual({ 0: 2, 1: 1, 2: 1 });
	});

	it('another execution of the same workflow does everything anew', async () => {
		const started: number[] = [];
		const deed = failing({ 1: refusal }, 1);
		const work: ItemWork<number> = {
			done: 'done',
			read: (item) => item,
			run: async (item) => {
				started.push(item);
				await deed(item);
				return [{ json: {} }];
			},
		};
		const bench = new Bench(nodeThat(async (context) => await together(context, work)));
		const items = numbers(2).map((n) => ({ json: { n } }));
		expect((await bench.run({}, items)).error).toBeDefined();
		expect((await bench.run({}, items)).error).toBeUndefined();
		expect(timesEach(started)).toEqual({ 0: 2, 1: 2 });
	});
});
