import fc from 'fast-check';

import { InvalidInput, Rejected, Unreachable, type Reason } from '../../client/model/error';
import type { BotEvent } from '../../client/model/event';
import type { Receipt } from '../../client/model/receipt';
import { blank } from '../../client/registry/columns';
import { effectOf, mergeChange, mergeEvent, mergeReceipt } from '../../client/registry/merge';
import type { SendReport, SubscriberRecord } from '../../client/registry/types';
import { ann, at, blockedBy, event, started } from './event';

const who = { service: 'telegram', botId: '7', subscriberId: '42' };
const after = (...events: BotEvent[]): SubscriberRecord => events.reduce(mergeEvent, blank(who));

describe('an event', () => {
	it('makes a row of what is known, and nothing else', () => {
		expect(after(started(1, 'ref_42'))).toEqual({
			...blank(who),
			chatId: '42',
			username: 'ann_lee',
			firstName: 'Ann',
			lastName: 'Lee',
			language: 'ru',
			status: 'active',
			statusAt: at(1),
			startPayload: 'ref_42',
			firstSeen: at(1),
			lastSeen: at(1),
		});
	});

	it('keeps the first start when somebody starts again by hand', () => {
		const row = after(started(1, 'ref_42'), started(9));
		expect(row).toMatchObject({ startPayload: 'ref_42', firstSeen: at(1), lastSeen: at(9) });
	});

	it('takes a first message of any kind for a subscription', () => {
		const photo = event('message', 3, {
			message: { id: '1', text: '', kind: 'photo', command: null, file: null, replyTo: null },
		});
		expect(after(photo)).toMatchObject({ status: 'active', firstSeen: at(3) });
	});

	it.each([
		['a block', [started(1), blockedBy(2)], 'blocked'],
		['a start after a block', [started(1), blockedBy(2), started(3)], 'active'],
		['an older block that comes late', [started(1), event('message', 5), blockedBy(2)], 'active'],
		['a block in the second of a message', [event('message', 5), blockedBy(5)], 'active'],
		['an end that is no block', [started(1), event('unsubscribed', 2)], 'unsubscribed'],
		['a link that is clicked after a block', [blockedBy(1), event('linkClicked', 2)], 'blocked'],
		['a notification', [blockedBy(1), event('notification', 2)], 'blocked'],
	] as const)('of %s leaves the status right', (_, events, status) => {
		expect(after(...events).status).toBe(status);
	});

	it.each([
		['read', 'active'],
		['blocked', 'blocked'],
		['notSubscribed', 'unsubscribed'],
		['failed', 'active'],
		['unknown', 'active'],
	] as const)('of the delivery status %s leaves %s', (status, expected) => {
		const report = { messageId: '1', status, reason: null, description: null };
		const row = after(started(1), event('status', 2, { status: report }));
		expect(row).toMatchObject({ status: expected, lastSeen: at(1) });
	});

	it('writes names as they are: an empty one is none, an old one does not come back', () => {
		const nameless = after(event('message', 1, { subscriber: { ...ann, firstName: '', lastName: null } }));
		expect(JSON.stringify(nameless)).not.toContain('undefined');
		expect(nameless).toMatchObject({ firstName: null, lastName: null });
		const renamed = after(
			event('message', 5, { subscriber: { ...ann, firstName: 'Anna', lastName: null, username: null } }),
			event('message', 1),
		);
		expect(renamed).toMatchObject({ firstName: 'Anna', username: null });
	});

	it('keeps the language when an update comes without one', () => {
		const mute = event('message', 2, { subscriber: { ...ann, language: null } });
		expect(after(started(1), mute).language).toBe('ru');
		expect(after(mute).language).toBeNull();
	});

	it('keeps a phone only when it is the sender’s own', () => {
		const share = (own: boolean, second: number, phone = '+7 999 000-00-01') =>
			event('phoneShared', second, { card: { phone, name: 'Ann', own } });
		expect(after(share(false, 1)).phone).toBeNull();
		expect(after(share(true, 1))).toMatchObject({ phone: '79990000001', phoneConfirmedAt: at(1) });
		expect(after(share(true, 5), share(true, 1, '+1 555'))).toMatchObject({
			phone: '79990000001',
			phoneConfirmedAt: at(5),
		});
	});

	it.each([
		['a private message', event('message', 1), 'keeps'],
		['a block', blockedBy(1), 'keeps'],
		['a message in a group', event('message', 1, { chat: { id: '-1', type: 'group', title: null } }), 'none'],
		[
			'a post in a channel',
			event('message', 1, { chat: { id: '-1', type: 'channel', title: null } }),
			'none',
		],
		['a bot', event('message', 1, { subscriber: { ...ann, isBot: true } }), 'none'],
		['nobody', event('message', 1, { subscriber: null }), 'none'],
		['a press in a chat that the bot is not in', event('buttonPressed', 1, { chat: null }), 'updates'],
		['a message of a service without chats', event('message', 1, { chat: null }), 'keeps'],
		['a notification', event('notification', 1), 'updates'],
		['a delivery status', event('status', 1), 'updates'],
	])('of %s: %#', (_, one, effect) => {
		expect(effectOf(one)).toBe(effect);
	});
});

