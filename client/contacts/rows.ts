/**
 * What the registry keeps of people whose chats a service was told of. Their rows are those of the service, beside the
 * ones of the bot's own: they say to whom it can write.
 */
import type { Registered } from '../model/contact';
import { SUBSCRIBER_STATUSES, type SubscriberChange } from '../registry/types';
import type { Person } from './person';
import type { Synced } from './sync';

/** A change of a row, before it is known of which account. */
export type RowChange = Omit<SubscriberChange, 'service' | 'botId'>;

/**
 * Of a person who was synced: there, or gone. Nothing that is not known takes anything away.
 * @param prefix of the ids that are made for people without another, see Capabilities.registrations: no ids of theirs
 */
export function rowOfSynced(person: Person, { skipped }: Synced, prefix: string): RowChange {
	const { chatId, username, since, data } = person;
	const status = SUBSCRIBER_STATUSES.find((one) => one === skipped) ?? 'active';
	const row: RowChange = {
		subscriberId: chatId,
		chatId,
		status,
		...(since !== undefined && { statusAt: since }),
	};
	if (status !== 'active') return row;
	const { firstName, lastName, language, phone, email } = data;
	const externalId = ownId(data.externalId, chatId, prefix);
	const told = { username, firstName, lastName, language, phone, email, externalId };
	const known = Object.entries(told).filter(([, value]) => value !== undefined);
	return { ...row, ...Object.fromEntries(known) };
}

/** Of a chat that was registered, with what it was registered under. */
export function rowOfRegistered({ chatId, contact: { by, value } }: Registered, prefix: string): RowChange {
	const row: RowChange = { subscriberId: chatId, chatId, status: 'active' };
	const id = by === 'externalId' ? ownId(value, chatId, prefix) : undefined;
	if (id !== undefined) return { ...row, externalId: id };
	return by === 'phone' || by === 'email' ? { ...row, [by]: value } : row;
}

const ownId = (id: string | undefined, chatId: string, prefix: string): string | undefined =>
	id === `${prefix}-${chatId}` ? undefined : id;
