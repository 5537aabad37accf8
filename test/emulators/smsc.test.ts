import { SmscEmulator } from './smsc';

const account = { login: 'shop', psw: 'secret', apikey: 'key' };
const login = { login: 'shop', psw: 'secret' };
const BOT = '@shop_bot';
/** 2026-03-01 15:00:00 by Moscow's clock. */
const NOW = 1_772_366_400;

let smsc: SmscEmulator;

beforeAll(async () => {
	smsc = await new SmscEmulator(account).start();
	smsc.connect(BOT, { phone: '79990000001', nick: '@ann', uid: '#1' });
});

afterAll(async () => await smsc.stop());
beforeEach(() => {
	smsc.reset();
	smsc.now = () => NOW * 1_000;
});

async function post(command: string, fields: Record<string, string>): Promise<unknown> {
	const form = new URLSearchParams({ ...login, fmt: '3', charset: 'utf-8', ...fields });
	const response = await fetch(`${smsc.url}/sys/${command}.php`, { method: 'POST', body: form });
	expect(response.status).toBe(200);
	const text = await response.text();
	return text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text;
}

const send = async (fields: Record<string, string> = {}) =>
	await post('send', { phones: '79990000001', mes: 'Hello', bot: BOT, ...fields });

const status = async (fields: Record<string, string>) =>
	await post('status', { phone: '79990000001', bot: '1', ...fields });

const refusal = (code: number) => expect.objectContaining({ error_code: code, error: expect.any(String) });

describe('an SMS', () => {
	const sms = async (fields: Record<string, string> = {}) =>
		await post('send', { phones: '79990000001', mes: 'Hello', ...fields });

	it.each([
		['160 latin letters', 'x'.repeat(160), 1],
		['161 latin letters', 'x'.repeat(161), 2],
		['70 cyrillic letters', 'я'.repeat(70), 1],
		['71 cyrillic letters', 'я'.repeat(71), 2],
		['135 cyrillic letters', 'я'.repeat(135), 3],
	])('of %s has its parts, and costs as much for each', async (_, mes, cnt) => {
		expect(await sms({ mes, cost: '2' })).toMatchObject({ cnt, cost: (2.5 * cnt).toFixed(2) });
	});

	it('goes to a phone, from a sender of the documented form', async () => {
		expect(await sms({ phones: '@ann' })).toEqual(refusal(7));
		expect(await sms({ sender: 'МАГАЗИН' })).toEqual(refusal(6));
		expect(await sms({ sender: 'SHOP' })).toMatchObject({ cnt: 1 });
	});

	it('has a status of its own, which is not that of a bot’s message', async () => {
		const { id } = (await sms()) as { id: number };
		expect(await status({ id: String(id) })).toEqual({ status: -3 });
		expect(await post('status', { phone: '79990000001', id: String(id) })).toMatchObject({ status: 1 });
	});
});

describe('the account', () => {
	it.each([
		['a wrong password', { psw: 'wrong' }],
		['no password', { psw: '' }],
		['a wrong key, though the password is right', { apikey: 'wrong' }],
	])('is refused with %s', async (_, fields) => {
		expect(await post('balance', fields)).toEqual({ error: 'authorise error', error_code: 2 });
	});

	it('is known by its key alone', async () => {
		const form = new URLSearchParams({ apikey: 'key', fmt: '3', charset: 'utf-8' });
		const response = await fetch(`${smsc.url}/sys/balance.php`, { method: 'POST', body: form });
		expect(await response.json()).toEqual({ balance: '286.55' });
	});

	it('is known by a GET too, and its address is blocked after too many wrong logins', async () => {
		const get = async (psw: string) =>
			await (await fetch(`${smsc.url}/sys/balance.php?login=shop&psw=${psw}&fmt=3&charset=utf-8`)).json();
		expect(await get('secret')).toEqual({ balance: '286.55' });
		smsc.settings.wrongLogins = 2;
		await get('wrong');
		await get('wrong');
		expect(await get('secret')).toEqual(refusal(4));
	});

	it('has a currency where it is asked for, and credit where there is one', async () => {
		smsc.settings.credit = '50';
		expect(await post('balance', { cur: '1' })).toEqual({ balance: '286.55', credit: '50', currency: 'RUR' });
	});

	it('is answered in words without fmt=3, and refused without utf-8', async () => {
		expect(await post('balance', { fmt: '0' })).toMatch(/^ERROR = 1/);
		expect(await post('balance', { charset: 'windows-1251' })).toEqual(refusal(1));
	});

	it('is answered with 404 for a command that does not exist', async () => {
		expect((await fetch(`${smsc.url}/sys/nothing.php`, { method: 'POST' })).status).toBe(404);
	});
});

