import { Rejected } from '../../client/model/error';
import { getBot, listBots } from '../../client/telegram/bots';
import type { TelegramEmulator } from '../emulators/telegram';
import { answering, atRest, failureOf, lineTo, ME, startTelegram, TOKEN } from './line';

let telegram: TelegramEmulator;

beforeAll(async () => ({ telegram } = await startTelegram()));
afterAll(async () => await telegram.stop());
beforeEach(() => atRest(telegram));

const shop = {
	id: String(ME.id),
	name: ME.firstName,
	username: ME.username,
	description: 'Sells things',
	link: `https://t.me/${ME.username}`,
};

describe('the bot of the token', () => {
	it('tells who it is and what it says about itself', async () => {
		const bot = await getBot(lineTo(telegram.url));
		expect(bot).toMatchObject(shop);
		expect(bot.raw).toMatchObject({
			id: ME.id,
			is_bot: true,
			can_join_groups: true,
			description: 'Sells things',
			short_description: 'A shop',
		});
	});

	it('is the only one in the list', async () => {
		expect(await listBots(lineTo(telegram.url))).toMatchObject([shop]);
	});

	it('may be named, and then it has to be this one', async () => {
		expect(await getBot(lineTo(telegram.url), String(ME.id))).toMatchObject(shop);
		expect(await getBot(lineTo(telegram.url), '')).toMatchObject(shop);
		const failure = await failureOf(getBot(lineTo(telegram.url), '999'));
		expect(failure).toBeInstanceOf(Rejected);
		expect(failure).toMatchObject({
			facts: { description: 'The token belongs to the bot 123456, not to 999' },
		});
	});

	it.each([
		[['getMyDescription'], 'A shop'],
		[['getMyDescription', 'getMyShortDescription'], null],
	])('is known also where the server is too old for %j', async (methods, description) => {
		for (const method of methods) telegram.failNext('methodNotFound', { method });
		expect(await getBot(lineTo(telegram.url))).toMatchObject({ ...shop, description });
	});

	it('says nothing about itself when its texts are empty', async () => {
		const silent = telegram.addBot({ token: '9001:quiet', username: 'quiet_bot', firstName: 'Quiet' });
		expect(await getBot(lineTo(telegram.url, { accessToken: '9001:quiet' }))).toMatchObject({
			id: String(silent.id),
			description: null,
		});
	});

	it.each([
		[{ id: 5, is_bot: true, first_name: '', username: 'b_bot' }, 'b_bot', 'https://t.me/b_bot'],
		[{ id: 5, is_bot: true, first_name: '' }, '5', null],
	])('has a name in any case: %j', async (me, name, link) => {
		expect(await getBot(answering({ ok: true, result: me }))).toMatchObject({ id: '5', name, link });
	});

	it('belongs to the test servers when the credential says so', async () => {
		telegram.addBot({ token: '9002:test', username: 'test_bot', firstName: 'Test', test: true });
		const line = lineTo(telegram.url, { accessToken: '9002:test', environment: 'test' });
		expect(await getBot(line)).toMatchObject({ id: '9002' });
	});
});

describe('a bot that is not there', () => {
	it.each([
		['unauthorized', 'credential'],
		['notFound', 'credential'],
		['misdirected', 'credential'],
	] as const)('because of “%s” is a matter of the credential', async (name, kind) => {
		// the platform's fetch asks once more after a 421
		telegram.failNext(name, { method: 'getMe', times: 2 });
		expect(await failureOf(getBot(lineTo(telegram.url)))).toMatchObject({
			facts: { kind, reason: 'unauthorized' },
		});
	});

	it.each(['', 'not a token', '123456', `${TOKEN}x`])(
		'because the token is “%s” is so, too',
		async (accessToken) => {
			expect(await failureOf(getBot(lineTo(telegram.url, { accessToken })))).toMatchObject({
				facts: { reason: 'unauthorized' },
			});
		},
	);

	it('because the server is too old even for getMe is not hidden', async () => {
		telegram.failNext('methodNotFound', { method: 'getMe' });
		expect(await failureOf(getBot(lineTo(telegram.url)))).toMatchObject({ facts: { kind: 'unsupported' } });
	});

	it('because its description is refused is not hidden', async () => {
		telegram.failNext(5, { method: 'getMyDescription' });
		expect(await failureOf(getBot(lineTo(telegram.url)))).toMatchObject({ facts: { kind: 'rate_limited' } });
	});
});
