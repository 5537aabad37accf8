import { inspect } from 'node:util';

import { deliver, type Handling } from '../../client/deliver';
import { InvalidInput, Rejected, Unreachable } from '../../client/model/error';
import type { Message, MessageOptions } from '../../client/model/message';
import { smsc as gateway } from '../../client/smsc/gateway';
import { SmscEmulator } from '../emulators/smsc';
import { ACCOUNT, API_KEY, BOT, failureOf, lineTo, message, NOW, PASSWORD, to } from './line';

let smsc: SmscEmulator;

beforeAll(async () => {
	smsc = await new SmscEmulator(ACCOUNT).start();
	smsc.connect(BOT, { phone: '79990000001', nick: '@ann', uid: '#1' });
});

afterAll(async () => await smsc.stop());
beforeEach(() => smsc.reset());

const CAREFUL: Handling = { unknown: 'fail', refused: 'fail' };

const send = async (sent: Message = message(), address = to('79990000001'), handling = CAREFUL) =>
	await deliver(gateway, lineTo(smsc.url), address, sent, handling);

const forms = () => smsc.log.map(({ body }) => Object.fromEntries(new URLSearchParams(body.toString())));

const WHAT_EVERY_MESSAGE_HAS = { fmt: '3', charset: 'utf-8', cost: '3', login: 'shop', psw: PASSWORD };

describe('a message', () => {
	it('is queued by the service, and its receipt says what it cost', async () => {
		expect(await send()).toEqual({
			service: 'smsc',
			bot: { id: BOT, name: null },
			recipient: { form: 'phone', value: '79990000001', id: null },
			messageId: '1001',
			messageIds: ['1001'],
			status: 'queued',
			reason: null,
			cost: { amount: 0.3, currency: null },
			time: NOW.toISOString(),
			degraded: [],
			raw: { id: 1001, cnt: 1, cost: '0.30', balance: '286.25' },
		});
	});

	it('is one POST with a form, in utf-8, and nothing stands in the URL', async () => {
		await send(message({ text: 'Привет & <b>=1+1</b> 👋' }));
		expect(smsc.log).toMatchObject([{ method: 'POST', path: '/sys/send.php', query: {} }]);
		expect(forms()).toEqual([
			{ ...WHAT_EVERY_MESSAGE_HAS, phones: '79990000001', bot: BOT, mes: 'Привет & <b>=1+1</b> 👋' },
		]);
	});

	it.each([
		['phone', '79990000001', '79990000001'],
		['phone', '+7 (999) 000-00-01', '79990000001'],
		['username', 'ann', '@ann'],
		['uid', '1', '#1'],
	] as const)('by %s %s goes to %s', async (form, value, phones) => {
		const receipt = await send(message(), to(value, form));
		expect(receipt).toMatchObject({ recipient: { form, value, id: null }, status: 'queued' });
		expect(forms()).toMatchObject([{ phones }]);
	});

	it.each([
		['@shop_bot', '@shop_bot'],
		[' shop_bot ', '@shop_bot'],
		['wa:79990000000', 'wa:79990000000'],
	])('of the bot “%s” is sent by %s', async (bot, sent) => {
		expect(await send(message(), to('79990000001', 'phone', bot))).toMatchObject({ bot: { id: sent } });
		expect(forms()).toMatchObject([{ bot: sent }]);
	});

	it('signs with an API key alone where the account has one', async () => {
		const line = lineTo(smsc.url, { authentication: 'apiKey', apiKey: API_KEY });
		await gateway.sendMessage!(line, to('79990000001'), message());
		expect(forms()).toMatchObject([{ apikey: API_KEY }]);
		expect(forms()[0]).not.toHaveProperty('psw');
		expect(forms()[0]).not.toHaveProperty('login');
	});

	it.each<[string, MessageOptions, Record<string, string>]>([
		['an id of its own', { clientId: 'order-4711.a_b' }, { id: 'order-4711.a_b' }],
		['a number as its id', { clientId: '2147483647' }, { id: '2147483647' }],
		['a time', { sendAt: '2026-03-01T16:00:00.000+03:00' }, { time: '01772370000' }],
		['a lifetime', { lifetime: 24 }, { valid: '24:00' }],
		['a lifetime with minutes', { lifetime: 1.5 }, { valid: '01:30' }],
		['a phone to be confirmed again', { confirmPhoneDays: 30 }, { smsreq: '30' }],
		[
			'parameters of the service’s own',
			{ extra: { tinyurl: 1, param: { a: 1 } } },
			{ tinyurl: '1', param: '{"a":1}' },
		],
	])('with %s carries it', async (_, options, fields) => {
		await send(message({ options }));
		expect(forms()).toEqual([
			{ ...WHAT_EVERY_MESSAGE_HAS, phones: '79990000001', bot: BOT, mes: 'Hello', ...fields },
		]);
	});

	it('has the id of the workflow, as a text, where it gave one', async () => {
		expect(await send(message({ options: { clientId: '42' } }))).toMatchObject({
			messageId: '42',
			raw: { id: 42 },
		});
		expect(await send(message({ options: { clientId: 'a-1' } }))).toMatchObject({ messageId: 'a-1' });
	});

	it('to be sent at a time that is over goes out at once, and says so', async () => {
		expect(await send(message({ options: { sendAt: '2026-03-01T11:59:59Z' } }))).toMatchObject({
			degraded: ['Send At lay in the past, so the message went out at once'],
		});
		expect(forms()[0]).not.toHaveProperty('time');
	});

	it('over 1,000 characters goes out whole, with a warning', async () => {
		smsc.settings.textLimit = 4_096;
		expect(await send(message({ text: '👋'.repeat(1_000) }))).toMatchObject({ degraded: [] });
		const text = '👋'.repeat(1_001);
		expect(await send(message({ text }))).toMatchObject({
			degraded: [expect.stringContaining('1001 characters')],
		});
		expect(smsc.sent[1]).toMatchObject({ text });
	});

	it('carries links under its text where that is allowed, leaves the rest out, and names each change', async () => {
		const { leeway } = message();
		const receipt = await send(
			message({
				buttons: [
					[
						{ kind: 'url', text: 'Order', url: 'https://example.com/1' },
						{ kind: 'callback', text: 'Yes', data: 'yes' },
					],
					[{ kind: 'webApp', text: 'Shop', url: 'https://example.com/shop' }],
				],
				leeway: { ...leeway, unsupportedButtons: 'degrade' },
			}),
		);
		expect(smsc.sent).toMatchObject([
			{ text: 'Hello\nOrder: https://example.com/1\nShop: https://example.com/shop' },
		]);
		expect(receipt.degraded).toEqual([
			'Buttons, row 1, button 1 (“Order”) went as a line of the text: SMSC has no buttons',
			'Buttons, row 1, button 2 (“Yes”) was left out: SMSC has no buttons',
			'Buttons, row 2, button 1 (“Shop”) went as a line of the text: SMSC has no buttons',
		]);
	});
});

