import { DateTime } from 'luxon';
import fc from 'fast-check';

import { allowedAt, checkZone, readQuietHours } from '../../client/fallback/quiet';
import { InvalidInput } from '../../client/model/error';

const NIGHT = { from: 21 * 60, to: 8 * 60 };
const at = (iso: string, zone: string): Date => DateTime.fromISO(iso, { zone }).toJSDate();

it.each([
	['2026-03-10T20:59', 'Europe/Berlin', null],
	['2026-03-10T21:00', 'Europe/Berlin', '2026-03-11T08:00'],
	['2026-03-10T23:59', 'Asia/Tokyo', '2026-03-11T08:00'],
	['2026-03-11T00:00', 'Asia/Tokyo', '2026-03-11T08:00'],
	['2026-03-11T07:59', 'America/New_York', '2026-03-11T08:00'],
	['2026-03-11T08:00', 'America/New_York', null],
	// the clocks are set forward in the night
	['2026-03-28T22:00', 'Europe/Berlin', '2026-03-29T08:00'],
])('at %s in %s', (now, zone, then) => {
	expect(allowedAt(at(now, zone), zone, NIGHT)).toEqual(then === null ? undefined : at(then, zone));
});

it('also holds hours within a day', () => {
	const noon = { from: 12 * 60, to: 14 * 60 };
	expect(allowedAt(at('2026-03-10T13:00', 'UTC'), 'UTC', noon)).toEqual(at('2026-03-10T14:00', 'UTC'));
	expect(allowedAt(at('2026-03-10T14:00', 'UTC'), 'UTC', noon)).toBeUndefined();
	expect(allowedAt(at('2026-03-10T11:59', 'UTC'), 'UTC', noon)).toBeUndefined();
});

it('names a moment that is later, at most a day away, and not quiet itself', () => {
	const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'];
	const minutes = fc.integer({ min: 0, max: 24 * 60 - 1 });
	const moments = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true });
	fc.assert(
		fc.property(moments, fc.constantFrom(...zones), minutes, minutes, (now, zone, from, to) => {
			fc.pre(from !== to);
			const then = allowedAt(now, zone, { from, to });
			const { hour, minute } = DateTime.fromJSDate(now, { zone });
			const past = (hour * 60 + minute - from + 1_440) % 1_440;
			expect(then !== undefined).toBe(past < (to - from + 1_440) % 1_440);
			if (then === undefined) return;
			const ahead = then.getTime() - now.getTime();
			expect(ahead).toBeGreaterThan(0);
			expect(ahead).toBeLessThanOrEqual(25 * 3_600_000);
			expect(allowedAt(then, zone, { from, to })).toBeUndefined();
		}),
	);
});

it('is quiet in an hour that comes twice until it is late enough for the second time', () => {
	const quiet = { from: 60, to: 150 };
	const night = at('2026-10-25T00:30', 'Europe/Berlin').getTime();
	const after = (minutes: number): Date => new Date(night + minutes * 60_000);
	// the clocks go from 2:59 to 2:00 after two and a half hours
	expect(allowedAt(after(105), 'Europe/Berlin', quiet)).toEqual(after(120));
	expect(allowedAt(after(165), 'Europe/Berlin', quiet)).toEqual(after(180));
	expect(allowedAt(after(180), 'Europe/Berlin', quiet)).toBeUndefined();
});

it('reads hours, and none where there are none', () => {
	expect(readQuietHours('21:00', '8:00')).toEqual(NIGHT);
	expect(readQuietHours('', '')).toBeUndefined();
	expect(() => readQuietHours('9:00', '09:00')).toThrow('Quiet Until is the same time as Quiet From');
	expect(() => readQuietHours('0:00', '24:00')).toThrow('the same time');
	expect(readQuietHours('22:30', '24:00')).toEqual({ from: 1350, to: 0 });
	for (const bad of ['25:00', '9', '9:60', 'night'])
		expect(() => readQuietHours(bad, '8:00')).toThrow(InvalidInput);
	expect(() => readQuietHours('21:00', '')).toThrow('Quiet Until “” is no time of a day');
});

it('refuses a zone that nobody knows', () => {
	expect(checkZone('Europe/Berlin')).toBe('Europe/Berlin');
	expect(() => checkZone('Europe/Bielefeld')).toThrow('Time Zone “Europe/Bielefeld” is not known');
});
