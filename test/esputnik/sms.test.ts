import { deliverSms } from '../../client/deliver';
import { esputnik as gateway } from '../../client/esputnik/gateway';
import type { Sms } from '../../client/gateway';
import type { EsputnikEmulator } from '../emulators/esputnik';
import { failureOf, lineTo, startEsputnik } from './line';

let esputnik: EsputnikEmulator;

beforeAll(async () => {
	esputnik = await startEsputnik();
});
afterAll(async () => await esputnik.stop());
beforeEach(() => esputnik.reset());

const PHONE = '380501234567';
const send = async (changes: Partial<Sms> = {}, line = lineTo(esputnik.apiUrl)) =>
	await deliverSms(
		gateway,
		line,
		{ phone: PHONE, text: 'Hello', ...changes },
		{ unknown: 'fail', refused: 'fail' },
	);

it.each([false, true])('an SMS goes out with its sender (older shapes: %s)', async (legacy) => {
	esputnik.settings.legacy = legacy;
	const receipt = await send({ sender: 'SHOP', extra: { tags: ['a'] } });
	expect(JSON.parse(esputnik.log[0]?.body.toString() ?? '')).toEqual({
		from: 'SHOP',
		text: 'Hello',
		phoneNumbers: [PHONE],
		tags: ['a'],
	});
	expect(receipt).toMatchObject({
		channel: 'sms',
		status: 'queued',
		messageId: esputnik.sent[0]?.requestId,
		recipient: { form: 'phone', value: PHONE },
	});
	const ref = { messageId: receipt.messageId ?? '', recipient: { form: 'phone', value: PHONE } as const };
	expect(await gateway.getStatuses!(lineTo(esputnik.apiUrl), [ref])).toMatchObject([{ status: 'delivered' }]);
});

it('an account with one sender needs none named, and is asked for it once a run', async () => {
	esputnik.settings.senders = ['ONLY'];
	const line = lineTo(esputnik.apiUrl);
	await Promise.all([send({}, line), send({}, line)]);
	await send({}, line);
	expect(esputnik.sent.map(({ from }) => from)).toEqual(['ONLY', 'ONLY', 'ONLY']);
	expect(esputnik.log.filter(({ path }) => path.endsWith('/interfaces/sms'))).toHaveLength(1);
});

it('an account with several, or none, has to be told', async () => {
	expect(await failureOf(send())).toMatchObject({
		field: 'Sender',
		detail: 'is empty, and the account has several: SHOP, NEWS',
	});
	esputnik.settings.senders = [];
	expect(await failureOf(send())).toMatchObject({ field: 'Sender' });
	expect(esputnik.sent).toEqual([]);
});

it('a failed question for the senders is asked again by the next item', async () => {
	esputnik.settings.senders = ['ONLY'];
	const line = lineTo(esputnik.apiUrl);
	esputnik.failNext({ status: 400, body: 'no' });
	expect(await failureOf(send({}, line))).toBeDefined();
	expect(await send({}, line)).toMatchObject({ status: 'queued' });
});

it.each([
	[{ sender: 'OTHER' }, 'invalidMessage'],
	[{ sender: 'SHOP', phone: '1' }, 'unknownRecipient'],
])('%j is refused as %s', async (changes, reason) => {
	expect(await failureOf(send(changes))).toMatchObject({ facts: { reason } });
});

it.each([
	['Number is blocked', 'other'],
	['Number not found', 'other'],
	['Number is unsubscribed', 'notSubscribed'],
])('an ERROR that says “%s” has the reason %s, and nothing to do with a bot', async (words, reason) => {
	esputnik.refuse('380501234567', words);
	const failure = await failureOf(send({ sender: 'SHOP' }));
	expect(failure).toMatchObject({ facts: { reason, description: words } });
	expect(failure).not.toMatchObject({ facts: { advice: expect.stringMatching(/bot|chat/) as string } });
});

it.each([
	[{ sendAt: '2027-01-01T00:00:00Z' }, 'Send At'],
	[{ clientId: 'a' }, 'Client ID'],
])('%j is refused, as there is no such option', async (changes, field) => {
	expect(await failureOf(send({ sender: 'SHOP', ...changes }))).toMatchObject({
		field,
		reason: 'unsupported',
	});
	expect(esputnik.log).toEqual([]);
});
