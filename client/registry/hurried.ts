import type { Clock } from '../http/gate';
import type { BotEvent } from '../model/event';
import type { Registry } from './types';

type Notes = Pick<Registry, 'note'>;

/**
 * A registry for whoever cannot wait: what takes too long is noted all the same, but the event goes on without what
 * the registry knows, and says so.
 * @param patience milliseconds
 */
export const hurried = (registry: Notes, patience: number, clock: Clock): Notes => ({
	note: async (event) =>
		await Promise.race([
			registry.note(event),
			clock.sleep(patience).then(() => ({ event: late(event), record: null })),
		]),
});

const late = (event: BotEvent): BotEvent => ({
	...event,
	error: [
		event.error,
		'The registry was too slow, so what it knows of the person is missing here; whether it was updated is not known',
	]
		.filter(Boolean)
		.join('. '),
});