describe('refused before anything is sent', () => {
	const photo = { kind: 'photo', source: { from: 'url', url: 'https://example.org/a.png' } } as const;

	it.each<[string, Partial<Message>, string, string]>([
		['an empty text', { text: ' \n' }, 'Text', 'invalidMessage'],
		['HTML', { format: 'html' }, 'Format', 'unsupported'],
		['a medium', { media: photo }, 'Attachment', 'unsupported'],
		['a place', { location: { latitude: 1, longitude: 2 } }, 'Location', 'unsupported'],
		['a prepared message', { template: { id: '1', parameters: {} } }, 'Template', 'unsupported'],
		['a silent message', { options: { silent: true } }, 'Silent', 'unsupported'],
		['a reply', { options: { replyTo: '7' } }, 'Reply To', 'unsupported'],
		[
			'a link button',
			{ buttons: [[{ kind: 'url', text: 'A', url: 'https://a.example' }]] },
			'Buttons, row 1, button 1',
			'unsupported',
		],
		['an id that is 0', { options: { clientId: '0' } }, 'Client ID', 'invalidMessage'],
		['an id over the range', { options: { clientId: '2147483648' } }, 'Client ID', 'invalidMessage'],
		['an id with a space', { options: { clientId: 'a b' } }, 'Client ID', 'invalidMessage'],
		['an id in Cyrillic', { options: { clientId: 'заказ' } }, 'Client ID', 'invalidMessage'],
		['an id of 41 characters', { options: { clientId: 'a'.repeat(41) } }, 'Client ID', 'invalidMessage'],
		['a lifetime under an hour', { options: { lifetime: 0.9 } }, 'Lifetime', 'invalidMessage'],
		['a lifetime over a day', { options: { lifetime: 25 } }, 'Lifetime', 'invalidMessage'],
		[
			'a phone to be confirmed after 9 days',
			{ options: { confirmPhoneDays: 9 } },
			'Confirm Phone Again After',
			'invalidMessage',
		],
		[
			'… after 1000 days',
			{ options: { confirmPhoneDays: 1_000 } },
			'Confirm Phone Again After',
			'invalidMessage',
		],
		[
			'… after a fraction',
			{ options: { confirmPhoneDays: 10.5 } },
			'Confirm Phone Again After',
			'invalidMessage',
		],
	])('is %s', async (_, changes, field, reason) => {
		const error = await failureOf(send(message(changes)));
		expect(error).toBeInstanceOf(InvalidInput);
		expect(error).toMatchObject({ field, reason });
		expect(smsc.log).toEqual([]);
	});

	it.each([
		['an empty phone', to(' '), 'Recipient'],
		['a phone with letters', to('7999abc'), 'Recipient'],
		['several phones', to('79990000001,79990000002'), 'Recipient'],
		['several names', to('ann,@bob', 'username'), 'Recipient'],
		['an id', to('42', 'id'), 'Recipient'],
		// without it the service would send a paid SMS
		['no bot', to('79990000001', 'phone', ''), 'Bot'],
	])('is %s', async (_, address, field) => {
		expect(await failureOf(send(message(), address))).toMatchObject({ name: 'InvalidInput', field });
		expect(smsc.log).toEqual([]);
	});
});