describe('in any order', () => {
	const events = fc.array(
		fc
			.tuple(
				fc.constantFrom('message', 'start', 'block', 'end', 'click', 'phone', 'read', 'refused'),
				fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constantFrom(1.2, 1.7, 2.5)),
			)
			.map(([kind, second]): BotEvent => {
				const report = { messageId: '1', reason: null, description: null };
				switch (kind) {
					case 'start':
						return started(second);
					case 'block':
						return blockedBy(second);
					case 'end':
						return event('unsubscribed', second);
					case 'click':
						return event('linkClicked', second);
					case 'phone':
						return event('phoneShared', second, { card: { phone: '1', name: '', own: true } });
					case 'read':
						return event('status', second, { status: { ...report, status: 'read' } });
					case 'refused':
						return event('status', second, { status: { ...report, status: 'notSubscribed' } });
					default:
						return event('message', second);
				}
			}),
		{ minLength: 1, maxLength: 12 },
	);
	const fate = ({ status, statusAt, firstSeen, lastSeen, phoneConfirmedAt }: SubscriberRecord) => ({
		status,
		statusAt,
		firstSeen,
		lastSeen,
		phoneConfirmedAt,
	});

	it('the same events end in the same state', () => {
		fc.assert(
			fc.property(
				events.chain((all) =>
					fc.tuple(
						fc.constant(all),
						fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
					),
				),
				([one, other]) => expect(fate(after(...other))).toEqual(fate(after(...one))),
			),
			{ numRuns: 2_000 },
		);
	});

	it('an event that comes again changes nothing', () => {
		fc.assert(
			fc.property(events, (all) => {
				const row = after(...all);
				expect(fate(all.reduce(mergeEvent, row))).toEqual(fate(row));
			}),
			{ numRuns: 500 },
		);
	});
});

describe('a send', () => {
	const now = new Date(Date.UTC(2026, 0, 1, 12, 0, 30, 900));
	const receipt: Receipt = {
		service: 'telegram',
		bot: { id: '7', name: 'Shop' },
		recipient: { form: 'id', value: '42', id: '42' },
		messageId: '100',
		messageIds: ['100'],
		status: 'sent',
		reason: null,
		cost: null,
		time: at(30),
		degraded: [],
		raw: null,
	};
	const sent = (known: SubscriberRecord, result: SendReport['result'], tellsUnreached = true) =>
		mergeReceipt(known, { service: 'telegram', botId: '7', id: '42', result, tellsUnreached }, now);
	const refused = (reason: Reason) => new Rejected({ reason, description: '', advice: '' });

	it.each([
		['blocked', 'blocked'],
		['deactivated', 'deactivated'],
		['notSubscribed', 'unsubscribed'],
		// an id that is not found is not gone, and a refusal that nobody knows says nothing
		['unknownRecipient', 'active'],
		['other', 'active'],
		['rateLimited', 'active'],
		['invalidMessage', 'active'],
	] as const)('that is refused as %s leaves the person %s', (reason, status) => {
		expect(sent(after(started(1)), refused(reason)).status).toBe(status);
	});

	it('that nobody answered changes nothing', () => {
		const row = after(started(1));
		const lost = new Unreachable({ outcome: 'unknown', code: 'X', description: '', advice: '' });
		expect(sent(row, lost)).toEqual(row);
		expect(sent(row, new InvalidInput('Text', 'is empty', ''))).toEqual(row);
	});

	it('that went out leaves its id, and revives who was thought to be gone', () => {
		expect(sent(after(started(1)), receipt)).toMatchObject({ lastMessageId: '100', statusAt: at(1) });
		expect(sent(after(blockedBy(1)), receipt)).toMatchObject({
			status: 'active',
			statusAt: now.toISOString(),
		});
	});

	it('proves nothing where the service never tells who was not reached', () => {
		expect(sent(after(blockedBy(1)), receipt, false).status).toBe('blocked');
	});

	it('that is refused in the second of a new start leaves the person active', () => {
		const blocked = sent(after(started(1)), refused('blocked'));
		expect(mergeEvent(blocked, started(30)).status).toBe('active');
	});
});

it('writes by hand only what is given', () => {
	const row = after(started(1, 'ref'));
	const now = new Date(at(40));
	expect(mergeChange(row, { ...who, phone: '+7 (999) 1', email: 'a@b.c', username: '@Ann' }, now)).toEqual({
		...row,
		phone: '79991',
		email: 'a@b.c',
		username: 'ann',
	});
	expect(mergeChange(row, { ...who, status: 'blocked' }, now).statusAt).toBe(at(40));
});
