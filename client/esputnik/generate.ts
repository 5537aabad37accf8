/** Events for the service's workflows. Source: yespo.io's API reference, "Generate event v2", "Generate events v1". */
import type { Line } from '../gateway';
import { asText, isObject, type JsonObject } from '../http/json';
import type { ContactKey, OutsideEvent } from '../model/contact';
import { InvalidInput } from '../model/error';
import { codePoints } from '../text/characters';
import { rawOf } from './answer';
import { ask, PACES } from './call';
import { DATA } from './verdicts';

/** None of these may stand in a type. Of a key only the length is documented: it may be an e-mail address. */
const FORBIDDEN = /[<>;\\/|"'’`^?!,]/;

/** Characters. */
const [LONGEST_TYPE, LONGEST_KEY] = [100, 300];

/** Bytes of a request's body: 20 kB. */
const LARGEST = 20_000;

/** By what the service finds the contact, in this order. */
const IDENTIFIERS = ['contactId', 'externalCustomerId', 'email', 'phone', 'pushToken'] as const;

const NAMES: Partial<Record<ContactKey, (typeof IDENTIFIERS)[number]>> = {
	id: 'contactId',
	externalId: 'externalCustomerId',
	email: 'email',
	phone: 'phone',
};

/**
 * Sends an event. A key exists in the first version only, nested JSON as it is in the second only: so an event with a
 * key goes the old way, where nested values are texts, and every other the new way.
 */
export async function generateEvent(line: Line, event: OutsideEvent): Promise<{ raw: unknown }> {
	const { type, key } = event;
	check(type, 'Event Type', LONGEST_TYPE);
	checkSigns(type);
	if (key !== undefined) check(key, 'Event Key', LONGEST_KEY);
	const json = {
		eventTypeKey: type,
		...(key !== undefined && { keyValue: key }),
		params: Object.entries(parametersOf(event)).map(([name, value]) => ({
			name,
			value: key === undefined ? nested(value) : flat(value),
		})),
	};
	const size = Buffer.byteLength(JSON.stringify(json));
	if (size > LARGEST) {
		throw new InvalidInput(
			'Parameters',
			`make an event of ${size.toLocaleString('en')} bytes, and eSputnik takes ${LARGEST.toLocaleString('en')}`,
			'Send less, or an address under which the rest can be fetched',
		);
	}
	const reading = await ask(line, {
		method: 'POST',
		path: key === undefined ? '/v2/event' : '/v1/event',
		json,
		effect: 'write',
		pace: PACES.event,
		verdicts: DATA,
	});
	return { raw: rawOf(reading) };
}

function check(text: string, field: string, longest: number): void {
	if (text.trim() === '') throw new InvalidInput(field, 'is empty', 'Give a name for what happened');
	const length = codePoints(text);
	if (length <= longest) return;
	throw new InvalidInput(field, `has ${length} characters, and eSputnik takes ${longest}`, 'Make it shorter');
}

function checkSigns(type: string): void {
	const found = FORBIDDEN.exec(type)?.[0];
	if (found === undefined) return;
	throw new InvalidInput(
		'Event Type',
		`“${type}” holds “${found}”`,
		'Leave out < > ; \\ / | " \' ’ ` ^ ? ! and commas',
	);
}

/** What the event carries, the contact among it. @throws InvalidInput when it is about nobody */
function parametersOf({ key, contact, parameters }: OutsideEvent): JsonObject {
	const name = contact && NAMES[contact.by];
	if (contact && name === undefined) {
		throw new InvalidInput(
			'Contact',
			'is named by chat ID, and eSputnik finds nobody by that',
			'Name the contact by its external ID: tg- and the chat ID, where nothing else was registered',
		);
	}
	const given = Object.fromEntries(
		Object.entries(parameters).filter(
			([label, value]) => label !== '' && value !== null && value !== undefined,
		),
	);
	const all = { ...given, ...(contact && name !== undefined && { [name]: contact.value }) };
	if (key !== undefined || IDENTIFIERS.some((identifier) => isGiven(all[identifier]))) return all;
	throw new InvalidInput(
		'Contact',
		'is empty, and the event has no key',
		'Name the contact by contact ID, external ID, email or phone: a chat ID is no identifier for events',
	);
}

/** The service passes over an external id that is empty or says `null`. */
const isGiven = (value: unknown): boolean => {
	const text = (asText(value) ?? '').trim();
	return text !== '' && text !== 'null';
};

const isNested = (value: unknown): boolean => isObject(value) || Array.isArray(value);

const nested = (value: unknown): unknown =>
	isNested(value) ? value : String(value as string | number | boolean);

const flat = (value: unknown): string =>
	isNested(value) ? JSON.stringify(value) : String(value as string | number | boolean);
