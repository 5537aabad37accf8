import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { JumpingClock } from '../../support/clock';
import type { NodeSettings } from '../../support/harness';
import { faultOf } from '../../support/fault';
import { ANN, BOB, CID, fromList, id, phone, sendTo, smsgold, telegram, twoBenches } from './bench';

const mockClock = new JumpingClock();
jest.mock('../../../client/n8n/clock', () => ({ clockOf: () => mockClock }));

const { t, s } = twoBenches();

const GO_ON: NodeSettings = { onError: 'continueRegularOutput' };
const RETRY: NodeSettings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

const to = (...people: number[]): IDataObject[] =>
	people.map((person) => ({ to: person, text: `to ${person}` }));

describe('with Continue on fail', () => {
	it('a failed item says what happened, in the words of the service too, and the others went out', async () => {
		t.bot.refuse(BOB, 'blocked');
		const { outputs, run } = await t.bench().run(sendTo(), to(ANN, BOB, CID), GO_ON);
		expect(run.status).toBe('success');
		expect(outputs[0]?.map(({ json, pairedItem }) => [json.status, faultOf(json), pairedItem])).toEqual([
			['sent', undefined, { item: 0 }],
			[undefined, 'The person has blocked the bot', { item: 1 }],
			['sent', undefined, { item: 2 }],
		]);
		expect(outputs[0]?.[1]?.json).toEqual({
			error: {
				message: 'The person has blocked the bot',
				description: 'Forbidden: bot was blocked by the user',
				service: 'telegram',
				recipient: { form: 'id', value: String(BOB) },
				status: 'blocked',
				reason: 'blocked',
				kind: 'blocked',
				code: '403',
				messageIds: [],
				advice: expect.any(String) as string,
			},
		});
		expect(t.texts).toEqual([`to ${ANN}`, `to ${CID}`]);
	});

	it('an item that cannot be sent as it is fails alone, and nothing of it is sent', async () => {
		const items = [{ to: ANN, text: 'Hello' }, { to: BOB, text: '' }, { to: '', text: 'Hello' }, { to: CID }];
		const { outputs } = await t.bench().run(sendTo(), items, GO_ON);
		expect(outputs[0]?.map(({ json }) => faultOf(json) ?? json.status)).toEqual([
			'sent',
			'Text is empty',
			'Recipient is empty',
			'Text is empty',
		]);
		expect(t.telegram.calls).toEqual(['sendMessage']);
	});

	it('the error output takes the failed items, each with what it came in with', async () => {
		t.bot.refuse(BOB, 'deactivated');
		const { outputs } = await t.bench().run(sendTo(), to(ANN, BOB, CID), { onError: 'continueErrorOutput' });
		expect(outputs.map((items) => items.map(({ json }) => json.status ?? faultOf(json)))).toEqual([
			['sent', 'sent'],
			['The recipient’s account no longer exists'],
		]);
		expect(outputs[1]?.[0]).toMatchObject({ json: { to: BOB, text: `to ${BOB}` }, pairedItem: { item: 1 } });
	});

	it('an expression that cannot be evaluated fails its item alone', async () => {
		const text = '={{ $json.text ?? $("No such node").item.json.text }}';
		const { outputs } = await t.bench().run(sendTo({ text }), [...to(ANN), { to: BOB }, ...to(CID)], GO_ON);
		expect(outputs[0]?.map(({ json }) => json.error === undefined)).toEqual([true, false, true]);
		expect(faultOf(outputs[0]?.[1]?.json)).toBe("Referenced node doesn't exist");
	});
});

