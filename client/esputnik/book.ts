/** Contacts as the service writes them, and as we do. Source: yespo.io's API reference, `Contact`. */
import { asText, isObject, type JsonObject } from '../http/json';
import type { AddressPart, Contact, ContactData } from '../model/contact';
import { ADDRESS_PARTS } from '../model/contact';
import { objects } from './answer';

/** The channels that a phone and an e-mail address are. */
const [SMS, EMAIL] = ['sms', 'email'];

/** Reads a contact; lists leave most of it out. Undefined for anything without an id. */
export function contactOf(value: unknown, raw: unknown = value): Contact | undefined {
	if (!isObject(value)) return undefined;
	const id = asText(value.id);
	if (id === null) return undefined;
	const channels = objects(value.channels).flatMap(({ type, value: address }) => {
		const [kind, text] = [asText(type), asText(address)];
		return kind === null || text === null ? [] : [{ type: kind, value: text }];
	});
	const first = (kind: string | undefined): string | null =>
		channels.find(({ type }) => type === kind)?.value ?? null;
	return {
		id,
		externalId: asText(value.externalCustomerId),
		phone: first(SMS)?.replace(/\D/g, '') || null,
		email: first(EMAIL),
		firstName: asText(value.firstName),
		lastName: asText(value.lastName),
		language: asText(value.languageCode),
		timeZone: asText(value.timeZone),
		address: addressOf(value.address),
		channels,
		fields: fieldsOf(value.fields),
		groups: objects(value.groups).flatMap((group) => {
			const groupId = asText(group.id);
			return groupId === null ? [] : [{ id: groupId, name: asText(group.name), type: asText(group.type) }];
		}),
		raw,
	};
}

function addressOf(value: unknown): Record<AddressPart, string | null> {
	const given = isObject(value) ? value : {};
	return Object.fromEntries(ADDRESS_PARTS.map((part) => [part, asText(given[part])])) as Record<
		AddressPart,
		string | null
	>;
}

const fieldsOf = (value: unknown): Record<string, string> =>
	Object.fromEntries(
		objects(value).flatMap(({ id, value: content }) => {
			const [name, text] = [asText(id), asText(content)];
			return name === null ? [] : [[name, text ?? '']];
		}),
	);

/** What an answer has and a request must not: the service's own. */
const READ_ONLY: ReadonlySet<string> = new Set(['id', 'groups', 'ordersInfo']);

/**
 * The whole contact after a change: whether an update keeps what is not sent is not documented, so all that was read
 * is sent back.
 */
export function merged(known: JsonObject, data: ContactData): JsonObject {
	const kept = Object.fromEntries(
		Object.entries(known).filter(
			([name, value]) => !READ_ONLY.has(name) && value !== null && value !== undefined,
		),
	);
	const { address, fields, ...plain } = bodyOf(data);
	const parts = isObject(kept.address) ? kept.address : {};
	return {
		...kept,
		...plain,
		channels: mergedChannels(objects(known.channels), objects(plain.channels)),
		...((kept.address !== undefined || address !== undefined) && {
			address: { ...parts, ...(isObject(address) ? address : {}) },
		}),
		...((kept.fields !== undefined || fields !== undefined) && {
			fields: mergedFields(objects(known.fields), objects(fields)),
		}),
	};
}

/**
 * A new phone takes the place of the one that was there. Where there are several already, none of them can be meant,
 * so it is put beside them; the service takes two of a kind, and says so if there are more.
 */
function mergedChannels(known: readonly JsonObject[], given: readonly JsonObject[]): JsonObject[] {
	const channels = [...known];
	for (const channel of given) {
		const same = channels.filter(({ type }) => type === channel.type);
		if (same.some(({ value }) => isSame(value, channel.value))) continue;
		const [only] = same;
		if (same.length === 1 && only) channels[channels.indexOf(only)] = channel;
		else channels.push(channel);
	}
	return channels;
}

const isSame = (one: unknown, other: unknown): boolean => bare(one) === bare(other);

const bare = (address: unknown): string => (asText(address) ?? '').replace(/^\+/, '').toLowerCase();

function mergedFields(known: readonly JsonObject[], given: readonly JsonObject[]): JsonObject[] {
	const values = new Map(known.map((field) => [asText(field.id), field]));
	for (const field of given) values.set(asText(field.id), field);
	return [...values.values()];
}

/** A contact as a request holds it: only what is given, and `channels`, which it must have. */
export function bodyOf(data: ContactData): JsonObject {
	const { externalId, phone, email, firstName, lastName, language, timeZone, address, fields } = data;
	return {
		...(externalId !== undefined && { externalCustomerId: externalId }),
		...(firstName !== undefined && { firstName }),
		...(lastName !== undefined && { lastName }),
		...(language !== undefined && { languageCode: language }),
		...(timeZone !== undefined && { timeZone }),
		channels: [
			...(email === undefined ? [] : [{ type: EMAIL, value: email }]),
			...(phone === undefined ? [] : [{ type: SMS, value: phone }]),
		],
		...(address && { address }),
		...(fields && { fields: Object.entries(fields).map(([id, value]) => ({ id: numbered(id), value })) }),
	};
}

/** Ids of fields are numbers; anything else goes as it is, for the service to say what is wrong with it. */
export const numbered = (id: string): number | string => (/^\d{1,15}$/.test(id) ? Number(id) : id);
