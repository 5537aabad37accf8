import { deliverSms, type Handling } from '../../client/deliver';
import { estimateSms } from '../../client/estimate';
import type { Sms } from '../../client/gateway';
import { InvalidInput, Rejected, Unreachable } from '../../client/model/error';
import { smsc as gateway } from '../../client/smsc/gateway';
import { SmscEmulator } from '../emulators/smsc';
import { ACCOUNT, BOT, failureOf, lineTo, message, NOW, PASSWORD, to } from './line';

let smsc: SmscEmulator;

beforeAll(async () => {
	smsc = await new SmscEmulator(ACCOUNT).start();
	smsc.connect(BOT, { phone: '79990000001' });
});

afterAll(async () => await smsc.stop());
beforeEach(() => smsc.reset());

const CAREFUL: Handling = { unknown: 'fail', refused: 'fail' };

const sms = (changes: Partial<Sms> = {}): Sms => ({ phone: '79990000001', text: 'Hello', ...changes });
const send = async (changes: Partial<Sms> = {}, handling = CAREFUL) =>
	await deliverSms(gateway, lineTo(smsc.url), sms(changes), handling);
const forms = () => smsc.log.map(({ body }) => Object.fromEntries(new URLSearchParams(body.toString())));

const WHAT_EVERY_REQUEST_HAS = { fmt: '3', charset: 'utf-8', login: 'shop', psw: PASSWORD };

describe('an SMS', () => {
	it('is queued by the service, past every bot, and its receipt says so', async () => {
		expect(await send()).toEqual({
			service: 'smsc',
			channel: 'sms',
			bot: null,
			recipient: { form: 'phone', value: '79990000001', id: null },
			messageId: '1001',
			messageIds: ['1001'],
			status: 'queued',
			reason: null,
			cost: { amount: 2.5, currency: null },
			time: NOW.toISOString(),
			degraded: [],
			raw: { id: 1001, cnt: 1, cost: '2.50', balance: expect.any(String) },
		});
		expect(forms()).toEqual([{ ...WHAT_EVERY_REQUEST_HAS, cost: '3', phones: '79990000001', mes: 'Hello' }]);
		expect(smsc.sent).toMatchObject([{ bot: null, text: 'Hello' }]);
	});

	it('carries sender, id, time and extra fields', async () => {
		const receipt = await send({
			sender: 'MY SHOP',
			clientId: 'order-4711',
			sendAt: '2026-03-01T13:00:00.000Z',
			extra: { tinyurl: 1, op: { a: 1 } },
		});
		expect(receipt).toMatchObject({ messageId: 'order-4711', degraded: [] });
		expect(smsc.sent[0]?.fields).toMatchObject({
			sender: 'MY SHOP',
			id: 'order-4711',
			time: '01772370000',
			tinyurl: '1',
			op: '{"a":1}',
		});
	});

	it.each([0, 1, '1', 2])(
		'with cost %j among extra fields is refused, as it may send nothing',
		async (cost) => {
			expect(await failureOf(send({ extra: { cost } }))).toMatchObject({ field: 'Extra Fields' });
			expect(smsc.log).toEqual([]);
		},
	);

	it('that was to go out earlier goes out at once, and says so', async () => {
		expect((await send({ sendAt: '2026-03-01T11:00:00.000Z' })).degraded).toEqual([
			'Send At lay in the past, so the message went out at once',
		]);
		expect(forms()[0]).not.toHaveProperty('time');
	});

	it('of several parts costs as much', async () => {
		expect(await send({ text: 'Ж'.repeat(71) })).toMatchObject({ cost: { amount: 5 } });
	});

	it('that was taken a minute ago counts as sent, unless the user says otherwise', async () => {
		smsc.settings.duplicateWindow = 60_000;
		await send();
		expect(await send()).toMatchObject({ channel: 'sms', status: 'queued', reason: 'duplicate' });
		expect(await failureOf(send({}, { ...CAREFUL, duplicates: 'refuse' }))).toMatchObject({
			facts: { reason: 'duplicate' },
		});
		expect(smsc.sent).toHaveLength(1);
	});

	it('of which no answer came is unknown, and is not sent again', async () => {
		smsc.failNext({ drop: 'after' });
		const failure = await failureOf(send());
		expect(failure).toBeInstanceOf(Unreachable);
		expect(failure).toMatchObject({ facts: { outcome: 'unknown' } });
		expect(smsc.sent).toHaveLength(1);
		smsc.failNext({ drop: 'after' });
		expect(await send({ text: 'Other' }, { ...CAREFUL, unknown: 'receipt' })).toMatchObject({
			channel: 'sms',
			status: 'unknown',
			recipient: { form: 'phone', value: '79990000001' },
		});
	});
});

