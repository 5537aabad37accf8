import { JumpingClock } from '../../support/clock';
import { processed } from '../../support/processed';
import { ANN, ANYTHING, BOB, contains, ReplyBench, ROBOT, rule, rules, told } from './bench';

const mockClock = new JumpingClock();
jest.mock('../../../client/n8n/clock', () => ({ clockOf: () => mockClock }));

const t = new ReplyBench();
beforeAll(async () => await t.start());
afterAll(async () => await t.stop());
beforeEach(() => t.reset());

describe('a reply', () => {
	it('goes to the chat, with the person’s own words escaped, and the item says what became of it', async () => {
		t.bot.say(ANN, 'what is the <b>price</b>?');
		const run = await t.bench().run(
			rules([rule(contains('price'), '<b>{first name}</b>, you asked “{text}”', { name: 'Prices' })], {
				format: 'html',
			}),
			t.events(),
		);
		expect(run.error).toBeUndefined();
		expect(t.texts).toEqual(['Ann, you asked “what is the <b>price</b>?”']);
		expect(told(run, 0)).toEqual([
			{
				replied: true,
				rule: 'Prices',
				ruleNumber: 1,
				language: null,
				receipt: expect.objectContaining({
					status: 'sent',
					messageId: String(t.bot.sent[0]?.messageId),
				}) as object,
			},
		]);
		expect(run.outputs[0]?.[0]?.json).toMatchObject({ event: 'message', subscriber: { id: '42' } });
	});

	it('is in the person’s language', async () => {
		t.bot.say(ANN, 'hi');
		t.bot.say(BOB, 'hi');
		const languages = {
			variant: [
				{ language: 'de', text: 'Hallo {first name}' },
				{ language: 'en', text: 'Hello {first name}' },
			],
		};
		const run = await t.bench().run(rules([rule(ANYTHING, 'Привет', { languages })]), t.events());
		expect(t.texts.sort()).toEqual(['Hallo Ann', 'Hello Bob']);
		expect(told(run, 0).map(({ language }) => language)).toEqual(['de', 'en']);
	});

	it('puts in what the pattern found, and carries buttons', async () => {
		t.bot.say(ANN, 'where is order 4711?');
		const buttons = { button: [{ text: 'Order {match 1}', kind: 'callback', data: 'order:{match 1}' }] };
		await t.bench().run(
			rules([
				rule({ when: 'regex', pattern: 'order (\\d+)' }, 'Looking for {match 1} …', {
					buttonsFrom: 'fields',
					buttons,
				}),
			]),
			t.events(),
		);
		expect(t.texts).toEqual(['Looking for 4711 …']);
		expect(t.bot.sent[0]?.replyMarkup).toEqual({
			inline_keyboard: [[{ text: 'Order 4711', callback_data: 'order:4711' }]],
		});
	});

	it('answers a press, and one that is too old by message all the same', async () => {
		const asked = t.bot.say(ANN, 'menu');
		t.events();
		t.bot.press(asked.message_id, 'yes', { chatId: ANN });
		const [fresh = {}] = t.events();
		const old = { ...fresh, button: { pressId: '1', data: 'yes', messageId: '1' } };
		const run = await t
			.bench()
			.run(rules([rule({ when: 'buttonIs', data: 'yes' }, 'Thanks', { notice: 'Noted, {first name}' })]), [
				fresh,
				old,
			]);
		expect(t.texts).toEqual(['Thanks', 'Thanks']);
		expect(t.bot.answered.map(({ text }) => text)).toEqual(['Noted, Ann']);
		expect(told(run, 0)).toMatchObject([
			{ pressAnswered: true },
			{ pressAnswered: false, pressError: expect.stringContaining('too old') as string },
		]);
	});

	it('goes to the topic in which it was asked, unless the option names one', async () => {
		t.bot.addChat({ id: -1_001, type: 'supergroup', title: 'Team', threads: [17, 9] });
		t.bot.say(ANN, 'hi', { chatId: -1_001, threadId: 17 });
		const asked = t.events();
		await t.bench().run(rules([rule(ANYTHING, 'Hello')]), asked);
		await t.bench().run(rules([rule(ANYTHING, 'Hello')], { options: { topicId: '9' } }), asked);
		expect(t.bot.sent.map(({ chatId, flags }) => [chatId, flags['message_thread_id']])).toEqual([
			[-1_001, '17'],
			[-1_001, '9'],
		]);
	});

	it('quotes the message where that is wanted', async () => {
		const { message_id: id } = t.bot.say(ANN, 'hi');
		await t.bench().run(rules([rule(ANYTHING, 'Hello')], { options: { quote: true } }), t.events());
		expect(t.bot.sent[0]?.flags['reply_parameters']).toContain(String(id));
	});
});

