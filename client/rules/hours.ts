import { DateTime, IANAZone } from 'luxon';

/** Days and times at which somebody is there. */
export interface Hours {
	/** ISO: Monday is 1. */
	days: ReadonlySet<number>;
	/** Minutes since midnight. `to` is not included; at or before `from` it is on the next day. */
	from: number;
	to: number;
	zone: string;
}

const MINUTES_A_DAY = 24 * 60;

/** Hours over midnight belong to the day on which they begin. */
export function isWithin({ days, from, to, zone }: Hours, now: Date): boolean {
	const local = DateTime.fromJSDate(now, { zone });
	const minute = local.hour * 60 + local.minute;
	const today = days.has(local.weekday);
	if (from < to) return today && minute >= from && minute < to;
	const yesterday = days.has(local.weekday === 1 ? 7 : local.weekday - 1);
	return (today && minute >= from) || (yesterday && minute < to);
}

/** Whether they never end: every day, around the clock. */
export const isAlways = ({ days, from, to }: Hours): boolean =>
	days.size === 7 && (from === to || (from === 0 && to === MINUTES_A_DAY));

/** Minutes of `9:30`, `09:30`, `9` or `24:00`; undefined for anything else. */
export function minutesOf(time: string): number | undefined {
	const [, hours, minutes = '0'] = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(time.trim()) ?? [];
	if (hours === undefined || Number(minutes) > 59) return undefined;
	const total = Number(hours) * 60 + Number(minutes);
	return total <= MINUTES_A_DAY ? total : undefined;
}

export const isZone = (zone: string): boolean => IANAZone.isValidZone(zone);
