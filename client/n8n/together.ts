import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { pLimit } from '../vendor/p-limit';
import { InvalidInput } from '../model/error';
import type { Failure } from '../model/outcome';
import { groupsOf, type Batch, type Group } from './batch';
import { toFaultItem, toNodeError } from './fault';

/** What an operation does with each item. `T` is what it read from the item's parameters. */
export interface ItemWork<T> {
	/** Reads one item's parameters. Throws a failure of client/model/error for bad ones. */
	read: (item: number) => T;
	/** The output items of one input item. Throws a failure of client/model/error. */
	run: (request: T, item: number) => Promise<INodeExecutionData[]>;
	/**
	 * Items of one lane run one after another in input order: two messages to one person must not overtake
	 * each other. Undefined: the item stands alone.
	 */
	lane?: (request: T) => string | undefined;
	/**
	 * One request for several items, where that is possible; `run` then does the item that stands alone. What became
	 * of its items is known of all of them at once.
	 */
	batch?: Batch<T>;
	/** Said of an item that fails while others go on: what is known of it without the service. */
	known?: (request: T) => IDataObject;
	/** What happens to items, in a sentence: `sent`, `deleted`. */
	done: string;
	/** What is done once with the output of all items, e.g. to wait for an answer; see the node's router. */
	after?: (output: INodeExecutionData[]) => Promise<INodeExecutionData[]>;
	/** Whether a failed item stays failed when n8n runs the node again, because it may have been carried out. */
	final?: (failure: unknown) => boolean;
	/** Whether an item that was done is done anew when the run fails and n8n runs the node again. */
	anew?: (output: readonly INodeExecutionData[]) => boolean;
}

/**
 * What is wrong with the node as a whole is wrong with every item. Thrown as an error, n8n would take *Continue on
 * fail* for "go on with the input", and items that nobody sent would leave the node as if they had been.
 */
export const failing = (failure: unknown): ItemWork<never> => ({
	done: 'done',
	read: () => {
		throw failure;
	},
	run: async () => [],
});

/** Items under way together. The account's gate decides how many requests that makes. */
const MOST_AT_ONCE = 64;

/**
 * Runs all items of a run together and returns their output in input order, each with its `pairedItem`.
 * All items are read before the first one runs.
 *
 * With *Continue on fail* a failed item carries its own failure and the others are not affected. Without it
 * nothing new is started after the first failure, what is under way ends, and the run fails with the number
 * of items that were done. *Retry on fail* then runs the node again with the same items: those that were done,
 * or may have been, are not done again.
 */
export async function together<T>(
	context: IExecuteFunctions,
	work: ItemWork<T>,
): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const node = context.getNode();
	const goOn = context.continueOnFail();
	const { results, failures } = takeSettled(node.id, items);
	const requests = readAll(items.length, work, results, failures);
	const stopped = (): boolean => failures.size > 0 && !goOn;

	const keep = (item: number, settled: Settled): void => {
		if ('output' in settled) results.set(item, pair(settled.output, item));
		else failures.set(item, settled.failure);
	};
	const open = new Map([...requests].filter(([item]) => !failures.has(item)));
	const groups = groupsOf(open, (request) => work.lane?.(request), work.batch);
	await inTurn(groups, doerOf(work, keep, stopped));

	if (failures.size > 0)
		remember(node.id, items, stopped() ? kept(results, work.anew) : results, failures, work.final);
	if (stopped()) {
		const [item, failure] = firstOf(failures);
		throw toNodeError(node, failure, item, progress(results.size, items.length, work.done));
	}
	return items.flatMap(
		(_, item) => results.get(item) ?? pair([faultOf(item, failures, requests, work)], item),
	);
}

function readAll<T>(
	count: number,
	work: ItemWork<T>,
	results: ReadonlyMap<number, unknown>,
	failures: Map<number, unknown>,
): Map<number, T> {
	const requests = new Map<number, T>();
	for (let item = 0; item < count; item += 1) {
		if (results.has(item)) continue;
		try {
			requests.set(item, work.read(item));
		} catch (failure) {
			failures.set(item, failure);
		}
	}
	return requests;
}

function faultOf<T>(
	item: number,
	failures: ReadonlyMap<number, unknown>,
	requests: ReadonlyMap<number, T>,
	{ known }: ItemWork<T>,
): INodeExecutionData {
	const request = requests.get(item);
	return { json: toFaultItem(failures.get(item), request === undefined || !known ? {} : known(request)) };
}

const pair = (output: INodeExecutionData[], item: number): INodeExecutionData[] =>
	output.map((one) => ({ ...one, pairedItem: { item } }));

