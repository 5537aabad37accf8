/**
 * What the service tells, in our words. Pure; reads what is there, whatever is missing or of another type.
 * Source: the help pages "chatappstatus", "chatappinbound" and "chatappaudit". None of them has an example of a
 * Telegram channel, so only the members that make a thing what it is are relied upon.
 */
import { asText, firstText, isObject, type JsonObject } from '../http/json';
import { DEFAULT_LANGUAGE } from '../language';
import type { BotEvent, EventName } from '../model/event';
import type { Receipt } from '../model/receipt';
import type { Reading } from '../receiver';
import { inbound } from './inbound';
import { kindOf, trimmed } from './items';
import type { Kind } from './queues';
import { status } from './receipts';

/** What an event adds to what all have. */
export type Part = { event: EventName } & Partial<
	Pick<BotEvent, 'message' | 'button' | 'card' | 'status' | 'notification' | 'error' | 'subscriber' | 'chat'>
>;

export const CHAT_APP_EVENTS: readonly EventName[] = [
	'message',
	'buttonPressed',
	'phoneShared',
	'status',
	'notification',
];

const READERS: Record<Kind, (item: JsonObject) => Part> = { status, inbound, notification };

export function readItem(given: unknown, { bot, receivedAt }: Reading): BotEvent[] {
	const item = isObject(given) ? trimmed(given) : {};
	const part = READERS[kindOf(item)](item);
	return [
		{
			service: 'chatApp',
			bot: botOf(item, bot),
			subscriber: null,
			chat: null,
			language: DEFAULT_LANGUAGE,
			happenedAt: timeOf(item.Timestamp),
			receivedAt,
			raw: given,
			...part,
			...(Object.keys(item).length === 0 && { error: 'This holds nothing that could be read' }),
		},
	];
}

/** A queue belongs to an account, so it may hold what is another channel's. */
function botOf({ CustSpaceId }: JsonObject, known: Receipt['bot']): Receipt['bot'] {
	const id = asText(CustSpaceId);
	return id === null || id === known?.id ? known : { id, name: null };
}

function notification({ Type, AuditStatus, Status }: JsonObject): Part {
	const kind = firstText(Type) ?? (asText(AuditStatus) === null ? firstText(Status) : 'audit');
	return { event: 'notification', notification: { kind: kind ?? 'unknown' } };
}

/** Milliseconds since the epoch, as a number or in digits. */
function timeOf(value: unknown): string | null {
	const time = new Date(Number(asText(value) ?? NaN));
	return Number.isNaN(time.getTime()) || time.getTime() <= 0 ? null : time.toISOString();
}
