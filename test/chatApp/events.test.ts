import fc from 'fast-check';

import { CHAT_APP_EVENTS, readItem } from '../../client/chatApp/events';

const READING = { bot: { id: 'cams-1', name: null }, receivedAt: '2026-03-01T12:00:00.000Z' };
const AT = 1_662_104_191_973;

const read = (item: unknown) => {
	const events = readItem(item, READING);
	expect(events).toHaveLength(1);
	return events[0]!;
};

/** The vendor's documented example, with the placeholders of its numbers filled. */
const TEXT = {
	MessageId: '1000000000000001',
	From: '8613888880000',
	To: '861370000000',
	DisplayName: 'Mr Liu',
	Type: 'TEXT',
	Message: "hello,it's me",
	Timestamp: AT,
	Name: 'jack',
};

const inbound = (Type: string, Message: unknown, more: object = {}) =>
	read({ ...TEXT, Type, Message: typeof Message === 'string' ? Message : JSON.stringify(Message), ...more });

describe('an inbound message', () => {
	it('is read as documented', () => {
		expect(read(TEXT)).toEqual({
			event: 'message',
			service: 'chatApp',
			bot: READING.bot,
			subscriber: {
				id: '8613888880000',
				name: 'Mr Liu',
				firstName: null,
				lastName: null,
				username: null,
				language: null,
				phone: null,
				isBot: false,
			},
			chat: { id: '8613888880000', type: 'private', title: null },
			message: {
				id: '1000000000000001',
				text: "hello,it's me",
				kind: 'text',
				command: null,
				file: null,
				replyTo: null,
			},
			language: 'en',
			happenedAt: new Date(AT).toISOString(),
			receivedAt: READING.receivedAt,
			raw: TEXT,
		});
	});

	it('is read with the odd key of the vendor’s examples, and with a time in digits', () => {
		const { Timestamp: _, ...item } = TEXT;
		expect(read({ ...item, 'Timestamp ': AT })).toMatchObject({ happenedAt: new Date(AT).toISOString() });
		expect(read({ ...item, Timestamp: String(AT) })).toMatchObject({
			happenedAt: new Date(AT).toISOString(),
		});
		expect(read(item)).toMatchObject({ happenedAt: null });
	});

	it('needs no more than id, sender and type', () => {
		expect(read({ MessageId: 'm', From: 42, Type: 'text' })).toMatchObject({
			event: 'message',
			subscriber: { id: '42', name: '42' },
			message: { text: '' },
		});
	});

	it('says a command, and the bot of another channel', () => {
		expect(inbound('TEXT', '/Start ref_1').message).toMatchObject({ command: 'start' });
		expect(inbound('TEXT', 'a /start').message).toMatchObject({ command: null });
		expect(inbound('TEXT', 'a', { CustSpaceId: 'cams-2' }).bot).toEqual({ id: 'cams-2', name: null });
		expect(inbound('TEXT', 'a', { CustSpaceId: 'cams-1' }).bot).toBe(READING.bot);
	});

	it('takes a text that looks like JSON for a text', () => {
		expect(inbound('TEXT', '{"url":"https://x"}').message).toMatchObject({
			text: '{"url":"https://x"}',
			file: null,
		});
	});

	it.each([
		['IMAGE', { caption: 'look', id: 'f1', mimeType: 'image/png', url: 'https://oss/1' }, 'look', null],
		['VIDEO', { name: 'v.mp4', id: 'f1', mimeType: 'video/mp4', url: 'https://oss/1' }, '', 'v.mp4'],
		['AUDIO', { filename: 'a.ogg', animated: false, id: 'f1', url: 'https://oss/1' }, '', 'a.ogg'],
		['DOCUMENT', { name: 'x', id: 'f1', filename: 'd.pdf', url: 'https://oss/1' }, '', 'd.pdf'],
	])('%s brings the address of its file', (type, content, text, name) => {
		const { event, message } = inbound(type, content);
		expect(event).toBe('message');
		expect(message).toMatchObject({
			kind: type.toLowerCase(),
			text,
			file: { kind: type.toLowerCase(), fileId: 'f1', name, size: null, url: 'https://oss/1' },
		});
	});

	it('of a file that says nothing of it has none, and is a message all the same', () => {
		for (const content of ['{broken', '[]', '{}', ''])
			expect(inbound('IMAGE', content)).toMatchObject({ event: 'message', message: { file: null } });
	});

	it('with a place keeps it in the raw data', () => {
		const place = { address: 'a', latitude: '1', longitude: '2', name: 'n' };
		expect(inbound('LOCATION', place)).toMatchObject({
			event: 'message',
			message: { kind: 'location', text: '' },
			raw: { Message: JSON.stringify(place) },
		});
	});

	it('by a button is a press with its payload, else with its label', () => {
		expect(inbound('REPLY', { text: 'Yes', payload: 'order:1' })).toMatchObject({
			event: 'buttonPressed',
			button: { data: 'order:1', pressId: TEXT.MessageId, messageId: null },
			message: { text: 'Yes' },
		});
		expect(inbound('REPLY', { text: 'Yes' })).toMatchObject({ button: { data: 'Yes' } });
		expect(inbound('REPLY', 'Yes')).toMatchObject({ button: { data: 'Yes' }, message: { text: 'Yes' } });
	});

	it('with a contact card is a phone only where the card says that it is the sender’s own', () => {
		const own = { user_id: TEXT.From, phone_number: '+7 999 000-00-01', first_name: 'Ann' };
		expect(inbound('CONTACTS', own)).toMatchObject({
			event: 'phoneShared',
			card: { phone: '79990000001', name: 'Ann', own: true },
			subscriber: { phone: '79990000001' },
		});
		for (const card of [{ ...own, user_id: '7' }, { ...own, phone_number: '' }, [own, own], 'Ann', {}]) {
			const event = inbound('CONTACTS', card);
			expect(event).toMatchObject({ event: 'message', subscriber: { phone: null } });
			expect(event).not.toHaveProperty('card');
		}
		expect(inbound('CONTACTS', [own])).toMatchObject({ event: 'phoneShared' });
	});

	it.each(['SYSTEM', 'somethingNew'])('of the type %s is a notification', (type) => {
		expect(inbound(type, { a: 1 })).toMatchObject({
			event: 'notification',
			notification: { kind: type.toLowerCase() },
			subscriber: { id: TEXT.From },
		});
	});
});

