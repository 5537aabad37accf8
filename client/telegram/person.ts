import { asText, firstText, isObject, type JsonObject } from '../http/json';
import { languageTag } from '../language';
import type { EventChat, EventPerson } from '../model/event';

/**
 * A `User`: id, is_bot and first_name are always there, the rest only when it is not empty, and the first name
 * of a deleted account is an empty text. Null for anything without an id.
 */
export function personOf(user: unknown): EventPerson | null {
	if (!isObject(user)) return null;
	const id = asText(user.id);
	if (id === null) return null;
	const firstName = asText(user.first_name);
	const lastName = asText(user.last_name);
	const username = asText(user.username);
	return {
		id,
		name: fullName(firstName, lastName) ?? username ?? id,
		firstName,
		lastName,
		username,
		language: languageTag(asText(user.language_code)),
		phone: null,
		isBot: user.is_bot === true,
	};
}

export const fullName = (first: string | null, last: string | null): string | null =>
	[first, last].filter((part) => part !== null).join(' ') || null;

const CHAT_TYPES = new Map<unknown, EventChat['type']>([
	['private', 'private'],
	['group', 'group'],
	['supergroup', 'group'],
	['channel', 'channel'],
]);

export function chatOf(chat: unknown): EventChat | null {
	if (!isObject(chat)) return null;
	const id = asText(chat.id);
	if (id === null) return null;
	return { id, type: CHAT_TYPES.get(chat.type) ?? 'unknown', title: titleOf(chat) };
}

/** A private chat is called as its person. */
const titleOf = (chat: JsonObject): string | null =>
	firstText(chat.title, fullName(asText(chat.first_name), asText(chat.last_name)), chat.username);
