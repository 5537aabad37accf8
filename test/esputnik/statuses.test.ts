import { esputnik as gateway } from '../../client/esputnik/gateway';
import { Unreachable } from '../../client/model/error';
import type { EsputnikEmulator } from '../emulators/esputnik';
import { ANN, failureOf, lineTo, message, startEsputnik, to } from './line';

let esputnik: EsputnikEmulator;

beforeAll(async () => {
	esputnik = await startEsputnik();
});
afterAll(async () => await esputnik.stop());
beforeEach(() => esputnik.reset());

const line = () => lineTo(esputnik.apiUrl);
const ref = (messageId: string, form: 'id' | 'phone' = 'id') => ({
	messageId,
	recipient: { form, value: ANN },
});
const statuses = async (...ids: string[]) =>
	await gateway.getStatuses!(
		line(),
		ids.map((id) => ref(id)),
	);

/** The report on one message of which the service says this. */
const told = async (row: object, form: 'id' | 'phone' = 'id') => {
	esputnik.failNext({ status: 200, body: { results: { requestId: 'r1', ...row } } });
	return (await gateway.getStatuses!(line(), [ref('r1', form)]))[0];
};

it.each([
	['DELIVERED', 'delivered', null],
	['IN_QUEUE', 'queued', null],
	['PENDING', 'queued', null],
	['READ', 'read', null],
	['EXPIRED', 'expired', null],
	['UNDELIVERED', 'failed', 'other'],
	['FAILED', 'failed', 'other'],
	['ERROR', 'failed', 'other'],
	['UNKNOWN_INTERFACE', 'failed', 'other'],
	['BLACKLISTED', 'rejected', 'other'],
	['NOT_CONFIRMED', 'rejected', 'other'],
	['UNSUBSCRIBED', 'rejected', 'notSubscribed'],
	['NO_MONEY', 'rejected', 'noMoney'],
	['CANNOT_FIND_CHANNEL', 'notSubscribed', 'notSubscribed'],
	['MESSAGE_NOT_FOUND', 'unknown', null],
	['SENT', 'sent', null],
	['CLICKED', 'clicked', null],
])('%s is %s, in any case', async (status, ours, reason) => {
	expect(await told({ status })).toMatchObject({ status: ours, reason, description: status });
	expect(await told({ status: status.toLowerCase() })).toMatchObject({ status: ours });
});

it('FAILED that says Forbidden is blocked', async () => {
	expect(await told({ status: 'FAILED', message: 'Forbidden: bot was blocked by the user' })).toMatchObject({
		status: 'blocked',
		reason: 'blocked',
		description: 'FAILED: Forbidden: bot was blocked by the user',
	});
});

it('an SMS that an operator blocked failed: there is no bot to block', async () => {
	expect(await told({ status: 'UNDELIVERED', message: 'Blocked by the operator' }, 'phone')).toMatchObject({
		status: 'failed',
		reason: 'other',
		description: 'UNDELIVERED: Blocked by the operator',
	});
});

it('SENT is never more than sent, even with delivered beside it', async () => {
	expect(await told({ status: 'SENT', failed: 'false', delivered: 'true' })).toMatchObject({
		status: 'sent',
	});
});

it.each([
	[{ status: 'NEW', failed: 'true', delivered: 'false' }, 'failed', 'failed'],
	[{ status: 'NEW', failed: 'false', delivered: 'true' }, 'sent', 'delivered'],
	[{ status: 'NEW', failed: false, delivered: true }, 'sent', 'delivered'],
	[{ status: 'NEW', failed: 'false', delivered: 'false' }, 'unknown', 'unknown'],
	[{}, 'unknown', 'unknown'],
])('a word that nobody has named, %j, is %s in a chat and %s as an SMS', async (row, chat, sms) => {
	expect(await told(row)).toMatchObject({ status: chat });
	expect(await told(row, 'phone')).toMatchObject({ status: sms });
});

it.each([false, true])(
	'several are told together, by their id and not by their place (older shapes: %s)',
	async (legacy) => {
		esputnik.settings.legacy = legacy;
		const [one, other] = [
			await gateway.sendMessage!(line(), to(ANN), message()),
			await gateway.sendMessage!(line(), to(ANN), message()),
		].map(({ messageId }) => messageId ?? '');
		esputnik.setStatus(other ?? '', 'CLICKED');
		esputnik.log.length = 0;
		const reports = await statuses(other ?? '', 'never-sent', one ?? '', other ?? '');
		expect(reports.map(({ messageId, status }) => [messageId, status])).toEqual([
			[other, 'clicked'],
			['never-sent', 'unknown'],
			[one, 'sent'],
			[other, 'clicked'],
		]);
		expect(esputnik.log).toHaveLength(1);
		expect(esputnik.log[0]?.query).toEqual({ ids: `${other},never-sent,${one}` });
		expect(await statuses(one ?? '')).toMatchObject([{ status: 'sent', raw: { requestId: one } }]);
	},
);

it('are asked for fifty at a time', async () => {
	const ids = Array.from({ length: 120 }, (_, n) => `r${n}`);
	expect(await statuses(...ids)).toHaveLength(120);
	expect(esputnik.log.map(({ query }) => query.ids?.split(',').length)).toEqual([50, 50, 20]);
	expect(gateway.can.statusesAtOnce).toBe(50);
});

it('a message still on its way is queued', async () => {
	esputnik.settings.delay = 60_000;
	const { messageId } = await gateway.sendMessage!(line(), to(ANN), message());
	expect(await statuses(messageId ?? '')).toMatchObject([{ status: 'queued' }]);
});

it('what the service does not tell of is unknown', async () => {
	esputnik.failNext({ status: 200, body: { results: [] } });
	expect(await statuses('r1')).toMatchObject([
		{ status: 'unknown', description: 'eSputnik does not know this message', raw: null },
	]);
	esputnik.failNext({ status: 200, body: { results: [{ requestId: 'r9', status: 'SENT' }] } });
	expect(await statuses('r1')).toMatchObject([{ status: 'unknown' }]);
});

it('one answer to one question needs no id', async () => {
	esputnik.failNext({ status: 200, body: { results: { status: 'SENT' } } });
	expect(await statuses('r1')).toMatchObject([{ status: 'sent' }]);
});

it.each(['', 'OK', '[]'])('a body that cannot be read (%j) says nothing', async (body) => {
	esputnik.failNext({ status: 200, body });
	expect(await failureOf(statuses('r1'))).toBeInstanceOf(Unreachable);
});

it.each(['', 'a,b', 'a b', '../x'])('an id that would ask for others (%j) is refused', async (id) => {
	expect(await failureOf(statuses('r1', id))).toMatchObject({ field: 'Message ID' });
	expect(esputnik.log).toEqual([]);
});
