/** Many contacts at once, and what becomes of them. Source: yespo.io's API reference, "Add/update contacts". */
import { randomUUID } from 'node:crypto';

import type { Received, Reply } from '../server';
import { fieldsOf, good, isFields, listOf, Refused, type Fields } from './answers';
import { channelsOf, write } from './contacts';
import type { Contact, State } from './state';

const MOST = 3_000;

const DEDUPE = ['email', 'sms', 'push', 'email_or_sms', 'id', 'externalCustomerId', 'fieldId'];

export function importContacts(state: State, { body }: Received): Reply {
	const fields = fieldsOf(body);
	const contacts = listOf(fields.contacts).filter(isFields);
	if (contacts.length < 1 || contacts.length > MOST)
		throw new Refused(400, `From 1 to ${MOST} contacts are allowed`);
	if (!DEDUPE.includes(String(fields.dedupeOn))) throw new Refused(400, 'dedupeOn must be specified');
	const failed = contacts.flatMap((contact) => {
		const error =
			state.importErrors.get(String(contact.externalCustomerId ?? channelsOf(contact)[0]?.value)) ??
			errorOf(contact);
		return error === undefined ? [] : [{ ...contact, error }];
	});
	const broken = new Set(failed.map(({ error: _, ...contact }) => JSON.stringify(contact)));
	const taken = contacts.filter((contact) => !broken.has(JSON.stringify(contact)));
	const id = randomUUID();
	state.imports.set(id, { at: state.now(), run: () => carryOut(state, taken, fields), done: undefined });
	// documented: one refused contact is an object, several are a list
	return good(state, {
		...(failed.length > 0 && { failedContacts: failed.length === 1 ? failed[0] : failed }),
		asyncSessionId: id,
	});
}

const errorOf = (contact: Fields): string | undefined =>
	channelsOf(contact).flatMap(({ type, value }) =>
		type === 'email' && !value.includes('@') ? [`'${value}' is not valid email`] : [],
	)[0];

/** The fields that are to change are emptied where a contact has no value for them. */
function carryOut(
	state: State,
	contacts: Fields[],
	settings: Fields,
): Array<{ dedupeValue: string; contactId: number }> {
	const names = listOf(settings.contactFields).map(String);
	return contacts.map((given) => {
		const contact = find(state, given, settings) ?? state.addContact();
		const emptied = names.filter((name) => !(name in given) && !ELSEWHERE.has(name));
		write(contact, { ...Object.fromEntries(emptied.map((name) => [name, null])), ...given }, 'merge');
		return { dedupeValue: valueOf(given, settings), contactId: contact.id };
	});
}

/** Names that stand for channels and for parts of the address. */
const ELSEWHERE = new Set(['sms', 'email', 'address', 'town', 'region', 'postcode']);

function find(state: State, given: Fields, { dedupeOn }: Fields): Contact | undefined {
	const { externalCustomerId, id } = given;
	const known = [...state.contacts.values()];
	const byOwn = known.find(
		(one) => externalCustomerId !== undefined && one.externalCustomerId === externalCustomerId,
	);
	if (byOwn) return byOwn;
	if (dedupeOn === 'id') return state.contacts.get(Number(id));
	const types = dedupeOn === 'email_or_sms' ? ['email', 'sms'] : [String(dedupeOn)];
	return channelsOf(given)
		.filter(({ type }) => types.includes(type))
		.flatMap(({ type, value }) => state.findByChannel(type, value))
		.find((one) => externalCustomerId === undefined || one.externalCustomerId === undefined);
}

function valueOf(given: Fields, { dedupeOn }: Fields): string {
	if (given.externalCustomerId !== undefined) return String(given.externalCustomerId);
	if (dedupeOn === 'id') return String(given.id);
	const type = dedupeOn === 'email_or_sms' ? undefined : String(dedupeOn);
	return channelsOf(given).find((one) => type === undefined || one.type === type)?.value ?? '';
}

export function importStatus(state: State, _: Received, [id = '']: string[]): Reply {
	const found = state.imports.get(id);
	if (!found) throw new Refused(404, `Import session ${id} not found`);
	const { importSteps, importFails } = state.settings;
	const step = importSteps.shift() ?? 'FINISHED';
	if (step !== 'FINISHED')
		return good(state, { status: step, timestamp: new Date(state.now()).toISOString() });
	if (importFails !== null) return good(state, { status: 'ERROR', description: importFails });
	found.done ??= found.run();
	return good(state, {
		status: 'FINISHED',
		timestamp: new Date(state.now()).toISOString(),
		mapping: found.done,
	});
}
