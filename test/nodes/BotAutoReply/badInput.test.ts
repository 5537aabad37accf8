import type { IDataObject } from 'n8n-workflow';

import { JumpingClock } from '../../support/clock';
import { faultOf } from '../../support/fault';
import { ANN, ANYTHING, BOB, contains, ReplyBench, rule, rules, told } from './bench';

const mockClock = new JumpingClock();
jest.mock('../../../client/n8n/clock', () => ({ clockOf: () => mockClock }));

const t = new ReplyBench();
beforeAll(async () => await t.start());
afterAll(async () => await t.stop());
beforeEach(() => t.reset());

const GO_ON = { onError: 'continueRegularOutput' } as const;

it.each<[string, IDataObject[], string]>([
	[
		'a broken pattern',
		[rule({ when: 'regex', pattern: '(a' }, 'x', { name: 'P' })],
		'Rule 1 (“P”), condition 1, Regular Expression leaves a group open',
	],
	['no rules', [], 'Rules are empty'],
	[
		'an unknown placeholder',
		[rule(ANYTHING, 'x'), rule(contains('a'), 'Hi {nmae}')],
		'Rule 2, Text has an unknown placeholder {nmae}',
	],
	['a rule without text', [rule(ANYTHING, ' ')], 'Rule 1, Text is empty'],
	['a text over the limit', [rule(ANYTHING, 'x'.repeat(4_097))], 'Rule 1, Text has 4097 characters'],
	['5 MB of text', [rule(ANYTHING, '😀'.repeat(1_300_000))], 'Rule 1, Text has 1300000 characters'],
	[
		'a notice over the limit',
		[rule({ when: 'buttonIs', data: 'x' }, 'y', { notice: 'x'.repeat(201) })],
		'Rule 1, Press Notice has 201 characters',
	],
	[
		'too much callback data',
		[
			rule(ANYTHING, 'x', {
				buttonsFrom: 'fields',
				buttons: { button: [{ text: 'x', kind: 'callback', data: 'x'.repeat(65) }] },
			}),
		],
		'Rule 1, Buttons, row 1, button 1',
	],
])('names rule and field: %s', async (_, list, message) => {
	const { message_id: id } = t.bot.say(ANN, 'hi');
	t.bot.press(id, 'x', { chatId: ANN });
	const events = t.events();
	const run = await t.bench().run(rules(list), events, GO_ON);
	expect(told(run, 2).map(faultOf)).toContainEqual(expect.stringContaining(message));
	expect(t.bot.sent.filter(({ text = '' }) => text.length > 100)).toEqual([]);
	const failing = await t.bench().run(rules(list), [events[list[0]?.['notice'] ? 1 : 0] ?? {}]);
	expect(failing.error?.message).toContain(message);
});

it('lets the other items go on', async () => {
	t.bot.say(ANN, 'one');
	t.bot.say(BOB, 'two');
	const [one = {}, two = {}] = t.events();
	const items = [one, { some: 'row' }, { ...one, service: 'smsc' }, { ...two, service: 'x' }, two];
	const run = await t.bench().run(rules([rule(ANYTHING, 'to {text}')]), items, GO_ON);
	expect(t.texts.sort()).toEqual(['to one', 'to two']);
	expect(told(run, 2)).toMatchObject([
		{ error: { message: expect.stringContaining('Event is missing') as string } },
		{ error: { message: 'Event comes from SMSC, and this node answers through Telegram' } },
		{ error: { message: 'Event comes from “x”, and this node answers through Telegram' } },
	]);
	expect(run.outputs[2]?.map(({ pairedItem }) => pairedItem)).toEqual([
		{ item: 1 },
		{ item: 2 },
		{ item: 3 },
	]);
});

it('takes the event from where the option says', async () => {
	t.bot.say(ANN, 'hi');
	const [event = {}] = t.events();
	const options = { event: '={{ $json.kept }}' };
	const run = async (kept: unknown) =>
		await t
			.bench()
			.run(rules([rule(ANYTHING, 'Hello {first name}')], { options }), [{ kept } as IDataObject]);
	await run(event);
	await run(JSON.stringify(event));
	expect(t.texts).toEqual(['Hello Ann', 'Hello Ann']);
});

it('gives failed items to the output for them, and none of the others', async () => {
	t.bot.say(ANN, 'hi');
	const run = await t
		.bench()
		.run(rules([rule(ANYTHING, 'Hello')]), [...t.events(), {}], { onError: 'continueErrorOutput' });
	expect(run.outputs.map((items) => items.length)).toEqual([1, 0, 0, 1]);
});

it('tells of rules that can never hold, and answers by the others', async () => {
	t.bot.say(ANN, 'price');
	t.bot.say(BOB, 'price');
	const run = await t
		.bench()
		.run(
			rules([rule(ANYTHING, 'Hello'), rule([contains('price'), { when: 'buttonIs', data: 'x' }], 'y')]),
			t.events(),
		);
	expect(t.texts).toEqual(['Hello', 'Hello']);
	expect(run.task?.hints?.map(({ message }) => message)).toEqual([
		'Rule 2 can never hold: its conditions are about different events',
	]);
});

it('goes on with the other rules of an item when one fails', async () => {
	t.bot.say(ANN, 'hi');
	const list = [rule(ANYTHING, 'one'), rule(ANYTHING, 'x'.repeat(5_000)), rule(ANYTHING, 'three')];
	const run = await t.bench().run(rules(list, { which: 'all' }), t.events(), GO_ON);
	expect(t.texts).toEqual(['one', 'three']);
	expect(told(run, 2)).toMatchObject([
		{ error: { message: expect.stringContaining('Rule 2, Text') as string } },
	]);
});

it('writes right to left and by emoji', async () => {
	t.bot.say(ANN, 'مرحبا 👋🏽');
	await t
		.bench()
		.run(rules([rule(contains('مرحبا'), '‏أهلاً {text} 👨‍👩‍👧')], { format: 'markdownV2' }), t.events());
	expect(t.texts).toEqual(['‏أهلاً مرحبا 👋🏽 👨‍👩‍👧']);
});

it('answers nobody through a service that it does not know', async () => {
	t.bot.say(ANN, 'hi');
	const run = await t.bench().run(rules([rule(ANYTHING, 'x')], { service: '__proto__' }), t.events(), GO_ON);
	expect(told(run, 2)).toMatchObject([
		{ error: { message: expect.stringContaining('is not known') as string } },
	]);
});
