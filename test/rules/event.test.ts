import fc from 'fast-check';

import type { Gateway } from '../../client/gateway';
import { gateways } from '../../client/gateways';
import { addressOf } from '../../client/rules/address';
import { readEvent } from '../../client/rules/event';
import { whyUnanswerable } from '../../client/rules/sender';
import { ANN, left, pressed, reported, said, shared, started, unblocked } from './events';

it.each([
	said('in a forum', {
		chat: { id: '-1', type: 'group', title: null, topicId: '17', businessConnectionId: 'b' },
	}),
	said('/help me'),
	pressed('a'),
	started('ref'),
	unblocked(),
	left(),
	shared(),
])('reads back what the trigger wrote: %j', (event) => {
	const { raw: _, ...json } = event;
	expect(readEvent(JSON.parse(JSON.stringify(json)), '')).toEqual({ ...event, raw: null });
});

it('knows the last language that was heard of somebody, where the event does not tell', () => {
	const told = { ...said('x', { subscriber: { ...ANN, language: null } }), contact: { language: 'pt-br' } };
	expect(readEvent(told, '').subscriber?.language).toBe('pt-br');
});

it.each([undefined, null, 5, [], {}, { event: 'telepathy', service: 'telegram' }, { event: 'message' }])(
	'refuses %j: it is no event',
	(json) => {
		expect(() => readEvent(json, '')).toThrow('Event is missing');
	},
);

it('never breaks on what people made of an item', () => {
	fc.assert(
		fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (subscriber, message, start) => {
			const event = readEvent(
				{
					event: 'message',
					service: 'telegram',
					subscriber,
					message,
					start,
					chat: subscriber,
					bot: message,
					button: start,
				},
				'2026-01-01T00:00:00Z',
			);
			expect(event).toMatchObject({ event: 'message', language: expect.any(String) as string });
			whyUnanswerable(event);
		}),
	);
});

it.each([
	['bot', said('x', { subscriber: { ...ANN, isBot: true } })],
	['own', said('x', { subscriber: { ...ANN, id: '7' } })],
	['noSender', said('x', { subscriber: null })],
	['business', said('x', { chat: { id: '42', type: 'private', title: 'Ann', businessConnectionId: 'b1' } })],
	[undefined, said('x')],
	[undefined, reported()],
])('holds back: %s', (why, event) => {
	expect(whyUnanswerable(event)).toBe(why);
});

describe('the address', () => {
	const [any] = gateways;
	const like = (can: Partial<Gateway['can']>): Gateway => {
		if (!any) throw new Error('no gateway');
		return { ...any, can: { ...any.can, ...can } };
	};
	const one: Partial<Gateway['can']> = { bots: 'one', recipientsNeedingBot: [] };

	it.each([
		[['id', 'username'], { form: 'id', value: '42' }],
		[['username'], { form: 'username', value: 'ann' }],
	] as const)('is found for a service that knows people by %j', (recipients, recipient) => {
		expect(addressOf(like({ ...one, recipients: [...recipients] }), said('x'))).toEqual({ recipient });
	});

	it.each([
		[
			{ id: '#123', username: null },
			{ form: 'uid', value: '123' },
		],
		[{ id: '@ann' }, { form: 'username', value: 'ann' }],
		[
			{ id: '79990000001', phone: '79990000001' },
			{ form: 'phone', value: '79990000001' },
		],
	] as const)(
		'is what the sign before the id says where people are known in several ways: %j',
		(who, recipient) => {
			const service = like({ ...one, recipients: ['phone', 'username', 'uid'] });
			expect(addressOf(service, said('x', { subscriber: { ...ANN, ...who } }))).toEqual({ recipient });
		},
	);

	it('is the chat, not the person, where it was said in a group', () => {
		const event = said('x', { chat: { id: '-100', type: 'group', title: 'Team' } });
		expect(addressOf(like({ ...one, recipients: ['id'] }), event).recipient.value).toBe('-100');
	});

	it('names the bot where the account has many, the chosen one where the event does not tell', () => {
		const many = like({ bots: 'many', recipients: ['username'], recipientsNeedingBot: ['username'] });
		const recipient = { form: 'username', value: 'ann' };
		expect(addressOf(many, said('x'), '@other')).toEqual({ recipient, bot: '7' });
		expect(addressOf(many, said('x', { bot: null }), '@other')).toEqual({ recipient, bot: '@other' });
		expect(() => addressOf(many, said('x', { bot: null }))).toThrow('Bot is empty');
	});

	it('is refused where nobody is named', () => {
		expect(() => addressOf(like({ ...one, recipients: ['phone'] }), said('x'))).toThrow('names nobody');
	});
});