describe('the outputs', () => {
	const two = [
		rule(contains('price'), 'It is 5', { name: 'Prices' }),
		rule(contains('price, hours'), 'Till six', { name: 'Hours' }),
	];

	it('are Replied, No Match and Held Back', async () => {
		t.bot.say(ANN, 'the price?');
		t.bot.say(ANN, 'hmm');
		t.bot.addPerson({ id: ROBOT, firstName: 'Robot', isBot: true });
		t.bot.receive(ROBOT, { text: 'the price?' });
		const run = await t.bench().run(rules(two), t.events());
		expect(run.outputs.map((items) => items.length)).toEqual([1, 1, 1]);
		expect(told(run, 1)).toEqual([{ replied: false }]);
		expect(told(run, 2)).toMatchObject([{ replied: false, heldBack: 'bot' }]);
		expect(t.texts).toEqual(['It is 5']);
	});

	it('are one more for each named rule where that is wanted', async () => {
		t.bot.say(ANN, 'hours?');
		t.bot.say(BOB, 'price?');
		t.bot.say(ANN, 'x');
		const more = [...two, rule(ANYTHING, '', { replyWith: 'nothing' })];
		const run = await t.bench().run(rules(more, { branches: true }), t.events());
		expect(run.outputs.map((items) => items.length)).toEqual([1, 0, 0, 1, 1]);
		expect(told(run, 0)).toEqual([{ replied: false, rule: null, ruleNumber: 3 }]);
		expect(told(run, 3)).toMatchObject([{ rule: 'Prices' }]);
		expect(told(run, 4)).toMatchObject([{ rule: 'Hours' }]);
	});

	it.each([true, false])(
		'get a reply for what it is, although its rule is called like another output (branches: %s)',
		async (branches) => {
			t.bot.say(ANN, 'x');
			const list = [rule(ANYTHING, 'Sorry?', { name: 'No Match' })];
			const run = await t.bench().run(rules(list, { branches }), t.events());
			expect(t.texts).toEqual(['Sorry?']);
			expect(run.outputs.map((items) => items.length)).toEqual([1, 0, 0]);
			expect(told(run, 0)).toMatchObject([{ replied: true, rule: 'No Match' }]);
		},
	);

	it('lead items of rules with one name the same way, and each of these rules replies', async () => {
		t.bot.say(ANN, 'price?');
		const twice = [two[0] ?? {}, rule(contains('price'), 'And 3 for two', { name: 'Prices' })];
		const run = await t.bench().run(rules(twice, { which: 'all', branches: true }), t.events());
		expect(t.texts).toEqual(['It is 5', 'And 3 for two']);
		expect(run.outputs.map((items) => items.length)).toEqual([0, 0, 0, 2]);
	});

	it('get an item for each rule when all rules count', async () => {
		t.bot.say(ANN, 'price?');
		const run = await t.bench().run(rules(two, { which: 'all', branches: true }), t.events());
		expect(t.texts).toEqual(['It is 5', 'Till six']);
		expect(run.outputs.map((items) => items.length)).toEqual([0, 0, 0, 1, 1]);
	});
});

describe('never twice', () => {
	const hello = rules([rule(ANYTHING, 'Hello')]);

	it('to one event, in another run', async () => {
		t.bot.say(ANN, 'hi');
		const [bench, events] = [t.bench(), t.events()];
		await bench.run(hello, events);
		const again = await bench.run(hello, structuredClone(events));
		expect(t.texts).toEqual(['Hello']);
		expect(told(again, 2)).toMatchObject([{ heldBack: 'answeredBefore', ruleNumber: 1 }]);
	});

	it('to one event in one run', async () => {
		t.bot.say(ANN, 'hi');
		const [event = {}] = t.events();
		const run = await t.bench().run(hello, [event, event]);
		expect(run.outputs.map((items) => items.length)).toEqual([1, 0, 1]);
	});

	it('but again when it was not sent', async () => {
		t.bot.say(ANN, 'hi');
		const [bench, events] = [t.bench(), t.events()];
		t.telegram.failNext({ code: 400, description: 'Bad Request: something' }, { method: 'sendMessage' });
		const failed = await bench.run(hello, events, { onError: 'continueRegularOutput' });
		expect(told(failed, 2)).toMatchObject([{ error: { message: expect.any(String) as string } }]);
		await bench.run(hello, events);
		expect(t.texts).toEqual(['Hello']);
	});

	it('but again when the person could not be reached and the option asks for a receipt', async () => {
		t.bot.say(ANN, 'hi');
		const [bench, events] = [t.bench(), t.events()];
		t.bot.block(ANN);
		const parameters = rules([rule(ANYTHING, 'Hello', { coolDown: 3_600 })], {
			options: { refused: 'receipt' },
		});
		const refused = await bench.run(parameters, events);
		expect(told(refused, 0)).toMatchObject([{ replied: false, receipt: { status: 'blocked' } }]);
		t.bot.unblock(ANN);
		t.events();
		expect(told(await bench.run(parameters, events), 0)).toMatchObject([{ replied: true }]);
		expect(t.texts).toEqual(['Hello']);
	});

	it('when the answer to the request never came', async () => {
		t.bot.say(ANN, 'hi');
		const [bench, events] = [t.bench(), t.events()];
		t.telegram.failNext({ drop: 'after' }, { method: 'sendMessage' });
		const run = await bench.run(hello, events);
		expect(told(run, 0)).toMatchObject([{ receipt: { status: 'unknown' } }]);
		expect(told(await bench.run(hello, events), 2)).toMatchObject([{ heldBack: 'answeredBefore' }]);
		expect(t.texts).toEqual(['Hello']);
	});

	it('with Retry on Fail: what was sent stays so, what was not is tried again', async () => {
		t.bot.say(ANN, 'one');
		t.bot.say(BOB, 'two');
		t.telegram.failNext({ code: 400, description: 'Bad Request: something' }, { method: 'sendMessage' });
		const run = await t.bench().run(rules([rule(ANYTHING, 'to {text}')]), t.events(), {
			retryOnFail: true,
			maxTries: 2,
			waitBetweenTries: 0,
		});
		expect(run.error).toBeUndefined();
		expect(t.texts.sort()).toEqual(['to one', 'to two']);
		expect(run.outputs.map((items) => items.length)).toEqual([2, 0, 0]);
	});

	it('and not at all while n8n cannot remember it', async () => {
		t.bot.say(ANN, 'hi');
		const [bench, events] = [t.bench(), t.events()];
		processed.refusals = 2;
		const run = await bench.run(hello, events, { onError: 'continueRegularOutput' });
		expect(told(run, 2)).toMatchObject([
			{ error: { message: expect.stringContaining('database') as string } },
		]);
		expect(t.texts).toEqual([]);
		await bench.run(hello, events);
		expect(t.texts).toEqual(['Hello']);
	});
});

