import { readActivity } from '../../client/esputnik/activities';

const BOT = { id: 'app', name: null };
const RECEIVED = '2026-03-01T12:00:00.000Z';

const read = (activity: unknown) => readActivity(activity, { bot: BOT, receivedAt: RECEIVED })[0];

const base = {
	iid: 'r1',
	contactId: 77,
	externalCustomerId: 'tg-42',
	mediaType: 'telegram',
	activityDateTime: '2023-09-14T08:30:07',
	statusData: {},
};

it('a status is told with the id of the message and the chat of the person', () => {
	const activity = { ...base, activityStatus: 'SENT' };
	expect(read(activity)).toEqual({
		event: 'status',
		service: 'esputnik',
		bot: BOT,
		subscriber: {
			id: '42',
			name: '42',
			firstName: null,
			lastName: null,
			username: null,
			language: null,
			phone: null,
			isBot: false,
		},
		chat: { id: '42', type: 'private', title: null },
		status: { messageId: 'r1', status: 'sent', reason: null, description: null },
		language: 'en',
		happenedAt: null,
		receivedAt: RECEIVED,
		raw: activity,
	});
});

it.each([
	['SENT', undefined, 'sent', null],
	['DELIVERED', undefined, 'delivered', null],
	['READ', undefined, 'read', null],
	['UNDELIVERED', 'No such chat', 'failed', 'other'],
	['UNDELIVERED', 'Forbidden: bot was blocked by the user', 'blocked', 'blocked'],
	['FAILED', 'User BLOCKED the bot', 'blocked', 'blocked'],
	['FAILED', undefined, 'failed', 'other'],
	['failed', undefined, 'failed', 'other'],
])('%s (%s) is %s', (activityStatus, statusDescription, status, reason) => {
	expect(read({ ...base, activityStatus, statusDescription })).toMatchObject({
		event: 'status',
		status: { status, reason, description: statusDescription ?? null },
	});
});

it.each([
	['2023-09-14T08:30:07', 'Europe/Kyiv', '2023-09-14T05:30:07.000Z'],
	['2023-12-14T08:30:07', ' Europe/Kyiv ', '2023-12-14T06:30:07.000Z'],
	['2023-09-14T08:30:07Z', 'Europe/Kyiv', '2023-09-14T08:30:07.000Z'],
	['2023-09-14T08:30:07', '', null],
	['2023-09-14T08:30:07', 'Europe/Nowhere', null],
	['yesterday', 'Europe/Kyiv', null],
	[undefined, 'Europe/Kyiv', null],
])(
	'%s with the time zone “%s” of the credential happened at %s',
	(activityDateTime, timeZone, happenedAt) => {
		const activity = { ...base, activityStatus: 'SENT', activityDateTime };
		const about = { bot: BOT, receivedAt: RECEIVED, settings: { appUuid: 'app', timeZone } };
		expect(readActivity(activity, about)[0]).toMatchObject({ happenedAt });
	},
);

it('a click is told with its link', () => {
	const click = { ...base, activityStatus: 'CLICKED', clickEventLink: 'https://example.com/?a=1' };
	expect(read(click)).toMatchObject({
		event: 'linkClicked',
		link: { url: 'https://example.com/?a=1' },
		status: { messageId: 'r1', status: 'clicked' },
	});
	expect(read({ ...click, clickEventLink: undefined })).toMatchObject({ link: { url: '' } });
});

it.each([
	['UNSUBSCRIBED', 'unsubscribed'],
	['SPAM', 'notification'],
	['SUBSCRIPTION_CHANGED', 'notification'],
	['SOMETHING_NEW', 'notification'],
])('%s is the event %s', (activityStatus, event) => {
	const told = read({ ...base, activityStatus });
	expect(told?.event).toBe(event);
	expect(told?.status).toBeUndefined();
	if (event === 'notification') expect(told?.notification).toEqual({ kind: activityStatus });
});

it.each(['telegram', 'Telegram', 'TELEGRAM', 'telegrambot', 'TelegramBot'])(
	'%s is a message of the bot',
	(mediaType) => {
		const told = read({ ...base, mediaType, activityStatus: 'SENT' });
		expect(told).toMatchObject({ bot: BOT, chat: { id: '42' } });
		expect(told?.status).not.toHaveProperty('channel');
	},
);

it.each([
	['SMS', 'sms'],
	['Email', 'email'],
	['viber', 'viber'],
	[undefined, 'unknown'],
])('%s is told as such, and says nothing of the person in the chat', (mediaType, channel) => {
	const told = read({ ...base, mediaType, activityStatus: 'DELIVERED' });
	expect(told).toMatchObject({
		bot: null,
		chat: null,
		subscriber: { id: 'contact-77' },
		status: { status: 'delivered', channel },
	});
	expect(read({ ...base, mediaType, activityStatus: 'UNSUBSCRIBED' })?.event).toBe('notification');
});

it.each(['email', 'SMS', 'viber', undefined])(
	'what was blocked on its way as %s failed, and is nobody’s block of the bot',
	(mediaType) => {
		const statusDescription = '550 5.7.1 Message blocked';
		expect(read({ ...base, mediaType, activityStatus: 'UNDELIVERED', statusDescription })).toMatchObject({
			status: { status: 'failed', reason: 'other', description: statusDescription },
		});
	},
);

describe('the person', () => {
	const who = (changes: object) => read({ ...base, activityStatus: 'SENT', ...changes });

	it('is known by the chat only where this package gave the external id', () => {
		expect(who({ externalCustomerId: 'crm-4711' })).toMatchObject({
			subscriber: { id: 'contact-77', externalId: 'crm-4711' },
			chat: null,
		});
		expect(who({ externalCustomerId: undefined, contactId: '77' })).toMatchObject({
			subscriber: { id: 'contact-77' },
			chat: null,
		});
	});

	it.each(['tg-', 'tg-42x', 'xtg-42', 'tg--42', 'tg-42\n'])(
		'is not guessed from %j',
		(externalCustomerId) => {
			expect(who({ externalCustomerId })).toMatchObject({ subscriber: { id: 'contact-77' }, chat: null });
		},
	);

	it('is nobody where nothing is told', () => {
		expect(who({ externalCustomerId: undefined, contactId: undefined })).toMatchObject({ subscriber: null });
	});
});

it.each([null, 'x', 7, [], {}, { activityStatus: {} }])(
	'%j is an event that says it could not be read',
	(activity) => {
		expect(read(activity)).toMatchObject({
			event: 'notification',
			notification: { kind: 'unknown' },
			error: 'This activity has no status that could be read',
			raw: activity,
		});
	},
);
