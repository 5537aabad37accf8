import type { INodeExecutionData } from 'n8n-workflow';

import { InvalidInput } from '../model/error';
import { isFailure, type Failure } from '../model/outcome';

/** How items become requests that serve several of them. */
export interface Batch<T> {
	/** Items of one request. */
	most: number;
	/** Items of different keys never share a request. Undefined: all may. */
	key?: (request: T) => string;
	/** The output of each item in the order given, or the failure of that item alone. Throws what fails them all. */
	run: (requests: T[]) => Promise<Array<INodeExecutionData[] | Failure>>;
}

type Run<T> = (request: T, item: number) => Promise<INodeExecutionData[]>;

interface Group<T> {
	items: number[];
	requests: T[];
	answer?: Promise<Array<INodeExecutionData[] | Failure> | InvalidInput>;
}

/**
 * Lets each item have its part of an answer that it shares with others: the first of them that comes asks for all.
 *
 * A group that is refused before it is asked (InvalidInput) is done item by item, so that only the item at fault
 * fails; so is an item that has nobody to share with.
 */
export function sharing<T>(requests: ReadonlyMap<number, T>, batch: Batch<T>, alone: Run<T>): Run<T> {
	const groups = groupsOf(requests, batch);
	return async (request, item) => {
		const group = groups.get(item);
		if (!group || group.items.length === 1) return await alone(request, item);
		group.answer ??= batch.run(group.requests).catch(keepInvalid);
		const answer = await group.answer;
		if (answer instanceof InvalidInput) return await alone(request, item);
		const own = answer[group.items.indexOf(item)] ?? [];
		if (isFailure(own)) throw own;
		return own;
	};
}

const keepInvalid = (failure: unknown): InvalidInput => {
	if (failure instanceof InvalidInput) return failure;
	throw failure;
};

/** Items in input order, as many together as one request takes. */
function groupsOf<T>(
	requests: ReadonlyMap<number, T>,
	{ most, key = () => '' }: Batch<T>,
): ReadonlyMap<number, Group<T>> {
	const groups = new Map<number, Group<T>>();
	const open = new Map<string, Group<T>>();
	for (const [item, request] of requests) {
		const name = key(request);
		const last = open.get(name);
		const group = last && last.items.length < most ? last : { items: [], requests: [] };
		group.items.push(item);
		group.requests.push(request);
		open.set(name, group);
		groups.set(item, group);
	}
	return groups;
}
