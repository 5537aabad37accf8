import type { Clock } from '../../client/http/gate';
import type { BotEvent, EventName } from '../../client/model/event';
import type { Listener } from '../../client/poller/listener';
import { Poller } from '../../client/poller/poller';
import type { Obstacle, Polling } from '../../client/receiver';
import { receiver } from '../../client/telegram/receiver';
import { polling } from '../../client/telegram/polling';
import type { TelegramEmulator } from '../emulators/telegram';
import { lineTo } from '../telegram/line';

/** A clock a hundred times as fast: real requests have to get their turn between two of its ticks. */
export const fastClock: Clock = {
	now: Date.now,
	sleep: async (ms) => await new Promise((resolve) => setTimeout(resolve, ms / 100)),
};

export const pollerTo = (changes: Partial<Polling> = {}): Poller =>
	new Poller({
		receiver,
		polling: { ...polling, ...changes },
		bot: { id: '7', name: 'Shop' },
		clock: fastClock,
	});

export interface Ear extends Listener {
	/** Texts and keys of what was taken, in order. */
	heard: string[];
	keys: string[];
	logs: string[];
	told: Obstacle[];
}

/** A listener that takes everything at once, unless told otherwise. */
export function ear(id: string, telegram: TelegramEmulator, changes: Partial<Listener> = {}): Ear {
	const ears: Pick<Ear, 'heard' | 'keys' | 'logs' | 'told'> = { heard: [], keys: [], logs: [], told: [] };
	return {
		id,
		line: lineTo(telegram.url),
		wanted: ['message'] satisfies EventName[],
		once: false,
		wants: () => true,
		take: async (event: BotEvent, key: string) => {
			ears.heard.push(event.message?.text ?? event.event);
			ears.keys.push(key);
			return true;
		},
		log: (line) => void ears.logs.push(line),
		tell: (obstacle) => void ears.told.push(obstacle),
		...changes,
		...ears,
	};
}
