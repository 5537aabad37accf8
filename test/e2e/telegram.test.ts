import { gatewayNode, NODE, run, stageTelegram, to, TOKEN, type TelegramStage } from './gateway';
import { errorOf, hintsOf, itemsOf, sharedN8n } from './n8n';
import { uploading } from './uploading';

const n8n = sharedN8n();
let stage: TelegramStage;

beforeAll(async () => {
	stage = await stageTelegram('Telegram e2e');
});

beforeEach(() => {
	stage.telegram.reset();
});

afterAll(async () => await stage.telegram.stop());

const send = (parameters: object, extra?: object) =>
	gatewayNode(
		{
			service: 'telegram',
			resource: 'message',
			operation: 'send',
			recipient: to('42'),
			...parameters,
		} as never,
		stage.credential,
		extra as never,
	);

describe('the credential', () => {
	const data = (accessToken: string) => ({
		accessToken,
		apiRoot: stage.telegram.url,
		environment: 'production',
	});

	it('is fine with the bot’s token', async () => {
		expect(await n8n.testCredential(stage.credential, data(TOKEN))).toMatchObject({ status: 'OK' });
	});

	it.each([
		['a well-formed token that Telegram does not know', '7123456789:AAHwrongwrongwrongwrongwrongwrong'],
		['something that is no token', 'not-a-token'],
	])('says to check the token for %s', async (_, token) => {
		const result = await n8n.testCredential(stage.credential, data(token));
		expect(result.status).toBe('Error');
		expect(result.message).toMatch(/token/i);
		expect(result.message).not.toContain(token);
	});

	it('says so when nobody listens at the API root', async () => {
		const dead = { ...data(TOKEN), apiRoot: 'http://127.0.0.1:9' };
		const result = await n8n.testCredential(stage.credential, dead);
		expect(result.status).toBe('Error');
		expect(result.message).not.toContain('AAH');
	});

	it('says so when the API root leads elsewhere, also where a bot answers there', async () => {
		const location = `${stage.telegram.url}/bot${TOKEN}/getMe`;
		stage.telegram.failNext({ status: 301, body: '', headers: { location } });
		expect(await n8n.testCredential(stage.credential, data(TOKEN))).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('leads elsewhere'),
		});
	});
});

it('shows the token’s bot with its description and link', async () => {
	const node = gatewayNode({ service: 'telegram', resource: 'bot', operation: 'getMany' }, stage.credential);
	const execution = await run('bots', node);
	expect(itemsOf(execution, 'Bot Gateway').map(({ json }) => json)).toEqual([
		{
			id: '7123456789',
			name: 'Shop',
			username: 'shop_bot',
			description: 'Orders and news',
			link: 'https://t.me/shop_bot',
		},
	]);
});

it('sends a message with buttons drawn in the node, and gives a receipt', async () => {
	const execution = await run(
		'send with buttons',
		send({
			text: '=Hello *{{ $json.name }}*',
			format: 'markdownV2',
			buttonsFrom: 'fields',
			buttons: {
				button: [
					{ text: 'Open', kind: 'url', url: 'https://example.com/orders/1' },
					{ text: 'Yes', kind: 'callback', data: 'order:1:yes', sameRow: true },
					{ text: 'Copy', kind: 'copyText', value: 'SALE' },
				],
			},
			options: { silent: true, protect: true },
		}),
		[{ name: 'Ann' }],
	);
	expect(stage.bot.sent).toHaveLength(1);
	const [sent] = stage.bot.sent;
	expect(sent).toMatchObject({
		chatId: 42,
		text: 'Hello Ann',
		flags: { disable_notification: 'true', protect_content: 'true' },
	});
	expect(sent?.replyMarkup).toEqual({
		inline_keyboard: [
			[
				{ text: 'Open', url: 'https://example.com/orders/1' },
				{ text: 'Yes', callback_data: 'order:1:yes' },
			],
			[{ text: 'Copy', copy_text: { text: 'SALE' } }],
		],
	});
	const [item] = itemsOf(execution, 'Bot Gateway');
	expect(item?.pairedItem).toEqual({ item: 0 });
	expect(item?.json).toEqual({
		service: 'telegram',
		bot: { id: '7123456789', name: 'Shop' },
		recipient: { form: 'id', value: '42', id: '42' },
		messageId: String(sent?.messageId),
		messageIds: [String(sent?.messageId)],
		status: 'sent',
		reason: null,
		cost: null,
		time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
		degraded: [],
	});
});

