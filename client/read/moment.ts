import { DateTime, IANAZone } from 'luxon';

import { InvalidInput } from '../model/error';

/** A number over this counts milliseconds, below it seconds since 1970. */
const MILLISECONDS_FROM = 1e11;

/**
 * A moment as a user typed or an expression gave it, as ISO 8601 in UTC; undefined where nothing was given.
 * @param zone in which a time without an offset is meant: `2026-11-21T09:30:00`, `2026-11-21 09:30`
 * @throws InvalidInput naming the field
 */
export function readMoment(given: unknown, zone: string, field: string): string | undefined {
	if (given === undefined || given === null || given === '') return undefined;
	const iso = momentOf(given, zone).toUTC().toISO();
	if (iso !== null) return iso;
	throw new InvalidInput(
		field,
		`“${String(given)}” is not a date`,
		'Write it as in 2026-11-21T09:30:00+03:00',
	);
}

function momentOf(given: unknown, zone: string): DateTime {
	if (typeof given === 'number') {
		return given > MILLISECONDS_FROM ? DateTime.fromMillis(given) : DateTime.fromSeconds(given);
	}
	// dates of expressions come from another copy of the library, or as the platform's own
	const text = String(
		typeof given === 'object' && 'toJSON' in (given as object) ? (given as Date).toJSON() : given,
	).trim();
	const iso = DateTime.fromISO(text, { zone });
	return iso.isValid ? iso : DateTime.fromSQL(text, { zone });
}

/** Whether it is a name of the tz database. */
export const isTimeZone = (name: string): boolean => IANAZone.isValidZone(name);