it('answers a flood of 200 messages within the cool-down, as one run or as 200', async () => {
	for (let n = 0; n < 200; n += 1) t.bot.say(ANN, `hello ${n}`);
	t.bot.say(BOB, 'me too');
	const events = t.events();
	const parameters = rules([rule(ANYTHING, 'Hello', { coolDown: 3_600 })]);
	const together = await t.bench().run(parameters, events);
	expect(together.outputs.map((items) => items.length)).toEqual([2, 0, 199]);

	const bench = t.bench();
	const runs = await Promise.all(events.map(async (event) => await bench.run(parameters, [event])));
	expect(runs.flatMap((run) => told(run, 0))).toHaveLength(2);
	expect(t.texts).toHaveLength(4);
});

it('replies although a name makes the notice too long, and ends the waiting sign without it', async () => {
	const { message_id: id } = t.bot.say(ANN, 'menu');
	t.events();
	t.bot.press(id, 'a', { chatId: ANN });
	const [press = {}] = t.events();
	const notice = `Noted, {first name}. ${'x'.repeat(180)}`;
	const named = { ...press, subscriber: { id: String(ANN), name: 'Ann', firstName: 'A'.repeat(30) } };
	const run = await t.bench().run(rules([rule(ANYTHING, 'Hello', { notice })]), [named]);
	expect(t.texts).toEqual(['Hello']);
	expect(t.bot.answered.map(({ text }) => text)).toEqual(['']);
	expect(told(run, 0)).toMatchObject([
		{ pressAnswered: true, pressError: expect.stringContaining('Press Notice has 219 characters') as string },
	]);
});

it('counts reports that come in one moment as several events', async () => {
	const report = (messageId: string, status: string) => ({
		event: 'status',
		service: 'telegram',
		status: { messageId, status },
		happenedAt: '2026-11-26T12:00:00.000Z',
	});
	const parameters = rules([
		rule({ when: 'event', events: ['status'] }, '', { replyWith: 'nothing', name: 'Reports' }),
	]);
	const reports = [
		report('1', 'delivered'),
		report('2', 'delivered'),
		report('1', 'read'),
		report('1', 'read'),
	];
	const run = await t.bench().run(parameters, reports);
	expect(run.outputs.map((items) => items.length)).toEqual([3, 0, 1]);
});

it('replies by all rules that hold within one cool-down over all rules, and not to the next message', async () => {
	t.bot.say(ANN, 'hi');
	t.bot.say(ANN, 'hi again');
	const list = [rule(ANYTHING, 'one'), rule(contains('hi'), 'two')];
	const run = await t.bench().run(rules(list, { which: 'all', options: { coolDown: 60 } }), t.events());
	expect(t.texts).toEqual(['one', 'two']);
	expect(told(run, 2).map(({ heldBack }) => heldBack)).toEqual(['coolDown', 'coolDown']);
});

it('ends the waiting sign of presses that are held back', async () => {
	const { message_id: id } = t.bot.say(ANN, 'menu');
	t.events();
	t.bot.press(id, 'a', { chatId: ANN });
	t.bot.press(id, 'a', { chatId: ANN });
	await t.bench().run(rules([rule(ANYTHING, 'Hello', { coolDown: 60, notice: 'Noted' })]), t.events());
	expect(t.texts).toEqual(['Hello']);
	expect(t.bot.answered.map(({ text }) => text)).toEqual(['Noted', '']);
});
