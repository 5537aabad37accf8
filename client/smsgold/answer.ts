/**
 * How an answer of the service is read. Its reference page "Отправка в чат-бот" describes requests only, so
 * every rule here is a tolerant guess, listed among the assumptions in capabilities.ts.
 */
import type { HttpAnswer } from '../http/request';
import { firstText, isObject, parseJson, type JsonObject } from '../http/json';
import { redact, redactText } from '../http/redact';

/** An answer and what its body means as JSON; `value` is undefined when it is none. */
export interface Reading extends HttpAnswer {
	value: unknown;
}

export const read = (answer: HttpAnswer): Reading => ({ ...answer, value: parseJson(answer.body) });

/** The answer as it came, secrets removed. */
export const rawOf = ({ value, body }: Reading): unknown =>
	value === undefined ? redactText(body) : redact(value);

/** Keys that may hold a list, or an object that holds it. */
const ENVELOPES = ['data', 'items', 'result', 'bots', 'subscribers'];

/** The list in an answer, bare or in an envelope of one or two layers; null when there is none. */
export function listIn(value: unknown): unknown[] | null {
	if (isList(value)) return value;
	if (!isObject(value)) return null;
	const inner = ENVELOPES.map((key) => value[key]);
	return inner.find(isList) ?? inner.filter(isObject).map(listOfObject).find(isList) ?? null;
}

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

const listOfObject = (value: JsonObject): unknown[] | undefined =>
	ENVELOPES.map((key) => value[key]).find(isList);

/** What a bot and a subscriber have in common: an id, and perhaps something to call it by. */
export interface Entry {
	id: string;
	/** For people only; the id where nothing else is known. */
	label: string;
	fields: JsonObject;
}

/**
 * The entries of a list that have an id; the others cannot be written to.
 * @returns null when the answer holds no list, or a list in which nothing has an id
 */
export function entriesIn(value: unknown): Entry[] | null {
	const list = listIn(value);
	if (list === null) return null;
	const entries = list.filter(isObject).flatMap(entryOf);
	return entries.length === 0 && list.length > 0 ? null : entries;
}

function entryOf(fields: JsonObject): Entry[] {
	const id = firstText(fields.id);
	return id === null ? [] : [{ id, label: labelOf(fields) ?? id, fields }];
}

const labelOf = ({
	name,
	title,
	username,
	firstName,
	first_name,
	phone,
	number,
}: JsonObject): string | null => firstText(name, title, username, firstName, first_name, phone, number);

/** The id of a message, where an answer seems to hold one; else none. Nothing may depend on it. */
export function messageIdsIn(value: unknown): string[] {
	if (!isObject(value)) return [];
	const id = firstText(...[value, value.data, value.result].filter(isObject).map(ownMessageId));
	return id === null ? [] : [id];
}

const ownMessageId = ({ id, messageId, message_id, msgId }: JsonObject): string | null =>
	firstText(id, messageId, message_id, msgId);

/** Whether an answer says no although its HTTP status says yes. */
export function saysNo(value: unknown): boolean {
	if (!isObject(value)) return false;
	const { error, errors, success, ok, status } = value;
	return [error, errors].some(isSomething) || [success, ok, status].some(isNo);
}

const isNo = (value: unknown): boolean =>
	value === false || (typeof value === 'string' && value.toLowerCase() === 'error');

/** Truthy, except for empty lists and objects, and for the "0" by which the service's SMS API says "none". */
function isSomething(value: unknown): boolean {
	if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
	return Boolean(value) && value !== '0';
}

/** Characters of an answer that a person is shown; the whole stays in `raw`. */
const LONGEST_WORDS = 300;

/** What an answer says to people, secrets removed; at least its HTTP status. */
export function wordsOf(reading: Reading): string {
	const words = sentenceIn(reading.value);
	if (words !== null) return shorten(redactText(words));
	const status = `HTTP ${reading.status}`;
	const text = shorten(redactText(reading.body).replace(/\s+/g, ' ').trim());
	return text === '' || text.startsWith('<') ? status : `${status}: ${text}`;
}

function sentenceIn(value: unknown): string | null {
	if (!isObject(value)) return null;
	const { error, message, description, errors } = value;
	const first: unknown = isList(errors) ? errors[0] : undefined;
	const candidates = [error, messageOf(error), message, description, first, messageOf(first)];
	return candidates.find(isSentence) ?? null;
}

const messageOf = (value: unknown): unknown => (isObject(value) ? value.message : undefined);

const isSentence = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

const shorten = (text: string): string =>
	text.length > LONGEST_WORDS ? `${text.slice(0, LONGEST_WORDS)}…` : text;
