import { inspect } from 'node:util';

import type { Reply } from '../emulators/server';
import { SmscEmulator } from '../emulators/smsc';
import { API_KEY, gatewayNode, NODE, PASSWORD, run, stageSmsc, to, type SmscStage } from './gateway';
import { errorOf, hintsOf, itemsOf, sharedN8n, type CredentialRef, type Execution } from './n8n';

const n8n = sharedN8n();
let stage: SmscStage;

const BOT = '@shop_bot';
const ANN = '79990000001';

beforeAll(async () => {
	stage = await stageSmsc('SMSC e2e');
});

beforeEach(() => {
	stage.smsc.reset();
});

afterAll(async () => await stage.smsc.stop());

const node = (parameters: object, extra?: object, credential: CredentialRef = stage.credential) =>
	gatewayNode({ service: 'smsc', ...parameters } as never, credential, extra as never);

const send = (parameters: object = {}, extra?: object, credential?: CredentialRef) =>
	node(
		{
			resource: 'message',
			operation: 'send',
			bot: to(BOT),
			recipient: to(ANN, 'phone'),
			text: 'Hello',
			...parameters,
		},
		extra,
		credential,
	);

const output = (execution: Execution) => itemsOf(execution, 'Bot Gateway').map(({ json }) => json);
const descriptionOf = (execution: Execution) =>
	(errorOf(execution) as unknown as { description?: string } | undefined)?.description ?? '';
const formOfLast = () => Object.fromEntries(new URLSearchParams(stage.smsc.log.at(-1)?.body.toString()));

describe('the credential', () => {
	it.each([
		['login and password', {}],
		['an API key', { authentication: 'apiKey', apiKey: API_KEY }],
		// the test asks for no backup: a person who enters a wrong address should learn of it
	])('is fine with %s', async (_, changes) => {
		const result = await n8n.testCredential(stage.credential, { ...stage.data, ...changes });
		expect(result).toMatchObject({ status: 'OK' });
		expect(stage.smsc.log).toMatchObject([{ method: 'POST', path: '/sys/balance.php', query: {} }]);
	});

	it.each([
		['password', { password: 'wrong-word' }],
		['key', { authentication: 'apiKey', apiKey: 'wrong-word' }],
	])('is refused with a wrong %s, which the message does not repeat', async (_, changes) => {
		const result = await n8n.testCredential(stage.credential, { ...stage.data, ...changes });
		expect(result).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('does not accept this login or key'),
		});
		expect(JSON.stringify(result)).not.toContain('wrong-word');
	});

	it('is refused where no SMSC answers, or the address leads elsewhere', async () => {
		const test = async () => await n8n.testCredential(stage.credential, stage.data);
		for (const body of ['<html>Welcome</html>', { hello: 'world' }]) {
			stage.smsc.failNext({ status: 200, body });
			expect(await test()).toMatchObject({ status: 'Error', message: expect.stringContaining('No SMSC') });
		}
		stage.smsc.failNext({ status: 302, body: '', headers: { location: 'http://127.0.0.1:9/' } });
		expect(await test()).toMatchObject({ status: 'Error', message: expect.stringContaining('elsewhere') });
	});

	it('is refused when nobody listens at the address', async () => {
		const data = { ...stage.data, baseUrl: 'http://127.0.0.1:9' };
		expect(await n8n.testCredential(stage.credential, data)).toMatchObject({ status: 'Error' });
	});
});

it('lists the bots of the credential, also in the editor, and shows one', async () => {
	expect(output(await run('bots', node({ resource: 'bot', operation: 'getMany' })))).toMatchObject([
		{ id: BOT, link: 'https://t.me/shop_bot' },
		{ id: '@help_bot' },
	]);
	expect(
		output(await run('bot', node({ resource: 'bot', operation: 'get', bot: to('help_bot') }))),
	).toMatchObject([{ id: '@help_bot' }]);
	const search = {
		nodeType: NODE,
		parameter: 'bot',
		method: 'searchBots',
		parameters: { service: 'smsc' },
		credentials: [stage.credential],
	};
	expect((await n8n.listSearch(search, 'help')).results).toMatchObject([{ value: '@help_bot' }]);
	expect(stage.smsc.log).toEqual([]);
});