describe('a status', () => {
	const status = (Status: string, more: object = {}) =>
		read({ MessageId: 'm1', TaskId: 'm1', From: 'bot', To: '42', Timestamp: AT, Status, ...more });

	it.each([
		['Sent', 'sent'],
		['Delivered', 'delivered'],
		['Read', 'read'],
		['READ', 'read'],
	])('%s moves the message to %s', (word, reached) => {
		expect(status(word)).toMatchObject({
			event: 'status',
			subscriber: { id: '42' },
			chat: { id: '42', type: 'private' },
			status: { messageId: 'm1', status: reached, reason: null, description: null },
		});
		expect(status(word).status).not.toHaveProperty('clientId');
	});

	it('tells the workflow’s own id where there was one', () => {
		expect(status('Sent', { TaskId: 'task-1' }).status).toMatchObject({ clientId: 'task-1' });
	});

	it.each([
		[{ ErrorCode: '131026', ErrorDescription: '131026:Receiver is …' }, '131026:Receiver is …'],
		[{ ErrorCode: '7', ErrorDescription: 'Nobody there' }, '7: Nobody there'],
		[{ ErrorCode: 131026 }, '131026'],
		[{ StatusDescription: 'gone' }, 'gone'],
		[{}, null],
	])('failed keeps the words of the service: %j', (more, description) => {
		expect(status('Failed', more).status).toMatchObject({ status: 'failed', reason: 'other', description });
	});

	it('of an unknown word moves nothing, and says the word', () => {
		expect(status('Deleted').status).toEqual({
			messageId: 'm1',
			status: 'unknown',
			reason: null,
			description: 'Deleted',
		});
	});

	it('that is about a person is a notification', () => {
		expect(status('unsubscribe')).toMatchObject({
			event: 'notification',
			notification: { kind: 'unsubscribe' },
		});
	});
});

it.each([
	[{ WabaId: '1', TemplateCode: 't', AuditStatus: 'fail', Reason: 'r' }, 'audit'],
	[{ Type: 'phoneQualityUpdate', Status: 'GREEN' }, 'phoneQualityUpdate'],
	[{ hello: 'world' }, 'unknown'],
])('%j is a notification of the kind %s', (item, kind) => {
	expect(read(item)).toMatchObject({ event: 'notification', notification: { kind }, raw: item });
	expect(read(item)).not.toHaveProperty('error');
});

it.each([[null], [7], ['text'], [[]], [{}]])('%j says that nothing could be read of it', (item) => {
	expect(read(item)).toMatchObject({ event: 'notification', error: expect.any(String) as string, raw: item });
});

it('never throws, and gives one event of those that it offers', () => {
	const words = fc.oneof(
		fc.constantFrom(
			'TEXT',
			'IMAGE',
			'REPLY',
			'CONTACTS',
			'Sent',
			'Failed',
			'{"url":1}',
			'[null]',
			'{"payload":{}}',
		),
		fc.anything(),
	);
	const names = [
		'MessageId',
		'From',
		'To',
		'Type',
		'Message',
		'Status',
		'Timestamp ',
		'TaskId',
		'ErrorCode',
		'Name',
	];
	const item = fc.record(Object.fromEntries(names.map((name) => [name, words])), { requiredKeys: [] });
	fc.assert(
		fc.property(fc.oneof(item, fc.anything()), (given) => {
			expect(CHAT_APP_EVENTS).toContain(read(given).event);
		}),
	);
});
