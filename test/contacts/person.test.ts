import { readPerson as read } from '../../client/contacts/person';
import { contactOf } from '../../client/events/contact';
import { blank } from '../../client/registry/columns';
import { InvalidInput } from '../../client/model/error';
import type { DeliveryStatus } from '../../client/model/status';
import { ann, at, blockedBy, event, started } from '../registry/event';

const readPerson = (given: unknown, field: string) =>
	read(given, field, (service) => service === 'telegram' || service === 'esputnik');

/** As the trigger gives it. */
const item = (one = started(1)) => ({ ...one, contact: contactOf(one, null, 'tg') });

it('is the person of an event', () => {
	expect(readPerson(item(), 'Subscriber')).toEqual({
		chatId: '42',
		externalId: 'tg-42',
		username: 'ann_lee',
		data: { externalId: 'tg-42', firstName: 'Ann', lastName: 'Lee', language: 'ru' },
		gone: undefined,
		since: at(1),
	});
});

it('is the person of a row, under the id that the user gave them', () => {
	const row = {
		...blank({ service: 'telegram', botId: '7', subscriberId: '42' }),
		chatId: '42',
		phone: '380501234567',
		email: 'ann@example.com',
		externalId: 'crm-1',
		status: 'active',
		statusAt: at(7),
	};
	expect(readPerson(row, 'Subscriber')).toEqual({
		chatId: '42',
		externalId: 'crm-1',
		username: undefined,
		data: { externalId: 'crm-1', phone: '380501234567', email: 'ann@example.com' },
		gone: undefined,
		since: at(7),
	});
	expect(readPerson({ ...row, externalId: null }, 'Subscriber').externalId).toBeUndefined();
});

it('has gone after a block, or where the registry says so', () => {
	expect(readPerson(item(blockedBy(1)), 'Subscriber').gone).toBe('blocked');
	for (const status of ['blocked', 'deactivated', 'unsubscribed']) {
		expect(readPerson({ subscriberId: '42', status }, 'Subscriber').gone).toBe(status);
	}
});

it('has gone where a message tells of the block, too: that must not register them again', () => {
	const about = { messageId: 'r1', reason: null, description: null };
	const status = (word: DeliveryStatus) => item(event('status', 1, { status: { ...about, status: word } }));
	expect(readPerson(status('blocked'), 'Subscriber').gone).toBe('blocked');
	expect(readPerson(status('failed'), 'Subscriber').gone).toBeUndefined();
	expect(readPerson(status('sent'), 'Subscriber').gone).toBeUndefined();
});

it('of a row with a phone that is none is written without it', () => {
	expect(readPerson({ subscriberId: '42', phone: '12' }, 'Subscriber').data).toEqual({});
});

it.each<[string, unknown, string]>([
	['a text', 'x', 'is no JSON object'],
	['something else', { hello: 'world' }, 'neither an event'],
	['a group', { ...item(), chat: { id: '-1', type: 'group' } }, 'comes from a group'],
	['a bot', item(event('message', 1, { subscriber: { ...ann, isBot: true } })), 'is about a bot'],
	['nobody', item(event('notification', 1, { subscriber: null, chat: null })), 'names no chat'],
	['an event of another service', { ...item(), service: 'smsc' }, 'comes from “smsc”'],
	['a row of another service', { service: 'chatApp', subscriberId: '42' }, 'comes from “chatApp”'],
	['an empty row', { subscriberId: '', chatId: '' }, 'names no chat'],
])('is not %s', (_, given, detail) => {
	let failure: unknown;
	try {
		readPerson(given, 'Subscriber');
	} catch (thrown) {
		failure = thrown;
	}
	expect(failure).toBeInstanceOf(InvalidInput);
	expect((failure as InvalidInput).detail).toContain(detail);
});
