import { languageTag } from '../language';
import type { BotEvent, EventName, EventPerson } from '../model/event';
import { isFailure, outcomeOf } from '../model/outcome';
import type { DeliveryStatus } from '../model/status';
import { blank, toIso } from './columns';
import type {
	SendReport,
	SubscriberChange,
	SubscriberKey,
	SubscriberRecord,
	SubscriberStatus,
} from './types';

/** The kinds of event by which a person shows that they may be written to. */
const SHOWS_ACTIVE: ReadonlySet<EventName> = new Set<EventName>([
	'message',
	'buttonPressed',
	'subscribed',
	'phoneShared',
]);

/** What a delivery status says about the person; the others say something about the message only. */
const STATUS_SAYS: Partial<Record<DeliveryStatus, SubscriberStatus>> = {
	delivered: 'active',
	read: 'active',
	clicked: 'active',
	blocked: 'blocked',
	notSubscribed: 'unsubscribed',
};

/** What a refusal says about the person. A refusal that is not understood says nothing. */
const REASON_SAYS: Partial<Record<string, SubscriberStatus>> = {
	blocked: 'blocked',
	deactivated: 'deactivated',
	notSubscribed: 'unsubscribed',
};

/** Which of two states from the same second holds: services tell whole seconds, and who writes can be written to. */
const RANK: Record<SubscriberStatus, number> = { unsubscribed: 0, blocked: 1, deactivated: 2, active: 3 };

/** Whom an event is about. */
export function whoseEvent({ service, bot, subscriber }: BotEvent): SubscriberKey | undefined {
	if (!subscriber || subscriber.id === '') return undefined;
	return { service, botId: bot?.id ?? '', subscriberId: subscriber.id };
}

/** What an event does to the list: puts the person on it, changes a row that is there, or nothing. */
export type Effect = 'keeps' | 'updates' | 'none';

/** The registry keeps people, not bots; and what is done in a group says nothing of them. */
export function effectOf(event: BotEvent): Effect {
	const { subscriber, chat } = event;
	if (!subscriber || subscriber.isBot || chat?.type === 'group' || chat?.type === 'channel') return 'none';
	const inChatWithBot = SHOWS_ACTIVE.has(event.event) || event.event === 'unsubscribed';
	return inChatWithBot && !isElsewhere(event) ? 'keeps' : 'updates';
}

/**
 * A button under a message that somebody passed on through the bot can be pressed by anybody, anywhere; and who is only
 * known as a contact of the service cannot be written to by that.
 */
const isElsewhere = ({ event, chat }: BotEvent): boolean => ELSEWHERE.has(event) && chat === null;

const ELSEWHERE: ReadonlySet<EventName> = new Set<EventName>(['buttonPressed', 'unsubscribed']);

/** The row after an event. The order in which events come decides nothing: each counts from its own moment. */
export function mergeEvent(known: SubscriberRecord, event: BotEvent): SubscriberRecord {
	const at = momentOf(event);
	const person = event.subscriber;
	if (!person) return known;
	const said = statusSaid(event);
	const isNews = known.lastSeen === null || at >= known.lastSeen;
	// a status is the service's news, and may come long after the person was last there
	const seen = event.event === 'status' ? known.lastSeen : latest(known.lastSeen, at);
	return withStatus(
		{
			...known,
			...profile(known, person, isNews && event.event !== 'status'),
			...phone(known, event, at),
			chatId: event.chat?.id ?? known.chatId ?? person.id,
			startPayload:
				(isNews ? event.start?.payload : null) ?? known.startPayload ?? event.start?.payload ?? null,
			firstSeen: earliest(known.firstSeen, at),
			lastSeen: seen,
		},
		said,
		at,
	);
}

/** The moment to count an event from. */
export const momentOf = ({ happenedAt, receivedAt }: BotEvent): string =>
	toIso(happenedAt) ?? toIso(receivedAt) ?? new Date(0).toISOString();

function statusSaid(said: BotEvent): SubscriberStatus | undefined {
	const { event, status } = said;
	if (SHOWS_ACTIVE.has(event)) return isElsewhere(said) ? undefined : 'active';
	if (event === 'unsubscribed') return status?.status === 'blocked' ? 'blocked' : 'unsubscribed';
	return event === 'status' && status ? STATUS_SAYS[status.status] : undefined;
}