it('sends by phone, name and id, and gives the same receipt as every service', async () => {
	for (const [value, mode, phones] of [
		['+7 999 000-00-01', 'phone', ANN],
		['@ann', 'username', '@ann'],
		['#1', 'uid', '#1'],
	] as const) {
		const [receipt] = output(await run(mode, send({ recipient: to(value, mode) })));
		expect(receipt).toEqual({
			service: 'smsc',
			bot: { id: BOT, name: null },
			recipient: { form: mode, value: phones.replace(/^[@#]/, ''), id: null },
			messageId: expect.stringMatching(/^\d+$/),
			messageIds: [expect.any(String)],
			status: 'queued',
			reason: null,
			cost: { amount: 0.3, currency: null },
			time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
			degraded: [],
		});
		expect(stage.smsc.sent.at(-1)).toMatchObject({ phone: phones, bot: BOT, text: 'Hello' });
	}
});

it('carries each option', async () => {
	const options = {
		clientId: 'order-4711',
		sendAt: '2099-01-01T00:00:00.000Z',
		lifetime: 2.5,
		confirmPhoneDays: 30,
		extra: '{ "tinyurl": 1 }',
	};
	const [receipt] = output(await run('options', send({ options })));
	expect(receipt).toMatchObject({ messageId: 'order-4711', status: 'queued' });
	expect(stage.smsc.sent[0]?.fields).toMatchObject({
		id: 'order-4711',
		time: '04070908800',
		valid: '02:30',
		smsreq: '30',
		tinyurl: '1',
	});
});

it('puts links under the text where that is allowed, and says so in the output panel', async () => {
	const rows = '[[{"text":"Yes","callback":"yes"},{"text":"Open","url":"https://example.com"}]]';
	const buttons = { buttonsFrom: 'data', buttonsData: rows };
	expect(errorOf(await run('buttons', send(buttons)))?.message).toBe(
		'Buttons, row 1, button 1 cannot be sent: SMSC has no buttons',
	);
	expect(stage.smsc.log).toEqual([]);

	const degraded = await run('degraded', send({ ...buttons, options: { unsupportedButtons: 'degrade' } }));
	expect(stage.smsc.sent).toMatchObject([{ text: 'Hello\nOpen: https://example.com' }]);
	expect(output(degraded)[0]?.['degraded']).toHaveLength(2);
	expect(hintsOf(degraded, 'Bot Gateway')).toHaveLength(2);
});

it('estimates what a message would cost, and sends nothing', async () => {
	const [estimate] = output(await run('cost', send({ operation: 'estimateCost' })));
	expect(estimate).toMatchObject({ service: 'smsc', cost: { amount: 0.3, currency: null }, parts: 1 });
	expect(stage.smsc.sent).toEqual([]);
});

describe('the status of messages', () => {
	const getStatus = (extra?: object, parameters: object = {}) =>
		node(
			{
				resource: 'message',
				operation: 'getStatus',
				recipient: to('={{ $json.to }}', 'phone'),
				messageId: '={{ $json.id }}',
				...parameters,
			},
			extra,
		);

	it('is asked for in one request per hundred items, and each item gets its own', async () => {
		const items = [
			...output(await run('send', send({ text: '={{ $json.n }}' }), [{ n: 1 }, { n: 2 }, { n: 3 }])),
		].map(({ messageId }) => ({ id: messageId, to: ANN }));
		expect(items).toHaveLength(3);
		stage.smsc.setStatus(String(items[0]?.id), 4).setStatus(String(items[1]?.id), 20, { err: 253 });
		const many = [
			...items,
			{ id: '4711', to: '@ann' },
			...Array.from({ length: 200 }, (_, n) => ({ id: String(n + 10_000), to: ANN })),
		];
		const before = stage.smsc.log.length;
		const execution = await run('status', getStatus(), many);
		const reports = output(execution);
		expect(reports.slice(0, 4)).toMatchObject([
			{ messageId: items[0]?.id, status: 'clicked', cost: { amount: 0.3 } },
			{ messageId: items[1]?.id, status: 'failed', reason: 'invalidMessage' },
			{ messageId: items[2]?.id, status: 'delivered', description: 'Delivered' },
			{ messageId: '4711', status: 'unknown', recipient: { form: 'username', value: 'ann' } },
		]);
		expect(reports).toHaveLength(204);
		expect(stage.smsc.log.length - before).toBe(3);
		expect(itemsOf(execution, 'Bot Gateway').map(({ pairedItem }) => pairedItem)).toEqual(
			many.map((_, item) => ({ item })),
		);
	});

	it('names the one bad item among several, and the others go on', async () => {
		const items = [
			{ id: '1', to: ANN },
			{ id: 'a,b', to: ANN },
			{ id: '2', to: 'nobody' },
			{ id: '3', to: ANN },
		];
		const execution = await run('bad', getStatus({ onError: 'continueRegularOutput' }), items);
		expect(output(execution)).toMatchObject([
			{ status: 'unknown', messageId: '1' },
			{ error: { message: 'Message ID “a,b” is not an id of SMSC' } },
			{ error: { message: expect.stringContaining('Recipient “nobody”') } },
			{ status: 'unknown', messageId: '3' },
		]);
	});

	it('and a message can be deleted', async () => {
		const [receipt] = output(await run('send', send()));
		const remove = getStatus(undefined, { operation: 'delete' });
		const items = [{ id: receipt?.['messageId'], to: ANN }];
		expect(output(await run('delete', remove, items))).toEqual([{ deleted: true }]);
		expect(stage.smsc.sent).toEqual([]);
		expect(descriptionOf(await run('delete', remove, items))).toContain('SMSC could not delete it');
	});
});

describe('the account', () => {
	const account = (operation: string, parameters: object = {}) =>
		node({ resource: 'account', operation, ...parameters });

	it('tells its balance', async () => {
		expect(output(await run('balance', account('getBalance')))).toEqual([
			{ service: 'smsc', amount: 286.55, currency: 'RUR', credit: null },
		]);
	});

	it('lists its history', async () => {
		await run('send', send({ text: '={{ $json.n }}' }), [{ n: 1 }, { n: 2 }, { n: 3 }]);
		const reports = output(await run('history', account('getHistory', { limit: 2 })));
		expect(reports.map(({ messageId, status }) => [messageId, status])).toEqual([
			['1003', 'delivered'],
			['1002', 'delivered'],
		]);
		await run(
			'history',
			account('getHistory', { returnAll: true, from: '2026-11-01T00:00:00', to: '={{ $now }}' }),
		);
		expect(formOfLast()).toMatchObject({ cnt: '1000', start: '01.11.2026' });
		expect(formOfLast()['end']).toMatch(/^\d\d\.\d\d\.\d{4}$/);
	});

	it('tells the operator of a number', async () => {
		expect(output(await run('operator', account('getOperator', { phone: '+7 999 000-00-01' })))).toEqual([
			{
				service: 'smsc',
				phone: ANN,
				country: 'Россия',
				operator: 'МегаФон',
				region: 'Москва',
				mcc: '250',
				mnc: '02',
				timeZone: '0',
			},
		]);
	});
});

/** Every code of the service: what the person reads, and which reason the next node gets. */
it.each([
	[1, 'invalidMessage', 'Check the recipient, the bot and the options'],
	[2, 'unauthorized', 'Check the login and the password, or the API key'],
	[3, 'noMoney', 'Top up the account'],
	[4, 'rateLimited', 'has blocked the address of this machine'],
	[5, 'invalidMessage', 'Check the dates'],
	[6, 'invalidMessage', 'forbids this text or this sender'],
	[7, 'unknownRecipient', 'an international phone number, @username or #uid'],
	[8, 'unknownRecipient', 'Ask the person to connect to this bot'],
	[77, 'other', 'not documented'],
])('error %i ends as %s, with advice', async (code, reason, advice) => {
	stage.smsc.failWith(code, { times: 9 });
	const stopped = await run(`error ${code}`, send());
	expect(descriptionOf(stopped)).toContain(advice);
	const [item] = output(await run(`error ${code}`, send({}, { onError: 'continueRegularOutput' })));
	expect(item).toMatchObject({ error: { reason, code: String(code) } });
	expect(stage.smsc.log).toHaveLength(2);
});

it('error 7 and 8 are receipts where the user wants that', async () => {
	stage.smsc.failWith(8);
	expect(output(await run('refused', send({ options: { refused: 'receipt' } })))).toMatchObject([
		{ status: 'rejected', reason: 'unknownRecipient' },
	]);
});

it('error 9 to a message says that it was taken before; the item fails only where the user wants that', async () => {
	stage.smsc.settings.duplicateWindow = 60_000;
	const twice = await run('twice', send(), [{}, {}]);
	expect(output(twice)).toMatchObject([
		{ status: 'queued', reason: null },
		{ status: 'queued', reason: 'duplicate', degraded: [expect.stringContaining('shortly before')] },
	]);
	expect(stage.smsc.sent).toHaveLength(1);
	const refused = await run('refused', send({ options: { duplicates: 'refuse' } }));
	expect(errorOf(refused)?.message).toBe('The service has taken the same message before');
});

it('error 9 to a question is waited for no longer than Longest Wait', async () => {
	// its pause holds the whole account, so it has one of its own
	const other = await n8n.createCredential('SMSC in a hurry', 'botGatewaySmscApi', stage.data);
	stage.smsc.failWith(9);
	const parameters = { resource: 'account', operation: 'getBalance', options: { longestWait: 0 } };
	const execution = await run('too often', node(parameters, undefined, other));
	expect(descriptionOf(execution)).toContain('Wait a minute');
	expect(stage.smsc.log).toHaveLength(1);
});

it('turns to the backup host when nobody listens at the main one', async () => {
	const data = { ...stage.data, baseUrl: 'http://127.0.0.1:9', backupBaseUrl: stage.smsc.url };
	const credential = await n8n.createCredential('SMSC by backup', 'botGatewaySmscApi', data);
	expect(output(await run('backup', send({}, undefined, credential)))).toMatchObject([{ status: 'queued' }]);
	expect(stage.smsc.sent).toHaveLength(1);
});

it.each([
	['a connection that breaks off', { drop: 'after' } as Reply],
	['a page in place of an answer', { status: 200, body: '<html></html>' }],
])('after %s the outcome is unknown, and neither host is asked again', async (_, reply) => {
	const backup = await new SmscEmulator({ login: 'shop', psw: PASSWORD, apikey: API_KEY }).start();
	const data = { ...stage.data, backupBaseUrl: backup.url };
	const credential = await n8n.createCredential('SMSC with backup', 'botGatewaySmscApi', data);
	stage.smsc.failNext(reply);
	expect(output(await run('unknown', send({}, undefined, credential)))).toMatchObject([
		{ status: 'unknown' },
	]);
	expect([stage.smsc.log.length, backup.log.length]).toEqual([1, 0]);
	await backup.stop();
});

it.each([
	['no bot', { bot: to('') }, /^Bot is empty/],
	// an empty field n8n finds by itself
	['no recipient', { recipient: to('={{ "" }}', 'phone') }, /^Recipient is empty|"Recipient" is required/],
	['an id', { recipient: to('Ann', 'id') }, /^Recipient/],
	['an empty text', { text: ' ' }, /^Text is empty/],
	['a bad client id', { options: { clientId: 'a b' } }, /^Client ID “a b”/],
	['a bad date', { options: { sendAt: 'tomorrow' } }, /^Send At “tomorrow”/],
	['a lifetime of two days', { options: { lifetime: 48 } }, /^Lifetime of 48 hours/],
	['too few days', { options: { confirmPhoneDays: 5 } }, /^Confirm Phone Again After 5 days/],
	['extra fields that are no object', { options: { extra: '[1]' } }, /^Extra Fields/],
])('%s: the field is named, and nothing is sent', async (_, parameters, error) => {
	expect(errorOf(await run('bad input', send(parameters)))?.message).toMatch(error);
	expect(stage.smsc.log).toEqual([]);
});

it.each([
	['edit', 'SMSC cannot change a sent message'],
	['answerPress', 'SMSC cannot answer button presses'],
])('says why it has no operation %s', async (operation, why) => {
	expect(errorOf(await run(operation, send({ operation, messageId: '1', pressId: '1' })))?.message).toContain(
		why,
	);
});

/** Neither the password nor the key may be found after a failing send, wherever one looks. */
describe.each<[string, Reply]>([
	['a refusal', { status: 200, body: { error: 'no', error_code: 6 } }],
	['a wrong login', { status: 200, body: { error: 'authorise error', error_code: 2 } }],
	['401', { status: 401, body: 'no' }],
	['a redirect', { status: 302, body: '', headers: { location: 'http://127.0.0.1:9/elsewhere' } }],
	['half a JSON', { status: 200, body: '{"id":1' }],
	['a broken socket', { drop: 'after' }],
	[
		'HTML that quotes the form',
		{ status: 502, body: `<html>login=shop&psw=${PASSWORD}&apikey=${API_KEY}</html>` },
	],
	[
		'a refusal that quotes it',
		{
			status: 200,
			body: { error: `psw=${PASSWORD}&apikey=${API_KEY}`, error_code: 1, psw: PASSWORD, apikey: API_KEY },
		},
	],
])('after %s', (what, reply) => {
	it.each(['login', 'apiKey'])('no secret is anywhere (%s)', async (authentication) => {
		const data = { ...stage.data, authentication };
		const credential = await n8n.createCredential(`SMSC ${authentication}`, 'botGatewaySmscApi', data);
		const before = n8n.log().length;
		stage.smsc.failNext(reply, { times: 9 });
		for (const onError of ['stopWorkflow', 'continueRegularOutput']) {
			const options = { unknownOutcome: 'fail' };
			const execution = await run(what, send({ options, simplify: false }, { onError }, credential));
			expect(JSON.stringify(execution)).toMatch(/"error"/);
			const seen = JSON.stringify(execution) + inspect(execution, { depth: Infinity, showHidden: true });
			for (const secret of [PASSWORD, API_KEY]) expect(seen).not.toContain(secret);
		}
		for (const secret of [PASSWORD, API_KEY]) expect(n8n.log().slice(before)).not.toContain(secret);
		expect(stage.smsc.log.every(({ query }) => Object.keys(query).length === 0)).toBe(true);
	});
});
