import { isObject, parseJson } from '../http/json';
import type { Callback } from '../receiver';
import { DIGEST_NAMES } from './digest';

/** One thing that the service tells, in its own words; all values are texts, as they count in its digests. */
export type Row = Readonly<Record<string, string>>;

export type Kind = 'status' | 'inbound' | 'waitcall';

/** Decided before anything else, because each kind has a formula of its own for its digests. */
export function kindOf(row: Row): Kind {
	if (Object.hasOwn(row, 'mes')) return 'inbound';
	return Object.hasOwn(row, 'waitcall') ? 'waitcall' : 'status';
}

/** What a digest is made of, before the secret. Source: public clients. */
const PROVEN: Record<Kind, readonly string[]> = {
	status: ['id', 'phone', 'status'],
	inbound: ['phone', 'mes', 'to'],
	waitcall: ['phone', 'ts'],
};

export const provenOf = (row: Row): string[] => PROVEN[kindOf(row)].map((name) => row[name] ?? '');

/**
 * What a request tells: one thing, or several where it is a list. The options in the address of the webhook (`fmt`,
 * `charset`, names of digests) come back in its query. Fields are looked for in a JSON whatever its content type
 * says, in a form, and in the query where there is no body.
 */
export function rowsOf({ query, body, text = '' }: Callback): Row[] {
	const given = [parseJson(text), body, formIn(text)].find(isFilled) ?? withoutOptions(query);
	return (Array.isArray(given) ? (given as unknown[]) : [given]).map(toRow);
}

const isFilled = (value: unknown): boolean =>
	Array.isArray(value) ? value.length > 0 : isObject(value) && Object.keys(value).length > 0;

const formIn = (text: string): Record<string, string> =>
	text.includes('=') ? Object.fromEntries(new URLSearchParams(text)) : {};

const OPTIONS = new Set(['charset', 'fmt']);

/** A digest stands twice in the query of a GET: empty in our address, and filled by the service. */
const withoutOptions = (query: Row): Row =>
	Object.fromEntries(
		Object.entries(query)
			.filter(([name]) => !OPTIONS.has(name))
			.map(([name, value]) => [name, isDigest(name) ? value.replace(/^,+|,+$/g, '') : value]),
	);

const isDigest = (name: string): boolean => DIGEST_NAMES.some((one) => one === name);

const toRow = (value: unknown): Row =>
	isObject(value)
		? Object.fromEntries(Object.entries(value).map(([name, field]) => [name, textOf(field)]))
		: {};

/** A field that a form has twice is a list; the last one counts. */
function textOf(value: unknown): string {
	const one: unknown = Array.isArray(value) ? value[value.length - 1] : value;
	if (typeof one === 'string') return one;
	if (one === null || one === undefined) return '';
	return typeof one === 'object' ? JSON.stringify(one) : String(one as number | boolean);
}

/** Whether there is any digest, right or wrong. */
export const hasProof = (row: Row): boolean => DIGEST_NAMES.some((name) => (row[name] ?? '') !== '');

/** What is passed on: a proof is nobody's business, and could be shown again. */
export const withoutProof = (row: Row): Row =>
	Object.fromEntries(Object.entries(row).filter(([name]) => !isDigest(name)));
