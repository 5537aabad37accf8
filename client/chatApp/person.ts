import { personById } from '../events/person';
import { asText, firstText, type JsonObject } from '../http/json';
import type { EventChat, EventPerson } from '../model/event';

/** Who wrote, or who was written to: by the id that a message to them needs. */
export function personOf({ From, DisplayName, Name, FromUserName }: JsonObject): EventPerson | null {
	const id = asText(From);
	if (id === null) return null;
	const username = asText(FromUserName)?.replace(/^@/, '') ?? null;
	return {
		...personById(id),
		// one name, which nobody has taken apart
		name: firstText(DisplayName, Name, username) ?? id,
		username,
	};
}

/** The service documents people only; whether groups come on Telegram, and how, it does not say. */
export const chatOf = (person: EventPerson | null): EventChat | null =>
	person && { id: person.id, type: 'private', title: null };
