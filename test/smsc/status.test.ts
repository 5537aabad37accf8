import { ENDED, PROGRESS, type DeliveryStatus } from '../../client/model/status';
import { reporterOf } from '../../client/smsc/report';
import { ERRS, errOf, STATUSES, statusOf } from '../../client/smsc/status';
import { lineTo } from './line';

const about = { recipient: { form: 'phone', value: '79990000001' }, messageId: '1' } as const;

/** The contract's table, row by row. */
it.each<[number, DeliveryStatus, string | null, string]>([
	[-3, 'unknown', 'other', 'Message not found'],
	[-2, 'failed', 'other', 'Stopped'],
	[-1, 'queued', null, 'Waiting to be sent'],
	[0, 'sent', null, 'Passed to the operator'],
	[1, 'delivered', null, 'Delivered'],
	[2, 'read', null, 'Read'],
	[3, 'expired', 'other', 'Expired'],
	[4, 'clicked', null, 'Link clicked'],
	[6, 'rejected', 'other', 'Rejected by the recipient’s server, or spam'],
	[20, 'failed', 'other', 'Impossible to deliver'],
	[22, 'rejected', 'unknownRecipient', 'Invalid number'],
	[23, 'rejected', 'other', 'Forbidden'],
	[24, 'queued', 'noMoney', 'Not enough money'],
	[25, 'failed', 'unknownRecipient', 'Unavailable number'],
])('status %i is %s', async (code, status, reason, description) => {
	const report = await reporterOf(lineTo('http://127.0.0.1:1'), []);
	for (const written of [code, String(code)]) {
		expect(report({ status: written }, about)).toMatchObject({ status, reason, description });
	}
});

it('has no other rows', () => {
	expect([...STATUSES.keys()]).toEqual([-3, -2, -1, 0, 1, 2, 3, 4, 6, 20, 22, 23, 24, 25]);
});

it.each([20, 22, 23, 25, 3])('status %i, of a message that did not arrive, ends it', (code) => {
	expect(ENDED as readonly string[]).toContain(statusOf(code).status);
});

it('claims no progress that the service does not tell', () => {
	const told = [...STATUSES.values()].map(({ status }) => status);
	expect(PROGRESS.every((status) => told.includes(status))).toBe(true);
	expect(told).not.toContain('blocked');
	expect(told).not.toContain('notSubscribed');
});

it('a code that is not in the table ends nothing and keeps its number', () => {
	expect(statusOf(77)).toEqual({
		status: 'unknown',
		label: 'Status 77, which is not documented',
		reason: null,
	});
});

/** The contract's list, one by one; 0 is none. */
const WORDS: ReadonlyArray<[err: number, says: RegExp]> = [
	[1, /subscriber does not exist/],
	[2, /mailbox is full/],
	[3, /server was not found/],
	[4, /mailbox is blocked/],
	[6, /subscriber is offline/],
	[11, /service is not connected/],
	[12, /wrong with the phone/],
	[13, /subscriber is blocked/],
	[21, /service is not supported/],
	[200, /virtually, as a test/],
	[219, /SIM card was replaced/],
	[220, /operator’s queue is full/],
	[237, /No answer/],
	[238, /no template/],
	[239, /IP address is forbidden/],
	[240, /Busy/],
	[241, /could not be converted/],
	[242, /answering machine/],
	[243, /no contract/],
	[244, /Mailing is forbidden/],
	[245, /No status came within 24 hours/],
	[246, /time of day/],
	[247, /daily limit of messages/],
	[248, /no route/],
	[249, /invalid format/],
	[250, /settings forbid this number/],
	[251, /limit for one number/],
	[252, /number is forbidden/],
	[253, /spam filter/],
	[254, /sender ID is not registered/],
	[255, /operator rejected/],
];

it.each(WORDS)('err %i says why', (err, says) => {
	expect(errOf(err)?.label).toMatch(says);
	expect(errOf(err)?.label).toMatch(/^[A-Z].*[^.]$/);
});

it('has a word for every err of the contract, and no others', () => {
	expect([...ERRS.keys()]).toEqual(WORDS.map(([err]) => err));
	expect(errOf(99)).toEqual({ label: 'Error 99, which is not documented' });
	expect([errOf(0), errOf(null)]).toEqual([undefined, undefined]);
});

describe('a report', () => {
	const reportOf = async (row: Record<string, unknown>, timeZone?: string) =>
		(await reporterOf(lineTo('http://127.0.0.1:1', timeZone === undefined ? {} : { timeZone }), [row]))(
			row,
			about,
		);

	it('says why a message was not delivered, in the words of both codes', async () => {
		expect(await reportOf({ status: 20, err: '1' })).toMatchObject({
			status: 'failed',
			reason: 'unknownRecipient',
			description: 'Impossible to deliver: The subscriber does not exist',
		});
		expect(await reportOf({ status: 20, err: 6 })).toMatchObject({ reason: 'other' });
	});

	it('of a delivered test message says that it was one, and gives no reason', async () => {
		expect(await reportOf({ status: 1, err: 200 })).toMatchObject({
			reason: null,
			description: 'Delivered: Sent virtually, as a test',
		});
	});

	it.each([
		[{ last_timestamp: 1577550022, last_date: '01.01.2000 00:00:00' }, '2019-12-28T16:20:22.000Z'],
		[{ last_timestamp: '1577550022' }, '2019-12-28T16:20:22.000Z'],
		[{ last_date: '28.12.2019 19:20:22' }, '2019-12-28T16:20:22.000Z'],
		[{ last_timestamp: 0, last_date: '28.12.2019 19:20:22' }, '2019-12-28T16:20:22.000Z'],
		[{ last_date: 'yesterday' }, null],
		[{ last_date: '' }, null],
		[{}, null],
	])('reads the time from %j', async (dates, time) => {
		expect(await reportOf({ status: 1, ...dates })).toMatchObject({ time });
	});

	it('reads a date in the account’s zone, also across the change to summer time', async () => {
		expect(await reportOf({ status: 1, last_date: '28.12.2019 19:20:22' }, 'Asia/Almaty')).toMatchObject({
			time: '2019-12-28T13:20:22.000Z',
		});
		expect(await reportOf({ status: 1, last_date: '01.07.2024 12:00:00' }, 'Europe/Kyiv')).toMatchObject({
			time: '2024-07-01T09:00:00.000Z',
		});
		expect(await reportOf({ status: 1, last_date: '01.01.2024 12:00:00' }, 'Europe/Kyiv')).toMatchObject({
			time: '2024-01-01T10:00:00.000Z',
		});
		expect(await reportOf({ status: 1, last_date: '28.12.2019 19:20:22' }, ' ')).toMatchObject({
			time: '2019-12-28T16:20:22.000Z',
		});
	});

	it('refuses a time zone that does not exist, once it is needed', async () => {
		expect(await reportOf({ status: 1, last_timestamp: 1577550022 }, 'Mars/Olympus')).toMatchObject({
			status: 'delivered',
		});
		await expect(
			reportOf({ status: 1, last_date: '28.12.2019 19:20:22' }, 'Mars/Olympus'),
		).rejects.toMatchObject({
			message: 'Time Zone “Mars/Olympus” in the credential is not known',
		});
	});

	it.each([
		['1.20', 1.2],
		[0.3, 0.3],
		['1,20', 1.2],
		['', null],
		['free', null],
		[undefined, null],
	])('reads the cost %j', async (cost, amount) => {
		expect((await reportOf({ status: 1, cost })).cost).toEqual(
			amount === null ? null : { amount, currency: null },
		);
	});
});
