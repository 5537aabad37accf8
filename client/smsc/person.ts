import { personById } from '../events/person';
import type { EventChat, EventPerson } from '../model/event';
import { recipientOf } from './recipient';

/**
 * Who is behind `phone`, which is a phone, `@nick` or `#ID`: all that the service tells of a person, and so their
 * id. Null for an empty one.
 */
export function personOf(phone: string): EventPerson | null {
	const id = phone.trim().replace(/^\+/, '');
	if (id === '') return null;
	const { form, value } = recipientOf(id);
	return {
		...personById(id),
		username: form === 'username' ? value : null,
		phone: form === 'phone' && /^\d+$/.test(value) ? value : null,
	};
}

/** Everything is between one person and the account. */
export const chatOf = (person: EventPerson | null): EventChat | null =>
	person && { id: person.id, type: 'private', title: null };
