import { Unreachable } from '../../client/model/error';
import { smsc as gateway } from '../../client/smsc/gateway';
import { SmscEmulator } from '../emulators/smsc';
import { ACCOUNT, BOT, failureOf, lineTo, message, NOW, to } from './line';

let smsc: SmscEmulator;

beforeAll(async () => {
	smsc = await new SmscEmulator(ACCOUNT).start();
	smsc.connect(BOT, { phone: '79990000001', nick: '@ann' });
});

afterAll(async () => await smsc.stop());
beforeEach(() => {
	smsc.reset();
	smsc.now = () => NOW.getTime();
});

const line = () => lineTo(smsc.url);
const formOfLast = () => Object.fromEntries(new URLSearchParams(smsc.log.at(-1)?.body.toString()));

describe('the balance', () => {
	it('has its currency, and the credit where there is one', async () => {
		expect(await gateway.getBalance!(line())).toEqual({
			amount: 286.55,
			currency: 'RUR',
			credit: null,
			raw: { balance: '286.55', currency: 'RUR' },
		});
		smsc.settings.credit = '100';
		expect(await gateway.getBalance!(line())).toMatchObject({ credit: 100 });
		expect(smsc.log.at(-1)).toMatchObject({ method: 'POST', path: '/sys/balance.php', query: {} });
		expect(formOfLast()).toMatchObject({ cur: '1', fmt: '3', charset: 'utf-8' });
	});

	it.each([{ balance: 12.5 }, { balance: '12.5' }])('is read from %j', async (body) => {
		smsc.failNext({ status: 200, body });
		expect(await gateway.getBalance!(line())).toMatchObject({ amount: 12.5, currency: null });
	});

	it.each(['250.80', '<html></html>', {}, [], { balance: 'much' }])(
		'is not guessed from %j',
		async (body) => {
			smsc.failNext({ status: 200, body });
			expect(await failureOf(gateway.getBalance!(line()))).toBeInstanceOf(Unreachable);
		},
	);

	it.each([
		[1, 'invalidMessage'],
		[2, 'unauthorized'],
		[4, 'rateLimited'],
		[9, 'rateLimited'],
	])('is refused with %i as %s', async (code, reason) => {
		smsc.failWith(code);
		expect(await failureOf(gateway.getBalance!(line()))).toMatchObject({ facts: { reason } });
	});
});

describe('the cost of a message', () => {
	const estimate = async (address = to('79990000001')) =>
		await gateway.estimateCost!(line(), address, message({ options: { clientId: 'a' } }));

	it('is told, and nothing is sent for it', async () => {
		expect(await estimate()).toEqual({
			cost: { amount: 0.3, currency: null },
			parts: 1,
			raw: { cost: '0.30', cnt: 1 },
		});
		expect(smsc.sent).toEqual([]);
		expect(formOfLast()).toMatchObject({ phones: '79990000001', mes: 'Hello', bot: BOT, cost: '1' });
	});

	it('asked too often is a rate limit and no duplicate', async () => {
		smsc.settings.costLimit = 1;
		await estimate();
		expect(await failureOf(estimate())).toMatchObject({ facts: { reason: 'rateLimited', retryAfter: 60 } });
	});

	it('needs what the message needs', async () => {
		expect(await failureOf(estimate(to('79990000001', 'phone', '')))).toMatchObject({ field: 'Bot' });
		smsc.failNext({ status: 200, body: { id: 1, cnt: 1 } });
		expect(await failureOf(estimate())).toBeInstanceOf(Unreachable);
	});
});

describe('the operator of a number', () => {
	it('is told', async () => {
		expect(await gateway.getOperator!(line(), '+7 999 000-00-01')).toEqual({
			phone: '79990000001',
			country: 'Россия',
			operator: 'МегаФон',
			region: 'Москва',
			mcc: '250',
			mnc: '02',
			timeZone: '0',
			raw: expect.any(Object),
		});
		expect(formOfLast()).toMatchObject({ get_operator: '1', phone: '79990000001' });
	});

	it('is null where the service does not know', async () => {
		smsc.failNext({ status: 200, body: { country: 'Россия' } });
		expect(await gateway.getOperator!(line(), '79990000001')).toMatchObject({ operator: null, mcc: null });
	});

	it('of no number is refused before it is asked', async () => {
		expect(await failureOf(gateway.getOperator!(line(), 'ann'))).toMatchObject({ field: 'Recipient' });
		expect(smsc.log).toEqual([]);
	});
});

