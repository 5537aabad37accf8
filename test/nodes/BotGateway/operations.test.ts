import type { INodeParameters } from 'n8n-workflow';

import { JumpingClock } from '../../support/clock';
import type { NodeRun } from '../../support/harness';
import {
	ANN,
	BOB,
	CID,
	fromList,
	GROUP,
	id,
	phone,
	sendTo,
	smsgold,
	telegram,
	twoBenches,
	username,
} from './bench';

const mockClock = new JumpingClock();
jest.mock('../../../client/n8n/clock', () => ({ clockOf: () => mockClock }));

const { t, s } = twoBenches();

/** The `json` of the items at the first output of a run that must succeed. */
function jsonOf({ outputs, error, run }: NodeRun) {
	expect(error).toBeUndefined();
	expect(run.status).toBe('success');
	return (outputs[0] ?? []).map(({ json }) => json);
}

const pairsOf = ({ outputs }: NodeRun) => (outputs[0] ?? []).map(({ pairedItem }) => pairedItem);

describe('bots', () => {
	const SHOP = {
		id: '123456789',
		name: 'Shop',
		username: 'shop_bot',
		description: null,
		link: 'https://t.me/shop_bot',
	};

	it('of Telegram: the one that the token belongs to', async () => {
		expect(jsonOf(await t.bench().run(telegram('bot', 'getMany')))).toEqual([SHOP]);
		expect(jsonOf(await t.bench().run(telegram('bot', 'get')))).toEqual([SHOP]);
	});

	it('of SMSGOLD: all of the account, or the one that is named', async () => {
		const bots = jsonOf(await s.bench().run(smsgold('bot', 'getMany')));
		expect(bots).toMatchObject([
			{ id: 'b1', name: 'Shop' },
			{ id: 'b2', name: 'News' },
		]);
		expect(jsonOf(await s.bench().run(smsgold('bot', 'get', { bot: fromList('b2') })))).toEqual([bots[1]]);
		expect(
			jsonOf(await s.bench().run(smsgold('bot', 'get', { bot: id('={{ $json.bot }}') }), [{ bot: 'b1' }])),
		).toEqual([bots[0]]);
	});

	it('are asked for once, however many items ask, and each item gets them', async () => {
		const run = await s.bench().run(smsgold('bot', 'getMany'), [{}, {}, {}]);
		expect(jsonOf(run)).toHaveLength(6);
		expect(pairsOf(run)).toEqual([0, 0, 1, 1, 2, 2].map((item) => ({ item })));
		expect(s.smsgold.log).toHaveLength(1);
	});

	it('come with what the service answered when Simplify is off', async () => {
		const [simple] = jsonOf(await t.bench().run(telegram('bot', 'get')));
		const [full] = jsonOf(await t.bench().run(telegram('bot', 'get', { simplify: false })));
		expect(simple).not.toHaveProperty('raw');
		expect(full).toEqual({
			...simple,
			raw: expect.objectContaining({ id: 123456789, is_bot: true }) as object,
		});
	});
});

