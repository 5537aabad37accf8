/** Finding contacts. Source: yespo.io's API reference, "Search for contacts", "Get contact". */
import type { Line } from '../gateway';
import { asText, isObject, type JsonObject } from '../http/json';
import {
	CONTACT_KEY_NAMES,
	type Contact,
	type ContactFilter,
	type ContactKey,
	type ContactRef,
} from '../model/contact';
import { InvalidInput, Rejected } from '../model/error';
import { appUuidOf } from './account';
import { num, objects } from './answer';
import { contactOf } from './book';
import { ask, PACES } from './call';
import { unreadable } from './errors';
import { DATA, OF_APPLICATION } from './verdicts';

/** Contacts on one page. */
const PAGE = 500;

/** What the search calls each key. */
const FILTERS = { externalId: 'externalCustomerId', phone: 'sms', email: 'email' } as const;

/** Refused as "not there", which is an answer; but not for a wrong application. */
export const isAbsent = (failure: unknown): boolean =>
	failure instanceof Rejected && failure.facts.code === '404' && !OF_APPLICATION.has(failure.facts.kind);

/** The whole contact as the service has it; undefined where there is none. */
export async function load(line: Line, id: string): Promise<JsonObject | undefined> {
	const reading = await ask(line, {
		method: 'GET',
		path: `/v1/contact/${encodeURIComponent(id)}`,
		effect: 'read',
		verdicts: DATA,
	}).catch(orAbsent);
	if (reading === undefined) return undefined;
	if (!isObject(reading.value)) throw unreadable(reading, 'read');
	return { id, ...reading.value };
}

function orAbsent(failure: unknown): undefined {
	if (!isAbsent(failure)) throw failure;
	return undefined;
}

/** Ids of the contacts that are found by a key; more than one only by phone or e-mail, and then not all of them. */
export async function idsOf(line: Line, { by, value }: ContactRef): Promise<string[]> {
	if (by === 'id') return [value];
	if (by === 'chatId') {
		const id = await idOfChat(line, value);
		return id === undefined ? [] : [id];
	}
	const { rows } = await page(line, { [FILTERS[by]]: value }, 1, 2);
	return rows.filter((row) => isOf(row, { by, value })).flatMap(({ id }) => asText(id) ?? []);
}

/**
 * Whether a contact that was found is the one that was looked for, as far as it shows: that the search takes nothing
 * for equal that only begins alike is not documented, and the wrong one would be changed or deleted.
 */
export function isOf(found: JsonObject, { by, value }: ContactRef): boolean {
	if (by === 'externalId') return [null, value].includes(asText(found.externalCustomerId));
	if (by !== 'phone' && by !== 'email') return true;
	const known = objects(found.channels).filter(({ type }) => type === FILTERS[by]);
	return known.length === 0 || known.some((channel) => alike(by, asText(channel.value) ?? '', value));
}

/** Digits that tell phones apart: how many stand before them, a stored number may say in its own way. */
const TELLING = 7;

const alike = (by: 'phone' | 'email', one: string, other: string): boolean =>
	by === 'email'
		? one.trim().toLowerCase() === other.toLowerCase()
		: one.replace(/\D/g, '').slice(-TELLING) === other.replace(/\D/g, '').slice(-TELLING);

/**
 * The contact that a chat was registered for. The reference names an object with `id`; `contactId`, a number or a text
 * are read too. assumed: 404 for a chat that is not known.
 */
async function idOfChat(line: Line, chatId: string): Promise<string | undefined> {
	const reading = await ask(line, {
		method: 'GET',
		path: `/v1/contact/token/${encodeURIComponent(await appUuidOf(line))}/${encodeURIComponent(chatId)}/contactId`,
		effect: 'read',
		pace: PACES.contactByToken,
		verdicts: DATA,
	}).catch(orAbsent);
	if (reading === undefined) return undefined;
	const { value, body } = reading;
	const id = isObject(value) ? (num(value.id) ?? num(value.contactId)) : (num(value) ?? num(body));
	return id === null || id === 0 ? undefined : String(id);
}

