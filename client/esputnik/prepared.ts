import type { Line, PreparedMessage } from '../gateway';
import { firstText, isObject, type JsonObject } from '../http/json';
import { redact } from '../http/redact';
import { objects, type Reading } from './answer';
import { ask } from './call';
import { unreadable } from './errors';

/** Rows of one answer, and answers of one list: a service that does not page would be asked for ever. */
const ROWS = 500;
const MOST_PAGES = 20;

/**
 * The messages prepared for Telegram. That the method exists is known; what it answers is not documented, so anything
 * with an id counts. Pages begin with 1, as those of its siblings do.
 */
export async function listPrepared(line: Line): Promise<PreparedMessage[]> {
	const found = new Map<string, PreparedMessage>();
	for (let page = 0; page < MOST_PAGES; page += 1) {
		const before = found.size;
		const reading = await ask(line, {
			method: 'GET',
			path: '/v1/messages/telegram',
			query: { startindex: String(page * ROWS + 1), maxrows: String(ROWS) },
			effect: 'read',
		});
		const rows = rowsIn(reading);
		for (const one of rows.flatMap(preparedOf)) found.set(one.id, one);
		if (rows.length < ROWS || found.size === before) break;
	}
	return [...found.values()];
}

/** A list, bare or under a name. @throws Unreachable where there is none */
function rowsIn(reading: Reading): JsonObject[] {
	const { value } = reading;
	if (Array.isArray(value)) return objects(value);
	const inner = isObject(value) ? Object.values(value).find((one) => Array.isArray(one)) : undefined;
	if (inner !== undefined) return objects(inner);
	if (isObject(value) && preparedOf(value).length > 0) return [value];
	throw unreadable(reading, 'read');
}

function preparedOf(row: JsonObject): PreparedMessage[] {
	const id = firstText(row.id, row.messageId);
	return id === null ? [] : [{ id, name: firstText(row.name, row.title) ?? id, raw: redact(row) }];
}
