import fc from 'fast-check';
import { API_CONSTANTS } from 'grammy';

import { compileFilter, type FilterSettings } from '../../client/events/filter';
import { EVENT_NAMES } from '../../client/model/event';
import { ALL_KINDS, kindsOf } from '../../client/telegram/kinds';
import { receiver } from '../../client/telegram/receiver';
import { readUpdate } from '../../client/telegram/updates';

const READING = { bot: { id: '7', name: 'Shop' }, receivedAt: '2026-11-21T09:00:00.000Z' };
const ANN = { id: 42, is_bot: false, first_name: 'Ann', language_code: 'pt-BR' };
const PRIVATE = { id: 42, type: 'private', first_name: 'Ann' };
const GROUP = { id: -100, type: 'supergroup', title: 'Shop talk' };
const DATE = 1_795_251_600;

const read = (update: unknown) => {
	const events = readUpdate(update, READING);
	expect(events).toHaveLength(1);
	return events[0]!;
};

const message = (content: object, chat: object = PRIVATE, from: object = ANN) =>
	read({ update_id: 1, message: { message_id: 5, date: DATE, chat, from, ...content } });

const member = (from: string, to: string, chat: object = PRIVATE) =>
	read({
		update_id: 1,
		my_chat_member: {
			chat,
			from: ANN,
			date: DATE,
			old_chat_member: { status: from },
			new_chat_member: { status: to },
		},
	});

const command = [{ type: 'bot_command', offset: 0, length: 6 }];

test('every kind of update of the Bot API is known', () => {
	expect([...ALL_KINDS].sort()).toEqual([...API_CONSTANTS.ALL_UPDATE_TYPES].sort());
});

test('what is asked for is what the events need, and always blocks and unblocks', () => {
	expect(kindsOf(['buttonPressed'])).toEqual(['callback_query', 'my_chat_member']);
	expect(kindsOf(['notification'])).toEqual(ALL_KINDS);
});

describe('a start (R1–R3)', () => {
	it.each([
		['/start', command, null],
		['/start ref_42', command, 'ref_42'],
		['/start ref_42', undefined, 'ref_42'],
		['/start@shop_bot ref_42', command, 'ref_42'],
		['/start what is this?', command, null],
	])('%s is a subscription with payload %p → %p', (text, entities, payload) => {
		expect(message({ text, entities })).toMatchObject({
			event: 'subscribed',
			start: { payload, isNew: null, how: 'start' },
			subscriber: { id: '42' },
			happenedAt: new Date(DATE * 1_000).toISOString(),
		});
	});

	it('in a group is a message like any other (R17)', () => {
		expect(message({ text: '/start', entities: command }, GROUP)).toMatchObject({ event: 'message' });
	});

	it('is not hidden in the middle of a text', () => {
		expect(message({ text: 'press /start' })).toMatchObject({ event: 'message', message: { command: null } });
	});
});

it('takes a first photo without text as a message (R4)', () => {
	const photo = [{ file_id: 'small' }, { file_id: 'large', file_size: 9 }];
	expect(message({ photo, caption: 'look' }).message).toEqual({
		id: '5',
		text: 'look',
		kind: 'photo',
		command: null,
		file: { kind: 'photo', fileId: 'large', name: null, mimeType: null, size: 9 },
		replyTo: null,
	});
});

it('knows write access without a start as a subscription (R6)', () => {
	expect(message({ write_access_allowed: {} })).toMatchObject({
		event: 'subscribed',
		start: { how: 'allowed' },
	});
});

it('reads block and unblock in a private chat only (R7, R8, R17)', () => {
	expect(member('member', 'kicked')).toMatchObject({ event: 'unsubscribed', status: { status: 'blocked' } });
	expect(member('kicked', 'member')).toMatchObject({ event: 'subscribed', start: { how: 'unblocked' } });
	expect(member('member', 'kicked', GROUP)).toMatchObject({ event: 'notification' });
});

it('never says “undefined” for names that are not there (R10)', () => {
	const event = message({ text: 'x' }, PRIVATE, { id: 43, is_bot: false, first_name: '' });
	expect(event.subscriber).toEqual({
		id: '43',
		name: '43',
		firstName: null,
		lastName: null,
		username: null,
		language: null,
		phone: null,
		isBot: false,
	});
	expect(event.language).toBe('en');
});