/** Names and language: the newest news wins, and older news only fills what is empty. */
function profile(known: SubscriberRecord, person: EventPerson, isNews: boolean) {
	const heard = {
		username: toUsername(person.username),
		firstName: person.firstName || null,
		lastName: person.lastName || null,
		language: languageTag(person.language),
	};
	if (!isNews) {
		return {
			username: known.username,
			firstName: known.firstName ?? heard.firstName,
			lastName: known.lastName ?? heard.lastName,
			language: known.language ?? heard.language,
		};
	}
	// who tells a first name leaves out the others only when there are none
	const telling = heard.firstName !== null;
	return {
		username: heard.username ?? (telling ? null : known.username),
		firstName: heard.firstName ?? known.firstName,
		lastName: heard.lastName ?? (telling ? null : known.lastName),
		language: heard.language ?? known.language,
	};
}

/** Only a phone that the person shared as their own. */
function phone(known: SubscriberRecord, event: BotEvent, at: string) {
	const shared = event.card?.own === true ? toPhone(event.card.phone) : null;
	if (shared !== null && (known.phoneConfirmedAt === null || at >= known.phoneConfirmedAt)) {
		return { phone: shared, phoneConfirmedAt: at };
	}
	return { phone: known.phone ?? toPhone(event.subscriber?.phone) };
}

/** The row after a send. A refusal that nobody recognises changes nothing, and nothing is ever removed. */
export function mergeReceipt(known: SubscriberRecord, report: SendReport, now: Date): SubscriberRecord {
	const { result, tellsUnreached } = report;
	const at = now.toISOString();
	if (isFailure(result)) {
		const { reason } = outcomeOf(result);
		return withStatus(known, reason === null ? undefined : REASON_SAYS[reason], at);
	}
	const said =
		(result.reason === null ? undefined : REASON_SAYS[result.reason]) ??
		STATUS_SAYS[result.status] ??
		(tellsUnreached && result.status === 'sent' ? 'active' : undefined);
	const changed = { ...known, lastMessageId: result.messageId ?? known.lastMessageId };
	// that an active person took a message is no news
	return said === known.status ? changed : withStatus(changed, said, at);
}

function withStatus(
	known: SubscriberRecord,
	status: SubscriberStatus | undefined,
	at: string,
): SubscriberRecord {
	if (status === undefined) return known;
	const isOlder =
		known.status !== null && known.statusAt !== null && weigh(known.status, known.statusAt, status, at) > 0;
	return isOlder ? known : { ...known, status, statusAt: at };
}

/** Above zero when the first news holds against the second. Most services tell whole seconds, so those are compared. */
function weigh(one: SubscriberStatus, oneAt: string, other: SubscriberStatus, otherAt: string): number {
	const seconds = secondOf(oneAt) - secondOf(otherAt);
	return seconds || RANK[one] - RANK[other] || (oneAt > otherAt ? 1 : 0);
}

const secondOf = (moment: string): number => Math.floor(Date.parse(moment) / 1_000);

/** The row after somebody wrote into it by hand. */
export function mergeChange(known: SubscriberRecord, change: SubscriberChange, now: Date): SubscriberRecord {
	const { service: _, botId: __, subscriberId: ___, ...given } = change;
	const changed: SubscriberRecord = { ...known, ...given };
	const at = now.toISOString();
	return {
		...changed,
		chatId: changed.chatId ?? changed.subscriberId,
		username: toUsername(changed.username),
		phone: toPhone(changed.phone),
		language: languageTag(changed.language),
		firstSeen: changed.firstSeen ?? at,
		statusAt: given.statusAt ?? (changed.status === known.status ? known.statusAt : at),
	};
}

/** A new row for somebody of whom only this is known. */
export const newRow = (change: SubscriberChange, now: Date): SubscriberRecord =>
	mergeChange(blank(change), { status: 'active', ...change }, now);

/** Usernames are told apart without regard to case, so one case is kept. */
export const toUsername = (name: string | null | undefined): string | null =>
	(name ?? '').trim().replace(/^@/, '').toLowerCase() || null;

export const toPhone = (text: string | null | undefined): string | null =>
	(text ?? '').replace(/\D/g, '') || null;

const latest = (a: string | null, b: string): string => (a !== null && a > b ? a : b);
const earliest = (a: string | null, b: string): string => (a !== null && a < b ? a : b);
