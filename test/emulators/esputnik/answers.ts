import type { Reply } from '../server';
import type { State } from './state';

/** A refusal of the service. */
export class Refused extends Error {
	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
	}
}

// assumed: the body of a refusal, a text or JSON with a message
export const refusal = ({ settings }: State, { status, message }: Refused): Reply =>
	settings.errors === 'json'
		? { status, body: { status, message } }
		: { status, body: message, headers: { 'content-type': 'text/plain; charset=UTF-8' } };

/** 200 with JSON: as newer pages print it, or with `settings.legacy` as older ones do. */
export const good = ({ settings }: State, body: unknown): Reply => ({
	status: 200,
	body: settings.legacy ? JSON.stringify(old(body)) : JSON.stringify(body),
	headers: { 'content-type': 'application/json; charset=UTF-8' },
});

/** Lists of one become the one, numbers and booleans become texts. A bare list stays one. */
function old(value: unknown, inside = false): unknown {
	if (Array.isArray(value)) {
		const items = value.map((one: unknown) => old(one, true));
		return inside && items.length === 1 ? items[0] : items;
	}
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, old(inner, true)]));
}

export const nothing: Reply = { status: 200, body: '' };

export type Fields = Record<string, unknown>;

export const isFields = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The JSON object of a request. @throws Refused 400 */
export function fieldsOf(body: Buffer): Fields {
	try {
		const value: unknown = JSON.parse(body.toString('utf8'));
		if (isFields(value)) return value;
	} catch {
		// assumed: the words
	}
	throw new Refused(400, 'The request body is not a JSON object');
}

/** A list, or one thing that stands for a list of it. */
export const listOf = (value: unknown): unknown[] => {
	if (value === undefined || value === null) return [];
	return Array.isArray(value) ? (value as unknown[]) : [value];
};