const firstOf = (failures: Map<number, unknown>): [number, unknown] =>
	[...failures].reduce((first, next) => (next[0] < first[0] ? next : first));

const progress = (count: number, all: number, done: string): string =>
	all === 1 ? '' : `${count} of ${all} items were ${done} before the run stopped`;

/** What does one group: by one request, or item by item where it has one or cannot be asked as it is. */
function doerOf<T>(
	{ run, batch }: ItemWork<T>,
	keep: (item: number, settled: Settled) => void,
	stopped: () => boolean,
): (group: Group<T>) => Promise<void> {
	const limit = pLimit(batch?.atOnce ?? MOST_AT_ONCE);
	const batchLimit = batch?.atOnce
		? limit
		: pLimit(Math.max(1, Math.floor(MOST_AT_ONCE / (batch?.most ?? 1))));
	const apart = async ({ items, requests }: Group<T>): Promise<void> => {
		await Promise.all(
			items.map(async (item, index) => {
				await limit(async () => {
					if (!stopped()) keep(item, await settle(run(requests[index] as T, item)));
				});
			}),
		);
	};
	/** All at once: an item that the request served is never left open for another try. */
	const asOne = async ({ items, requests }: Group<T>, { run: ask }: Batch<T>): Promise<boolean> => {
		const shared = await settle(ask(requests));
		if ('failure' in shared && shared.failure instanceof InvalidInput) return false;
		items.forEach((item, index) => keep(item, partOf(shared, index)));
		return true;
	};
	return async (group) => {
		const done =
			batch && group.items.length > 1
				? await batchLimit(async () => stopped() || (await asOne(group, batch)))
				: false;
		if (!done) await apart(group);
	};
}

function partOf(
	shared: { output: Array<INodeExecutionData[] | Failure> } | { failure: unknown },
	index: number,
): Settled {
	if ('failure' in shared) return shared;
	const own = shared.output[index] ?? new Error('The request brought no result for this item');
	return Array.isArray(own) ? { output: own } : { failure: own };
}

const settle = async <R>(promise: Promise<R>): Promise<{ output: R } | { failure: unknown }> =>
	await promise.then(
		(output) => ({ output }),
		(failure: unknown) => ({ failure }),
	);

/** Starts all groups, each when those have ended that have to be before it. */
async function inTurn<T>(
	groups: ReadonlyArray<Group<T>>,
	run: (group: Group<T>) => Promise<void>,
): Promise<void> {
	const ended = new Map<Group<T>, Promise<void>>();
	for (const group of groups) {
		const before = [...group.after].flatMap((one) => ended.get(one) ?? []);
		ended.set(
			group,
			before.length === 0 ? run(group) : Promise.all(before).then(async () => await run(group)),
		);
	}
	await Promise.all(ended.values());
}

/** What became of an item in a run that n8n may repeat. */
type Settled = { output: INodeExecutionData[] } | { failure: unknown };

/**
 * What was done in a run that had failures, by input item and node. n8n's *Retry on fail* calls the node again
 * with the same item objects, in the same process, also with *Continue on fail* when the first item failed;
 * any other run has other objects, so nothing is skipped there.
 */
const settledItems = new WeakMap<INodeExecutionData, Map<string, Settled>>();

function remember(
	node: string,
	items: INodeExecutionData[],
	results: ReadonlyMap<number, INodeExecutionData[]>,
	failures: ReadonlyMap<number, unknown>,
	isFinal: (failure: unknown) => boolean = () => false,
): void {
	items.forEach((item, index) => {
		const output = results.get(index);
		const settled = output ? { output } : { failure: failures.get(index) };
		if ('failure' in settled && !isFinal(settled.failure)) return;
		settledItems.set(item, (settledItems.get(item) ?? new Map<string, Settled>()).set(node, settled));
	});
}

/** What n8n throws away with a run that fails, and what has to be done again for that reason, is not kept. */
const kept = (
	results: ReadonlyMap<number, INodeExecutionData[]>,
	isAnew: (output: readonly INodeExecutionData[]) => boolean = () => false,
): ReadonlyMap<number, INodeExecutionData[]> => new Map([...results].filter(([, output]) => !isAnew(output)));

/** The record counts for one more run only, so it is taken away. */
function takeSettled(node: string, items: INodeExecutionData[]) {
	const results = new Map<number, INodeExecutionData[]>();
	const failures = new Map<number, unknown>();
	items.forEach((item, index) => {
		const settled = settledItems.get(item)?.get(node);
		settledItems.get(item)?.delete(node);
		if (!settled) return;
		if ('output' in settled) results.set(index, settled.output);
		else failures.set(index, settled.failure);
	});
	return { results, failures };
}
