import { asText, type JsonObject } from '../http/json';
import { languageTag } from '../language';
import { InvalidInput } from '../model/error';
import { toIso } from '../registry/columns';
import { SUBSCRIBER_STATUSES, type SubscriberChange, type SubscriberKey } from '../registry/types';

type Value = string | null;
type Reader = (value: unknown, label: string) => Value;

const text: Reader = (value) => asText(value);

const moment: Reader = (value, label) => {
	const iso = toIso(value);
	if (iso === null) throw invalid(label, value, 'is no date', 'Write it as 2026-11-21T09:30:00Z');
	return iso;
};

const phone: Reader = (value, label) => {
	const digits = (asText(value) ?? '').replace(/[\s()\-.+]/g, '');
	if (!/^\d{5,15}$/.test(digits))
		throw invalid(label, value, 'is no phone number', 'Give it in international form');
	return digits;
};

const language: Reader = (value, label) => {
	const tag = languageTag(asText(value));
	if (tag === null) throw invalid(label, value, 'is no language', 'Give a tag such as en or pt-br');
	return tag;
};

const status: Reader = (value, label) => {
	const known = SUBSCRIBER_STATUSES.find((one) => one === value);
	if (!known) throw invalid(label, value, 'is not known', `Use ${SUBSCRIBER_STATUSES.join(', ')}`);
	return known;
};

/** What may be written by hand, and how it is read. */
const READERS = new Map<string, { label: string; read: Reader }>([
	['chatId', { label: 'Chat ID', read: text }],
	['username', { label: 'Username', read: text }],
	['firstName', { label: 'First Name', read: text }],
	['lastName', { label: 'Last Name', read: text }],
	['phone', { label: 'Phone', read: phone }],
	['phoneConfirmedAt', { label: 'Phone Confirmed At', read: moment }],
	['language', { label: 'Language', read: language }],
	['status', { label: 'Status', read: status }],
	['statusAt', { label: 'Status At', read: moment }],
	['startPayload', { label: 'Start Payload', read: text }],
	['firstSeen', { label: 'First Seen', read: moment }],
	['lastSeen', { label: 'Last Seen', read: moment }],
	['lastMessageId', { label: 'Last Message ID', read: text }],
	['email', { label: 'Email', read: text }],
	['externalId', { label: 'External ID', read: text }],
]);

/**
 * Reads what is to be written into a row of the registry. Names that no column has are left out.
 * An empty value clears the column when it was given on purpose, and is left out when `sparse`, as the many
 * columns of an import are.
 * @throws InvalidInput naming the field
 */
export function readSubscriber(who: SubscriberKey, given: JsonObject, sparse: boolean): SubscriberChange {
	const { subscriberId } = who;
	if (subscriberId === '')
		throw new InvalidInput('Subscriber ID', 'is empty', 'Give the service’s own id of the person');
	const fields = Object.entries(given).flatMap(([name, value]): Array<[string, Value]> => {
		const column = READERS.get(name);
		if (!column || value === undefined) return [];
		const isEmpty = value === null || value === '';
		if (isEmpty) return sparse ? [] : [[name, null]];
		return [[name, column.read(value, column.label)]];
	});
	return { ...who, ...Object.fromEntries(fields) };
}

const invalid = (field: string, value: unknown, detail: string, advice: string): InvalidInput =>
	new InvalidInput(field, `“${String(value)}” ${detail}`, advice);
