import { Poller, type PollerOptions } from './poller';

/**
 * The pollers of this process, one for each bot. They hold nothing that a restart would miss: what is not
 * confirmed is still with the service.
 */
const pollers = new Map<string, Poller>();

export function pollerOf(bot: string, options: PollerOptions): Poller {
	const known = pollers.get(bot);
	if (known) return known;
	const poller = new Poller(options);
	pollers.set(bot, poller);
	return poller;
}

/** Who polls a bot in this process: the ids of the listeners. */
export const listenersOf = (bot: string): string[] => pollers.get(bot)?.ids ?? [];
