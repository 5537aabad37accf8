import type { BotEvent } from '../../client/model/event';
import { hurried } from '../../client/registry/hurried';
import type { Noted } from '../../client/registry/types';
import { JumpingClock } from '../support/clock';

const EVENT: BotEvent = {
	event: 'message',
	service: 'chatApp',
	bot: null,
	subscriber: null,
	chat: null,
	language: 'en',
	happenedAt: null,
	receivedAt: '2026-03-01T12:00:00.000Z',
	raw: null,
};

const clock = new JumpingClock();

it('gives what the registry knows where it is quick enough', async () => {
	const noted: Noted = { event: { ...EVENT, language: 'de' }, record: null };
	expect(await hurried({ note: async () => noted }, 1_500, clock).note(EVENT)).toBe(noted);
});

it('goes on without it where it is not, and says so; what was begun is not given up', async () => {
	const ended: string[] = [];
	let finish = (_: Noted): void => undefined;
	const slow = hurried(
		{
			note: async (event) => {
				const noted = await new Promise<Noted>((resolve) => (finish = resolve));
				ended.push(event.event);
				return noted;
			},
		},
		1_500,
		clock,
	);
	const { event, record } = await slow.note({ ...EVENT, error: 'Something else' });
	expect(record).toBeNull();
	expect(event).toEqual({
		...EVENT,
		error: expect.stringMatching(/^Something else\. The registry was too slow/),
	});
	finish({ event: EVENT, record: null });
	await clock.sleep(1);
	expect(ended).toEqual(['message']);
});
