import type { BotEvent, EventMessage } from '../../client/model/event';

export const ANN: NonNullable<BotEvent['subscriber']> = {
	id: '42',
	name: 'Ann Smith',
	firstName: 'Ann',
	lastName: 'Smith',
	username: 'ann',
	language: 'de',
	phone: null,
	isBot: false,
};

/** An event by Ann, who speaks German, in her chat with the shop's bot. */
export const eventOf = (more: Partial<BotEvent> & Pick<BotEvent, 'event'>): BotEvent => ({
	service: 'telegram',
	bot: { id: '7', name: 'Shop' },
	subscriber: ANN,
	chat: { id: '42', type: 'private', title: 'Ann Smith' },
	language: 'de',
	happenedAt: '2026-11-26T12:00:00.000Z',
	receivedAt: '2026-11-26T12:00:01.000Z',
	raw: null,
	...more,
});

const messageOf = (text: string, more: Partial<EventMessage> = {}): EventMessage => ({
	id: '100',
	text,
	kind: 'text',
	command: /^\/(\w+)/.exec(text)?.[1]?.toLowerCase() ?? null,
	file: null,
	replyTo: null,
	...more,
});

export const said = (text: string, more: Partial<BotEvent> = {}): BotEvent =>
	eventOf({ event: 'message', message: messageOf(text), ...more });

export const pressed = (data: string): BotEvent =>
	eventOf({ event: 'buttonPressed', button: { pressId: 'p1', data, messageId: '99' } });

export const started = (payload: string | null): BotEvent =>
	eventOf({
		event: 'subscribed',
		message: messageOf(payload === null ? '/start' : `/start ${payload}`),
		start: { payload, isNew: null, how: 'start' },
	});

export const unblocked = (): BotEvent =>
	eventOf({ event: 'subscribed', start: { payload: null, isNew: null, how: 'unblocked' } });

export const left = (): BotEvent => eventOf({ event: 'unsubscribed' });

export const shared = (phone = '79990000001'): BotEvent =>
	eventOf({
		event: 'phoneShared',
		message: messageOf('', { kind: 'contact' }),
		card: { phone, name: 'Ann', own: true },
		subscriber: { ...ANN, phone },
	});

export const reported = (): BotEvent =>
	eventOf({
		event: 'status',
		subscriber: null,
		status: { messageId: '1', status: 'delivered', reason: null, description: null },
	});