describe('a message', () => {
	it.each([
		['0', { id: 1001, cnt: 1 }],
		['2', { id: 1001, cnt: 1, cost: '0.30' }],
		['3', { id: 1001, cnt: 1, cost: '0.30', balance: '286.25' }],
	])('with cost=%s is answered with %j', async (cost, body) => {
		expect(await send({ cost })).toEqual(body);
		expect(smsc.sent).toMatchObject([{ phone: '79990000001', text: 'Hello', bot: BOT }]);
	});

	it('with cost=1 is only counted', async () => {
		expect(await send({ cost: '1' })).toEqual({ cost: '0.30', cnt: 1 });
		expect(smsc.sent).toEqual([]);
	});

	it.each(['79990000001', '+79990000001', '@ann', '#1'])('goes to %s', async (phones) => {
		expect(await send({ phones })).toEqual({ id: 1001, cnt: 1 });
		expect(smsc.sent[0]).toMatchObject({ phone: phones, status: 1 });
	});

	it('keeps its own id as it was', async () => {
		expect(await send({ id: 'a-1' })).toMatchObject({ id: 'a-1' });
		expect(await send({ id: '42' })).toMatchObject({ id: 42 });
	});

	it('may come as JSON', async () => {
		const response = await fetch(`${smsc.url}/rest/send/`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({
				...login,
				fmt: 3,
				charset: 'utf-8',
				phones: '#1',
				mes: 'Hello',
				bot: BOT,
				id: 42,
			}),
		});
		expect(await response.json()).toEqual({ id: 42, cnt: 1 });
	});

	it('may have parameters that nobody knows', async () => {
		expect(await send({ keyboard: '[]' })).toMatchObject({ cnt: 1 });
		expect(smsc.sent[0]?.fields).toMatchObject({ keyboard: '[]' });
	});

	it('to somebody who is not connected costs nothing and ends, or is refused', async () => {
		expect(await send({ phones: '79990000009', cost: '2' })).toMatchObject({ cost: '0' });
		expect(smsc.sent[0]).toMatchObject({ status: 20 });
		smsc.settings.notConnected = null;
		expect(await send({ phones: '79990000009' })).toEqual({
			error: "can't to deliver",
			error_code: 8,
			id: 1,
		});
	});

	it('to somebody who is not connected goes by SMS where the cabinet forwards, and only to a phone', async () => {
		smsc.settings.forwardBySms = true;
		expect(await send({ phones: '79990000009', cost: '2' })).toMatchObject({ cost: '2.50' });
		expect(await send({ phones: '@nobody', cost: '2' })).toMatchObject({ cost: '0' });
		expect(smsc.sent).toMatchObject([{ status: 1 }, { status: 20 }]);
	});

	it.each<[number, Record<string, string>]>([
		[1, { phones: '' }],
		[1, { mes: '' }],
		[1, { mes: 'x'.repeat(1_001) }],
		[1, { bot: '1' }],
		[1, { id: '0' }],
		[1, { id: '2147483648' }],
		[1, { id: 'a b' }],
		[1, { smsreq: '9' }],
		[1, { smsreq: '1000' }],
		[5, { time: 'soon' }],
		[5, { valid: '00:59' }],
		[5, { valid: '24:01' }],
		[6, { mes: 'a forbidden word' }],
		[7, { phones: 'ann' }],
		[7, { phones: '12' }],
	])('is refused with %i for %j', async (code, fields) => {
		expect(await send(fields)).toEqual(refusal(code));
		expect(smsc.sent).toEqual([]);
	});

	it.each(['0', '0103261500', '01.03.26 15:00', '9-18', '01772366400', '+5'])(
		'takes the time %s',
		async (time) => {
			expect(await send({ time })).toMatchObject({ cnt: 1 });
		},
	);

	it('is refused without money', async () => {
		smsc.settings.balance = 0.29;
		expect(await send()).toEqual({ error: 'no money', error_code: 3, id: 1 });
	});

	it('is refused when it comes again within the window, and taken after it', async () => {
		smsc.settings.duplicateWindow = 60_000;
		expect(await send()).toMatchObject({ cnt: 1 });
		expect(await send()).toEqual({ error: 'duplicate request, wait a minute', error_code: 9 });
		expect(await send({ mes: 'Other' })).toMatchObject({ cnt: 1 });
		smsc.now = () => NOW * 1_000 + 120_001;
		expect(await send()).toMatchObject({ cnt: 1 });
	});
});

