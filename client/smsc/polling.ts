import type { Line } from '../gateway';
import { asText, isObject, type JsonObject } from '../http/json';
import { Rejected } from '../model/error';
import type { Arrival, Ask, Obstacle, Polling } from '../receiver';
import { rowsIn } from './answer';
import { ask } from './call';
import { calendarOf } from './dates';
import { unreadable } from './errors';
import type { Update } from './updates';

/** The most that one question may ask for. Source: /api/http/get_data/inbox. */
const MOST = { cnt: '10000', hour: '168' };

/** Milliseconds between two questions. The service documents no limit for them, only for others: three a minute. */
const PAUSE = 20_000;

/** Milliseconds: the service blocks the address of who is wrong too often. */
const AFTER_REFUSAL = 120_000;

/** A place before all messages. */
const NONE = '0';

/** Inbound messages in order: their ids grow. @throws Unreachable for one without such an id */
async function answersAfter(line: Line, after = NONE, signal?: AbortSignal): Promise<JsonObject[]> {
	const reading = await ask(line, {
		purpose: 'answers',
		effect: 'read',
		fields: { get_answers: '1', ...MOST, ...(after !== NONE && { after_id: after }) },
		...(signal && { signal }),
	});
	// an object instead of a list may be how it says that there is none
	const rows = Array.isArray(reading.value) ? rowsIn(reading.value) : [];
	if (!rows.every(hasId)) throw unreadable(reading, 'read');
	return rows.filter((row) => idOf(row) > Number(after)).sort((one, other) => idOf(one) - idOf(other));
}

const idOf = ({ id }: JsonObject): number => Number(asText(id));

const hasId = (row: unknown): boolean => isObject(row) && Number.isSafeInteger(idOf(row)) && idOf(row) > 0;

async function fetch(line: Line, { after, signal }: Ask): Promise<Arrival[]> {
	const rows = await answersAfter(line, after?.id, signal);
	if (rows.length === 0) return [];
	const calendar = await calendarOf(line);
	return rows.map((row) => {
		const update: Update = {
			kind: 'answer',
			row,
			happenedAt: calendar.toIso(row.sent) ?? calendar.toIso(row.received),
		};
		return { id: String(idOf(row)), update };
	});
}

/** Whatever lies with the service now is too old. A time zone that is not known is told here, before it matters. */
async function begin(line: Line): Promise<string> {
	await calendarOf(line);
	const last = (await answersAfter(line)).at(-1);
	return last === undefined ? NONE : String(idOf(last));
}

const EXPLAINED: ReadonlyMap<string, string> = new Map([
	['login', 'SMSC does not accept the login or the key any more'],
	['addressBlocked', 'SMSC has blocked the address of this machine'],
]);

function explain(failure: unknown): Obstacle | undefined {
	if (!(failure instanceof Rejected)) return undefined;
	const { kind = '', description, advice } = failure.facts;
	const what = EXPLAINED.get(kind);
	if (what === undefined) return undefined;
	return { description: `${what}: ${description}`, advice, pause: AFTER_REFUSAL };
}

/**
 * Inbound messages by `get_answers`. The service keeps them and does not note what was taken, so the last id is
 * remembered here. Statuses are not among them: those are asked for message by message, or come to a webhook.
 */
export const polling: Polling = {
	events: ['message'],
	pause: PAUSE,
	fetch,
	needsMemory: { isAfter: (id, place) => Number(id) > Number(place), begin },
	explain,
};
