import { asText, firstText, isObject, parseJson, type JsonObject } from '../http/json';
import { languageTag } from '../language';
import {
	ADDRESS_PARTS,
	CONTACT_KEY_NAMES,
	type ContactData,
	type ContactKey,
	type ContactRef,
	type ImportedContact,
} from '../model/contact';
import { InvalidInput } from '../model/error';
import { isTimeZone } from '../read/moment';

type Check = (text: string) => string | undefined;

/** Characters that people put between the digits of a phone number. */
const DECORATION = /[\s()\-.+\u2010-\u2015]/g;

const asPhone: Check = (text) => {
	const digits = text.replace(DECORATION, '');
	return /^\d{7,15}$/.test(digits) ? digits : undefined;
};

/** As much as is sure: somebody, somewhere, in no more characters than an address can have (RFC 5321). */
const asEmail: Check = (text) => (/^[^\s@]+@[^\s@]+$/.test(text) && text.length <= 254 ? text : undefined);

/** Ids go out as JSON numbers; a longer one would lose its last digits there and name somebody else. */
const asId: Check = (text) =>
	/^[1-9]\d*$/.test(text) && Number.isSafeInteger(Number(text)) ? text : undefined;

const asLanguage: Check = (text) => languageTag(text) ?? undefined;

const asZone: Check = (text) => (isTimeZone(text) ? text : undefined);

const asIs: Check = (text) => text;

const ADVICE: ReadonlyMap<Check, string> = new Map([
	[asPhone, 'Give it in international form, as in +380501234567'],
	[asEmail, 'Give it as in ann@example.com'],
	[asId, 'Give the number by which the service names it'],
	[asLanguage, 'Give a tag such as en or pt-br'],
	[asZone, 'Give a name of the tz database, such as Europe/Kyiv'],
]);

function checked(text: string, check: Check, field: string): string {
	const value = check(text);
	if (value !== undefined) return value;
	throw new InvalidInput(field, `“${text}” is not valid`, ADVICE.get(check) ?? 'Change it');
}

const KEY_CHECKS: Record<ContactKey, Check> = {
	id: asId,
	externalId: asIs,
	phone: asPhone,
	email: asEmail,
	chatId: asIs,
};

/**
 * A contact as a user named it.
 * @param field the label of the field in which the value stands
 * @throws InvalidInput naming that field
 */
export function readContactRef(by: ContactKey, given: unknown, field: string): ContactRef {
	const text = wordOf(given, field);
	if (text === '') {
		throw new InvalidInput(
			field,
			'is empty',
			`Give the ${CONTACT_KEY_NAMES[by]} of the contact`,
			'unknownRecipient',
		);
	}
	return { by, value: checked(text, KEY_CHECKS[by], field) };
}

/** A number over this has lost digits before it came here, so it would name somebody else. */
function wordOf(given: unknown, field: string): string {
	if (typeof given === 'number' && !Number.isSafeInteger(given)) {
		throw new InvalidInput(field, `“${given}” is not exact`, 'Give it as text, in quotes');
	}
	return (asText(given) ?? '').trim();
}

/** What can be written, by the names that JSON has for it. */
const FIELDS = new Map<keyof ContactData, { label: string; check: Check }>([
	['externalId', { label: 'External ID', check: asIs }],
	['phone', { label: 'Phone', check: asPhone }],
	['email', { label: 'Email', check: asEmail }],
	['firstName', { label: 'First Name', check: asIs }],
	['lastName', { label: 'Last Name', check: asIs }],
	['language', { label: 'Language', check: asLanguage }],
	['timeZone', { label: 'Time Zone', check: asZone }],
]);

/**
 * What is to be written of a contact, from fields or JSON. Names that nothing has are left out, and so is what is
 * empty: it stays as it is. The `contact` of an event can be given as it is; who has no external id there has the
 * id of the service.
 * @throws InvalidInput naming the field
 */
export function readContactData(given: JsonObject): ContactData {
	const plain = [...FIELDS].flatMap(([name, { label, check }]) => {
		const value = name === 'externalId' ? firstText(given.externalId, given.serviceId) : given[name];
		const text = wordOf(value, label);
		return text === '' ? [] : [[name, checked(text, check, label)]];
	});
	const address = textsOf(pick(isObject(given.address) ? given.address : given, ADDRESS_PARTS));
	const fields = textsOf(isObject(given.fields) ? given.fields : {});
	return {
		...(Object.fromEntries(plain) as ContactData),
		...(Object.keys(address).length > 0 && { address }),
		...(Object.keys(fields).length > 0 && { fields }),
	};
}

/** The same for an import, which may go by the service's own id. */
export function readImported(given: JsonObject): ImportedContact {
	const id = wordOf(given.id, 'Contact ID');
	return { ...readContactData(given), ...(id !== '' && { id: checked(id, asId, 'Contact ID') }) };
}

const pick = (given: JsonObject, names: readonly string[]): JsonObject =>
	Object.fromEntries(names.map((name) => [name, given[name]]));

/** Texts, numbers and booleans as texts; what is empty is left out. */
const textsOf = (given: JsonObject): Record<string, string> =>
	Object.fromEntries(
		Object.entries(given).flatMap(([name, value]) => {
			const text = typeof value === 'boolean' ? String(value) : (asText(value) ?? '').trim();
			return name === '' || text === '' ? [] : [[name, text]];
		}),
	);

/**
 * A JSON object as a user typed it or an expression gave it.
 * @throws InvalidInput naming the field
 */
export function readObject(given: unknown, field: string, example: string): JsonObject {
	const value = typeof given === 'string' ? parseJson(given.trim() || '{}') : (given ?? {});
	if (isObject(value)) return value;
	throw new InvalidInput(field, 'is no JSON object', `Write it as in ${example}`);
}