it('keeps ids above 32 bits (R11) and the language (R14)', () => {
	const event = message({ text: 'x' }, PRIVATE, { ...ANN, id: 4_503_599_627_370_495 });
	expect(event.subscriber?.id).toBe('4503599627370495');
	expect(event.language).toBe('pt-br');
});

it('trusts a phone only on the sender’s own card (R13)', () => {
	const own = message({ contact: { phone_number: '+7 999 000-00-01', first_name: 'Ann', user_id: 42 } });
	expect(own).toMatchObject({
		event: 'phoneShared',
		card: { phone: '79990000001', name: 'Ann', own: true },
		subscriber: { phone: '79990000001' },
	});
	for (const user_id of [43, undefined]) {
		const foreign = message({ contact: { phone_number: '+79990000002', first_name: 'Bob', user_id } });
		expect(foreign).toMatchObject({
			event: 'phoneShared',
			card: { own: false },
			subscriber: { phone: null },
		});
	}
});

it('reads a press, also on a message that is gone', () => {
	const press = { id: '9', from: ANN, data: 'yes', message: { message_id: 5, date: 0, chat: PRIVATE } };
	expect(read({ update_id: 1, callback_query: press })).toMatchObject({
		event: 'buttonPressed',
		button: { pressId: '9', data: 'yes', messageId: '5' },
		chat: { id: '42', type: 'private' },
	});
	expect(
		read({ update_id: 1, callback_query: { id: '9', from: ANN, inline_message_id: 'i' } }),
	).toMatchObject({
		button: { data: '', messageId: 'i' },
		chat: null,
	});
});

it('gives what it does not know as a notification', () => {
	expect(read({ update_id: 1, brand_new: { a: 1 } })).toMatchObject({
		event: 'notification',
		notification: { kind: 'brand_new' },
	});
});

it.each([
	[undefined],
	[null],
	['text'],
	[7],
	[[]],
	[{}],
	[{ update_id: 1 }],
	[{ message: 7 }],
	[{ callback_query: [] }],
])('tells that %p could not be read instead of failing', (update) => {
	expect(read(update).error).toEqual(expect.any(String));
});

/** Something under every name that a payload of the Bot API may have, of any type. */
const NAMES = [
	...[
		'id',
		'from',
		'user',
		'chat',
		'message',
		'date',
		'text',
		'entities',
		'contact',
		'photo',
		'document',
		'data',
	],
	...[
		'old_chat_member',
		'new_chat_member',
		'status',
		'type',
		'first_name',
		'username',
		'message_id',
		'file_id',
	],
	...[
		'caption',
		'user_id',
		'phone_number',
		'language_code',
		'is_bot',
		'reply_to_message',
		'animation',
		'sticker',
	],
];

const anything = fc.letrec((tie) => ({
	value: fc.oneof(
		{ maxDepth: 4 },
		fc.constantFrom(
			'private',
			'group',
			'kicked',
			'member',
			'/start',
			'/start a',
			'bot_command',
			42,
			true,
			null,
		),
		fc.string(),
		fc.double(),
		fc.array(tie('value'), { maxLength: 3 }),
		tie('object'),
	),
	object: fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 8 }),
}));

const updates = fc
	.tuple(
		fc.constantFrom<string>(...API_CONSTANTS.ALL_UPDATE_TYPES, 'of_tomorrow'),
		anything.object,
		anything.value,
	)
	.chain(([kind, object, value]) =>
		fc.constantFrom(
			{ update_id: 1, [kind]: object },
			{ update_id: 1, [kind]: value },
			{ [kind]: object },
			value,
		),
	);

const SETTINGS: FilterSettings = {
	events: EVENT_NAMES,
	chats: [],
	users: [],
	chatTypes: [],
	keyword: '',
	keywordMode: 'contains',
	query: '',
	ignoreBots: true,
};

