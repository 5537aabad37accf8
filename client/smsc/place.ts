/**
 * How far inbound messages were taken. They have numbers that grow, so a place is the last one: `71`. A message
 * without a number has no place in that order; it is known by a mark of its content, and the marks of those that were
 * taken stand behind the number: `71 x09af… x5512…`. Pure.
 */
import { createHash } from 'node:crypto';

import { asText, type JsonObject } from '../http/json';

/** Before all messages. */
export const NOWHERE = '0';

/** Messages without a number that are looked at, the newest ones. */
const LOOKED_AT = 500;

/** Marks that a place keeps: so many more that none is forgotten while its message is still looked at. */
const KEPT = 2 * LOOKED_AT;

const NUMBER = /^\d{1,40}$/;
const MARK = /^x[\da-f]{16}$/;

interface Place {
	/** Undefined for a mark alone, the id of a message without a number. */
	number: bigint | undefined;
	marks: ReadonlySet<string>;
}

function parse(text: string): Place {
	const words = text.split(' ');
	const [first = ''] = words;
	return {
		number: NUMBER.test(first) ? BigInt(first) : undefined,
		marks: new Set(words.filter((word) => MARK.test(word))),
	};
}

/** What `after_id` is to be. */
export const numberOf = (place: string): string => String(parse(place).number ?? NOWHERE);

/** See Memory.isAfter. Of two places with the same number, one that knows what the other does not comes after it. */
export function isAfter(id: string, place: string): boolean {
	const [one, other] = [parse(id), parse(place)];
	const knowsMore = [...one.marks].some((mark) => !other.marks.has(mark));
	if (one.number === undefined) return knowsMore;
	const stands = other.number ?? 0n;
	return one.number > stands || (one.number === stands && knowsMore);
}

/** See Memory.goOn. */
export function goOn(place: string, id: string): string {
	const [from, next] = [parse(place), parse(id)];
	const [stands, comes] = [from.number ?? 0n, next.number ?? 0n];
	const marks = [...new Set([...from.marks, ...next.marks])].slice(-KEPT);
	return [comes > stands ? comes : stands, ...marks].join(' ');
}

/** An inbound message, with the id by which it is known here. */
export interface Listed {
	id: string;
	row: JsonObject;
}

/** Inbound messages as they are to be given out: by their numbers, and before them those that have none. */
export function inOrder(rows: readonly JsonObject[]): Listed[] {
	const all = rows.map((row) => ({ number: numberIn(row), row }));
	const numbered = all
		.flatMap(({ number, row }) => (number === undefined ? [] : [{ number, row }]))
		.sort((one, other) => (one.number < other.number ? -1 : 1))
		.map(({ number, row }) => ({ id: String(number), row }));
	const others = all
		.flatMap(({ number, row }) => (number === undefined ? [{ at: dateIn(row), row }] : []))
		.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
		.map(({ row }) => row);
	return [...marked(others.slice(-LOOKED_AT)), ...numbered];
}

function numberIn({ id }: JsonObject): bigint | undefined {
	const text = asText(id)?.trim() ?? '';
	return NUMBER.test(text) && BigInt(text) > 0n ? BigInt(text) : undefined;
}

/** `DD.MM.YYYY HH:MM:SS` so that it can be compared; empty where there is none. */
const dateIn = ({ sent }: JsonObject): string =>
	(asText(sent) ?? '').replace(/^(\d\d)\.(\d\d)\.(\d{4})/, '$3$2$1');

/** The mark is the same whenever the message is listed again. The same words once more are another message. */
function marked(rows: readonly JsonObject[]): Listed[] {
	const counts = new Map<string, number>();
	return rows.map((row) => {
		const content = JSON.stringify(Object.entries(row).sort(byName));
		const count = counts.get(content) ?? 0;
		counts.set(content, count + 1);
		return { id: `x${sha256(`${count} ${content}`).slice(0, 16)}`, row };
	});
}

const byName = ([one]: [string, unknown], [other]: [string, unknown]): number => (one < other ? -1 : 1);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
