import { DateTime } from 'luxon';

import { InvalidInput } from '../model/error';

/** Hours in which nobody gets an SMS, as minutes since midnight where the person is. `from` may be after `to`. */
export interface QuietHours {
	from: number;
	to: number;
}

/**
 * @param from e.g. `21:00`
 * @param to e.g. `8:00`
 * @returns undefined where both are empty
 * @throws InvalidInput for what is no time of a day, and for two times alike: they may mean all day, or no hour
 */
export function readQuietHours(from: string, to: string): QuietHours | undefined {
	if (from === '' && to === '') return undefined;
	const hours = { from: minutesOf(from, 'Quiet From'), to: minutesOf(to, 'Quiet Until') };
	if (hours.from !== hours.to) return hours;
	throw new InvalidInput(
		'Quiet Until',
		`is the same time as Quiet From (“${from}” and “${to}”)`,
		'Give two times, or remove both for no quiet hours',
	);
}

function minutesOf(text: string, field: string): number {
	const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? [];
	const minutes = Number(hour) * 60 + Number(minute);
	if (Number(minute) < 60 && minutes <= 24 * 60) return minutes % (24 * 60);
	throw new InvalidInput(field, `“${text}” is no time of a day`, 'Write it as in 21:00');
}

/** @throws InvalidInput for a zone that nobody knows */
export function checkZone(zone: string): string {
	if (DateTime.fromMillis(0, { zone }).isValid) return zone;
	throw new InvalidInput('Time Zone', `“${zone}” is not known`, 'Write it as in Europe/Berlin');
}

/**
 * When a message that is held back may go out: the end of the quiet hours where the person is.
 * @returns undefined where it may go out now
 */
export function allowedAt(now: Date, zone: string, { from, to }: QuietHours): Date | undefined {
	const local = DateTime.fromJSDate(now, { zone });
	const minute = local.hour * 60 + local.minute;
	const overnight = from > to;
	const quiet = overnight ? minute >= from || minute < to : minute >= from && minute < to;
	if (!quiet) return undefined;
	const day = overnight && minute >= from ? local.plus({ days: 1 }) : local;
	const end = day.startOf('day').set({ hour: Math.floor(to / 60), minute: to % 60 });
	// where clocks are set back, an hour comes twice: the quiet hours end when it is that late for the second time
	return (end > local ? end : secondOf(end)).toJSDate();
}

/** The moment after this one at which clocks that are set back show the same time once more. */
function secondOf(first: DateTime): DateTime {
	const later = first.getPossibleOffsets().map((one) => one.toMillis());
	return DateTime.fromMillis(Math.max(...later), { zone: first.zone });
}
