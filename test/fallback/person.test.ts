import { lastThere, phoneIn } from '../../client/fallback/person';

const [noon, later] = ['2026-03-01T12:00:00.000Z', '2026-03-01T12:05:00.000Z'];

it('does not take it for a reply that somebody left', () => {
	const left = { status: 'blocked', statusAt: noon, lastSeen: noon };
	expect(lastThere([left])).toBeNull();
	expect(lastThere([{ ...left, status: 'unsubscribed' }])).toBeNull();
	expect(lastThere([{ ...left, status: 'active' }])).toBe(noon);
	// a refused send told of it, after they had written
	expect(lastThere([{ ...left, statusAt: later }])).toBe(noon);
	expect(lastThere([])).toBeNull();
});

it('counts what somebody has done in any bot that may be meant', () => {
	const wrote = { status: 'active', statusAt: noon, lastSeen: noon };
	expect(lastThere([wrote, { ...wrote, lastSeen: later }])).toBe(later);
	expect(lastThere([{ status: 'blocked', statusAt: later, lastSeen: later }, wrote])).toBe(noon);
});

it('tells no phone where several people have had the name, or one has had several', () => {
	const ann = { subscriberId: '42', phone: '79990000001' };
	expect(phoneIn([ann])).toBe('79990000001');
	expect(phoneIn([ann, { ...ann, phone: null }])).toBe('79990000001');
	expect(phoneIn([ann, { subscriberId: '43', phone: null }])).toBeNull();
	expect(phoneIn([ann, { ...ann, phone: '79990000002' }])).toBeNull();
	expect(phoneIn([])).toBeNull();
});
