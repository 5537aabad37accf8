/** Many contacts at once, worked on by the service afterwards. Source: yespo.io's API reference, "Add/update contacts". */
import type { Line } from '../gateway';
import { asText, isObject, type JsonObject } from '../http/json';
import { redactText } from '../http/redact';
import {
	ADDRESS_PARTS,
	type ContactData,
	type ImportedContact,
	type ImportKey,
	type ImportReport,
	type ImportSettings,
	type ImportStart,
} from '../model/contact';
import { InvalidInput, Rejected } from '../model/error';
import { objects, rawOf } from './answer';
import { bodyOf, numbered } from './book';
import { ask } from './call';
import { unreadable } from './errors';
import { isAbsent } from './find';
import { fitNames } from './names';
import { DATA } from './verdicts';

/** Contacts of one request. */
export const MOST_CONTACTS = 3_000;

const DEDUPE_ON: Record<ImportKey, string> = {
	email: 'email',
	phone: 'sms',
	emailOrPhone: 'email_or_sms',
	externalId: 'externalCustomerId',
	id: 'id',
	field: 'fieldId',
};

/** What the service calls the fields that it is to change. */
const FIELD_NAMES: Partial<Record<keyof ContactData, string>> = {
	externalId: 'externalCustomerId',
	phone: 'sms',
	email: 'email',
	firstName: 'firstName',
	lastName: 'lastName',
	language: 'languageCode',
	timeZone: 'timeZone',
};

/**
 * Hands over contacts of which the same things are known. The service empties what it is to change and finds no value
 * for, so the request names just what all of them have.
 */
export async function importContacts(
	line: Line,
	contacts: readonly ImportedContact[],
	settings: ImportSettings,
): Promise<ImportStart> {
	const fitted = contacts.map((contact) => fit(contact, settings));
	const good = fitted.filter((contact): contact is ImportedContact => !(contact instanceof InvalidInput));
	const taken = good.length === 0 ? NOTHING : await hand(line, good, settings);
	const refusals = new Map(good.map((contact, index) => [contact, taken.refused[index] ?? null]));
	return {
		...taken,
		refused: fitted.map((contact) =>
			contact instanceof InvalidInput ? contact : (refusals.get(contact) ?? null),
		),
	};
}

const NOTHING: ImportStart = { id: null, refused: [], unmatched: [], raw: null };

/** A contact as the service takes it, or why it does not. */
function fit(contact: ImportedContact, settings: ImportSettings): ImportedContact | InvalidInput {
	const fitted = lackOf(contact, settings) ?? fitNames(contact, settings);
	if (fitted instanceof InvalidInput) return fitted;
	return { ...fitted.data, ...(contact.id !== undefined && { id: contact.id }) };
}

async function hand(
	line: Line,
	contacts: readonly ImportedContact[],
	settings: ImportSettings,
): Promise<ImportStart> {
	const reading = await ask(line, {
		method: 'POST',
		path: '/v1/contacts',
		json: {
			contacts: contacts.map((contact) => ({
				...(settings.matchBy === 'id' && { id: Number(contact.id) }),
				...bodyOf(contact),
			})),
			...settingsOf(settings),
			...changedBy(contacts),
		},
		effect: 'write',
		timeout: PATIENCE,
		verdicts: DATA,
	});
	if (!isObject(reading.value)) throw unreadable(reading, 'write');
	const { asyncSessionId, failedContacts, errorMessage } = reading.value;
	const { refused, unmatched } = place(contacts, objects(failedContacts));
	const raw = rawOf(reading);
	const start = (words: ReadonlyArray<string | null>): ImportStart => ({
		id: asText(asyncSessionId),
		refused: words.map((text) => (text === null ? null : refusal(text, raw))),
		unmatched,
		raw,
	});
	if (asText(asyncSessionId) !== null || refused.every((words) => words !== null)) return start(refused);
	// no import was begun: what the answer says of it holds for all that it does not name
	const words = asText(errorMessage) ?? unmatched[0];
	if (words === undefined) throw unreadable(reading, 'write');
	return start(refused.map((own) => own ?? words));
}

/** Thousands of contacts take a while to be read. */
const PATIENCE = 120_000;

const refusal = (words: string, raw: unknown): Rejected =>
	new Rejected({
		reason: 'invalidData',
		description: redactText(words),
		advice: 'Change what eSputnik names',
		raw,
	});

/** Without what it goes by, the service could not find the contact, and would make a second one. */
function lackOf(contact: ImportedContact, { matchBy, fieldId }: ImportSettings): InvalidInput | undefined {
	const has: Record<ImportKey, boolean> = {
		email: contact.email !== undefined,
		phone: contact.phone !== undefined,
		emailOrPhone: contact.email !== undefined || contact.phone !== undefined,
		externalId: contact.externalId !== undefined,
		id: contact.id !== undefined,
		field: fieldId !== undefined && contact.fields?.[fieldId] !== undefined,
	};
	// an external id comes before everything else
	if (has[matchBy] || (contact.externalId !== undefined && matchBy !== 'id')) return undefined;
	return new InvalidInput(
		'Contact',
		`has no ${KEY_NAMES[matchBy]}, by which contacts are matched`,
		'Give it, or choose another Match By',
	);
}

