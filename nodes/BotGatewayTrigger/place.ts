import type { Line } from '../../client/gateway';
import type { Listener } from '../../client/poller/listener';
import type { Polling } from '../../client/receiver';

/** What stays of a listener where the service keeps no place for it. */
export interface Place {
	lastId?: string;
}

/**
 * How far a listener has come. One that never listened before begins with what is new, and that is noted before the
 * workflow counts as active: n8n stores it then, so that a crash does not move the beginning.
 */
export async function placeOf(
	{ needsMemory }: Polling,
	line: Line,
	memory: Place,
): Promise<Pick<Listener, 'place'>> {
	if (!needsMemory) return {};
	if (needsMemory.begin) memory.lastId ??= await needsMemory.begin(line);
	return { place: { recall: () => memory.lastId, remember: (id) => void (memory.lastId = id) } };
}
