/** What a push or a queue's message holds: things of three kinds, one or several, apart from each other. */
import { createHash } from 'node:crypto';

import { asText, isObject, parseJson, type JsonObject } from '../http/json';
import type { Kind } from './queues';

/** The things in the body of a push. An array as documented; one alone is taken as well. */
export const itemsOf = (body: unknown): unknown[] => (Array.isArray(body) ? body : [body]);

/** Those in the body of a queue's message: JSON, as it is or in base64. What is neither is one thing that nobody can read. */
export function itemsIn(text: string): unknown[] {
	const value = parseJson(text) ?? parseJson(Buffer.from(text, 'base64').toString('utf8'));
	return itemsOf(isObject(value) || Array.isArray(value) ? value : text);
}

/** The vendor's examples have a name with a space behind it: `"Timestamp "`. */
export const trimmed = (item: JsonObject): JsonObject =>
	Object.fromEntries(Object.entries(item).map(([name, value]) => [name.trim(), value]));

/** Told by the members that only one kind has. */
export function kindOf({ MessageId, Status, From, Type }: JsonObject): Kind {
	if (asText(MessageId) === null) return 'notification';
	if (asText(Status) !== null) return 'status';
	return asText(From) !== null && asText(Type) !== null ? 'inbound' : 'notification';
}

/** Characters. Ids go into a column of n8n's database, which holds 255 of them and needs room for more than this. */
const LONGEST = 100;

/**
 * The same for a thing that comes again: a status is known by message and word, a message by its id, and all else
 * by its content, since the service gives nothing.
 */
export function idOf(given: unknown): string {
	const item = isObject(given) ? trimmed(given) : {};
	const kind = kindOf(item);
	const [message, word] = [asText(item.MessageId) ?? '', asText(item.Status) ?? ''];
	const id = kind === 'status' ? `status/${message}/${word.toLowerCase()}` : `inbound/${message}`;
	return kind === 'notification' || id.length > LONGEST ? `${kind}/${digest(given)}` : id;
}

const digest = (value: unknown): string =>
	createHash('sha256')
		.update(JSON.stringify([value]))
		.digest('hex')
		.slice(0, 24);
