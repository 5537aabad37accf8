/** What the data export tells, in our words. Pure; reads what is there, whatever is missing or of another type. */
import { DateTime } from 'luxon';

import { personById } from '../events/person';
import { asText, isObject, type JsonObject } from '../http/json';
import { DEFAULT_LANGUAGE } from '../language';
import type { BotEvent, EventName, EventPerson } from '../model/event';
import { isTimeZone } from '../read/moment';
import type { Reading } from '../receiver';
import { statusOf } from './status';
import { chatOf } from './tokens';

/** All that can arrive. What people write or press does not come this way. */
export const EVENTS: readonly EventName[] = ['status', 'linkClicked', 'unsubscribed', 'notification'];

/** Words for what carried a message to Telegram: of the guide on webhooks, and of the costs that the API tells. */
const TELEGRAM: ReadonlySet<string> = new Set(['telegram', 'telegrambot']);

/** What the event adds to what all have. */
type Part = { event: EventName } & Partial<Pick<BotEvent, 'status' | 'link' | 'notification' | 'error'>>;

/** One activity. */
export function readActivity(update: unknown, { bot, receivedAt, settings = {} }: Reading): BotEvent[] {
	const activity = isObject(update) ? update : {};
	const media = (asText(activity.mediaType) ?? '').trim().toLowerCase();
	const isBot = TELEGRAM.has(media);
	// nowhere else in an activity than in an external id that this package gave
	const chatId = isBot ? chatOf(asText(activity.externalCustomerId)) : null;
	return [
		{
			service: 'esputnik',
			bot: isBot ? bot : null,
			subscriber: personIn(activity, chatId),
			chat: chatId === null ? null : { id: chatId, type: 'private', title: null },
			language: DEFAULT_LANGUAGE,
			happenedAt: momentOf(activity.activityDateTime, settings.timeZone?.trim() ?? ''),
			receivedAt,
			raw: update,
			...partOf(activity, media, isBot),
		},
	];
}

/**
 * The service's times have no zone; that they are in the one of whoever set the export up is assumed, after what is
 * documented of the API. So they are read only where the credential names a zone: a wrong one would look right.
 */
function momentOf(time: unknown, zone: string): string | null {
	if (!isTimeZone(zone)) return null;
	const moment = DateTime.fromISO(asText(time) ?? '', { zone });
	return moment.isValid ? moment.toJSDate().toISOString() : null;
}

function partOf(activity: JsonObject, media: string, isBot: boolean): Part {
	const word = (asText(activity.activityStatus) ?? '').trim().toUpperCase();
	const notification: Part = { event: 'notification', notification: { kind: word || 'unknown' } };
	if (word === '') return { ...notification, error: 'This activity has no status that could be read' };
	if (word === 'UNSUBSCRIBED') return isBot ? { event: 'unsubscribed' } : notification;
	const description = asText(activity.statusDescription);
	// mail that was blocked on its way, say, is nobody's block of the bot
	const known = REPORTED.has(word) ? statusOf(word, isBot ? (description ?? '') : '') : undefined;
	if (!known) return notification;
	const status: BotEvent['status'] = {
		messageId: asText(activity.iid),
		...known,
		description,
		...(!isBot && { channel: media || 'unknown' }),
	};
	if (word !== 'CLICKED') return { event: 'status', status };
	return { event: 'linkClicked', status, link: { url: asText(activity.clickEventLink) ?? '' } };
}

/** Statuses of a message. SPAM and SUBSCRIPTION_CHANGED are about a contact, and no status. */
const REPORTED: ReadonlySet<string> = new Set([
	'SENT',
	'DELIVERED',
	'READ',
	'CLICKED',
	'UNDELIVERED',
	'FAILED',
]);

/**
 * By the chat, where it is known. A contact's own id is a number, too, so a word stands before it: it must never be
 * taken for a chat. Whoever was written to by other ways than the bot is a contact, and no chat.
 */
function personIn(activity: JsonObject, chatId: string | null): EventPerson | null {
	const { contactId, externalCustomerId } = activity;
	const [contact, external] = [asText(contactId), asText(externalCustomerId)];
	const name = contact === null ? external : `contact-${contact}`;
	const id = chatId ?? name;
	if (id === null) return null;
	return {
		...personById(id),
		...(external !== null && chatOf(external) === null && { externalId: external }),
	};
}