const KEY_NAMES: Record<ImportKey, string> = {
	email: 'email',
	phone: 'phone',
	emailOrPhone: 'email or phone',
	externalId: 'external ID',
	id: 'contact ID',
	field: 'value of that field',
};

const settingsOf = ({
	matchBy,
	fieldId,
	groups = [],
	groupsLeft = [],
	restoreDeleted,
	newContactEvent,
}: ImportSettings): JsonObject => ({
	dedupeOn: DEDUPE_ON[matchBy],
	...(matchBy === 'field' && { fieldId: Number(fieldId) }),
	...(groups.length > 0 && { groupNames: groups }),
	...(groupsLeft.length > 0 && { groupNamesExclude: groupsLeft }),
	...(restoreDeleted !== undefined && { restoreDeleted }),
	...(newContactEvent !== undefined && { eventKeyForNewContacts: newContactEvent }),
});

/** What to change: the fields that are given. */
function changedBy(contacts: readonly ContactData[]): JsonObject {
	const names = new Set<string>();
	const ids = new Set<number | string>();
	for (const contact of contacts) {
		for (const [name, called] of Object.entries(FIELD_NAMES)) {
			if (contact[name as keyof ContactData] !== undefined) names.add(called);
		}
		for (const part of ADDRESS_PARTS) if (contact.address?.[part] !== undefined) names.add(part);
		for (const id of Object.keys(contact.fields ?? {})) ids.add(numbered(id));
	}
	return { contactFields: [...names], ...(ids.size > 0 && { customFieldsIDs: [...ids] }) };
}

/** Which contact each refusal is about: it holds the contact as it was sent, and the reason. */
function place(
	contacts: readonly ImportedContact[],
	failed: readonly JsonObject[],
): { refused: Array<string | null>; unmatched: string[] } {
	const refused: Array<string | null> = contacts.map(() => null);
	const unmatched: string[] = [];
	const places = new Map<string, number[]>();
	contacts.forEach((contact, index) => {
		for (const key of keysOf({ id: contact.id, ...bodyOf(contact) }))
			places.set(key, [...(places.get(key) ?? []), index]);
	});
	for (const failure of failed) {
		const words = asText(failure.error) ?? asText(failure.message) ?? 'eSputnik gives no reason';
		const own = keysOf(failure)
			.flatMap((key) => places.get(key) ?? [])
			.find((index) => refused[index] === null);
		if (own === undefined) unmatched.push(words);
		else refused[own] = words;
	}
	return { refused, unmatched };
}

/** What a contact can be told by. */
function keysOf(contact: JsonObject): string[] {
	const externalId = asText(contact.externalCustomerId);
	const id = asText(contact.id);
	return [
		...(externalId === null ? [] : [`externalId ${externalId}`]),
		...(id === null || id === '0' ? [] : [`id ${id}`]),
		...objects(contact.channels).flatMap(({ type, value }) => {
			const address = asText(value);
			return address === null ? [] : [`${asText(type) ?? ''} ${address.replace(/^\+/, '').toLowerCase()}`];
		}),
	];
}

const STATES = new Map<string, ImportReport['status']>([
	['STARTED', 'queued'],
	['IMPORTING', 'running'],
	['FINISHED', 'finished'],
	['ERROR', 'failed'],
]);

/** How far an import has got. @throws InvalidInput for an id that the service does not know */
export async function getImport(line: Line, id: string): Promise<ImportReport> {
	const reading = await ask(line, {
		method: 'GET',
		path: `/v1/importstatus/${encodeURIComponent(id)}`,
		effect: 'read',
		verdicts: DATA,
	}).catch((failure: unknown) => {
		if (isAbsent(failure))
			throw new InvalidInput('Import ID', `“${id}” is not known to eSputnik`, 'Check it');
		throw failure;
	});
	const { status, description, timestamp, mapping } = isObject(reading.value) ? reading.value : {};
	const state = STATES.get((asText(status) ?? '').toUpperCase());
	if (state === undefined) throw unreadable(reading, 'read');
	return {
		id,
		status: state,
		description: asText(description),
		time: asText(timestamp),
		ids: new Map(
			objects(mapping).flatMap(({ dedupeValue, contactId }) => {
				const [key, contact] = [asText(dedupeValue), asText(contactId)];
				return key === null || contact === null ? [] : [[key.toLowerCase(), contact]];
			}),
		),
		raw: rawOf(reading),
	};
}
