import { readMoment } from '../../client/read/moment';

const read = (given: unknown, zone = 'Europe/Moscow') => readMoment(given, zone, 'Send At');

it.each([
	['2026-11-21T09:30:00', '2026-11-21T06:30:00.000Z'],
	['2026-11-21T09:30:00.000+01:00', '2026-11-21T08:30:00.000Z'],
	['2026-11-21T09:30:00Z', '2026-11-21T09:30:00.000Z'],
	['2026-11-21 09:30', '2026-11-21T06:30:00.000Z'],
	[' 2026-11-21 ', '2026-11-20T21:00:00.000Z'],
	[1_772_366_400, '2026-03-01T12:00:00.000Z'],
	[1_772_366_400_000, '2026-03-01T12:00:00.000Z'],
	[new Date('2026-03-01T12:00:00Z'), '2026-03-01T12:00:00.000Z'],
	[{ toJSON: () => '2026-03-01T15:00:00.000+03:00' }, '2026-03-01T12:00:00.000Z'],
])('%j is %s', (given, iso) => {
	expect(read(given)).toBe(iso);
});

it('a time without an offset is meant in the zone, in summer too', () => {
	expect(read('2026-07-01T12:00:00', 'Europe/Berlin')).toBe('2026-07-01T10:00:00.000Z');
	expect(read('2026-12-01T12:00:00', 'Europe/Berlin')).toBe('2026-12-01T11:00:00.000Z');
});

it.each([undefined, null, ''])('%j is no moment and no mistake', (given) => {
	expect(read(given)).toBeUndefined();
});

it.each(['tomorrow', '21.11.2026', {}, true, NaN, new Date('never'), '2026-13-01'])(
	'%j is refused',
	(given) => {
		expect(() => read(given)).toThrow(
			expect.objectContaining({ field: 'Send At', reason: 'invalidMessage' }),
		);
	},
);