describe('a refusal', () => {
	it.each([
		[1, 'invalidMessage'],
		[2, 'unauthorized'],
		[3, 'noMoney'],
		[4, 'rateLimited'],
		[5, 'invalidMessage'],
		[6, 'invalidMessage'],
		[7, 'unknownRecipient'],
		[8, 'unknownRecipient'],
		[77, 'other'],
	])('with code %i is told as %s, with the service’s own words and advice', async (code, reason) => {
		smsc.failWith(code, {}, 'Their words');
		const error = await failureOf(send());
		expect(error).toBeInstanceOf(Rejected);
		expect(error).toMatchObject({
			facts: { reason, description: 'Their words', code: String(code), raw: { error_code: code } },
		});
		expect((error as Rejected).facts.advice).not.toBe('');
		expect(smsc.log).toHaveLength(1);
	});

	it.each([
		[{ error: 'no', error_code: '7' }, 'unknownRecipient', '7'],
		[{ error: 'unknown error' }, 'other', undefined],
		[{ error_code: 6 }, 'invalidMessage', '6'],
	])('%j goes by its code', async (body, reason, code) => {
		smsc.failNext({ status: 200, body });
		const { facts } = (await failureOf(send())) as Rejected;
		expect([facts.reason, facts.code]).toEqual([reason, code]);
	});

	it('by its code counts with any HTTP status', async () => {
		smsc.failNext({ status: 403, body: { error: 'authorise error', error_code: 2 } });
		expect(await failureOf(send())).toMatchObject({ facts: { reason: 'unauthorized' } });
	});
});

describe('a message that was taken within the last minute', () => {
	beforeEach(() => {
		smsc.settings.duplicateWindow = 60_000;
	});

	it('counts as taken, says so, and is not sent twice', async () => {
		await send();
		expect(await send()).toMatchObject({
			status: 'queued',
			reason: 'duplicate',
			messageId: null,
			degraded: ['SMSC took the same message shortly before and did not send it again'],
		});
		expect(smsc.sent).toHaveLength(1);
		await send(message({ text: 'Something else' }));
		expect(smsc.sent).toHaveLength(2);
	});

	it('fails where the user wants that', async () => {
		await send();
		expect(await failureOf(send(message(), undefined, { ...CAREFUL, duplicates: 'refuse' }))).toMatchObject({
			facts: { reason: 'duplicate', code: '9' },
		});
	});

	it('settles what nobody could tell after a broken connection', async () => {
		smsc.failNext({ drop: 'after' });
		const handling: Handling = { unknown: 'again', refused: 'fail' };
		expect(await send(message(), undefined, handling)).toMatchObject({
			status: 'queued',
			reason: 'duplicate',
		});
		expect(smsc.sent).toHaveLength(1);
	});
});