describe('the history', () => {
	/** Messages a minute apart, the last one now. */
	async function sendMany(count: number): Promise<void> {
		for (let n = 0; n < count; n += 1) {
			smsc.now = () => NOW.getTime() - (count - 1 - n) * 60_000;
			await gateway.sendMessage!(line(), n % 2 === 0 ? to('79990000001') : to('ann', 'username'), message());
		}
		smsc.now = () => NOW.getTime();
	}

	const history = async (query: object) => await gateway.getHistory!(line(), { limit: 50, ...query });

	it('lists messages with their status, the newest first', async () => {
		await sendMany(3);
		smsc.setStatus(1_002, 20);
		expect(await history({})).toMatchObject([
			{ messageId: '1003', recipient: { form: 'phone', value: '79990000001' }, status: 'delivered' },
			{ messageId: '1002', recipient: { form: 'username', value: 'ann' }, status: 'failed' },
			{ messageId: '1001', cost: { amount: 0.3 }, time: '2026-03-01T11:58:00.000Z' },
		]);
	});

	it('goes on page by page after the last int_id, and stops at the limit', async () => {
		const page = (from: number, count: number) =>
			Array.from({ length: count }, (_, n) => ({ id: from - n, int_id: from - n, phone: '#1', status: '1' }));
		smsc.failNext({ status: 200, body: page(5_000, 1_000) });
		smsc.failNext({ status: 200, body: page(4_000, 1_000) });
		smsc.failNext({ status: 200, body: page(3_000, 500) });
		const reports = await history({ limit: Infinity });
		expect(reports).toHaveLength(2_500);
		const asked = smsc.log.map(({ body }) => Object.fromEntries(new URLSearchParams(body.toString())));
		expect(asked.map(({ cnt, prev_id }) => [cnt, prev_id])).toEqual([
			['1000', undefined],
			['1000', '4001'],
			['1000', '3001'],
		]);
		expect(reports[0]).toMatchObject({ recipient: { form: 'uid', value: '1' } });
	});

	it('asks for no more than is wanted', async () => {
		await sendMany(5);
		expect(await history({ limit: 2 })).toHaveLength(2);
		expect(formOfLast()).toMatchObject({ cnt: '2' });
	});

	it('ends where the service does not go on, instead of asking for ever', async () => {
		const same = Array.from({ length: 1_000 }, () => ({ id: 1, int_id: 7, phone: '1', status: 1 }));
		for (let n = 0; n < 5; n += 1) smsc.failNext({ status: 200, body: same });
		expect(await history({ limit: Infinity })).toHaveLength(2_000);
		expect(smsc.log).toHaveLength(2);
	});

	it('takes days in the account’s zone, and a recipient', async () => {
		await history({ from: '2026-02-28T22:30:00Z', to: '2026-03-01T12:00:00Z', recipient: '+79990000001' });
		expect(formOfLast()).toMatchObject({ start: '01.03.2026', end: '01.03.2026', phone: '79990000001' });
		await gateway.getHistory!(lineTo(smsc.url, { timeZone: 'UTC' }), {
			from: '2026-02-28T22:30:00Z',
			limit: 1,
		});
		expect(formOfLast()).toMatchObject({ start: '28.02.2026' });
		expect(formOfLast()).not.toHaveProperty('end');
	});

	it.each([
		['+7 (999) 000-00-01', '79990000001'],
		['@ann', '@ann'],
		['#1', '#1'],
	])('finds what was sent to %s, however it is written', async (recipient, phone) => {
		await history({ recipient });
		expect(formOfLast()).toMatchObject({ phone });
	});

	it.each(['nobody', '79990000001,79990000002'])(
		'refuses %s as a recipient, for whom the service would list nothing',
		async (recipient) => {
			expect(await failureOf(history({ recipient }))).toMatchObject({ field: 'Sent To' });
			expect(smsc.log).toEqual([]);
		},
	);

	it.each([{}, { result: 'none' }, []])('is empty where the service lists nothing: %j', async (body) => {
		smsc.failNext({ status: 200, body });
		expect(await history({})).toEqual([]);
	});

	it.each([
		[{ from: '2026-03-02T00:00:00Z', to: '2026-03-01T00:00:00Z' }, 'lies after To'],
		[{ from: '2025-08-01T00:00:00Z', to: '2026-03-01T00:00:00Z' }, 'lies more than six months before To'],
		[{ from: '2025-08-01T00:00:00Z' }, 'lies more than six months before To'],
	])('refuses %j before it is asked', async (query, detail) => {
		expect(await failureOf(history(query))).toMatchObject({ field: 'From', detail });
		expect(smsc.log).toEqual([]);
	});
});

describe('the bots', () => {
	it('are those of the credential', async () => {
		expect(await gateway.listBots!(line())).toEqual([
			{
				id: '@shop_bot',
				name: '@shop_bot',
				username: 'shop_bot',
				description: null,
				link: 'https://t.me/shop_bot',
				raw: null,
			},
			expect.objectContaining({ id: '@help_bot' }),
			expect.objectContaining({ id: 'wa:79990000000', username: null, link: null }),
		]);
		expect(smsc.log).toEqual([]);
	});

	it('are each listed once', async () => {
		expect(await gateway.listBots!(lineTo(smsc.url, { bots: '@a_bot, a_bot;@a_bot\n' }))).toHaveLength(1);
	});

	it.each(['', ' \n,', undefined])('that nobody listed (%j) are no empty list', async (bots) => {
		const empty = lineTo(smsc.url, { bots: bots as string });
		expect(await failureOf(gateway.listBots!(empty))).toMatchObject({
			message: 'Bots are not listed in the credential, and SMSC has no request that lists them',
		});
	});

	it('are found by name, with @ or without', async () => {
		expect(await gateway.getBot!(line(), 'help_bot')).toMatchObject({ id: '@help_bot' });
		expect(await failureOf(gateway.getBot!(line(), '@other_bot'))).toMatchObject({
			message: 'Bot “@other_bot” is not among those that the credential lists',
		});
		expect(await failureOf(gateway.getBot!(line()))).toMatchObject({
			message: 'Bot is not named, and the credential lists 3',
		});
		expect(await gateway.getBot!(lineTo(smsc.url, { bots: '@a_bot' }))).toMatchObject({ id: '@a_bot' });
	});
});
