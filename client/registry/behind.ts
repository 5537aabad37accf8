import type { BotEvent } from '../model/event';
import type { Sought } from './query';
import type { SubscriberRecord } from './types';

/**
 * By what the person of an event has to be looked for: some services tell of a chat under the user's own id of the
 * person only. Undefined where the event names the chat, or is not about one.
 */
export function soughtBehind({ service, bot, chat, subscriber }: BotEvent): Sought | undefined {
	const value = subscriber?.externalId;
	if (!bot || chat || !value) return undefined;
	return { service, botId: bot.id, column: 'externalId', value };
}

/** The event, with the chat and the names of the person whose row has that id. */
export function withPerson(event: BotEvent, record: SubscriberRecord): BotEvent {
	const { subscriberId: id, firstName, lastName, username, language } = record;
	const name = [firstName, lastName].filter(Boolean).join(' ') || username || id;
	return {
		...event,
		...(event.subscriber && {
			subscriber: { ...event.subscriber, id, name, firstName, lastName, username, language },
		}),
		chat: { id: record.chatId ?? id, type: 'private', title: null },
	};
}
