import type { EventName } from '../model/event';
import type { Receiver } from '../receiver';

/** The two ways to receive. */
export const WAYS = ['polling', 'webhook'] as const;

export type Way = (typeof WAYS)[number];

/** What can arrive one way; nothing where the service does not have it. */
export function eventsBy(receiver: Receiver, way: Way): readonly EventName[] {
	const has = receiver[way];
	return has === undefined ? [] : (has.events ?? receiver.events);
}
