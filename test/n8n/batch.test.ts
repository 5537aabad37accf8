import type { INodeExecutionData } from 'n8n-workflow';

import { InvalidInput, Rejected } from '../../client/model/error';
import { together, type ItemWork } from '../../client/n8n/together';
import type { Failure } from '../../client/model/outcome';
import { Bench, type NodeSettings } from '../support/harness';
import { nodeThat } from './node';

const GO_ON: NodeSettings = { onError: 'continueRegularOutput' };
const refusal = new Rejected({ reason: 'other', description: 'They said no', advice: 'Ask them' });

const answerOf = (item: number): INodeExecutionData[] => [{ json: { result: item } }];

interface Plan {
	most?: number;
	key?: (item: number) => string;
	/** What a batch throws. */
	throws?: (items: number[]) => unknown;
	/** What single items of a batch have instead of an answer. */
	fails?: Record<number, Failure>;
}

/** Runs so many items in batches; says which were asked together, which alone, and what came out. */
async function run(count: number, { most = 3, key, throws, fails = {} }: Plan, settings: NodeSettings = {}) {
	const asked: number[][] = [];
	const alone: number[] = [];
	const work: ItemWork<number> = {
		done: 'done',
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
		output: (outputs[0] ?? []).map(({ json, pairedItem }) => [json.result ?? json.error, pairedItem]),
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