it.each<[string, Partial<Sms>, string]>([
	['letters for a phone', { phone: 'Ann' }, 'Phone “Ann” is not a phone number'],
	['no phone', { phone: ' ' }, 'Phone is empty'],
	['no text', { text: ' ' }, 'Text is empty'],
	['a text over the limit', { text: 'x'.repeat(1_001) }, 'Text has 1001 characters, and SMSC takes 1000'],
	['a sender in cyrillic', { sender: 'МАГАЗИН' }, 'Sender “МАГАЗИН”'],
	['a sender of twelve letters', { sender: 'ABCDEFGHIJKL' }, 'Sender “ABCDEFGHIJKL”'],
	['a sender of sixteen digits', { sender: '1234567890123456' }, 'Sender “1234567890123456”'],
	['a bad client id', { clientId: 'a b' }, 'Client ID “a b”'],
])('%s is refused before anything is asked', async (_, changes, error) => {
	for (const run of [send(changes), estimateSms(gateway, lineTo(smsc.url), sms(changes))]) {
		const failure = await failureOf(run);
		expect(failure).toBeInstanceOf(InvalidInput);
		expect((failure as Error).message).toContain(error);
	}
	expect(smsc.log).toEqual([]);
});

it.each([
	[1, 'invalidMessage', 'Check the phone and the options'],
	[6, 'invalidMessage', 'forbids this text or this sender'],
	[7, 'unknownRecipient', 'its country code and all its digits'],
	[8, 'unknownRecipient', 'SMSC cannot reach this phone'],
])('error %i means %s, and the advice speaks of no bot', async (code, reason, advice) => {
	smsc.failWith(code);
	const failure = await failureOf(send());
	expect(failure).toBeInstanceOf(Rejected);
	expect(failure).toMatchObject({ facts: { reason, code: String(code) } });
	expect((failure as Rejected).facts.advice).toContain(advice);
	expect((failure as Rejected).facts.advice).not.toMatch(/\bbot\b/);
});

describe('what an SMS would cost', () => {
	it('is asked for, with its parts, and nothing is sent', async () => {
		expect(await estimateSms(gateway, lineTo(smsc.url), sms({ text: 'x'.repeat(161) }))).toEqual({
			cost: { amount: 5, currency: null },
			parts: 2,
			raw: { cost: '5.00', cnt: 2 },
		});
		expect(forms()).toMatchObject([{ cost: '1', phones: '79990000001' }]);
		expect(smsc.sent).toEqual([]);
	});

	it('is not known after a refusal', async () => {
		smsc.failWith(8);
		const failure = await failureOf(estimateSms(gateway, lineTo(smsc.url), sms()));
		expect(failure).toMatchObject({ facts: { advice: expect.stringContaining('this phone') } });
	});
});

describe('the status of an SMS', () => {
	it('is asked for without the flag of bots; both kinds together take a request each', async () => {
		const line = lineTo(smsc.url);
		const { messageId: sent } = await send();
		const { messageId: written } = await gateway.sendMessage!(line, to('79990000001'), message());
		smsc.setStatus(String(sent), 1).setStatus(String(written), 4).log.length = 0;
		const recipient = { form: 'phone' as const, value: '79990000001' };
		const refs = [
			{ messageId: String(written), recipient },
			{ messageId: String(sent), recipient, channel: 'sms' as const },
			{ messageId: String(sent), recipient },
		];
		expect(await gateway.getStatuses!(line, refs)).toMatchObject([
			{ messageId: written, status: 'clicked' },
			{ messageId: sent, status: 'delivered', channel: 'sms', cost: { amount: 2.5 } },
			// as a message of a bot nobody knows it
			{ messageId: sent, status: 'unknown' },
		]);
		expect(forms().map(({ id, bot }) => [id, bot])).toEqual([
			[String(sent), undefined],
			[`${written},${sent}`, '1'],
		]);
	});

	it('needs the phone', async () => {
		const ref = { messageId: '1', recipient: to('ann', 'username').recipient, channel: 'sms' as const };
		expect(await failureOf(gateway.getStatuses!(lineTo(smsc.url), [ref]))).toMatchObject({
			message: 'Recipient “ann” is no phone, and an SMS goes to phones only',
		});
		expect(smsc.log).toEqual([]);
	});

	it('and it can be deleted', async () => {
		const { messageId } = await send();
		const chat = { form: 'phone' as const, value: '79990000001' };
		await gateway.deleteMessage!(lineTo(smsc.url), { chat, messageId: String(messageId), channel: 'sms' });
		expect(forms().at(-1)).not.toHaveProperty('bot');
		expect(smsc.sent).toEqual([]);
	});
});