describe('without Continue on fail', () => {
	it('the error names the item, what to do, and how many were sent, and nothing new starts', async () => {
		const people = Array.from({ length: 100 }, (_, n) => 3_000 + n);
		for (const person of people) t.bot.addPerson({ id: person, firstName: 'Somebody' });
		t.bot.refuse(3_005, 'blocked');
		const { error, run, outputs } = await t.bench().run(sendTo(), to(...people));
		expect(run.status).toBe('error');
		expect(outputs).toEqual([]);
		expect(error).toMatchObject({
			message: 'The person has blocked the bot',
			context: { itemIndex: 5 },
			httpCode: '403',
		});
		const sent = t.bot.sent.length;
		expect(sent).toBeGreaterThanOrEqual(5);
		expect(sent).toBeLessThan(99);
		expect(error?.description).toBe(
			'Forbidden: bot was blocked by the user. Reach the person another way; they can unblock the bot and press Start. ' +
				`${sent} of 100 items were sent before the run stopped`,
		);
		await new Promise((resolve) => setImmediate(resolve));
		expect(t.bot.sent).toHaveLength(sent);
	});

	it('nothing is sent when one of the items cannot be read', async () => {
		const { error } = await t
			.bench()
			.run(sendTo({ recipient: id('={{ $json.to }}') }), [...to(ANN, BOB), { to: '' }]);
		expect(error).toMatchObject({ message: 'Recipient is empty', context: { itemIndex: 2 } });
		expect(error?.description).toContain('0 of 3 items were sent before the run stopped');
		expect(t.telegram.calls).toEqual([]);
	});
});

describe('with Retry on fail', () => {
	it('nothing is sent twice', async () => {
		t.telegram.failNext('notFound', { when: ({ body }) => body.includes(String(BOB)), times: 2 });
		const { run, outputs } = await t.bench().run(sendTo(), to(ANN, BOB, CID), RETRY);
		expect(run.status).toBe('success');
		expect([...t.texts].sort()).toEqual(to(ANN, BOB, CID).map(({ text }) => text));
		expect(
			outputs[0]?.map(({ json, pairedItem }) => [(json.recipient as IDataObject).value, pairedItem]),
		).toEqual([
			[String(ANN), { item: 0 }],
			[String(BOB), { item: 1 }],
			[String(CID), { item: 2 }],
		]);
	});

	it('and Continue on fail nothing is sent twice either', async () => {
		t.telegram.failNext('notFound', { when: ({ body }) => body.includes(String(ANN)) });
		const { outputs } = await t.bench().run(sendTo(), to(ANN, BOB, CID), { ...RETRY, ...GO_ON });
		expect(outputs[0]?.map(({ json }) => json.status)).toEqual(['sent', 'sent', 'sent']);
		expect([...t.texts].sort()).toEqual(to(ANN, BOB, CID).map(({ text }) => text));
	});

	it('a message that may have arrived is not sent again', async () => {
		t.telegram.failNext({ drop: 'after' }, { when: ({ body }) => body.includes(String(ANN)) });
		const { error } = await t.bench().run(sendTo({ options: { unknownOutcome: 'fail' } }), to(ANN), RETRY);
		expect(error?.message).toContain('broke off');
		expect(t.texts).toEqual([`to ${ANN}`]);
		expect(t.telegram.calls).toEqual(['sendMessage']);
	});

	it('the parts of a split message that arrived are not sent again', async () => {
		t.telegram.failNext('restart', { skip: 1 });
		t.telegram.failNext('notFound', { skip: 1 });
		const long = [{ to: ANN, text: 'word '.repeat(1_000) }];
		const { error } = await t.bench().run(sendTo({ options: { longText: 'split' } }), long, RETRY);
		expect(error?.message).toMatch(/^1 of 2 parts were sent: /);
		expect(t.telegram.calls).toHaveLength(2);
	});
});

