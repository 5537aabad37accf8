import { SmsgoldEmulator } from './smsgold';

const account = { user: '12345.1', pass: 'secret' };
const ANN = '5f0000000000000000000024';

let smsgold: SmsgoldEmulator;

beforeAll(async () => {
	smsgold = await new SmsgoldEmulator(account).start();
	smsgold.addBot({ id: 'b1', name: 'Shop' });
	smsgold.addSubscriber('b1', { id: ANN, name: 'Ann', phone: '79990000001' });
});

afterAll(async () => await smsgold.stop());
beforeEach(() => smsgold.reset());

async function get(path: string, query: Record<string, string> = account) {
	const response = await fetch(`${smsgold.url}${path}?${new URLSearchParams(query).toString()}`);
	return { status: response.status, body: await response.text() };
}

async function post(path: string, body: unknown, type = 'application/json') {
	const response = await fetch(`${smsgold.url}${path}`, {
		method: 'POST',
		headers: { 'content-type': type },
		body: typeof body === 'string' ? body : JSON.stringify(body),
	});
	return { status: response.status, body: await response.text() };
}

const send = async (fields: Record<string, unknown>) =>
	await post('/v1/telegram/bot/sendMessage/', { auth: account, ...fields });

const sms = async (fields: Record<string, string>) =>
	await post(
		'/http2/',
		new URLSearchParams({ ...account, ...fields }).toString(),
		'application/x-www-form-urlencoded',
	);

describe('lists', () => {
	it('answers the bots of the account', async () => {
		expect(await get('/v1/telegram/bot/bots/')).toEqual({
			status: 200,
			body: JSON.stringify({ data: [{ id: 'b1', name: 'Shop' }] }),
		});
	});

	it.each([
		['array', (list: unknown) => list],
		['data', (list: unknown) => ({ data: list })],
		['items', (list: unknown) => ({ items: list })],
		['result', (list: unknown) => ({ result: list })],
		['named', (list: unknown) => ({ subscribers: list })],
		['data.items', (list: unknown) => ({ data: { items: list, total: 1 } })],
	] as const)('puts the subscribers of a bot into the envelope “%s”', async (style, wrapped) => {
		smsgold.settings.envelope = style;
		const { body } = await get('/v1/telegram/bot/subscribers/', { ...account, botId: 'b1' });
		expect(JSON.parse(body)).toEqual(wrapped([{ id: ANN, name: 'Ann', phone: '79990000001' }]));
	});

	it.each([
		['a wrong password', { ...account, pass: 'wrong' }, 401],
		['no account', {}, 401],
		['a user that lost its tail on the way through a number', { ...account, user: '12345' }, 401],
		['a parameter that is not documented', { ...account, page: '2' }, 400],
	])('refuses the list of bots with %s', async (_, query, status) => {
		expect((await get('/v1/telegram/bot/bots/', query as Record<string, string>)).status).toBe(status);
	});

	it('refuses the list of subscribers without a bot, and with a bot that the account does not have', async () => {
		expect((await get('/v1/telegram/bot/subscribers/')).status).toBe(400);
		expect((await get('/v1/telegram/bot/subscribers/', { ...account, botId: 'b2' })).status).toBe(404);
	});

	it('accepts a path without its final slash and notes it', async () => {
		expect((await get('/v1/telegram/bot/bots')).status).toBe(200);
		expect(smsgold.missingSlashes).toEqual(['/v1/telegram/bot/bots']);
	});

	it('refuses unknown paths and wrong methods', async () => {
		expect((await get('/v1/telegram/bots/')).status).toBe(404);
		expect((await get('/v1/telegram/bot/sendMessage/')).status).toBe(405);
	});
});

