import { DateTime } from 'luxon';

import type { Line, Settings } from '../gateway';
import { asText } from '../http/json';
import { InvalidInput } from '../model/error';
import { numberIn } from './answer';

/** Where the service keeps its clocks, and accounts too unless they say otherwise. */
const USUAL_ZONE = 'Europe/Moscow';

/** As the service writes a moment and a day. */
const MOMENT = 'dd.MM.yyyy HH:mm:ss';
const DAY = 'dd.MM.yyyy';

/** Reads and writes the service's dates, which stand in the time zone of the account. */
export interface Calendar {
	/** A date of the service as ISO 8601 in UTC; null when it is none. */
	toIso: (text: unknown) => string | null;
	/** The day of a moment (ISO 8601) in the account's zone. */
	toDay: (iso: string) => string;
}

const zoneOf = ({ timeZone = '' }: Settings): string => timeZone.trim() || USUAL_ZONE;

/** A date of the service by the clock of an account, as ISO 8601 in UTC; null when it is none. */
export function isoOfDate(text: unknown, settings: Settings = {}): string | null {
	const moment = DateTime.fromFormat(asText(text) ?? '', MOMENT, { zone: zoneOf(settings) });
	return moment.isValid ? moment.toJSDate().toISOString() : null;
}

export async function calendarOf(line: Line): Promise<Calendar> {
	const settings = (await line.settings?.()) ?? {};
	const zone = zoneOf(settings);
	if (!DateTime.now().setZone(zone).isValid) {
		throw new InvalidInput(
			'Time Zone',
			`“${zone}” in the credential is not known`,
			'Write it as in Europe/Moscow',
		);
	}
	return {
		toIso: (text) => isoOfDate(text, settings),
		toDay: (iso) => DateTime.fromISO(iso, { zone }).toFormat(DAY),
	};
}

/** Seconds since 1970, as a number or a text, as ISO 8601; null when it is none. */
export function isoOfTimestamp(value: unknown): string | null {
	const seconds = numberIn(value);
	return seconds === null || seconds <= 0 || seconds > 1e11 ? null : new Date(seconds * 1_000).toISOString();
}