describe('a message without an answer', () => {
	const run = async (unknownOutcome: string | undefined, settings: NodeSettings = {}) =>
		await t
			.bench()
			.run(sendTo({ options: unknownOutcome ? { unknownOutcome } : {} }), to(ANN, BOB), settings);

	beforeEach(() => {
		t.telegram.failNext({ drop: 'after' }, { when: ({ body }) => body.includes(String(ANN)) });
	});

	it.each([undefined, 'receipt'])('gives a receipt with the status unknown (%s)', async (unknownOutcome) => {
		const { outputs } = await run(unknownOutcome);
		expect(outputs[0]?.map(({ json }) => json.status)).toEqual(['unknown', 'sent']);
		expect(outputs[0]?.[0]?.json).toMatchObject({
			service: 'telegram',
			recipient: { form: 'id', value: String(ANN), id: null },
			messageId: null,
			messageIds: [],
			reason: 'ECONNRESET',
			degraded: [],
		});
		expect(t.bot.sent).toHaveLength(2);
	});

	it('fails where the user wants that, and is not repeated', async () => {
		const { error } = await run('fail');
		expect(error).toMatchObject({
			message: 'The connection broke off before the service answered (ECONNRESET)',
			description: expect.stringContaining('may have been carried out') as string,
			context: { itemIndex: 0 },
		});
		expect(t.telegram.calls).toHaveLength(2);
	});

	it('fails its item alone with Continue on fail', async () => {
		const { outputs } = await run('fail', GO_ON);
		expect(
			outputs[0]?.map(({ json }) => (json.error as IDataObject | undefined)?.status ?? json.status),
		).toEqual(['unknown', 'sent']);
	});

	it('is sent once more where the user wants that', async () => {
		const { outputs } = await run('again');
		expect(outputs[0]?.map(({ json }) => json.status)).toEqual(['sent', 'sent']);
		expect(t.texts.filter((text) => text === `to ${ANN}`)).toHaveLength(2);
	});

	it.each([
		['a page of a proxy', { status: 502, body: '<html>Bad Gateway</html>' }],
		['half an answer', { status: 200, body: '{"ok":true,"result":{"message_id":7,"chat":{"id":42' }],
	])('is one with %s, too', async (_, reply) => {
		t.telegram.reset();
		t.telegram.failNext(reply);
		const { outputs } = await t.bench().run(sendTo(), to(ANN));
		expect(outputs[0]?.[0]?.json).toMatchObject({ status: 'unknown', messageId: null });
	});
});

describe('a person who cannot be reached', () => {
	it('fails the item', async () => {
		t.bot.refuse(ANN, 'neverStarted');
		const { error } = await t.bench().run(sendTo(), to(ANN));
		expect(error?.message).toBe('The person has not started the bot');
	});

	it('gives a receipt with the reason where the user wants that', async () => {
		t.bot.refuse(ANN, 'neverStarted');
		const { outputs } = await t.bench().run(sendTo({ options: { refused: 'receipt' } }), to(ANN, BOB));
		expect(outputs[0]?.map(({ json }) => [json.status, json.reason])).toEqual([
			['notSubscribed', 'notSubscribed'],
			['sent', null],
		]);
	});

	it('is no bad message: that fails all the same', async () => {
		const bad = { text: '<b>never closed', format: 'html', options: { refused: 'receipt' } };
		const { error } = await t.bench().run(sendTo(bad), to(ANN));
		expect(error?.message).toBe('The service did not accept the message');
		expect(error?.description).toContain("can't parse entities");
	});
});

describe('a credential that is not accepted', () => {
	it('is told once and not tried again', async () => {
		t.telegram.failNext('unauthorized', { times: 5 });
		const { error } = await t.bench().run(sendTo(), to(ANN));
		expect(error).toMatchObject({
			message: 'The service did not accept the credential',
			description: expect.stringContaining('Unauthorized') as string,
			httpCode: '401',
		});
		expect(t.telegram.calls).toEqual(['sendMessage']);
	});
});

describe('what the service does not have', () => {
	it.each<[string, INodeParameters, string]>([
		['list subscribers', telegram('subscriber', 'getMany'), 'Telegram cannot list subscribers'],
		[
			'edit',
			smsgold('message', 'edit', { recipient: fromList('s1'), messageId: '1' }),
			'SMSGOLD cannot change a sent message',
		],
		[
			'delete',
			smsgold('message', 'delete', { recipient: fromList('s1'), messageId: '1' }),
			'SMSGOLD cannot delete a sent message',
		],
		[
			'check',
			smsgold('subscriber', 'checkReachable', { recipient: fromList('s1') }),
			'SMSGOLD cannot tell whether somebody can be reached',
		],
		['answer', smsgold('message', 'answerPress', { pressId: '1' }), 'SMSGOLD cannot answer button presses'],
	])('is said before anything is asked: %s', async (_, parameters, why) => {
		const bench = parameters.service === 'telegram' ? t.bench() : s.bench();
		const { error } = await bench.run(parameters);
		expect(error?.message).toBe(`Operation is not available: ${why}`);
		expect(error?.description).not.toBe('');
		expect([...t.telegram.log, ...s.smsgold.log]).toEqual([]);
	});

	it.each<[string, INodeParameters, string]>([
		['service', { ...telegram('bot', 'getMany'), service: '__proto__' }, 'Service “__proto__” is not known'],
		[
			'service',
			{ ...telegram('bot', 'getMany'), service: 'constructor' },
			'Service “constructor” is not known',
		],
		['service', { ...telegram('bot', 'getMany'), service: '' }, 'Service “” is not known'],
		['resource', telegram('__proto__', 'getMany'), 'Operation “” is not known'],
		['operation', telegram('bot', '__proto__'), 'Operation “__proto__” is not known'],
		['operation', telegram('message', 'toString'), 'Operation “toString” is not known'],
	])('an unknown %s', async (_, parameters, message) => {
		for (const settings of [{}, RETRY]) {
			const { error, run } = await t.bench().run(parameters, [{}], settings);
			expect(error?.message).toBe(message);
			expect(run.status).toBe('error');
		}
		expect(t.telegram.log).toEqual([]);
	});

	it.each([
		['continueRegularOutput', 0],
		['continueErrorOutput', 1],
	] as const)(
		'fails every item with Continue on fail (%s): n8n would let them pass as done',
		async (onError, output) => {
			const { outputs, run } = await t
				.bench()
				.run({ ...sendTo(), service: '__proto__' }, to(ANN, BOB), { onError });
			expect(run.status).toBe('success');
			expect(outputs.map((items) => items.length)).toEqual(output === 0 ? [2] : [0, 2]);
			for (const { json } of outputs[output] ?? [])
				expect(faultOf(json)).toBe('Service “__proto__” is not known');
			expect(t.telegram.log).toEqual([]);
		},
	);
});

