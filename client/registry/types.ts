import type { BotEvent } from '../model/event';
import type { Receipt } from '../model/receipt';
import type { Recipient } from '../model/recipient';
import type { Failure } from '../model/outcome';

/** Whether a person may be written to, as far as the registry has heard. */
export const SUBSCRIBER_STATUSES = ['active', 'blocked', 'deactivated', 'unsubscribed'] as const;

export type SubscriberStatus = (typeof SUBSCRIBER_STATUSES)[number];

/** Who is meant, once and for all: names and phones change, these three do not. */
export interface SubscriberKey {
	service: string;
	/** Empty where the service does not tell which bot it was. */
	botId: string;
	/** The service's own id of the person. */
	subscriberId: string;
}

/** What the registry keeps of one person and one bot. Everything that is not known is null. */
export interface SubscriberRecord extends SubscriberKey {
	/** Where messages to this person go. */
	chatId: string | null;
	/** Lower case, without `@`. */
	username: string | null;
	firstName: string | null;
	lastName: string | null;
	/** International, digits only. */
	phone: string | null;
	/** ISO 8601: when the person last shared it themself. */
	phoneConfirmedAt: string | null;
	/** IETF language tag in lower case: the last one heard. */
	language: string | null;
	status: SubscriberStatus | null;
	/** ISO 8601: the moment that the status is known from. News from before it changes nothing. */
	statusAt: string | null;
	/** Of the last deep link that carried one. */
	startPayload: string | null;
	/** ISO 8601. */
	firstSeen: string | null;
	/** ISO 8601: when the person last did something. */
	lastSeen: string | null;
	/** Of the last message that was sent to the person. */
	lastMessageId: string | null;
	email: string | null;
	/** The person's id in a system of the user's own. */
	externalId: string | null;
}

/** What is written into a row by hand: only the columns that are given change. */
export type SubscriberChange = SubscriberKey & Partial<Omit<SubscriberRecord, keyof SubscriberKey>>;

export interface SubscriberFilter {
	service: string;
	botId?: string;
	status?: SubscriberStatus;
	/** Also finds regional forms: `pt` finds `pt-br`. */
	language?: string;
	/** Only people whose phone is known, or only those whose is not. */
	hasPhone?: boolean;
}

/** Who is looked for. Without a bot, over all bots of the service. */
export interface SubscriberQuery {
	service: string;
	botId?: string;
	recipient: Recipient;
}

/** What became of a send, for the registry. */
export interface SendReport {
	service: string;
	/** Empty where it is not known. */
	botId: string;
	/** The service's own id of the person, or of the chat with them. */
	id: string;
	result: Receipt | Failure;
	/** Whether the service refuses where a person cannot be reached: then a message it took says that they can. */
	tellsUnreached: boolean;
}

/** What came of noting an event. */
export interface Noted {
	/** With `language` and `start.isNew` filled in; with `error` where the registry could not be reached. */
	event: BotEvent;
	/** The row as it is now; null for groups, bots and nobody, and when the registry could not be reached. */
	record: SubscriberRecord | null;
}

/** A page of a search, and where the next one begins; undefined after the last. */
export interface Found {
	records: SubscriberRecord[];
	next: string | undefined;
}

/** The list of people that the package keeps itself, for the services that cannot list theirs. */
export interface Registry {
	/**
	 * Keeps what an event tells of a person, and completes the event by what was known before.
	 * Never rejects: a registry that cannot be reached must not stop an event, so it is told in `event.error`.
	 *
	 * Only private chats touch a row. An `unsubscribed` event makes the person `blocked` when its
	 * `status.status` is `blocked`, else `unsubscribed`.
	 */
	note(event: BotEvent): Promise<Noted>;
	/**
	 * Keeps what a send tells: `blocked`, `deactivated`, the id of the last message. Makes no new rows.
	 * Never rejects; returns one sentence when the registry could not be updated, else undefined.
	 */
	noteReceipt(report: SendReport): Promise<string | undefined>;
	/** All rows that fit. @throws Rejected | Unreachable */
	find(query: SubscriberQuery): Promise<SubscriberRecord[]>;
	/** Everybody who fits, page by page as they are asked for. @throws Rejected | Unreachable */
	pages(filter: SubscriberFilter): AsyncIterable<SubscriberRecord[]>;
	/**
	 * One page of those who fit and in whose row the text stands anywhere.
	 * @param from what the page before gave as `next`
	 * @throws Rejected | Unreachable
	 */
	search(filter: SubscriberFilter, text: string, from?: string): Promise<Found>;
	/** Writes a row by hand. @throws Rejected | Unreachable */
	upsert(change: SubscriberChange): Promise<{ record: SubscriberRecord; created: boolean }>;
	/** Writes many rows, new ones in bulk; one result for each change, in order. Never rejects. */
	upsertMany(changes: readonly SubscriberChange[]): Promise<Array<{ created: boolean } | Failure>>;
	/** Removes a row; tells whether there was one. @throws Rejected | Unreachable */
	remove(key: SubscriberKey): Promise<boolean>;
}