describe('the status', () => {
	it('of one message is short, or full', async () => {
		await send();
		expect(await status({ id: '1001' })).toEqual({
			status: 1,
			last_date: '01.03.2026 15:00:00',
			last_timestamp: NOW,
		});
		expect(await status({ id: '1001', all: '2' })).toMatchObject({
			id: 1001,
			status_name: 'Доставлено',
			send_timestamp: NOW,
			cost: '0.30',
			operator: 'МегаФон',
		});
	});

	it('of several, or of one with a comma behind it, is a list', async () => {
		await send();
		expect(await status({ id: '1001,' })).toMatchObject([{ id: 1001, status: 1, phone: '79990000001' }]);
		expect(await status({ id: '1001,7', phone: '79990000001,@ann' })).toMatchObject([
			{ id: 1001, status: 1 },
			{ id: 7, status: -3, phone: '@ann' },
		]);
		smsc.settings.idsInList = false;
		expect(await status({ id: '1001,7', phone: '79990000001,@ann' })).toEqual([
			expect.not.objectContaining({ id: expect.anything() }),
			{ status: -3 },
		]);
	});

	it('is what a test made it', async () => {
		await send();
		smsc.setStatus(1001, 20, { err: 1, at: NOW + 5 });
		expect(await status({ id: '1001' })).toEqual({
			status: 20,
			last_date: '01.03.2026 15:00:05',
			last_timestamp: NOW + 5,
			err: 1,
		});
	});

	it('is found only with the recipient it was sent to, and as a bot’s', async () => {
		await send();
		expect(await status({ id: '1001', phone: '@ann' })).toEqual({ status: -3 });
		expect(await status({ id: '1001', bot: '1', phone: '+79990000001' })).toMatchObject({ status: 1 });
		expect(await post('status', { id: '1001', phone: '79990000001' })).toEqual({ status: -3 });
	});

	it.each<[number, Record<string, string>]>([
		[1, { id: '' }],
		[1, { id: '1', phone: '' }],
		[1, { id: '1,2' }],
		[1, { id: '1', bot: '@shop_bot' }],
		[5, { id: '4711', del: '1' }],
	])('is refused with %i for %j', async (code, fields) => {
		expect(await status(fields)).toEqual(refusal(code));
	});

	it('of a deleted message is gone', async () => {
		await send();
		expect(await status({ id: '1001', del: '1' })).toEqual({ result: 'OK' });
		expect(await status({ id: '1001' })).toEqual({ status: -3 });
	});
});

