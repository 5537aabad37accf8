/**
 * How an answer of the service is read. Its older pages show one object where newer ones show a list, and texts
 * where newer ones show numbers and booleans; its header may say JSON where the body is a plain text.
 */
import { asText, firstText, isObject, parseJson, type JsonObject } from '../http/json';
import { redact, redactText } from '../http/redact';
import type { HttpAnswer } from '../http/request';

/** An answer and what its body means as JSON, whatever its header says; `value` is undefined when it is none. */
export interface Reading extends HttpAnswer {
	value: unknown;
}

export const read = (answer: HttpAnswer): Reading => ({ ...answer, value: parseJson(answer.body) });

/** The answer as it came, secrets removed; a text where it is no JSON. */
export const rawOf = ({ value, body }: Reading): unknown =>
	value === undefined ? redactText(body) : redact(value);

/** A list as it is, one thing as a list of it, nothing as none. */
export function list(value: unknown): unknown[] {
	if (value === undefined || value === null) return [];
	return Array.isArray(value) ? (value as unknown[]) : [value];
}

/** The objects of a list, or of one thing that stands for it. */
export const objects = (value: unknown): JsonObject[] => list(value).filter(isObject);

/** A number, also where it was written as a text; null when it is none. */
export function num(value: unknown): number | null {
	const text = asText(value)?.trim() ?? '';
	return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}

/** A boolean, also where it was written as a text; null when it is none. */
export function bool(value: unknown): boolean | null {
	if (typeof value === 'boolean') return value;
	const text = (asText(value) ?? '').trim().toLowerCase();
	if (text === 'true' || text === '1') return true;
	return text === 'false' || text === '0' ? false : null;
}

/** Characters of an answer that a person is shown; the whole stays in `raw`. */
const LONGEST_WORDS = 300;

/**
 * What an answer says to people, secrets removed: the first text of `message`, `error` and `errors`, else the whole
 * body where it is a text; null where there is neither.
 */
export function wordsOf({ value, body }: Reading): string | null {
	const words = value === undefined ? plainText(body) : sentenceIn(value);
	return words === null ? null : shorten(redactText(words));
}

function sentenceIn(value: unknown): string | null {
	if (typeof value === 'string') return plainText(value);
	if (!isObject(value)) return null;
	const { message, error, errors, errorMessage } = value;
	const inner = [error, ...list(errors)].filter(isObject).map((one) => one.message);
	return firstText(message, error, ...inner, errorMessage, ...list(errors));
}

/** A web page is nobody's words. */
function plainText(body: string): string | null {
	const text = body.replace(/\s+/g, ' ').trim();
	return text === '' || text.startsWith('<') ? null : text;
}

const shorten = (text: string): string =>
	text.length > LONGEST_WORDS ? `${text.slice(0, LONGEST_WORDS)}…` : text;