describe('sendMessage', () => {
	it('records a message by subscriber, with its buttons in order', async () => {
		const buttons = [
			{ text: 'One', url: 'https://example.org/1' },
			{ text: 'Two', url: 'https://example.org/2' },
		];
		expect((await send({ subscriberId: ANN, text: 'Hello', buttons })).status).toBe(200);
		expect(smsgold.sent).toEqual([
			{
				by: 'subscriber',
				to: ANN,
				bot: 'b1',
				text: 'Hello',
				buttons,
				ignored: [],
				messageId: 'm1',
				arrives: true,
			},
		]);
	});

	it('records a message by phone within a bot', async () => {
		await send({ botId: 'b1', number: '79990000001', text: 'Hello' });
		expect(smsgold.sent).toMatchObject([{ by: 'phone', to: '79990000001', bot: 'b1', arrives: true }]);
	});

	it('lets the subscriber win silently when all three addressing fields come', async () => {
		await send({ subscriberId: ANN, botId: 'b1', number: '79990000009', text: 'Hello' });
		expect(smsgold.sent).toMatchObject([{ by: 'subscriber', to: ANN, ignored: ['botId', 'number'] }]);
	});

	it.each([
		['nobody to send to', { text: 'Hello' }],
		['a bot without a number', { botId: 'b1', text: 'Hello' }],
		['a number without a bot', { number: '79990000001', text: 'Hello' }],
		['a number with a plus', { botId: 'b1', number: '+79990000001', text: 'Hello' }],
		['a number that is a number', { botId: 'b1', number: 79990000001, text: 'Hello' }],
		['an empty subscriber', { subscriberId: '', text: 'Hello' }],
		['no text', { subscriberId: ANN }],
		['a field that is not documented', { subscriberId: ANN, text: 'Hello', parse_mode: 'HTML' }],
		[
			'rows of buttons',
			{ subscriberId: ANN, text: 'Hello', buttons: [[{ text: 'One', url: 'https://example.org' }]] },
		],
		['a button without a link', { subscriberId: ANN, text: 'Hello', buttons: [{ text: 'One' }] }],
		[
			'a callback button',
			{ subscriberId: ANN, text: 'Hello', buttons: [{ text: 'One', callback_data: 'x' }] },
		],
		['buttons that are no list', { subscriberId: ANN, text: 'Hello', buttons: { text: 'One' } }],
	])('refuses a message with %s', async (_, fields) => {
		const { status, body } = await send(fields);
		expect([status, JSON.parse(body)]).toEqual([
			400,
			{ error: expect.stringMatching(/^assumed: /) as string },
		]);
		expect(smsgold.sent).toEqual([]);
	});

	it.each([
		['a wrong password', { auth: { ...account, pass: 'wrong' } }],
		['a user that is a number', { auth: { user: 12345.1, pass: 'secret' } }],
		['no auth', { auth: undefined }],
	])('refuses a message with %s', async (_, fields) => {
		expect((await send({ subscriberId: ANN, text: 'Hello', ...fields })).status).toBe(401);
	});

	it('refuses a body that is no JSON or does not say so, and secrets in the query of a POST', async () => {
		const body = { auth: account, subscriberId: ANN, text: 'Hello' };
		expect((await post('/v1/telegram/bot/sendMessage/', '{')).status).toBe(400);
		expect((await post('/v1/telegram/bot/sendMessage/', body, 'text/plain')).status).toBe(400);
		expect((await post('/v1/telegram/bot/sendMessage/?user=12345.1', body)).status).toBe(400);
	});

	it('refuses an unknown subscriber', async () => {
		expect((await send({ subscriberId: 'nobody', text: 'Hello' })).status).toBe(404);
	});

	it('refuses a number that never subscribed, or loses it silently, as the setting says', async () => {
		const message = { botId: 'b1', number: '79990000009', text: 'Hello' };
		expect((await send(message)).status).toBe(400);
		smsgold.settings.notSubscribed = 'silent';
		expect((await send(message)).status).toBe(200);
		expect(smsgold.sent).toMatchObject([{ to: '79990000009', arrives: false }]);
	});

	it('refuses a recipient as a test orders it, also with a 2xx', async () => {
		smsgold.refuse(ANN, { status: 200, body: { success: false } });
		expect(await send({ subscriberId: ANN, text: 'Hello' })).toEqual({
			status: 200,
			body: '{"success":false}',
		});
		expect(smsgold.sent).toEqual([]);
	});

	it.each([
		['empty', 200, ''],
		['text', 200, 'OK'],
		['id', 201, '{"id":"m1"}'],
		['success', 200, '{"success":true,"error":null}'],
		['data.messageId', 200, '{"data":{"messageId":"m1"}}'],
	] as const)('answers a good message in the style “%s”', async (style, status, body) => {
		smsgold.settings.success = style;
		expect(await send({ subscriberId: ANN, text: 'Hello' })).toEqual({ status, body });
	});

	it('keeps the limits that a test sets', async () => {
		Object.assign(smsgold.settings, { textLimit: 5, buttonLimit: 0 });
		expect((await send({ subscriberId: ANN, text: 'Hello!' })).status).toBe(400);
		expect(
			(await send({ subscriberId: ANN, text: 'Hello', buttons: [{ text: 'a', url: 'https://b.c' }] })).status,
		).toBe(400);
		expect((await send({ subscriberId: ANN, text: 'Hello' })).status).toBe(200);
	});

	it('refuses every N-th call with 429 when asked to', async () => {
		Object.assign(smsgold.settings, { tooManyEvery: 2, retryAfter: '3' });
		const statuses: number[] = [];
		for (let call = 0; call < 4; call += 1) statuses.push((await get('/v1/telegram/bot/bots/')).status);
		expect(statuses).toEqual([200, 429, 200, 429]);
	});

	it('acts before it breaks off when the order says so', async () => {
		smsgold.failNext({ drop: 'after' });
		await expect(send({ subscriberId: ANN, text: 'Hello' })).rejects.toThrow();
		expect(smsgold.sent).toHaveLength(1);
	});
});

