import { smsgold as gateway } from '../../client/smsgold/gateway';
import { SmsgoldEmulator, type Envelope } from '../emulators/smsgold';
import { ACCOUNT, ANN, failureOf, lineTo } from './line';

let smsgold: SmsgoldEmulator;

beforeAll(async () => {
	smsgold = await new SmsgoldEmulator(ACCOUNT).start();
	smsgold.addBot({ id: 'b1' });
	smsgold.addBot({ id: 'b2' });
	smsgold.addSubscriber('b1', { id: ANN, firstName: 'Ann', username: 'ann', phone: '79990000001' });
	smsgold.addSubscriber('b1', { id: '25', number: 79990000002 });
});

afterAll(async () => await smsgold.stop());
beforeEach(() => smsgold.reset());

const list = async (bot: string) => await gateway.listSubscribers!(lineTo(smsgold.url), bot);

it.each<Envelope>(['array', 'data', 'items', 'result', 'named', 'data.items'])(
	'the subscribers of a bot are read from the envelope “%s”',
	async (style) => {
		smsgold.settings.envelope = style;
		expect(await list('b1')).toEqual([
			{
				id: ANN,
				name: 'ann',
				username: 'ann',
				phone: '79990000001',
				raw: { id: ANN, firstName: 'Ann', username: 'ann', phone: '79990000001' },
			},
			{
				id: '25',
				name: '79990000002',
				username: null,
				phone: '79990000002',
				raw: { id: '25', number: 79990000002 },
			},
		]);
		expect(await list('b2')).toEqual([]);
	},
);

it('the request is the documented one, and asked once: there is no paging', async () => {
	await list('b1');
	expect(smsgold.log).toMatchObject([
		{ method: 'GET', path: '/v1/telegram/bot/subscribers/', query: { ...ACCOUNT, botId: 'b1' } },
	]);
});

it.each(['', ' '])('an unnamed bot (%j) is refused before anything is asked', async (bot) => {
	expect(await failureOf(list(bot))).toMatchObject({ name: 'InvalidInput', message: 'Bot is not named' });
	expect(smsgold.log).toEqual([]);
});

it('a bot that the account does not have is refused in the words of the service', async () => {
	expect(await failureOf(list('b3'))).toMatchObject({
		message: 'assumed: no bot b3',
		facts: { reason: 'other', code: '404' },
	});
});
