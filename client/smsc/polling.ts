import type { Line } from '../gateway';
import { InvalidInput, Rejected } from '../model/error';
import type { Arrival, Ask, Obstacle, Polling } from '../receiver';
import { listIn } from './answer';
import { ask } from './call';
import { calendarOf } from './dates';
import { goOn, inOrder, isAfter, NOWHERE, numberOf, type Listed } from './place';
import type { Update } from './updates';

/** The most that one question may ask for. Source: /api/http/get_data/inbox. */
const MOST = { cnt: '10000', hour: '168' };

/** Milliseconds between two questions. The service documents no limit for them, only for others: three a minute. */
const PAUSE = 20_000;

/** Milliseconds: the service blocks the address of who is wrong too often. */
const AFTER_REFUSAL = 120_000;

/** What the service lists after a place, in order. A message without a number is listed wherever one stands. */
async function listAfter(line: Line, place = NOWHERE, signal?: AbortSignal): Promise<Listed[]> {
	const after = numberOf(place);
	const reading = await ask(line, {
		purpose: 'answers',
		effect: 'read',
		fields: { get_answers: '1', ...MOST, ...(after !== NOWHERE && { after_id: after }) },
		...(signal && { signal }),
	});
	return inOrder(listIn(reading.value, 'message')).filter(({ id }) => isAfter(id, place));
}

async function fetch(line: Line, { after, signal }: Ask): Promise<Arrival[]> {
	const listed = await listAfter(line, after?.id, signal);
	if (listed.length === 0) return [];
	const calendar = await calendarOf(line);
	return listed.map(({ id, row }) => {
		const update: Update = {
			kind: 'answer',
			row,
			happenedAt: calendar.toIso(row.sent) ?? calendar.toIso(row.received),
		};
		return { id, update };
	});
}

/** Whatever lies with the service now is too old. A time zone that is not known is told here, before it matters. */
async function begin(line: Line): Promise<string> {
	await calendarOf(line);
	return (await listAfter(line)).map(({ id }) => id).reduce(goOn, NOWHERE);
}

const EXPLAINED: ReadonlyMap<string, string> = new Map([
	['login', 'SMSC does not accept the login or the key any more'],
	['addressBlocked', 'SMSC has blocked the address of this machine'],
]);

function explain(failure: unknown): Obstacle | undefined {
	if (failure instanceof InvalidInput) {
		const advice = `${failure.advice}; then switch the workflow off and on`;
		return { description: `No messages can be fetched: ${failure.message}`, advice };
	}
	if (!(failure instanceof Rejected)) return undefined;
	const { kind = '', description, advice } = failure.facts;
	const what = EXPLAINED.get(kind);
	if (what === undefined) return undefined;
	return { description: `${what}: ${description}`, advice, pause: AFTER_REFUSAL };
}

/**
 * Inbound messages by `get_answers`. The service keeps them and does not note what was taken, so how far they were is
 * remembered here. Statuses are not among them: those are asked for message by message, or come to a webhook.
 */
export const polling: Polling = {
	events: ['message'],
	pause: PAUSE,
	fetch,
	needsMemory: { isAfter, goOn, begin },
	explain,
};
