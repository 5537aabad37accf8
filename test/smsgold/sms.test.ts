import { deliverSms, type Handling } from '../../client/deliver';
import type { Sms } from '../../client/gateway';
import { InvalidInput, PartlySent, Rejected, Unreachable } from '../../client/model/error';
import { smsgold as gateway } from '../../client/smsgold/gateway';
import type { Reply } from '../emulators/server';
import { SmsgoldEmulator } from '../emulators/smsgold';
import { ACCOUNT, failureOf, lineTo, NOW } from './line';

let smsgold: SmsgoldEmulator;

beforeAll(async () => {
	smsgold = await new SmsgoldEmulator(ACCOUNT).start();
});

afterAll(async () => await smsgold.stop());
beforeEach(() => smsgold.reset());

const CAREFUL: Handling = { unknown: 'fail', refused: 'fail' };

const send = async (changes: Partial<Sms> = {}, handling = CAREFUL, line = lineTo(smsgold.url)) =>
	await deliverSms(gateway, line, { phone: '79990000001', text: 'Hello', ...changes }, handling);

const forms = () => smsgold.log.map(({ body }) => Object.fromEntries(new URLSearchParams(body.toString())));

it('is accepted, and no more than that is claimed', async () => {
	expect(await send()).toEqual({
		service: 'smsgold',
		channel: 'sms',
		bot: null,
		recipient: { form: 'phone', value: '79990000001', id: null },
		messageId: 'm1',
		messageIds: ['m1'],
		status: 'sent',
		reason: null,
		cost: null,
		time: NOW.toISOString(),
		degraded: [],
		raw: '<xml_result err="0"><sms sms_id="m1" err="0"/></xml_result>',
	});
	expect(smsgold.log).toMatchObject([{ method: 'POST', path: '/http2/', query: {} }]);
	expect(forms()).toEqual([{ action: 'send', number: '79990000001', text: 'Hello', ...ACCOUNT }]);
});

it('goes to the host of the SMS API, not to that of the bots', async () => {
	const receipt = await send({}, CAREFUL, lineTo('http://127.0.0.1:9', { smsBaseUrl: smsgold.url }));
	expect(receipt).toMatchObject({ status: 'sent' });
});

it('carries sender and extra fields', async () => {
	await send({ phone: '+7 (999) 000-00-01', sender: 'SHOP', extra: { base_id: 7 } });
	expect(forms()).toMatchObject([{ number: '79990000001', sender: 'SHOP', base_id: '7' }]);
	expect(smsgold.sent).toMatchObject([{ by: 'sms', sender: 'SHOP' }]);
});

it.each([
	['without a wrapper', { xmlWrapper: false }],
	['with single quotes', { xmlQuotes: "'" as const }],
])('is understood %s', async (_, settings) => {
	Object.assign(smsgold.settings, settings);
	expect(await send()).toMatchObject({ status: 'sent', messageId: 'm1' });
	smsgold.refuse('79990000001', { status: 200, body: 'it’s a "bad" <number>' });
	expect(await failureOf(send())).toMatchObject({
		facts: { description: 'it’s a "bad" <number>', reason: 'other' },
	});
});

it('of several parts has the ids of all', async () => {
	smsgold.settings.smsElements = 3;
	expect(await send()).toMatchObject({ messageId: 'm1-2', messageIds: ['m1', 'm1-1', 'm1-2'] });
});

it('of which some parts were refused has gone out in part', async () => {
	const body = '<sms sms_id="1" err="0"/><sms sms_id="" err="no"/>';
	smsgold.failNext({ status: 200, body });
	const failure = await failureOf(send());
	expect(failure).toBeInstanceOf(PartlySent);
	expect(failure).toMatchObject({ messageIds: ['1'], parts: 2, failure: { message: 'no' } });
});

it.each([
	['a wrong password', { password: 'wrong' }, 'assumed: wrong user or pass'],
	['a wrong user', { user: '1' }, 'assumed: wrong user or pass'],
])('%s is told in the service’s own words', async (_, changes, words) => {
	const failure = await failureOf(send({}, CAREFUL, lineTo(smsgold.url, changes)));
	expect(failure).toBeInstanceOf(Rejected);
	expect(failure).toMatchObject({
		facts: { description: words, advice: expect.stringContaining('Check the account, the phone') },
	});
	expect(smsgold.sent).toEqual([]);
});

it.each<[string, Reply]>([
	['a page', { status: 200, body: '<html><body>ok</body></html>' }],
	['nothing', { status: 200, body: '' }],
	['a wrapper that says nothing of a message', { status: 200, body: '<xml_result err="0"/>' }],
	['a broken server', { status: 502, body: '<html></html>' }],
	['a connection that breaks off', { drop: 'after' }],
])('after %s nobody knows whether it was sent, and it is not sent again', async (_, reply) => {
	smsgold.failNext(reply);
	const failure = await failureOf(send());
	expect(failure).toBeInstanceOf(Unreachable);
	expect(failure).toMatchObject({ facts: { outcome: 'unknown' } });
	expect(smsgold.log).toHaveLength(1);
});

it.each([
	[401, 'unauthorized', 'user ID and the password'],
	[404, 'other', 'the SMS Base URL in the credential'],
	[302, 'other', 'as SMS Base URL in the credential'],
	[429, 'rateLimited', 'fewer messages at a time'],
	[400, 'other', 'the phone, the text and the sender'],
])('HTTP %i means %s', async (status, reason, advice) => {
	smsgold.failNext({ status, body: '' });
	const failure = await failureOf(send());
	expect(failure).toMatchObject({ facts: { reason, advice: expect.stringContaining(advice) } });
});

it.each<[string, Partial<Sms>, string]>([
	['letters for a phone', { phone: 'Ann' }, 'Phone “Ann” is not a phone number'],
	['no text', { text: '' }, 'Text is empty'],
	['a text over the limit', { text: 'я'.repeat(481) }, 'Text has 481 characters, and SMSGOLD takes 480'],
	['an id of one’s own', { clientId: 'order-1' }, 'Client ID cannot be used here'],
	['a time', { sendAt: '2099-01-01T00:00:00.000Z' }, 'Send At cannot be used here'],
])('%s is refused before anything is asked', async (_, changes, error) => {
	const failure = await failureOf(send(changes));
	expect(failure).toBeInstanceOf(InvalidInput);
	expect((failure as Error).message).toContain(error);
	expect(smsgold.log).toEqual([]);
});