describe('limits', () => {
	it.each([
		['statusLimit', 5, async () => await status({ id: '7' })],
		['listLimit', 1, async () => await status({ id: '7,' })],
		['costLimit', 5, async () => await send({ cost: '1' })],
		['balanceLimit', 10, async () => await post('balance', {})],
	] as const)('%s: after %i the service says 9, and a minute later goes on', async (name, limit, ask) => {
		smsc.settings[name] = limit;
		for (let n = 0; n < limit; n += 1) expect(await ask()).not.toEqual(refusal(9));
		expect(await ask()).toEqual(refusal(9));
		smsc.now = () => NOW * 1_000 + 60_001;
		expect(await ask()).not.toEqual(refusal(9));
	});

	it('too many requests at once are refused', async () => {
		smsc.settings.simultaneous = 3;
		smsc.processing = 50;
		const answers = await Promise.all([1, 2, 3, 4].map(async () => await post('balance', {})));
		expect(
			answers.filter((answer) => typeof answer === 'object' && 'error_code' in (answer as object)),
		).toHaveLength(2);
	});

	it('any refusal can be ordered', async () => {
		smsc.failWith(6, {}, 'not today');
		expect(await send()).toEqual({ error: 'not today', error_code: 6, id: 1 });
		expect(await send()).toMatchObject({ cnt: 1 });
	});
});

describe('reading', () => {
	it('pages through the messages, the newest first', async () => {
		for (const mes of ['a', 'b', 'c']) await send({ mes });
		const first = (await post('get', { get_messages: '1', cnt: '2' })) as Array<{
			int_id: number;
			message: string;
		}>;
		expect(first.map(({ message }) => message)).toEqual(['c', 'b']);
		const last = String(first.at(-1)?.int_id);
		expect(await post('get', { get_messages: '1', prev_id: last })).toMatchObject([{ message: 'a' }]);
	});

	it('keeps to days of the account’s clock, and to recipients', async () => {
		smsc.now = () => (NOW + 9 * 3_600) * 1_000; // 2026-03-02 00:00:00 in Moscow
		await send({ phones: '@ann' });
		const ask = async (fields: Record<string, string>) => await post('get', { get_messages: '1', ...fields });
		expect(await ask({ start: '01.03.2026', end: '01.03.2026' })).toEqual([]);
		expect(await ask({ start: '02.03.2026', end: '02.03.2026' })).toHaveLength(1);
		expect(await ask({ phone: '79990000001' })).toEqual([]);
		expect(await ask({ phone: '@ann' })).toHaveLength(1);
		expect(await ask({ start: '2026-03-01' })).toEqual(refusal(5));
		expect(await ask({ cnt: '1001' })).toEqual(refusal(1));
		expect(await ask({ start: '01.01.2025', end: '01.03.2026' })).toEqual(refusal(1));
	});

	it('gives what people wrote, after an id', async () => {
		smsc.inbound({ phone: '79990000001', message: 'Hi' }).inbound({ phone: '@ann', message: 'Hi again' });
		const ask = async (fields: Record<string, string>) => await post('get', { get_answers: '1', ...fields });
		expect(await ask({})).toMatchObject([
			{ id: 1, phone: '79990000001', message: 'Hi', sent: '01.03.2026 15:00:00' },
			{ id: 2, phone: '@ann' },
		]);
		expect(await ask({ after_id: '1' })).toMatchObject([{ id: 2 }]);
		expect(await ask({ cnt: '1' })).toMatchObject([{ id: 1 }]);
		smsc.inbound({ phone: '79990000001', message: 'No number', id: null });
		expect(await ask({ after_id: '2' })).toMatchObject([{ id: null }]);
		smsc.now = () => (NOW + 2 * 3_600) * 1_000;
		expect(await ask({ hour: '1' })).toEqual([]);
		expect(await ask({ hour: '169' })).toEqual(refusal(1));
	});

	it('tells the operator of a number, and refuses anything else', async () => {
		expect(await post('info', { get_operator: '1', phone: '79990000001' })).toMatchObject({
			operator: 'МегаФон',
		});
		expect(await post('info', { get_operator: '1', phone: '@ann' })).toEqual(refusal(7));
		expect(await post('info', {})).toEqual(refusal(1));
		expect(await post('get', {})).toEqual(refusal(1));
	});
});

it('forgets what happened, and keeps who is connected', async () => {
	await send();
	smsc.settings.price = '9';
	smsc.reset();
	expect([smsc.sent, smsc.log, smsc.settings.price]).toEqual([[], [], '0.30']);
	expect(await send({ cost: '2' })).toMatchObject({ cost: '0.30' });
});
