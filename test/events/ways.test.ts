import { eventsBy } from '../../client/events/ways';
import type { Door, Polling, Receiver } from '../../client/receiver';

const receiver = (parts: Partial<Receiver>): Receiver => ({
	events: ['message', 'status'],
	read: () => [],
	...parts,
});

it('what comes one way is all, unless that way says less', () => {
	const both = receiver({ polling: { events: ['message'] } as unknown as Polling, webhook: {} as Door });
	expect(eventsBy(both, 'polling')).toEqual(['message']);
	expect(eventsBy(both, 'webhook')).toEqual(['message', 'status']);
});

it('nothing comes a way that the service does not have', () => {
	expect(eventsBy(receiver({}), 'polling')).toEqual([]);
});
