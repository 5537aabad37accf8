import type { INodeExecutionData } from 'n8n-workflow';

import type { Failure } from '../model/outcome';

/** How items become requests that serve several of them. */
export interface Batch<T> {
	/** Items of one request. */
	most: number;
	/** Items of different keys never share a request; one without a key stands alone. Left out: all may share. */
	key?: (request: T) => string | undefined;
	/** Whether items of one lane may share a request: where the service itself does the parts of one in order. */
	sharesLanes?: true;
	/** Requests under way together. Left out: as many as carry the items that run at once. */
	atOnce?: number;
	/**
	 * The output of each item in the order given, or the failure of that item alone. Throws what fails them all;
	 * an InvalidInput says that nothing was done, and each item is then done by itself.
	 */
	run: (requests: T[]) => Promise<Array<INodeExecutionData[] | Failure>>;
}

/** Items that one request serves, or one item that stands alone. */
export interface Group<T> {
	items: number[];
	requests: T[];
	/** Groups that have to end before this one may start. */
	after: Set<Group<T>>;
}

/**
 * Items in input order, as many together as one request takes, in an order in which they may start.
 *
 * Items of one lane never share a group, because nobody knows in which order a request does its parts, unless the
 * batch says that they may; and they never overtake each other. An item's turn is the number of groups of its lane
 * before it, and only items of the same turn share: so no two groups can wait for each other, whatever their keys are.
 */
export function groupsOf<T>(
	requests: ReadonlyMap<number, T>,
	laneOf: (request: T) => string | undefined,
	batch: Batch<T> | undefined,
): Array<Group<T>> {
	const turns: Array<Array<Group<T>>> = [];
	const open = new Map<string, Group<T>>();
	const lanes = new Map<string, { turn: number; last: Group<T> }>();
	for (const [item, request] of requests) {
		const lane = laneOf(request);
		const before = lane === undefined ? undefined : lanes.get(lane);
		const isBeside =
			before && batch?.sharesLanes && groupFor(open, batch, request, before.turn) === before.last;
		const turn = before ? before.turn + (isBeside ? 0 : 1) : 0;
		const group = groupFor(open, batch, request, turn) ?? begin(turns, turn);
		group.items.push(item);
		group.requests.push(request);
		if (before && !isBeside) group.after.add(before.last);
		if (lane !== undefined) lanes.set(lane, { turn, last: group });
		const name = nameOf(batch, request, turn);
		if (name !== undefined) open.set(name, group);
	}
	return turns.flat();
}

/** The group of its kind that still has room. */
function groupFor<T>(
	open: ReadonlyMap<string, Group<T>>,
	batch: Batch<T> | undefined,
	request: T,
	turn: number,
): Group<T> | undefined {
	const name = nameOf(batch, request, turn);
	const last = name === undefined ? undefined : open.get(name);
	return last && batch && last.items.length < batch.most ? last : undefined;
}

function nameOf<T>(batch: Batch<T> | undefined, request: T, turn: number): string | undefined {
	if (!batch) return undefined;
	const key = batch.key ? batch.key(request) : '';
	return key === undefined ? undefined : `${turn}/${key}`;
}

function begin<T>(turns: Array<Array<Group<T>>>, turn: number): Group<T> {
	const group: Group<T> = { items: [], requests: [], after: new Set() };
	(turns[turn] ??= []).push(group);
	return group;
}