/** @throws InvalidInput when nobody, or more than one, is found */
export async function findOne(line: Line, ref: ContactRef): Promise<JsonObject> {
	const [id, another] = await idsOf(line, ref);
	if (another !== undefined) throw ambiguous(ref);
	const found = id === undefined ? undefined : await load(line, id);
	if (!found || !isOf(found, ref)) throw unknown(ref);
	return found;
}

export const getContact = async (line: Line, ref: ContactRef): Promise<Contact> => {
	const found = await findOne(line, ref);
	return contactOf(found) as Contact;
};

const named = ({ by, value }: ContactRef): string => `with the ${CONTACT_KEY_NAMES[by]} “${value}”`;

const ADVICE: Partial<Record<ContactKey, string>> = {
	chatId:
		'Register the chat with Subscriber → Add Application Tokens. eSputnik forgets a chat when a message to it was refused',
};

export const unknown = (ref: ContactRef): InvalidInput =>
	new InvalidInput(
		'Contact',
		`${named(ref)} is not known to eSputnik`,
		ADVICE[ref.by] ?? 'Check it, or make the contact with Contact → Create or Update',
		'unknownRecipient',
	);

export const ambiguous = (ref: ContactRef): InvalidInput =>
	new InvalidInput(
		'Contact',
		`${named(ref)} is not the only one`,
		'Name it by contact ID or external ID; Contact → Get Many lists those who share it',
		'unknownRecipient',
	);

/** See Operations.searchContacts. Places are counted from 1. */
export async function searchContacts(line: Line, filter: ContactFilter): Promise<Contact[]> {
	const query = queryOf(filter);
	const found: JsonObject[] = [];
	const seen = new Set<string | null>();
	for (;;) {
		const wanted = Math.min(PAGE, filter.limit - found.length);
		const { rows, total } = await page(line, query, seen.size + 1, wanted);
		const fresh = rows.filter(({ id }) => !seen.has(asText(id)));
		for (const { id } of fresh) seen.add(asText(id));
		found.push(...fresh);
		const isLast = total === null ? rows.length < wanted : found.length >= total;
		if (isLast || fresh.length === 0 || found.length >= filter.limit) break;
	}
	const rows = found.slice(0, filter.limit);
	const whole = filter.inFull ? await Promise.all(rows.map(async (row) => await inFull(line, row))) : rows;
	return whole.flatMap((row) => contactOf(row) ?? []);
}

const inFull = async (line: Line, row: JsonObject): Promise<JsonObject> =>
	(await load(line, asText(row.id) ?? '')) ?? row;

/** Without a condition the list is in the order of changes, and moves while it is read; by id it does not. */
function queryOf({ externalId, phone, email, firstName, lastName }: ContactFilter): Record<string, string> {
	const conditions = {
		...(externalId !== undefined && { externalCustomerId: externalId }),
		...(phone !== undefined && { sms: phone }),
		...(email !== undefined && { email }),
		...(firstName !== undefined && { firstname: firstName }),
		...(lastName !== undefined && { lastname: lastName }),
	};
	return Object.keys(conditions).length === 0 ? { sortBy: 'contactId' } : conditions;
}

/** The number of all that fit stands in a header. */
async function page(
	line: Line,
	query: Record<string, string>,
	from: number,
	most: number,
): Promise<{ rows: JsonObject[]; total: number | null }> {
	const reading = await ask(line, {
		method: 'GET',
		path: '/v1/contacts',
		query: { ...query, startindex: String(from), maxrows: String(most) },
		effect: 'read',
		pace: PACES.contacts,
		verdicts: DATA,
	});
	const { value, body } = reading;
	if (value === undefined && body.trim() !== '') throw unreadable(reading, 'read');
	const rows = isObject(value) && 'contacts' in value ? objects(value.contacts) : objects(value);
	return { rows, total: num(reading.headers.totalcount) };
}
