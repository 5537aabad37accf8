import { toE164 } from '../events/contact';
import { asText, firstText, isObject, type JsonObject } from '../http/json';
import type { ContactData } from '../model/contact';
import { InvalidInput } from '../model/error';
import { toIso } from '../registry/columns';
import { toUsername } from '../registry/merge';
import { readContactData } from './read';

/** A subscriber of a bot, on the way into an address book. */
export interface Person {
	/** The private chat with the bot. */
	chatId: string;
	/** Undefined where nobody gave the person an id. */
	externalId: string | undefined;
	/** Lower case, without `@`; undefined where it is not known. */
	username: string | undefined;
	data: ContactData;
	/** Why the person cannot be written to now; undefined where they can, as far as is known. */
	gone: string | undefined;
	/** ISO 8601: since when that is known; undefined where nothing tells. */
	since: string | undefined;
}

/** States of a row of the registry in which nothing can be sent. */
const GONE = new Set(['blocked', 'deactivated', 'unsubscribed']);

/**
 * Takes a person from an event of the trigger or from a row of the registry.
 * @param has whether the people of a service are those of the address book's bot: ids of others are no chats there
 * @throws InvalidInput where it is neither, or nobody whom a bot may write to
 */
export function readPerson(given: unknown, field: string, has: (service: string) => boolean): Person {
	if (!isObject(given))
		throw invalid(field, 'is no JSON object', 'Give an event of the trigger, or a subscriber');
	if (typeof given.service === 'string' && given.service !== '' && !has(given.service)) {
		throw invalid(
			field,
			`comes from “${given.service}”, whose ids are no chats with the bot of this account`,
			'Give events and subscribers of the bot that is connected to the account',
		);
	}
	const person = typeof given.event === 'string' ? ofEvent(given, field) : ofRow(given, field);
	if (person.chatId === '')
		throw invalid(field, 'names no chat', 'Give an event of the trigger, or a subscriber');
	return person;
}

function ofEvent(event: JsonObject, field: string): Person {
	const [chat, contact, subscriber] = [event.chat, event.contact, event.subscriber].map((part) =>
		isObject(part) ? part : {},
	) as [JsonObject, JsonObject, JsonObject];
	if (chat.type === 'group' || chat.type === 'channel') {
		throw invalid(
			field,
			`comes from a ${chat.type}`,
			'Give events of private chats only: filter by chat type',
		);
	}
	if (subscriber.isBot === true) {
		throw new InvalidInput(field, 'is about a bot', 'Leave bots out', 'botRecipient');
	}
	return {
		chatId: firstText(chat.id, subscriber.id) ?? '',
		externalId: firstText(contact.externalId, contact.serviceId) ?? undefined,
		username: toUsername(firstText(contact.username, subscriber.username)) ?? undefined,
		data: readContactData(contact),
		gone: goneBy(event),
		since: toIso(event.happenedAt) ?? toIso(event.receivedAt) ?? undefined,
	};
}

/** Also by what became of a message: who is told to have blocked the bot must not be registered for that. */
function goneBy({ event, status }: JsonObject): string | undefined {
	const isBlocked = isObject(status) && status.status === 'blocked';
	if (isBlocked) return 'blocked';
	return event === 'unsubscribed' ? 'unsubscribed' : undefined;
}

/** Phones of the registry are digits only, and everything in it may be empty. */
function ofRow(row: JsonObject, field: string): Person {
	if (row.subscriberId === undefined && row.chatId === undefined) {
		throw invalid(
			field,
			'is neither an event of the trigger nor a subscriber of the registry',
			'Give one of them, e.g. the whole item: {{ $json }}',
		);
	}
	const phone = toE164(asText(row.phone));
	const externalId = asText(row.externalId) ?? undefined;
	return {
		chatId: firstText(row.chatId, row.subscriberId) ?? '',
		externalId,
		username: toUsername(asText(row.username)) ?? undefined,
		data: readContactData({ ...row, phone, externalId }),
		gone: typeof row.status === 'string' && GONE.has(row.status) ? row.status : undefined,
		since: toIso(row.statusAt) ?? undefined,
	};
}

const invalid = (field: string, detail: string, advice: string): InvalidInput =>
	new InvalidInput(field, detail, advice);