describe('subscribers', () => {
	const list = (more: INodeParameters = {}): INodeParameters =>
		smsgold('subscriber', 'getMany', { bot: fromList('b1'), ...(more as object) });

	it('are those of the bot, as many as the limit says', async () => {
		expect(jsonOf(await s.bench().run(list()))).toHaveLength(50);
		expect(jsonOf(await s.bench().run(list({ limit: 2 })))).toEqual([
			{ id: 's1', name: 'Person 1', username: null, phone: '79990000001' },
			{ id: 's2', name: 'Person 2', username: null, phone: '79990000002' },
		]);
	});

	it('are all of them with Return All', async () => {
		expect(jsonOf(await s.bench().run(list({ returnAll: true })))).toHaveLength(60);
	});

	it('are those of each item’s own bot', async () => {
		const run = await s
			.bench()
			.run(list({ bot: id('={{ $json.bot }}') as never, limit: 1 }), [
				{ bot: 'b1' },
				{ bot: 'b2' },
				{ bot: 'b1' },
			]);
		expect(pairsOf(run)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(s.smsgold.log).toHaveLength(2);
	});

	it('may be asked of Telegram whether they can be reached', async () => {
		t.bot.block(BOB);
		const run = await t
			.bench()
			.run(telegram('subscriber', 'checkReachable', { recipient: id('={{ $json.to }}') }), [
				{ to: ANN },
				{ to: BOB },
				{ to: 999 },
			]);
		expect(jsonOf(run)).toMatchObject([
			{ reachable: 'yes', reason: null, recipient: { form: 'id', value: String(ANN) } },
			{ reachable: 'no', reason: 'blocked' },
			{ reachable: 'no', reason: 'unknownRecipient' },
		]);
		expect(t.bot.sent).toEqual([]);
	});
});

describe('a message', () => {
	it('goes out with the receipt that every service gives', async () => {
		const run = await t.bench().run(sendTo(), [{ to: ANN, text: 'Hello, Ann' }]);
		expect(jsonOf(run)).toEqual([
			{
				service: 'telegram',
				bot: { id: '123456789', name: 'Shop' },
				recipient: { form: 'id', value: String(ANN), id: String(ANN) },
				messageId: '1',
				messageIds: ['1'],
				status: 'sent',
				reason: null,
				cost: null,
				time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
				degraded: [],
			},
		]);
		expect(pairsOf(run)).toEqual([{ item: 0 }]);
		expect(t.texts).toEqual(['Hello, Ann']);
	});

	it('brings the service’s own answer when Simplify is off', async () => {
		const [json] = jsonOf(await t.bench().run(sendTo({ simplify: false }), [{ to: ANN, text: 'Hello' }]));
		expect(json?.raw).toMatchObject({ chat: { id: ANN }, text: 'Hello' });
	});

	it('may go to a channel or a bot’s group by its name', async () => {
		t.bot.addChat({ id: -1_009, type: 'channel', title: 'News', username: 'our_news' });
		jsonOf(await t.bench().run(sendTo({ recipient: username('@our_news') }), [{ text: 'Hello' }]));
		jsonOf(await t.bench().run(sendTo({ recipient: id('@our_news') }), [{ text: 'Hello' }]));
		expect(t.bot.sent.map(({ chatId }) => chatId)).toEqual([-1_009, -1_009]);
	});

	it('over SMSGOLD goes by subscriber or by phone', async () => {
		const bench = s.bench();
		const send = (more: object): INodeParameters => smsgold('message', 'send', { text: 'Hello', ...more });
		expect(jsonOf(await bench.run(send({ recipient: fromList('s1') })))).toMatchObject([
			{
				service: 'smsgold',
				bot: null,
				recipient: { form: 'id', value: 's1' },
				status: 'sent',
				messageId: 'm1',
			},
		]);
		jsonOf(await bench.run(send({ bot: fromList('b1'), recipient: phone('+7 (999) 000-00-02') })));
		expect(s.smsgold.sent).toMatchObject([
			{ by: 'subscriber', to: 's1', text: 'Hello' },
			{ by: 'phone', to: '79990000002', bot: 'b1' },
		]);
	});

	it('carries the buttons that are drawn in the fields', async () => {
		const button = [
			{ text: 'Open', kind: 'url', url: '=https://example.com/?id={{ $json.to }}' },
			{ text: 'Yes', kind: 'callback', data: '=yes:{{ $json.to }}', sameRow: true },
			{ text: 'Copy', kind: 'copyText', value: 'SALE', style: 'success' },
		];
		jsonOf(
			await t
				.bench()
				.run(sendTo({ buttonsFrom: 'fields', buttons: { button } }), [{ to: ANN, text: 'Hello' }]),
		);
		expect(t.bot.sent[0]?.replyMarkup).toEqual({
			inline_keyboard: [
				[
					{ text: 'Open', url: `https://example.com/?id=${ANN}` },
					{ text: 'Yes', callback_data: `yes:${ANN}` },
				],
				[{ text: 'Copy', copy_text: { text: 'SALE' }, style: 'success' }],
			],
		});
	});

	it.each([
		['rows from an expression', '={{ $json.buttons }}'],
		['JSON from an expression', '={{ JSON.stringify($json.buttons) }}'],
		['JSON as it was typed', '[[{"text":"Yes","callback":"yes"},{"text":"No","callback_data":"no"}]]'],
	])('carries the buttons that are given as data: %s', async (_, buttonsData) => {
		const buttons = [
			[
				{ text: 'Yes', callback: 'yes' },
				{ text: 'No', callback_data: 'no' },
			],
		];
		jsonOf(
			await t
				.bench()
				.run(sendTo({ buttonsFrom: 'data', buttonsData }), [{ to: ANN, text: 'Hello', buttons }]),
		);
		expect(t.bot.sent[0]?.replyMarkup).toEqual({
			inline_keyboard: [
				[
					{ text: 'Yes', callback_data: 'yes' },
					{ text: 'No', callback_data: 'no' },
				],
			],
		});
	});

	it('carries the options that are set', async () => {
		const options = { silent: true, protect: true, linkPreview: 'off', replyTo: '=', topicId: '' };
		jsonOf(await t.bench().run(sendTo({ options }), [{ to: ANN, text: 'See https://example.com' }]));
		expect(t.bot.sent[0]?.flags).toMatchObject({
			disable_notification: 'true',
			protect_content: 'true',
			link_preview_options: '{"is_disabled":true}',
		});
	});

	it('carries formatted text', async () => {
		jsonOf(await t.bench().run(sendTo({ format: 'html' }), [{ to: ANN, text: '<b>Hello</b> Ann' }]));
		expect(t.bot.sent[0]).toMatchObject({
			text: 'Hello Ann',
			entities: [{ type: 'bold', offset: 0, length: 5 }],
		});
	});

	it('carries a file of its item', async () => {
		const data = Buffer.from('the bytes of a picture');
		const binary = { picture: { data: data.toString('base64'), mimeType: 'image/jpeg', fileName: 'a.jpg' } };
		const file = { attachment: 'document', fileFrom: 'file', binaryPropertyName: 'picture' };
		jsonOf(await t.bench().run(sendTo(file), [{ json: { to: ANN, text: 'Look' }, binary }]));
		expect(t.bot.sent[0]).toMatchObject({
			method: 'sendDocument',
			caption: 'Look',
			media: { bytes: data, name: 'a.jpg' },
		});
	});

	it('carries a file from the web', async () => {
		const file = { attachment: 'document', fileFrom: 'url', fileUrl: 'https://example.com/a.pdf' };
		jsonOf(await t.bench().run(sendTo(file), [{ to: ANN, text: '' }]));
		expect(JSON.parse(t.telegram.log[0]?.body.toString() ?? '')).toMatchObject({
			chat_id: String(ANN),
			document: 'https://example.com/a.pdf',
		});
	});

	it('is changed, deleted, and its button presses are answered', async () => {
		const bench = t.bench();
		const [receipt] = jsonOf(await bench.run(sendTo(), [{ to: ANN, text: 'Hello' }]));
		const messageId = String(receipt?.messageId);
		const target = { recipient: id(ANN), messageId: '={{ $json.messageId }}' };
		expect(
			jsonOf(await bench.run(telegram('message', 'edit', { ...target, text: 'Bye' }), [{ messageId }])),
		).toMatchObject([{ messageId, status: 'sent', recipient: { value: String(ANN) } }]);
		expect(t.bot.message(ANN, Number(messageId))?.text).toBe('Bye');
		expect(jsonOf(await bench.run(telegram('message', 'delete', target), [{ messageId }]))).toEqual([
			{ deleted: true },
		]);
		expect(t.bot.deleted).toEqual([{ chatId: ANN, messageId: Number(messageId) }]);

		const asked = sendTo({ buttonsFrom: 'data', buttonsData: '[{"text":"Yes","callback":"yes"}]' });
		const [question] = jsonOf(await bench.run(asked, [{ to: ANN, text: 'Sure?' }]));
		const press = t.bot.press(Number(question?.messageId), 'yes') as unknown as {
			callback_query: { id: string };
		};
		const pressId = press.callback_query.id;
		const answer = { pressId, answerText: 'Noted', options: { alert: true, cacheSeconds: 5 } };
		expect(jsonOf(await bench.run(telegram('message', 'answerPress', answer)))).toEqual([
			{ service: 'telegram', pressId, answered: true },
		]);
		expect(t.bot.answered).toMatchObject([
			{ callbackQueryId: pressId, text: 'Noted', showAlert: true, cacheTime: 5 },
		]);
	});
});

describe('many items', () => {
	it('come out in the order in which they came in, paired, although they go out together', async () => {
		t.telegram.latency = 3;
		const people = Array.from({ length: 40 }, (_, n) => 1_000 + n);
		for (const person of people) t.bot.addPerson({ id: person, firstName: 'Somebody' });
		const run = await t.bench().run(
			sendTo(),
			people.map((to) => ({ to, text: `to ${to}` })),
		);
		expect(jsonOf(run).map(({ recipient }) => (recipient as { value: string }).value)).toEqual(
			people.map(String),
		);
		expect(pairsOf(run)).toEqual(people.map((_, item) => ({ item })));
		expect([...t.texts].sort()).toEqual(people.map((to) => `to ${to}`).sort());
	});

	it('to one person arrive in their order', async () => {
		const texts = Array.from({ length: 12 }, (_, n) => `part ${n}`);
		jsonOf(
			await t.bench().run(
				sendTo(),
				texts.map((text, n) => ({ to: n % 2 ? ANN : BOB, text })),
			),
		);
		for (const person of [ANN, BOB])
			expect(t.bot.sent.filter(({ chatId }) => chatId === person).map(({ text }) => text)).toEqual(
				texts.filter((_, n) => (n % 2 ? ANN : BOB) === person),
			);
	});

	it('lose nothing and send nothing twice when one of them comes too fast', async () => {
		t.telegram.failNext(3, { method: 'sendMessage', skip: 30 });
		const people = Array.from({ length: 100 }, (_, n) => 2_000 + n);
		for (const person of people) t.bot.addPerson({ id: person, firstName: 'Somebody' });
		jsonOf(
			await t.bench().run(
				sendTo(),
				people.map((to) => ({ to, text: `to ${to}` })),
			),
		);
		expect([...t.texts].sort()).toEqual(people.map((to) => `to ${to}`).sort());
		expect(t.telegram.calls).toHaveLength(101);
	});
});

describe('hints', () => {
	const hintsOf = ({ task }: NodeRun) =>
		task?.hints?.map(({ message, type, location }) => [message, type, location]);

	it('say what had to be changed, each once with how often', async () => {
		const long = 'word '.repeat(1_000);
		const run = await t.bench().run(sendTo({ options: { longText: 'split' } }), [
			{ to: ANN, text: long },
			{ to: BOB, text: long },
			{ to: CID, text: 'short' },
		]);
		expect(
			jsonOf(run).map(({ degraded, messageIds }) => [degraded, (messageIds as string[]).length]),
		).toEqual([
			[['The text was sent as 2 messages'], 2],
			[['The text was sent as 2 messages'], 2],
			[[], 1],
		]);
		expect(hintsOf(run)).toEqual([['The text was sent as 2 messages (2 items)', 'warning', 'outputPane']]);
	});

	it('name buttons that were left out', async () => {
		const parameters = smsgold('message', 'send', {
			recipient: id('s1'),
			text: 'Hello',
			buttonsFrom: 'data',
			buttonsData: '[{"text":"Yes","callback":"yes"},{"text":"Open","url":"https://example.com"}]',
			options: { unsupportedButtons: 'degrade' },
		});
		const run = await s.bench().run(parameters);
		expect(hintsOf(run)).toEqual([[expect.stringContaining('“Yes”') as string, 'warning', 'outputPane']]);
		expect(s.smsgold.sent).toMatchObject([{ buttons: [{ text: 'Open', url: 'https://example.com' }] }]);
	});

	it('are none when nothing was changed', async () => {
		const run = await t.bench().run(sendTo(), [{ to: GROUP, text: 'Hello' }]);
		jsonOf(run);
		expect(run.task?.hints ?? []).toEqual([]);
	});
});
