import fc from 'fast-check';

import { readUpdate } from '../../client/smsc/updates';

const ABOUT = { bot: null, receivedAt: '2026-03-01T12:00:00.000Z' };

it('an inbound message that was polled has other names for its fields, and is the same event', () => {
	const row = {
		id: 71,
		phone: '79990000001',
		message: 'Hello',
		to_phone: '7999',
		sent: '01.03.2026 15:00:00',
	};
	const [event] = readUpdate({ kind: 'answer', row, happenedAt: '2026-03-01T12:00:00.000Z' }, ABOUT);
	expect(event).toMatchObject({
		event: 'message',
		service: 'smsc',
		subscriber: { id: '79990000001', phone: '79990000001' },
		message: { id: '71', text: 'Hello' },
		happenedAt: '2026-03-01T12:00:00.000Z',
		raw: row,
	});
});

it.each([
	[null],
	['text'],
	[{}],
	[{ kind: 'other', row: {} }],
	[{ kind: 'toString', row: {} }],
	[{ kind: 'status' }],
])('%j starts the workflow all the same, and says that it could not be read', (update) => {
	expect(readUpdate(update, ABOUT)).toMatchObject([
		{ event: 'notification', notification: { kind: 'unknown' }, error: expect.any(String) },
	]);
});

it('never throws, and every part that is not known is null (property)', () => {
	const update = fc.oneof(
		fc.anything(),
		fc.record({
			kind: fc.constantFrom('status', 'inbound', 'waitcall', 'answer'),
			row: fc.dictionary(
				fc.constantFrom('id', 'phone', 'status', 'err', 'mes', 'message', 'ts'),
				fc.anything(),
			),
			happenedAt: fc.constant(null),
		}),
	);
	fc.assert(
		fc.property(update, (given) => {
			const [event] = readUpdate(given, ABOUT);
			expect(event?.receivedAt).toBe(ABOUT.receivedAt);
			expect(JSON.stringify(event?.subscriber ?? '')).not.toContain('undefined');
		}),
	);
});
