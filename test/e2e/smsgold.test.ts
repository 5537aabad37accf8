import { gatewayNode, NODE, PASSWORD, run, stageSmsgold, to, type SmsgoldStage } from './gateway';
import { errorOf, hintsOf, itemsOf, sharedN8n } from './n8n';

const n8n = sharedN8n();
let stage: SmsgoldStage;

const ANN = '5f2b6c0e1d3a4f0012ab34c1';

beforeAll(async () => {
	stage = await stageSmsgold('SMSGOLD e2e');
});

beforeEach(() => {
	stage.smsgold.reset();
});

afterAll(async () => await stage.smsgold.stop());

const node = (parameters: object, extra?: object) =>
	gatewayNode({ service: 'smsgold', ...parameters } as never, stage.credential, extra as never);

const send = (parameters: object, extra?: object) =>
	node({ resource: 'message', operation: 'send', recipient: to(ANN), text: 'Hello', ...parameters }, extra);

describe('the credential', () => {
	const data = (password: string) => ({
		user: '12345.1',
		password,
		baseUrl: stage.smsgold.url,
		smsBaseUrl: stage.smsgold.url,
	});

	it('is fine with the right password', async () => {
		expect(await n8n.testCredential(stage.credential, data(PASSWORD))).toMatchObject({ status: 'OK' });
	});

	it('is refused with a wrong one, which the message does not repeat', async () => {
		const result = await n8n.testCredential(stage.credential, data('wrong-word'));
		expect(result).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('user ID and password'),
		});
		expect(JSON.stringify(result)).not.toContain('wrong-word');
	});
});

it('lists the connected bots, and the subscribers of one', async () => {
	const bots = await run('bots', node({ resource: 'bot', operation: 'getMany' }));
	expect(itemsOf(bots, 'Bot Gateway').map(({ json }) => [json['id'], json['name']])).toEqual([
		['b1', 'Shop'],
		['b2', 'Support'],
	]);
	const subscribers = await run(
		'subscribers',
		node({ resource: 'subscriber', operation: 'getMany', bot: to('b1'), returnAll: true }),
	);
	expect(itemsOf(subscribers, 'Bot Gateway').map(({ json }) => [json['name'], json['phone']])).toEqual([
		['Ann', '79990000001'],
		['Bob', '79990000002'],
	]);
});

it('offers bots and subscribers in the editor’s lists, and finds by name and phone', async () => {
	const request = {
		nodeType: NODE,
		parameters: { service: 'smsgold', bot: to('b1') },
		credentials: [stage.credential],
	};
	const bots = await n8n.listSearch({ ...request, parameter: 'bot', method: 'searchBots' }, 'sho');
	expect(bots.results).toMatchObject([{ value: 'b1' }]);
	const search = { ...request, parameter: 'recipient', method: 'searchSubscribers' };
	expect((await n8n.listSearch(search)).results).toHaveLength(2);
	expect((await n8n.listSearch(search, '0000002')).results).toMatchObject([{ name: 'Bob (79990000002)' }]);
});

it('asks to choose the bot first where a list needs one', async () => {
	const search = n8n.listSearch({
		nodeType: NODE,
		parameter: 'recipient',
		method: 'searchSubscribers',
		parameters: { service: 'smsgold', bot: to('') },
		credentials: [stage.credential],
	});
	await expect(search).rejects.toThrow(/Bot is empty/);
});

it('sends with link buttons by subscriber and by phone, and gives the same receipt as every service', async () => {
	const rows = [
		[{ text: 'Order', url: 'https://example.com/1' }],
		[{ text: 'Help', url: 'https://example.com/2' }],
	];
	const buttons = { buttonsFrom: 'data', buttonsData: JSON.stringify(rows) };
	const byId = await run('by id', send(buttons));
	const byPhone = await run(
		'by phone',
		send({ ...buttons, bot: to('b1'), recipient: to('+7 999 000-00-02', 'phone') }),
	);
	expect(stage.smsgold.sent).toMatchObject([
		{ text: 'Hello', buttons: rows.flat() },
		{ text: 'Hello', buttons: rows.flat() },
	]);
	for (const [execution, recipient, bot] of [
		[byId, { form: 'id', value: ANN }, null],
		[byPhone, { form: 'phone', value: '79990000002' }, { id: 'b1', name: null }],
	] as const) {
		expect(itemsOf(execution, 'Bot Gateway')[0]?.json).toEqual({
			service: 'smsgold',
			bot,
			recipient: expect.objectContaining(recipient),
			messageId: expect.anything(),
			messageIds: [expect.any(String)],
			status: 'sent',
			reason: null,
			cost: null,
			time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
			degraded: [],
		});
	}
});

it('refuses callback buttons before sending, or leaves them out by choice and says so', async () => {
	const rows = '[[{"text":"Yes","callback":"yes"},{"text":"Open","url":"https://example.com"}]]';
	const buttons = { buttonsFrom: 'data', buttonsData: rows };
	const refused = await run('callback', send(buttons));
	expect(errorOf(refused)?.message).toContain('Buttons, row 1, button 1');
	expect(stage.smsgold.sent).toHaveLength(0);

	const degraded = await run('degraded', send({ ...buttons, options: { unsupportedButtons: 'degrade' } }));
	expect(stage.smsgold.sent).toMatchObject([{ buttons: [{ text: 'Open', url: 'https://example.com' }] }]);
	expect(hintsOf(degraded, 'Bot Gateway')[0]?.message).toContain('Yes');
	expect(itemsOf(degraded, 'Bot Gateway')[0]?.json['degraded']).toHaveLength(1);
});

it('says why it cannot edit a message', async () => {
	const execution = await run(
		'edit',
		node({ resource: 'message', operation: 'edit', recipient: to(ANN), messageId: '1' }),
	);
	expect(errorOf(execution)?.message).toContain('SMSGOLD cannot change a sent message');
});
