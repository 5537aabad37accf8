import fc from 'fast-check';

import { contactOf, toE164 } from '../../client/events/contact';
import { blank } from '../../client/registry/columns';
import { mergeEvent } from '../../client/registry/merge';
import type { SubscriberRecord } from '../../client/registry/types';
import { readUpdate } from '../../client/telegram/updates';
import { ann, event } from '../registry/event';

const record = (more: Partial<SubscriberRecord> = {}): SubscriberRecord => ({
	...blank({ service: 'telegram', botId: '7', subscriberId: '42' }),
	...more,
});

it('says who wrote, ready for comparing', () => {
	expect(contactOf(event('message', 1), null, 'tg')).toEqual({
		serviceId: 'tg-42',
		externalId: null,
		phone: null,
		email: null,
		firstName: 'Ann',
		lastName: 'Lee',
		username: 'ann_lee',
		language: 'ru',
	});
});

it('has nulls only for an event of nobody', () => {
	const { ...contact } = contactOf(event('notification', 1, { subscriber: null }), null, 'tg');
	expect(new Set(Object.values(contact))).toEqual(new Set([null]));
});

it('names the service where it has no short word for itself', () => {
	expect(contactOf(event('message', 1), undefined).serviceId).toBe('telegram-42');
});

it('tells what the registry knows: phone, e-mail, external id, language', () => {
	const known = record({
		phone: '79990000001',
		email: ' Ann@Example.com ',
		externalId: 'crm-1',
		language: 'pt-br',
		firstName: 'Anna',
	});
	expect(contactOf(event('buttonPressed', 1), known, 'tg')).toEqual({
		serviceId: 'tg-42',
		externalId: 'crm-1',
		phone: '+79990000001',
		email: 'ann@example.com',
		firstName: 'Anna',
		lastName: null,
		username: null,
		language: 'pt-br',
	});
});

it('takes e-mail and external id of a service that knows them', () => {
	const subscriber = { ...ann, email: 'A@B.io', externalId: 'x-1' };
	expect(contactOf(event('status', 1, { subscriber }), null)).toMatchObject({
		email: 'a@b.io',
		externalId: 'x-1',
	});
});

it('claims no language that nobody has heard', () => {
	const subscriber = { ...ann, language: null };
	expect(contactOf(event('message', 1, { subscriber, language: 'en' }), null).language).toBeNull();
});

describe('a shared phone', () => {
	const shared = (user_id: number | undefined) =>
		readUpdate(
			{
				update_id: 1,
				message: {
					message_id: 1,
					date: 1_767_268_800,
					chat: { id: 42, type: 'private' },
					from: { id: 42, is_bot: false, first_name: 'Ann' },
					contact: { phone_number: '+7 (999) 000-00-02', first_name: 'Bob', user_id },
				},
			},
			{ bot: { id: '7', name: null }, receivedAt: '2026-01-01T12:00:00.000Z' },
		)[0]!;

	it('counts when it is the own one', () => {
		expect(contactOf(shared(42), null).phone).toBe('+79990000002');
	});

	it.each([43, undefined])(
		'of somebody else (%p) never gets into the contact, with the registry or without',
		(id) => {
			expect(contactOf(shared(id), null).phone).toBeNull();
			expect(contactOf(shared(id), mergeEvent(record(), shared(id))).phone).toBeNull();
			expect(contactOf(shared(id), mergeEvent(record({ phone: '15550100' }), shared(id))).phone).toBe(
				'+15550100',
			);
		},
	);
});

describe('E.164', () => {
	it.each([
		['+7 999 000-00-01', '+79990000001'],
		['79990000001', '+79990000001'],
		['', null],
		[null, null],
		['12345', null],
		['0123456789', null],
		['1234567890123456', null],
	])('%j → %j', (given, expected) => {
		expect(toE164(given)).toBe(expected);
	});

	it('is null or a plus with 7 to 15 digits, whatever was given', () => {
		fc.assert(fc.property(fc.string(), (text) => /^(\+[1-9]\d{6,14})?$/.test(toE164(text) ?? '')));
	});
});
