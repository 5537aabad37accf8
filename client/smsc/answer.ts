import type { HttpAnswer } from '../http/request';
import { asText, isObject, parseJson, type JsonObject } from '../http/json';
import { redact, redactText } from '../http/redact';

/** An answer and what its body means as JSON, whatever its header says; `value` is undefined when it is none. */
export interface Reading extends HttpAnswer {
	value: unknown;
}

export const read = (answer: HttpAnswer): Reading => ({ ...answer, value: parseJson(answer.body) });

/** The answer as it came, secrets removed. */
export const rawOf = ({ value, body }: Reading): unknown =>
	value === undefined ? redactText(body) : redact(value);

/** The objects of an answer that is a list, or one object where only one was asked for. */
export const rowsIn = (value: unknown): JsonObject[] =>
	(Array.isArray(value) ? (value as unknown[]) : [value]).filter(isObject);

/**
 * The objects of an answer that is a list. One object alone may be how the service lists a single thing, or says that
 * there is none.
 * @param member what one that is a thing has
 */
export const listIn = (value: unknown, member: string): JsonObject[] =>
	rowsIn(value).filter((row) => Array.isArray(value) || Object.hasOwn(row, member));

/** A number, which the service writes as a number or as a text (`"1.40"`); null when it is none. */
export function numberIn(value: unknown): number | null {
	const text = asText(value)?.trim().replace(',', '.') ?? '';
	return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}

/** What something cost. The service names no currency beside it. */
export function costIn(value: unknown): { amount: number; currency: null } | null {
	const amount = numberIn(value);
	return amount === null ? null : { amount, currency: null };
}
