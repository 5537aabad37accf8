import { inspect } from 'node:util';

import { InvalidInput, Rejected, Unreachable } from '../../client/model/error';
import { smsgold as gateway } from '../../client/smsgold/gateway';
import { SmsgoldEmulator, type Envelope } from '../emulators/smsgold';
import { ACCOUNT, failureOf, lineTo, PASSWORD } from './line';

let smsgold: SmsgoldEmulator;

beforeAll(async () => {
	smsgold = await new SmsgoldEmulator(ACCOUNT).start();
	smsgold.addBot({ id: 'b1', name: 'Shop', username: '@shop_bot', description: 'Sells', token: '123:abc' });
	smsgold.addBot({ id: 'b2' });
});

afterAll(async () => await smsgold.stop());
beforeEach(() => smsgold.reset());

const listBots = async () => await gateway.listBots!(lineTo(smsgold.url));
const getBot = async (id?: string) => await gateway.getBot!(lineTo(smsgold.url), id);

const SHOP = {
	id: 'b1',
	name: 'Shop',
	username: 'shop_bot',
	description: 'Sells',
	link: 'https://t.me/shop_bot',
	raw: { id: 'b1', name: 'Shop', username: '@shop_bot', description: 'Sells', token: '***' },
};
const NAMELESS = { id: 'b2', name: 'b2', username: null, description: null, link: null, raw: { id: 'b2' } };

it.each<Envelope>(['array', 'data', 'items', 'result', 'named', 'data.items'])(
	'the bots are read from the envelope “%s”',
	async (style) => {
		smsgold.settings.envelope = style;
		expect(await listBots()).toEqual([SHOP, NAMELESS]);
	},
);

it('the request is the documented one, with its slash and nothing but the account in the query', async () => {
	await listBots();
	expect(smsgold.log).toMatchObject([{ method: 'GET', path: '/v1/telegram/bot/bots/', query: ACCOUNT }]);
	expect(smsgold.log[0]?.body).toHaveLength(0);
	expect(smsgold.missingSlashes).toEqual([]);
});

it.each(['[]', '{"data":[]}', '{"result":{"bots":[]}}'])(
	'the empty list %s is an empty list',
	async (body) => {
		smsgold.failNext({ status: 200, body });
		expect(await listBots()).toEqual([]);
	},
);

it('a username that Telegram could not have makes no link', async () => {
	smsgold.failNext({
		status: 200,
		body: [
			{ id: 1, username: 'a/b' },
			{ id: 2, username: '@' },
		],
	});
	expect(await listBots()).toMatchObject([
		{ id: '1', username: 'a/b', link: null },
		{ id: '2', username: null, link: null },
	]);
});

it.each(['{}', '{"robots":[{"id":1}]}', '"text"', 'null', '[{"botId":"b1"}]', '{"data":{"total":0}}'])(
	'the answer %s is an unexpected shape, not an empty list',
	async (body) => {
		smsgold.failNext({ status: 200, body });
		const error = await failureOf(listBots());
		expect(error).toBeInstanceOf(Rejected);
		expect(error).toMatchObject({
			message: expect.stringContaining('unexpected response shape') as string,
			facts: { reason: 'other', kind: 'unexpectedShape', raw: JSON.parse(body) as unknown },
		});
	},
);

it.each(['<html>Welcome</html>', '[{"id":', ''])(
	'the answer “%s” is no list and no refusal',
	async (body) => {
		smsgold.failNext({ status: 200, body });
		const error = await failureOf(listBots());
		expect(error).toBeInstanceOf(Unreachable);
		expect(error).toMatchObject({
			facts: { code: 'HTTP 200', description: expect.stringContaining('not JSON') as string },
		});
	},
);

it.each([
	[{ status: 401, body: { error: 'no' } }, Rejected, { reason: 'unauthorized' }],
	[{ status: 403, body: 'no' }, Rejected, { reason: 'unauthorized' }],
	[{ status: 404, body: '<html></html>' }, Rejected, { reason: 'other' }],
	[
		{ status: 429, body: '', headers: { 'retry-after': '5' } },
		Rejected,
		{ reason: 'rateLimited', retryAfter: 5 },
	],
	[
		{ status: 302, body: '', headers: { location: 'https://example.org/' } },
		Rejected,
		{ reason: 'other', code: '302' },
	],
	[{ status: 200, body: { error: 'no' } }, Rejected, { reason: 'other', description: 'no' }],
	[{ status: 502, body: '<html></html>' }, Unreachable, { code: 'HTTP 502' }],
	[{ drop: 'before' as const }, Unreachable, { outcome: 'unknown', code: 'ECONNRESET' }],
])('the answer %j is told as it is', async (reply, type, facts) => {
	smsgold.failNext(reply);
	const error = await failureOf(listBots());
	expect(error).toBeInstanceOf(type);
	expect(error).toMatchObject({ facts });
});

it('a wrong password is told, and never shown', async () => {
	const line = lineTo(smsgold.url, { password: `${PASSWORD}!` });
	const error = await failureOf(gateway.listBots!(line));
	expect(error).toMatchObject({ facts: { reason: 'unauthorized' } });
	expect(inspect(error, { depth: null, showHidden: true })).not.toContain(PASSWORD);
});

it('one bot is found by its id', async () => {
	expect(await getBot('b1')).toEqual(SHOP);
});

it('a bot that the account does not have is refused with advice', async () => {
	expect(await failureOf(getBot('b3'))).toMatchObject({
		message: 'The account has no bot with the id “b3”',
		facts: { reason: 'other', kind: 'unknownBot', advice: expect.stringContaining('list') as string },
	});
});

it('without an id the only bot is found, and none or several are refused', async () => {
	smsgold.failNext({ status: 200, body: [{ id: 'b2' }] });
	expect(await getBot()).toEqual(NAMELESS);
	for (const body of [[], [{ id: 1 }, { id: 2 }]]) {
		smsgold.failNext({ status: 200, body });
		const error = await failureOf(getBot());
		expect(error).toBeInstanceOf(InvalidInput);
		expect(error).toMatchObject({ message: `Bot is not named, and the account has ${body.length}` });
	}
});
