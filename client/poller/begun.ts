import { deferred, type Deferred } from './deferred';

/**
 * Runs that were asked for and have not begun, by the very item that each starts with.
 *
 * n8n tells a trigger when a run has ended, not when it has stored it. But a run begins at the trigger node, so
 * when the node is called with an item that it gave out itself, n8n has stored the run. In queue mode the run
 * begins in another process, and nothing is heard here.
 */
const waiting = new WeakMap<object, Deferred>();

/** Resolves when a run has begun with this item. */
export function beginOf(item: object): Promise<void> {
	const begin = deferred();
	waiting.set(item, begin);
	return begin.promise;
}

export const hasBegun = (item: object): void => waiting.get(item)?.resolve();
