import { OF_CONTENT } from '../fallback/key';
import type { Condition, Table } from './table';

/** The time, as this table needs it. */
export interface TableClock {
	/** Milliseconds. */
	now(): number;
	/** The day that a moment lies in, where the workflow is, e.g. 2026-11-26. */
	dayOf(moment: number): string;
	pause(ms: number): Promise<void>;
}

/** Milliseconds. */
const DAY = 24 * 60 * 60 * 1_000;

/** Days for which the row of a message stays that is known by its content. One would do; see keyOfMessage. */
const CONTENT_LASTS = 2;

/** The tables that this process has tidied, and on which day: once a day is often enough. */
const tidied = new Map<string, string>();

/**
 * Removes the rows of fallbacks that can matter no more: of messages known by their content, and what is older
 * than the user wants it kept.
 * @param keeps days for which all others are kept; Infinity for good
 */
export async function tidy<Row>(table: Table<Row>, clock: TableClock, keeps: number): Promise<void> {
	const today = clock.dayOf(clock.now());
	if (tidied.get(table.place) === today) return;
	tidied.set(table.place, today);
	const before = (days: number): Condition => ({
		columnName: 'day',
		condition: 'lt',
		value: clock.dayOf(clock.now() - days * DAY),
	});
	await table.clear([
		{ columnName: 'key', condition: 'like', value: `${OF_CONTENT}%` },
		before(CONTENT_LASTS),
	]);
	if (keeps !== Infinity) await table.clear([before(Math.max(keeps, CONTENT_LASTS))]);
}
