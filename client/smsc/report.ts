import type { Line, MessageRef, StatusReport } from '../gateway';
import type { JsonObject } from '../http/json';
import { redact } from '../http/redact';
import { costIn } from './answer';
import { calendarOf, isoOfTimestamp, type Calendar } from './dates';
import { progressOf } from './status';

/** Turns the rows of an answer into reports. The calendar is asked for only where a row has no time stamp. */
export async function reporterOf(
	line: Line,
	rows: readonly JsonObject[],
): Promise<(row: JsonObject, about: MessageRef) => StatusReport> {
	const calendar = rows.some(needsCalendar) ? await calendarOf(line) : undefined;
	return (row, about) => toReport(row, about, calendar);
}

const needsCalendar = ({ last_timestamp, last_date }: JsonObject): boolean =>
	isoOfTimestamp(last_timestamp) === null && last_date !== undefined;

function toReport(row: JsonObject, about: MessageRef, calendar: Calendar | undefined): StatusReport {
	return {
		service: 'smsc',
		...about,
		...progressOf(row.status, row.err),
		cost: costIn(row.cost),
		time: isoOfTimestamp(row.last_timestamp) ?? calendar?.toIso(row.last_date) ?? null,
		raw: redact(row),
	};
}
