import { JumpingClock } from '../../support/clock';
import { failureOf } from '../../support/failure';
import { fromList, smsgold, telegram, twoBenches } from './bench';
import { leaksOf } from './leaks';
import { PASSWORD, TOKEN } from './bench';

const mockClock = new JumpingClock();
jest.mock('../../../client/n8n/clock', () => ({ clockOf: () => mockClock }));

const { t, s } = twoBenches();

describe('the list of bots', () => {
	const parameters = smsgold('bot', 'get');

	it('shows names, with the id beside them', async () => {
		expect(await s.bench().search('searchBots', parameters)).toEqual({
			results: [
				{ name: 'Shop (b1)', value: 'b1' },
				{ name: 'News (b2)', value: 'b2' },
			],
		});
	});

	it.each([
		['news', ['b2']],
		[' SHO ', ['b1']],
		['b', ['b1', 'b2']],
		['', ['b1', 'b2']],
		['nothing', []],
	])('finds by any part of name or id: %j', async (filter, ids) => {
		const { results } = await s.bench().search('searchBots', parameters, filter);
		expect(results.map(({ value }) => value)).toEqual(ids);
	});

	it('of Telegram is the one bot, with its name and its link', async () => {
		expect(await t.bench().search('searchBots', telegram('bot', 'get'))).toEqual({
			results: [{ name: 'Shop (shop_bot)', value: '123456789', url: 'https://t.me/shop_bot' }],
		});
	});
});

describe('the list of subscribers', () => {
	const parameters = smsgold('message', 'send', { bot: fromList('b1'), recipient: fromList('') });

	it('shows the people of the chosen bot, with their phone beside the name', async () => {
		const { results } = await s.bench().search('searchSubscribers', parameters);
		expect(results).toHaveLength(60);
		expect(results[0]).toEqual({ name: 'Person 1 (79990000001)', value: 's1' });
	});

	it('finds by a part of the phone', async () => {
		const { results } = await s.bench().search('searchSubscribers', parameters, '0000042');
		expect(results).toEqual([{ name: 'Person 42 (79990000042)', value: 's42' }]);
	});

	it('asks for a bot first', async () => {
		const failure = await failureOf(
			s.bench().search('searchSubscribers', smsgold('message', 'send', { bot: fromList('') })),
		);
		expect(failure).toMatchObject({ message: 'Bot is empty' });
		expect(s.smsgold.log).toEqual([]);
	});
});

describe('a list that cannot be had says why, without secrets', () => {
	const listed = async (list: Promise<unknown>): Promise<string> => {
		const failure = await failureOf(list);
		expect(leaksOf(failure, [TOKEN, PASSWORD])).toEqual([]);
		return failure instanceof Error ? failure.message : '';
	};

	it('when the credential is not accepted', async () => {
		s.smsgold.failNext({ status: 401, body: { error: `pass=${PASSWORD}` } });
		expect(await listed(s.bench().search('searchBots', smsgold('bot', 'get')))).toBe(
			'The service did not accept the credential',
		);
	});

	it('when the service cannot be reached', async () => {
		const bench = t.bench({ apiRoot: 'http://127.0.0.1:9' });
		expect(await listed(bench.search('searchBots', telegram('bot', 'get')))).toBe(
			'The service could not be reached (ECONNREFUSED)',
		);
	});

	it('when the service wants to be left alone for long', async () => {
		t.telegram.failNext(3_600, { times: 9 });
		expect(await listed(t.bench().search('searchBots', telegram('bot', 'get')))).toBe(
			'The service takes no more requests for now',
		);
	});

	it.each(['__proto__', ''])('when the service is not known (%j)', async (service) => {
		const parameters = { ...telegram('bot', 'get'), service };
		expect(await listed(t.bench().search('searchBots', parameters))).toBe('Service is not known');
	});
});