it('takes buttons as data from an expression, and the raw answer when not simplified', async () => {
	const execution = await run(
		'send with data',
		send({ text: 'Pick', buttonsFrom: 'data', buttonsData: '={{ $json.rows }}', simplify: false }),
		[
			{
				rows: [
					[
						{ text: 'A', callback_data: 'a' },
						{ text: 'B', callback: 'b' },
					],
				],
			},
		],
	);
	expect(stage.bot.sent[0]?.replyMarkup).toEqual({
		inline_keyboard: [
			[
				{ text: 'A', callback_data: 'a' },
				{ text: 'B', callback_data: 'b' },
			],
		],
	});
	expect(itemsOf(execution, 'Bot Gateway')[0]?.json['raw']).toMatchObject({ chat: { id: 42 }, text: 'Pick' });
});

it('asks for the phone with a keyboard button', async () => {
	await run(
		'ask for phone',
		send({
			text: 'May we call you?',
			buttonsFrom: 'fields',
			buttons: { button: [{ text: 'Share my phone', kind: 'requestContact' }] },
			options: { oneTimeKeyboard: true },
		}),
	);
	expect(stage.bot.sent[0]?.replyMarkup).toMatchObject({
		keyboard: [[{ text: 'Share my phone', request_contact: true }]],
		one_time_keyboard: true,
	});
});

it('uploads a file of the item with its caption', async () => {
	const execution = await n8n.runOnce({
		name: 'upload',
		...uploading(
			send({ text: 'Your invoice', attachment: 'document', fileFrom: 'file', binaryPropertyName: 'data' }),
		),
	});
	expect(itemsOf(execution, 'Bot Gateway')[0]?.json).toMatchObject({ status: 'sent' });
	expect(stage.bot.sent[0]).toMatchObject({ method: 'sendDocument', caption: 'Your invoice' });
});

it('edits, deletes and answers a press', async () => {
	await run(
		'first',
		send({ text: 'One', buttonsFrom: 'data', buttonsData: '[[{"text":"Go","callback":"go"}]]' }),
	);
	const messageId = String(stage.bot.sent[0]?.messageId);
	const target = { service: 'telegram', resource: 'message', recipient: to('42'), messageId };

	const edited = await run(
		'edit',
		gatewayNode({ ...target, operation: 'edit', part: 'text', text: 'Two' } as never, stage.credential),
	);
	expect(itemsOf(edited, 'Bot Gateway')[0]?.json).toMatchObject({ messageId, status: 'sent', degraded: [] });
	expect(stage.bot.message(42, Number(messageId))?.text).toBe('Two');

	const again = await run(
		'edit again',
		gatewayNode({ ...target, operation: 'edit', part: 'text', text: 'Two' } as never, stage.credential),
	);
	expect(hintsOf(again, 'Bot Gateway')[0]?.message).toContain('already looked like this');

	const press = stage.bot.press(Number(messageId), 'go') as unknown as { callback_query: { id: string } };
	await run(
		'answer',
		gatewayNode(
			{
				service: 'telegram',
				resource: 'message',
				operation: 'answerPress',
				pressId: press.callback_query.id,
				answerText: 'Noted',
				options: { alert: true },
			},
			stage.credential,
		),
	);
	expect(stage.bot.answered).toMatchObject([{ text: 'Noted', showAlert: true }]);

	const deleted = await run(
		'delete',
		gatewayNode({ ...target, operation: 'delete' } as never, stage.credential),
	);
	expect(itemsOf(deleted, 'Bot Gateway')[0]?.json).toEqual({ deleted: true });
	expect(stage.bot.message(42, Number(messageId))).toBeUndefined();
});

