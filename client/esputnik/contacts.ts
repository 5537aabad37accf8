/** Writing and deleting contacts. Source: yespo.io's API reference, "Add/update a contact", "Update contact", "Delete contact". */
import type { Line } from '../gateway';
import { asText, isObject, type JsonObject } from '../http/json';
import type { Contact, ContactData, ContactLeeway, ContactRef, ContactWritten } from '../model/contact';
import { InvalidInput, Rejected } from '../model/error';
import { num, wordsOf, type Reading } from './answer';
import { bodyOf, contactOf, merged } from './book';
import { ask } from './call';
import { unreadable } from './errors';
import { ambiguous, idsOf, isAbsent, isOf, load, unknown } from './find';
import { fitNames } from './names';
import { chatOf } from './tokens';
import { DATA } from './verdicts';

/**
 * Looks for the contact before anything is written, because "add or update" of the service goes by equal phone or
 * e-mail whatever else is given, and would change somebody else. See Operations.upsertContact.
 */
export async function upsertContact(
	line: Line,
	ref: ContactRef,
	given: ContactData,
	leeway: ContactLeeway,
): Promise<ContactWritten> {
	const fitted = fitNames(withKey(ref, given), leeway);
	if (fitted instanceof InvalidInput) throw fitted;
	const { data, leftOut } = fitted;
	const found = await knownFor(line, ref, data);
	if (found) {
		const { change, kept } = keepId(found, data);
		return { ...(await update(line, found, change)), created: false, leftOut: [...leftOut, ...kept] };
	}
	// these two only name what is there
	if (ref.by === 'id' || ref.by === 'chatId') throw unknown(ref);
	return { ...(await create(line, ref, data)), created: true, leftOut };
}

/** What the contact is found by belongs to it. */
function withKey({ by, value }: ContactRef, data: ContactData): ContactData {
	return by === 'id' || by === 'chatId' ? data : { ...data, [by]: value };
}

/**
 * The contact to be changed: by its key; else whoever has the phone or the e-mail, unless they have another external id.
 * @throws InvalidInput where two people would be taken for one
 */
async function knownFor(line: Line, ref: ContactRef, data: ContactData): Promise<Found | undefined> {
	const own = await find(line, ref);
	if (own || ref.by !== 'externalId') return own;
	for (const by of ['phone', 'email'] as const) {
		const value = data[by];
		const found = value === undefined ? undefined : await find(line, { by, value });
		if (!found) continue;
		const other = asText(found.known.externalCustomerId);
		if (other === null || other === ref.value) return found;
		throw new InvalidInput(
			'External ID',
			`“${ref.value}” is new, but the contact ${found.id} with the same ${by === 'phone' ? 'phone' : 'email'} has the external ID “${other}”`,
			'Name that contact by its contact ID or its external ID, or leave the phone and the email out',
		);
	}
	return undefined;
}

/**
 * The contact of an event has the id that was made of the chat where it has no other. That never takes the place of an
 * id of the user's own.
 */
function keepId({ known }: Found, data: ContactData): { change: ContactData; kept: string[] } {
	const { externalId, ...others } = data;
	const own = asText(known.externalCustomerId);
	const isLess =
		externalId !== undefined && chatOf(externalId) !== null && own !== null && own !== externalId;
	return isLess ? { change: others, kept: ['externalId'] } : { change: data, kept: [] };
}

/** A contact that is there, and all that the service has of it. */
interface Found {
	id: string;
	known: JsonObject;
}

async function find(line: Line, ref: ContactRef): Promise<Found | undefined> {
	const id = await onlyOf(line, ref);
	const known = id === undefined ? undefined : await load(line, id);
	return id !== undefined && known && isOf(known, ref) ? { id, known } : undefined;
}

async function onlyOf(line: Line, ref: ContactRef): Promise<string | undefined> {
	const [id, another] = await idsOf(line, ref);
	if (another !== undefined) throw ambiguous(ref);
	return id;
}

async function update(line: Line, { id, known }: Found, data: ContactData): Promise<Contact> {
	const json = merged(known, data);
	const reading = await write(line, { method: 'PUT', path: `/v1/contact/${encodeURIComponent(id)}`, json });
	const raw = reading === undefined ? null : (reading.value ?? wordsOf(reading));
	return contactOf({ ...known, ...json, id }, raw) as Contact;
}

/** The service makes no contact without a way to reach the person. */
async function create(line: Line, ref: ContactRef, data: ContactData): Promise<Contact> {
	if (data.phone === undefined && data.email === undefined) {
		throw new InvalidInput(
			'Contact',
			`“${ref.value}” is new, and has neither phone nor email`,
			'Give one of them; or register the chat of the person with Subscriber → Add Application Tokens, which makes the contact',
		);
	}
	const json = bodyOf(data);
	const reading = await write(line, { method: 'POST', path: '/v1/contact', json });
	const id =
		reading === undefined ? await onlyOf(line, ref) : isObject(reading.value) ? num(reading.value.id) : null;
	if (id === null || id === undefined) {
		if (reading) throw unreadable(reading, 'write');
		throw unknown(ref);
	}
	return contactOf({ ...json, id: String(id) }, reading?.value ?? null) as Contact;
}

/** Undefined when the service had the same request a moment before: then it has been carried out. */
async function write(
	line: Line,
	call: { method: 'PUT' | 'POST'; path: string; json: JsonObject },
): Promise<Reading | undefined> {
	return await ask(line, { ...call, effect: 'write', verdicts: DATA }).catch((failure: unknown) => {
		if (failure instanceof Rejected && failure.facts.reason === 'duplicate') return undefined;
		throw failure;
	});
}

/** What is not there any more counts as deleted. See Operations.deleteContact. */
export async function deleteContact(line: Line, ref: ContactRef, erase: boolean): Promise<boolean> {
	const where = await placeOf(line, ref);
	if (where === undefined) return false;
	const reading = await ask(line, {
		method: 'DELETE',
		path: where.path,
		query: { ...where.query, erase: String(erase) },
		effect: 'write',
		verdicts: DATA,
	}).catch((failure: unknown) => {
		if (isAbsent(failure) || isGone(failure)) return undefined;
		throw failure;
	});
	return reading !== undefined && !NOT_FOUND.test(wordsOf(reading) ?? '');
}

interface Place {
	path: string;
	query?: Record<string, string>;
}

async function placeOf(line: Line, ref: ContactRef): Promise<Place | undefined> {
	if (ref.by === 'externalId') return { path: '/v1/contact', query: { externalCustomerId: ref.value } };
	const id = await onlyOf(line, ref);
	return id === undefined ? undefined : { path: `/v1/contact/${encodeURIComponent(id)}` };
}

/** Also in a good answer. Source: the vendor's plugin for Shopify. */
const NOT_FOUND = /not found/i;

const isGone = (failure: unknown): boolean =>
	failure instanceof Rejected &&
	failure.facts.reason === 'invalidData' &&
	NOT_FOUND.test(failure.facts.description);
