import type { Receipt } from './receipt';
import type { Recipient } from './recipient';
import type { DeliveryStatus } from './status';

/** What can arrive from a service. */
export const EVENT_NAMES = [
	'message',
	'buttonPressed',
	'subscribed',
	'unsubscribed',
	'phoneShared',
	'status',
	'linkClicked',
	'notification',
] as const;

export type EventName = (typeof EVENT_NAMES)[number];

/** Who did it. Everything but the id may be unknown, and is null then, never an empty or "undefined" text. */
export interface EventPerson {
	/** The service's own id; the only identifier. */
	id: string;
	/** For people only: first and last name, else username, else the id. */
	name: string;
	firstName: string | null;
	lastName: string | null;
	/** Without `@`. */
	username: string | null;
	/** IETF language tag as the service gave it this time; see `BotEvent.language` for the one to use. */
	language: string | null;
	/** International, digits only; set only where the person shared it themself. */
	phone: string | null;
	isBot: boolean;
	/** Set by services that know it. */
	email?: string | null;
	/** The person's id in a system of the user's own, where the service keeps one. */
	externalId?: string | null;
}

/**
 * What a person is found by in other systems, each ready for comparing. Null where it is not known: an event of
 * nobody has nulls only.
 */
export interface EventContact {
	/** The service's own id with the service before it, e.g. `tg-42`: an external id for who has no other. */
	serviceId: string | null;
	/** The person's id in a system of the user's own. */
	externalId: string | null;
	/** E.164 with `+`; only the person's own. */
	phone: string | null;
	/** Lower case. */
	email: string | null;
	firstName: string | null;
	lastName: string | null;
	/** Lower case, without `@`. */
	username: string | null;
	/** IETF language tag in lower case: the last one heard. Null where none was, although `BotEvent.language` says `en`. */
	language: string | null;
}

export interface EventChat {
	id: string;
	type: 'private' | 'group' | 'channel' | 'unknown';
	title: string | null;
	/** The topic of the chat in which it happened, where the chat has topics. */
	topicId?: string;
	/** By which a bot looks after the chat for a business account; whoever writes there does not write to the bot. */
	businessConnectionId?: string;
}

/** A file that came with a message, before or after it was downloaded. */
export interface EventFile {
	kind: string;
	fileId: string;
	name: string | null;
	mimeType: string | null;
	/** Bytes; null where the service does not tell. */
	size: number | null;
	/** Where anybody can load it, for as long as the service keeps it; absent where only the account can. */
	url?: string;
}

export interface EventMessage {
	id: string | null;
	/** The text, or the caption of a file; empty where there is neither. */
	text: string;
	/** `text`, `photo`, `contact`, `location` …: the service's word for what it is. */
	kind: string;
	/** `/start` and the like, without the slash and in lower case; null for every other text. */
	command: string | null;
	file: EventFile | null;
	/** Id of the message that it answers. */
	replyTo: string | null;
}

/** Something that arrived, in one shape on every service. Parts that do not belong to the event are left out. */
export interface BotEvent {
	event: EventName;
	service: string;
	bot: Receipt['bot'];
	subscriber: EventPerson | null;
	chat: EventChat | null;
	message?: EventMessage;
	button?: { pressId: string; data: string; messageId: string | null };
	/** Of a shared phone: the contact card that was sent. */
	card?: {
		/** Digits only. */
		phone: string;
		name: string;
		/** Whether it is the sender's own; only then it is kept as their phone. */
		own: boolean;
	};
	/** Who it is for other systems; made when the event becomes an item. */
	contact?: EventContact;
	/** Of a subscription: the payload of the deep link, and whether the person was never seen before (null: nobody keeps count). */
	start?: {
		payload: string | null;
		isNew: boolean | null;
		/** What made it one: Start was pressed or sent, the bot was unblocked, or writing was allowed elsewhere. */
		how?: 'start' | 'unblocked' | 'allowed';
	};
	status?: {
		messageId: string | null;
		/** The workflow's own id of the message, where it gave one and the service tells it again. */
		clientId?: string;
		/** What carried it where it was no message of the bot, in the service’s word: `sms`, `email` … */
		channel?: string;
		/** `unknown` is a word of the service that has no place on the scale: it moves no message. */
		status: DeliveryStatus;
		reason: string | null;
		description: string | null;
	};
	link?: {
		url: string;
		/** Of a tracked link: as it stands on the receipt of the message, and whom that message was for. */
		ref?: string;
		recipient?: Recipient;
	};
	/** Of a notification: the service's own word for what happened. */
	notification?: { kind: string };
	/** The language to answer in: the last known one, else `en`. */
	language: string;
	/** ISO 8601: when the service says it happened; null where it does not tell. */
	happenedAt: string | null;
	/** ISO 8601: when it came here. */
	receivedAt: string;
	/** What could not be read or fetched of it; the event starts the workflow all the same. */
	error?: string;
	/** The service's own data as it came. */
	raw: unknown;
}