it('says who can be reached, who cannot and why, and what nobody knows', async () => {
	for (const [id, why] of [
		[51, 'blocked'],
		[52, 'deactivated'],
		[53, 'neverStarted'],
	] as const) {
		stage.bot.addPerson({ id, firstName: `P${id}` });
		stage.bot.refuse(id, why);
	}
	const node = gatewayNode(
		{
			service: 'telegram',
			resource: 'subscriber',
			operation: 'checkReachable',
			recipient: to('={{ $json.id }}'),
		} as never,
		stage.credential,
	);
	stage.telegram.failNext(
		{ status: 502, body: '<html>Bad Gateway</html>' },
		{ when: ({ body }) => body.toString().includes('"43"'), times: 9 },
	);
	const execution = await run(
		'reach',
		node,
		[42, 51, 52, 53, 999, 43].map((id) => ({ id: String(id) })),
	);
	expect(itemsOf(execution, 'Bot Gateway').map(({ json }) => [json['reachable'], json['reason']])).toEqual([
		['yes', null],
		['no', 'blocked'],
		['no', 'deactivated'],
		['no', expect.stringMatching(/notSubscribed|unknownRecipient/)],
		['no', 'unknownRecipient'],
		['unknown', 'HTTP 502'],
	]);
});

it('splits a long text by choice and says so in a hint', async () => {
	const execution = await run(
		'long',
		send({ text: `${'word '.repeat(1_000)}end`, options: { longText: 'split' } }),
	);
	expect(stage.bot.sent).toHaveLength(2);
	expect(itemsOf(execution, 'Bot Gateway')[0]?.json['messageIds']).toHaveLength(2);
	expect(hintsOf(execution, 'Bot Gateway')[0]?.message).toContain('2 messages');
});

describe('many items', () => {
	const people = (count: number) =>
		Array.from({ length: count }, (_, i) => ({ id: String(1_000 + i), text: `n ${i}` }));
	const each = { recipient: to('={{ $json.id }}'), text: '={{ $json.text }}' };

	beforeAll(() => {
		for (const { id } of people(100)) stage.bot.addPerson({ id: Number(id), firstName: `P${id}` });
	});

	it('loses nothing and sends nothing twice when item 30 of 100 meets “too many requests”', async () => {
		stage.telegram.latency = 20;
		stage.telegram.failNext(
			{
				status: 429,
				body: {
					ok: false,
					error_code: 429,
					description: 'Too Many Requests: retry after 1',
					parameters: { retry_after: 1 },
				},
				headers: { 'retry-after': '1' },
			},
			{ skip: 29 },
		);
		const execution = await run('a hundred', send(each), people(100));
		const texts = stage.bot.sent.map(({ text }) => text);
		expect(texts).toHaveLength(100);
		expect(new Set(texts).size).toBe(100);
		// in input order, whoever was faster
		expect(
			itemsOf(execution, 'Bot Gateway').map(({ json }) => (json['recipient'] as { id: string }).id),
		).toEqual(people(100).map(({ id }) => id));
		// one request was refused, all others passed once
		expect(stage.telegram.log).toHaveLength(101);
	});

	it('runs them concurrently behind the gate', async () => {
		stage.telegram.latency = 200;
		await run('together', send(each), people(10));
		const starts = stage.telegram.log.map(({ at }) => at).sort((a, b) => a - b);
		// one after another, the last would begin 1,800 ms after the first: several were under way before the first answer
		const beforeFirstAnswer = starts.filter((at) => at < (starts[0] ?? 0) + 200).length;
		expect(beforeFirstAnswer).toBeGreaterThan(1);
	});

	it('keeps the good items when one is bad and the run is to go on', async () => {
		stage.bot.refuse(1_001, 'blocked');
		const items = [...people(3), { id: '42', text: '' }, { id: 'not a chat', text: 'x' }];
		const execution = await run('go on', send(each, { onError: 'continueRegularOutput' }), items);
		const output = itemsOf(execution, 'Bot Gateway');
		expect(output.map(({ json }) => json['status'] ?? (json['error'] as { reason: string }).reason)).toEqual([
			'sent',
			'blocked',
			'sent',
			'invalidMessage',
			'unknownRecipient',
		]);
		expect(output[3]?.json['error']).toMatchObject({ message: 'Text is empty' });
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2, 3, 4].map((item) => ({ item })));
	});

	it('sends failed items out by the error output when the user draws one', async () => {
		stage.bot.refuse(1_001, 'blocked');
		const execution = await run('error output', send(each, { onError: 'continueErrorOutput' }), people(3));
		expect(itemsOf(execution, 'Bot Gateway', 0)).toHaveLength(2);
		expect(itemsOf(execution, 'Bot Gateway', 1).map(({ json }) => json)).toMatchObject([
			{
				id: '1001',
				error: { message: 'The person has blocked the bot', status: 'blocked', reason: 'blocked' },
			},
		]);
	});

	it('fails the run with the item and the number sent when it is not to go on', async () => {
		stage.bot.refuse(1_004, 'blocked');
		const execution = await run('fail', send(each), people(5));
		expect(execution.status).toBe('error');
		const error = errorOf(execution) as unknown as {
			message: string;
			description: string;
			context: { itemIndex: number };
		};
		expect(error.message).toBe('The person has blocked the bot');
		expect(error.context.itemIndex).toBe(4);
		expect(error.description).toContain(`${stage.bot.sent.length} of 5 items were sent`);
	});

	it('sends nothing twice when the user has set Retry On Fail', async () => {
		stage.telegram.failNext(
			{ status: 400, body: { ok: false, error_code: 400, description: 'Bad Request: something passing' } },
			{ skip: 3 },
		);
		const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };
		const execution = await run('retry', send(each, retrying), people(6));
		expect(execution.status).toBe('success');
		const texts = stage.bot.sent.map(({ text }) => text);
		expect(texts).toHaveLength(6);
		expect(new Set(texts).size).toBe(6);
		expect(itemsOf(execution, 'Bot Gateway')).toHaveLength(6);
	});

	it('gives a receipt with the status unknown when the connection breaks off after sending', async () => {
		stage.telegram.failNext({ drop: 'after' });
		const execution = await run('unknown', send({ text: 'once' }));
		expect(itemsOf(execution, 'Bot Gateway')[0]?.json).toMatchObject({ status: 'unknown', messageId: null });
		expect(stage.bot.sent).toHaveLength(1);
	});
});