describe('an unknown outcome', () => {
	it.each([
		['a broken server', { status: 502, body: '<html>Bad Gateway</html>' }, 'HTTP 502'],
		['a page in place of an answer', { status: 200, body: '<html></html>' }, 'HTTP 200'],
		['half an answer', { status: 200, body: '{"id":10' }, 'HTTP 200'],
		['an answer without an id', { status: 200, body: { cnt: 1 } }, 'HTTP 200'],
		['an answer in the other format', { status: 200, body: 'OK - 1 SMS, ID - 1234' }, 'HTTP 200'],
		['a redirect', { status: 302, body: '', headers: { location: 'https://example.org/' } }, 'HTTP 302'],
		['a connection that broke off before', { drop: 'before' as const }, 'ECONNRESET'],
		['a connection that broke off after', { drop: 'after' as const }, 'ECONNRESET'],
	])('is told after %s, and nothing is sent twice', async (_, reply, code) => {
		smsc.failNext(reply);
		const error = await failureOf(send());
		expect(error).toBeInstanceOf(Unreachable);
		expect(error).toMatchObject({ facts: { outcome: 'unknown', code } });
		expect(smsc.log).toHaveLength(1);
	});
});

describe('the backup host', () => {
	const dead = 'http://127.0.0.1:1';

	it('is asked when no connection to the main one can be made', async () => {
		const line = lineTo(dead, { backupBaseUrl: smsc.url });
		expect(await gateway.sendMessage!(line, to('79990000001'), message())).toMatchObject({
			status: 'queued',
		});
		expect(smsc.sent).toHaveLength(1);
	});

	it('is not asked after a connection that broke off, since the message may have been sent', async () => {
		const backup = await new SmscEmulator(ACCOUNT).start();
		smsc.failNext({ drop: 'after' });
		const line = lineTo(smsc.url, { backupBaseUrl: backup.url });
		expect(await failureOf(gateway.sendMessage!(line, to('79990000001'), message()))).toMatchObject({
			facts: { outcome: 'unknown' },
		});
		expect([smsc.sent.length, backup.log.length]).toEqual([1, 0]);
		await backup.stop();
	});

	it('that is dead too leaves the message unsent, which is certain', async () => {
		const error = await failureOf(gateway.sendMessage!(lineTo(dead), to('79990000001'), message()));
		expect(error).toMatchObject({ facts: { outcome: 'notSent', code: 'ECONNREFUSED' } });
	});
});

describe('password and key', () => {
	const query = new URLSearchParams({ psw: PASSWORD, apikey: API_KEY }).toString();

	it.each([
		[
			'a refusal that repeats the request',
			{ status: 200, body: { error: `bad ${query}`, error_code: 1, psw: PASSWORD, apikey: API_KEY } },
		],
		['a refusal in plain text', { status: 200, body: `ERROR = 1 /?${query}` }],
		['a proxy’s error page', { status: 502, body: `<html><a href="/?${query}">again</a></html>` }],
		['half a JSON', { status: 200, body: `{"psw":${JSON.stringify(PASSWORD)},"apikey":"${API_KEY}"` }],
		['a redirect', { status: 301, body: '', headers: { location: `https://example.org/?${query}` } }],
		['a connection that broke off', { drop: 'after' as const }],
	])('are in no error after %s', async (_, reply) => {
		smsc.failNext(reply);
		const error = await failureOf(send());
		expect(error).toBeInstanceOf(Error);
		const seen = inspect(error, { depth: null, showHidden: true });
		for (const secret of [PASSWORD, API_KEY]) {
			expect(seen).not.toContain(secret);
			expect(seen).not.toContain(encodeURIComponent(secret));
		}
	});

	it('are not in the receipt of a service that repeats the request', async () => {
		smsc.failNext({ status: 200, body: { id: 1, cnt: 1, login: 'shop', psw: PASSWORD } });
		expect(inspect(await send(), { depth: null })).not.toContain(PASSWORD);
	});
});
