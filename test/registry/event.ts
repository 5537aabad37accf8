import type { BotEvent, EventName, EventPerson } from '../../client/model/event';

export const ann: EventPerson = {
	id: '42',
	name: 'Ann Lee',
	firstName: 'Ann',
	lastName: 'Lee',
	username: 'Ann_Lee',
	language: 'ru',
	phone: null,
	isBot: false,
};

/** Seconds into a minute, as ISO 8601. */
export const at = (second: number): string =>
	new Date(Date.UTC(2026, 0, 1, 12) + second * 1_000).toISOString();

/** An event of Ann in her private chat, at a second. */
export const event = (name: EventName, second: number, more: Partial<BotEvent> = {}): BotEvent => ({
	event: name,
	service: 'telegram',
	bot: { id: '7', name: 'Shop' },
	subscriber: ann,
	chat: { id: more.subscriber?.id ?? '42', type: 'private', title: null },
	language: 'en',
	happenedAt: at(second),
	receivedAt: at(59),
	raw: {},
	...more,
});

export const blockedBy = (second: number): BotEvent =>
	event('unsubscribed', second, {
		status: { messageId: null, status: 'blocked', reason: 'blocked', description: null },
	});

export const started = (second: number, payload: string | null = null): BotEvent =>
	event('subscribed', second, { start: { payload, isNew: null } });