it('says clearly that Telegram has no list of subscribers', async () => {
	const node = gatewayNode(
		{ service: 'telegram', resource: 'subscriber', operation: 'getMany' },
		stage.credential,
	);
	const execution = await run('no list', node);
	const error = errorOf(execution) as unknown as { message: string; description: string };
	expect(error.message).toContain('Telegram cannot list subscribers');
	expect(error.description).toContain('Use Registry');
});

it('lists the bot for the editor', async () => {
	const list = await n8n.listSearch({
		nodeType: NODE,
		parameter: 'bot',
		method: 'searchBots',
		parameters: { service: 'telegram' },
		credentials: [stage.credential],
	});
	expect(list.results).toEqual([
		{ name: 'Shop (shop_bot)', value: '7123456789', url: 'https://t.me/shop_bot' },
	]);
});

it('looks after the bot: commands, profile, webhook and a link with a payload', async () => {
	const bot = (operation: string, parameters: object = {}) =>
		gatewayNode(
			{ service: 'telegram', resource: 'bot', operation, ...parameters } as never,
			stage.credential,
		);
	const outputOf = async (operation: string, parameters?: object) =>
		itemsOf(await run(operation, bot(operation, parameters)), 'Bot Gateway').map(({ json }) => json);

	const command = [{ command: '/orders', description: 'Show my orders' }];
	await outputOf('setCommands', { commands: { command }, language: 'de' });
	expect(await outputOf('getCommands', { language: 'de' })).toEqual([
		{ command: 'orders', description: 'Show my orders' },
	]);
	await outputOf('setProfile', { profile: { shortDescription: 'Orders by chat' } });
	expect(await outputOf('getProfile')).toMatchObject([{ shortDescription: 'Orders by chat' }]);
	expect(await outputOf('getWebhook')).toMatchObject([{ url: null, lastError: null }]);
	expect(await outputOf('removeWebhook')).toEqual([{ service: 'telegram', removed: true }]);
	expect(await outputOf('getLink', { payload: 'ref_42' })).toMatchObject([
		{ url: 'https://t.me/shop_bot?start=ref_42' },
	]);
	const bad = await run('link', bot('getLink', { payload: 'a b' }));
	expect(errorOf(bad)?.message).toContain('Payload');
});