describe('cascade', () => {
	const cascade = async (fields: Record<string, unknown>) =>
		await post('/v1/cascade/', { auth: account, ...fields });

	it('records the stages in order, whatever fields they have', async () => {
		const stages = [
			{ type: 'telegramBot', botId: 'b1' },
			{ type: 'sms', text: 'Hello', sender: 'Shop' },
		];
		expect((await cascade({ number: '79990000001', stages })).status).toBe(200);
		expect(smsgold.sent).toMatchObject([{ by: 'cascade', to: '79990000001', stages }]);
	});

	it.each([
		['no stages', { number: '79990000001', stages: [] }],
		['a stage without a type', { number: '79990000001', stages: [{}] }],
		['a number with a plus', { number: '+79990000001', stages: [{ type: 'sms' }] }],
	])('refuses %s', async (_, fields) => {
		expect((await cascade(fields)).status).toBe(400);
	});
});

describe('SMS', () => {
	it('answers one element for each number', async () => {
		expect(await sms({ action: 'send', text: 'Hello', number: '79990000001,79990000002' })).toEqual({
			status: 200,
			body: '<xml_result err="0"><sms sms_id="m1" err="0"/><sms sms_id="m2" err="0"/></xml_result>',
		});
		expect(smsgold.sent).toMatchObject([
			{ by: 'sms', to: '79990000001' },
			{ by: 'sms', to: '79990000002' },
		]);
	});

	it('keeps the sender, and answers with an element a part in the quotes that a test asks for', async () => {
		Object.assign(smsgold.settings, { smsElements: 2, xmlQuotes: "'" });
		const { body } = await sms({ action: 'send', text: 'Hello', number: '79990000001', sender: 'SHOP' });
		expect(body).toContain("<sms sms_id='m1' err='0'/><sms sms_id='m1-1' err='0'/>");
		expect(smsgold.sent).toMatchObject([{ by: 'sms', sender: 'SHOP' }]);
	});

	it('answers the balance', async () => {
		expect((await sms({ action: 'balance' })).body).toBe('<result><account>100.5</account></result>');
	});

	it('answers a refused number beside an accepted one, without the wrapper when asked to', async () => {
		smsgold.settings.xmlWrapper = false;
		smsgold.refuse('79990000002', { status: 200, body: 'bad "number"' });
		const { body } = await sms({ action: 'send', text: 'Hello', number: '79990000001,79990000002' });
		expect(body).toBe('<sms sms_id="m1" err="0"/><sms sms_id="" err="bad &quot;number&quot;"/>');
	});

	it.each([
		['a wrong password', { action: 'send', text: 'Hello', number: '79990000001', pass: 'wrong' }],
		['no text', { action: 'send', number: '79990000001' }],
		['a text of 481 characters', { action: 'send', text: 'x'.repeat(481), number: '79990000001' }],
		['no number', { action: 'send', text: 'Hello' }],
		['a number with a plus', { action: 'send', text: 'Hello', number: '+79990000001' }],
		['an unknown action', { action: 'status' }],
	])('says no to %s', async (_, fields) => {
		expect((await sms(fields)).body).toMatch(/^<xml_result err="assumed: /);
		expect(smsgold.sent).toEqual([]);
	});
});