describe('whatever Telegram may send', () => {
	it('is read into one event, and every filter decides about it, without an exception', () => {
		const filters = [
			SETTINGS,
			{ ...SETTINGS, chats: ['42'], chatTypes: ['private' as const] },
			{ ...SETTINGS, users: ['@ann', '42'], keyword: 'a' },
			{ ...SETTINGS, keyword: '^/start( \\w+)?$', keywordMode: 'regex' as const },
			{ ...SETTINGS, query: 'message:text, callback_query:data, my_chat_member, ::url, :file' },
		].map((settings) => compileFilter(settings, receiver));
		fc.assert(
			fc.property(updates, (update) => {
				const event = read(update);
				expect(EVENT_NAMES).toContain(event.event);
				expect(event.raw).toBe(update);
				expect(JSON.stringify({ ...event, raw: null })).not.toContain('undefined');
				for (const wants of filters) expect(typeof wants(event)).toBe('boolean');
			}),
			{ numRuns: 3_000 },
		);
	});

	it('is not changed by reading and filtering', () => {
		const wants = compileFilter({ ...SETTINGS, query: 'message' }, receiver);
		fc.assert(
			fc.property(updates, (update) => {
				const before = JSON.stringify(update);
				wants(read(update));
				expect(JSON.stringify(update)).toBe(before);
			}),
			{ numRuns: 500 },
		);
	});
});

describe('in a group of several bots', () => {
	const own = { ...READING, bot: { ...READING.bot, username: 'shop_bot' } };
	const said = (text: string, about: Parameters<typeof readUpdate>[1] = own) =>
		readUpdate(
			{ update_id: 1, message: { message_id: 5, chat: GROUP, from: ANN, text, entities: command } },
			about,
		)[0];

	it.each([
		['/help', 'help'],
		['/help@shop_bot me', 'help'],
		['/help@Shop_Bot', 'help'],
		['/help@other_bot me', null],
	])('%s is the command %p', (text, name) => {
		expect(said(text)?.message).toMatchObject({ text, command: name });
	});

	it('every command counts where nobody knows how the bot is called, and its username is nowhere in the event', () => {
		expect(said('/help@other_bot', READING)?.message?.command).toBe('help');
		expect(said('/help')?.bot).toEqual({ id: '7', name: 'Shop' });
	});

	it('a post of a channel that Telegram copies into it is nobody’s', () => {
		const copy = message({ text: 'News', is_automatic_forward: true }, GROUP, {
			id: 777_000,
			first_name: 'Telegram',
		});
		expect(copy).toMatchObject({ event: 'message', subscriber: { id: '777000', isBot: true } });
	});

	it('tells of a chat that the bot looks after for a business account', () => {
		const update = { message_id: 5, chat: PRIVATE, from: ANN, text: 'hi', business_connection_id: 'b1' };
		expect(read({ update_id: 1, business_message: update })).toMatchObject({
			event: 'message',
			chat: { id: '42', businessConnectionId: 'b1' },
		});
	});

	it('tells in which topic it was said or pressed, and none where the thread is only one of replies', () => {
		const topic = { message_thread_id: 17, is_topic_message: true };
		expect(message({ text: 'hi', ...topic }, GROUP).chat).toMatchObject({ id: '-100', topicId: '17' });
		expect(message({ text: 'hi', message_thread_id: 17 }, GROUP).chat).not.toHaveProperty('topicId');
		const press = { id: 'p', from: ANN, data: 'x', message: { message_id: 5, chat: GROUP, ...topic } };
		expect(read({ update_id: 1, callback_query: press }).chat).toMatchObject({ topicId: '17' });
	});
});

describe('what happens in a chat', () => {
	it.each([
		['new_chat_members', [ANN]],
		['left_chat_member', ANN],
		['pinned_message', { message_id: 4, chat: GROUP, date: DATE }],
		['forum_topic_created', { name: 'Help' }],
		['migrate_to_chat_id', -1_001],
		['delete_chat_photo', true],
	])('is nothing that somebody wrote: %s', (kind, content) => {
		const event = message({ [kind]: content }, GROUP);
		expect(event).toMatchObject({ event: 'notification', notification: { kind }, chat: { id: '-100' } });
		expect(event).not.toHaveProperty('message');
	});

	it.each([
		['successful_payment', 'successful_payment'],
		['web_app_data', 'web_app_data'],
		['sticker', 'sticker'],
		['something_new', 'other'],
	])('is not what somebody does for the bot: %s', (name, kind) => {
		expect(message({ [name]: {} })).toMatchObject({ event: 'message', message: { kind } });
	});

	it('is asked for where notifications are wanted', () =>
		expect(kindsOf(['notification'])).toContain('message'));
});