describe('a bad input is refused before anything is sent', () => {
	const file = { attachment: 'photo', fileFrom: 'file', binaryPropertyName: 'data' };

	it.each<[string, IDataObject, string]>([
		['no text', { text: '' }, 'Text is empty'],
		['a text of blanks', { text: ' \n ' }, 'Text is empty'],
		['a text that is missing from the item', { text: '={{ $json.missing }}' }, 'Text is empty'],
		['a text that is null', { text: '={{ null }}' }, 'Text is empty'],
		['a text that is an object', { text: '={{ $json }}' }, 'Text is empty'],
		['a text that is too long', { text: 'x'.repeat(4_097) }, 'Text has 4097 characters, Telegram takes 4096'],
		['no recipient', { recipient: id('={{ $json.missing }}') }, 'Recipient is empty'],
		['a phone', { recipient: id('+79990000000') }, 'Recipient “+79990000000” is not a recipient id'],
		[
			'a recipient by phone',
			{ recipient: phone('+79990000000') },
			'Recipient “+79990000000” is of a form that this service does not take',
		],
		['a chat id with letters', { recipient: id('ann') }, 'Recipient “ann” is not a chat id'],
		[
			'a bot',
			{ recipient: id('@other_bot') },
			'Recipient @other_bot is a bot, and bots cannot write to bots',
		],
		['an unknown format', { format: '={{ "HTML" }}' }, 'Format “HTML” is not known here'],
		['a strange format', { format: '={{ "__proto__" }}' }, 'Format “__proto__” is not known here'],
		[
			'an unknown attachment',
			{ attachment: 'hologram', fileUrl: 'https://example.com/a' },
			'Attachment “hologram” is not known here',
		],
		[
			'an unknown source of a file',
			{ attachment: 'photo', fileFrom: 'ftp' },
			'File From “ftp” is not known here',
		],
		['no file URL', { attachment: 'photo', fileUrl: '' }, 'File URL is empty'],
		[
			'a file URL without a scheme',
			{ attachment: 'photo', fileUrl: 'example.com/a.jpg' },
			'File URL “example.com/a.jpg” is no web address',
		],
		['no file id', { attachment: 'photo', fileFrom: 'fileId' }, 'File ID is empty'],
		['a file that is not there', file, 'Input Data Field Name “data” is not in the item'],
		['broken JSON', { buttonsFrom: 'data', buttonsData: '[[{"text":' }, 'Buttons are not valid JSON'],
		['buttons that are none', { buttonsFrom: 'data', buttonsData: '={{ 7 }}' }, 'Buttons are not a list'],
		[
			'an empty button',
			{ buttonsFrom: 'fields', buttons: { button: [{}] } },
			'Buttons, row 1, button 1 has no text',
		],
		[
			'a button without a link',
			{ buttonsFrom: 'fields', buttons: { button: [{ text: 'Open' }] } },
			'Buttons, row 1, button 1 has an empty url',
		],
		[
			'two sorts of buttons',
			{
				buttonsFrom: 'data',
				buttonsData: '={{ [{ text: "a", reply: true }, { text: "b", callback: "b" }] }}',
			},
			'Buttons, row 2, button 1 does not go with the others',
		],
		['an unknown source of buttons', { buttonsFrom: 'air' }, 'Buttons “air” is not known here'],
		[
			'a wait that is no number',
			{ options: { longestWait: '={{ "soon" }}' } },
			'Longest Wait “soon” is not a number of 0 or more',
		],
		['a wait below zero', { options: { longestWait: -1 } }, 'Longest Wait “-1” is not a number of 0 or more'],
		[
			'a message to reply to that is none',
			{ options: { replyTo: 'the last one' } },
			'Reply To “the last one” is not an id of Telegram',
		],
	])('%s', async (_, more, message) => {
		const { error } = await t.bench().run(sendTo({ text: 'Hello', ...more }), to(ANN));
		expect(error?.message).toBe(message);
		expect(error?.description ?? '').not.toBe('');
		expect(error).toMatchObject({ context: { itemIndex: 0 } });
		expect(t.telegram.calls).toEqual([]);
	});

	it.each<[string, INodeParameters, string]>([
		[
			'a phone without a bot',
			smsgold('message', 'send', { recipient: phone('79990000001'), text: 'Hello' }),
			'Bot is empty, and a recipient by phone needs one',
		],
		[
			'a username',
			smsgold('message', 'send', { recipient: id('@ann'), text: 'Hello' }),
			'Recipient “@ann” is of a form that this service does not take',
		],
		['no bot to list', smsgold('subscriber', 'getMany', { bot: id('={{ $json.missing }}') }), 'Bot is empty'],
		[
			'a limit that is no number',
			smsgold('subscriber', 'getMany', { bot: id('b1'), limit: '={{ "many" }}' }),
			'Limit “many” is not a number of 1 or more',
		],
		[
			'a limit of nothing',
			smsgold('subscriber', 'getMany', { bot: id('b1'), limit: '={{ 0 }}' }),
			'Limit “0” is not a number of 1 or more',
		],
		[
			'a callback button',
			smsgold('message', 'send', {
				recipient: id('s1'),
				text: 'Hello',
				buttonsFrom: 'data',
				buttonsData: '={{ [{ text: "Yes", callback: "yes" }] }}',
			}),
			'Buttons, row 1, button 1 is a callback button, and SMSGOLD has link buttons only',
		],
	])('of SMSGOLD: %s', async (_, parameters, message) => {
		const { error } = await s.bench().run(parameters);
		expect(error?.message).toBe(message);
		expect(s.smsgold.log).toEqual([]);
	});

	it.each<[string, INodeParameters, string]>([
		[
			'no message id',
			telegram('message', 'delete', { recipient: id(ANN), messageId: '={{ $json.missing }}' }),
			'Message ID is empty',
		],
		[
			'a message id that is none',
			telegram('message', 'edit', { recipient: id(ANN), messageId: 'x', text: 'Bye' }),
			'Message ID “x” is not an id of Telegram',
		],
		[
			'no press id',
			telegram('message', 'answerPress', { pressId: '={{ $json.missing }}' }),
			'Press ID is empty',
		],
		[
			'an unknown part',
			telegram('message', 'edit', { recipient: id(ANN), messageId: '1', text: 'Bye', part: 'title' }),
			'Change “title” is not known here',
		],
	])('for a message that was sent: %s', async (_, parameters, message) => {
		const { error } = await t.bench().run(parameters);
		expect(error?.message).toBe(message);
		expect(t.telegram.calls).toEqual([]);
	});
});

describe('an execution that is stopped', () => {
	it('sends nothing more, also with Continue on fail', async () => {
		t.telegram.latency = 20;
		const people = Array.from({ length: 150 }, (_, n) => 4_000 + n);
		for (const person of people) t.bot.addPerson({ id: person, firstName: 'Somebody' });
		const { done, stop } = t.bench().start(sendTo(), to(...people), GO_ON);
		await t.bot.untilSent(1);
		stop();
		await done;
		const sent = t.telegram.log.length;
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect(sent).toBeLessThan(150);
		expect(t.telegram.log).toHaveLength(sent);
	});
});
