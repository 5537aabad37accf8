import { isWithin, minutesOf } from '../../client/rules/hours';

const week = new Set([1, 2, 3, 4, 5]);

it.each([
	['Thursday noon', '2026-11-26T12:00', true],
	['the first minute', '2026-11-26T09:00', true],
	['the minute before', '2026-11-26T08:59', false],
	['the end', '2026-11-26T18:00', false],
	['Saturday noon', '2026-11-28T12:00', false],
])('9 to 18 on working days: %s', (_, local, within) => {
	const hours = { days: week, from: 540, to: 1_080, zone: 'Europe/Berlin' };
	expect(isWithin(hours, new Date(`${local}:00+01:00`))).toBe(within);
});

it.each([
	['Friday late', '2026-11-27T23:00', true],
	['the night that follows', '2026-11-28T05:59', true],
	['after it', '2026-11-28T06:00', false],
	['Saturday late', '2026-11-28T23:00', false],
	['the night before Monday', '2026-11-30T03:00', false],
	['Monday late', '2026-11-30T22:00', true],
])('22 to 6 over midnight belongs to the day on which it begins: %s', (_, local, within) => {
	const hours = { days: week, from: 1_320, to: 360, zone: 'UTC' };
	expect(isWithin(hours, new Date(`${local}:00Z`))).toBe(within);
});

it('follows the clock of the place over summer time', () => {
	const hours = { days: new Set([1]), from: 540, to: 600, zone: 'Europe/Berlin' };
	expect(isWithin(hours, new Date('2026-07-06T07:30:00Z'))).toBe(true);
	expect(isWithin(hours, new Date('2026-12-07T07:30:00Z'))).toBe(false);
});

it('takes the same time twice for the whole day', () => {
	const hours = { days: new Set([7]), from: 0, to: 0, zone: 'UTC' };
	expect(isWithin(hours, new Date('2026-11-29T13:00:00Z'))).toBe(true);
	expect(isWithin(hours, new Date('2026-11-30T00:00:00Z'))).toBe(false);
});

it.each([
	['09:30', 570],
	['9.05', 545],
	['7', 420],
	['24:00', 1_440],
	['24:01', undefined],
	['9:60', undefined],
	['noon', undefined],
	['', undefined],
])('reads %j as %p minutes', (text, minutes) => {
	expect(minutesOf(text)).toBe(minutes);
});
