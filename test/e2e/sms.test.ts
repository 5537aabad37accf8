import { gatewayNode, run, stageSmsc, stageSmsgold, to, type SmscStage, type SmsgoldStage } from './gateway';
import { errorOf, itemsOf, type Execution } from './n8n';

let smsc: SmscStage;
let smsgold: SmsgoldStage;

const ANN = '79990000001';

beforeAll(async () => {
	smsc = await stageSmsc('SMS by SMSC');
	smsgold = await stageSmsgold('SMS by SMSGOLD');
});

beforeEach(() => {
	smsc.smsc.reset();
	smsgold.smsgold.reset();
});

afterAll(async () => {
	await smsc.smsc.stop();
	await smsgold.smsgold.stop();
});

const bySmsc = (parameters: object, extra: object = {}) =>
	gatewayNode({ service: 'smsc', resource: 'message', ...parameters } as never, smsc.credential, extra);
const bySmsgold = (parameters: object, extra: object = {}) =>
	gatewayNode({ service: 'smsgold', resource: 'message', ...parameters } as never, smsgold.credential, extra);

const output = (execution: Execution) => itemsOf(execution, 'Bot Gateway').map(({ json }) => json);
const messageOf = (execution: Execution) => errorOf(execution)?.message ?? '';

const SMS = { operation: 'sendSms', phone: '+7 999 000-00-01', text: 'Hello' };

it('SMSC sends an SMS, tells what it costs, what became of it, and deletes it', async () => {
	const options = { sender: 'SHOP', clientId: 'order-4711', sendAt: '2099-01-01T00:00:00.000Z' };
	const [receipt] = output(await run('sms', bySmsc({ ...SMS, options })));
	expect(receipt).toEqual({
		service: 'smsc',
		channel: 'sms',
		bot: null,
		recipient: { form: 'phone', value: ANN, id: null },
		messageId: 'order-4711',
		messageIds: ['order-4711'],
		status: 'queued',
		reason: null,
		cost: { amount: 2.5, currency: null },
		time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
		degraded: [],
	});
	expect(smsc.smsc.sent).toMatchObject([{ bot: null, phone: ANN, fields: { sender: 'SHOP' } }]);

	const estimate = bySmsc({ ...SMS, operation: 'estimateSms', text: 'я'.repeat(100) });
	expect(output(await run('cost', estimate))).toEqual([
		{
			service: 'smsc',
			channel: 'sms',
			recipient: { form: 'phone', value: ANN },
			cost: { amount: 5, currency: null },
			parts: 2,
		},
	]);
	expect(smsc.smsc.sent).toHaveLength(1);

	const ref = { recipient: to(ANN, 'phone'), messageId: 'order-4711' };
	const status = async (channel: string) =>
		output(await run('status', bySmsc({ operation: 'getStatus', channel, ...ref })));
	expect(await status('sms')).toMatchObject([{ channel: 'sms', status: 'delivered' }]);
	expect(await status('bot')).toMatchObject([{ status: 'unknown' }]);

	expect(output(await run('delete', bySmsc({ operation: 'delete', channel: 'sms', ...ref })))).toEqual([
		{ deleted: true },
	]);
	expect(smsc.smsc.sent).toEqual([]);
});

it('SMSGOLD sends an SMS by its own API', async () => {
	const [receipt] = output(await run('sms', bySmsgold({ ...SMS, options: { sender: 'SHOP' } })));
	expect(receipt).toMatchObject({ service: 'smsgold', channel: 'sms', messageId: 'm1', status: 'sent' });
	expect(smsgold.smsgold.log).toMatchObject([{ method: 'POST', path: '/http2/' }]);
	expect(smsgold.smsgold.sent).toMatchObject([{ by: 'sms', to: ANN, text: 'Hello', sender: 'SHOP' }]);
});

it('SMSGOLD takes a cascade as it was written', async () => {
	const stages = [
		{ type: 'telegramBot', botId: 'b1', text: 'Hello' },
		{ type: 'sms', text: 'Hello' },
	];
	const cascade = { operation: 'sendCascade', phone: '={{ $json.phone }}', stages: JSON.stringify(stages) };
	const items = [{ phone: `+${ANN}` }, { phone: 'Bob' }];
	const execution = await run('cascade', bySmsgold(cascade, { onError: 'continueRegularOutput' }), items);
	expect(output(execution)).toMatchObject([
		{ service: 'smsgold', channel: 'cascade', status: 'sent', messageId: 'm1' },
		{ error: { message: 'Phone “Bob” is not a phone number' } },
	]);
	expect(smsgold.smsgold.sent).toMatchObject([{ by: 'cascade', to: ANN, stages }]);

	expect(messageOf(await run('no stages', bySmsgold({ ...cascade, stages: '[]' }), items))).toContain(
		'Stages are empty',
	);
	expect(messageOf(await run('no type', bySmsgold({ ...cascade, stages: '[{}]' }), items))).toContain(
		'Stages, stage 1 has no type',
	);
	expect(smsgold.smsgold.sent).toHaveLength(1);
});

it.each([
	['SMSC', bySmsc, () => smsc.smsc.log],
	['SMSGOLD', bySmsgold, () => smsgold.smsgold.log],
])('%s: a bad item is named by its field, and the others go on', async (_, by, log) => {
	const items = [
		{ phone: ANN, text: 'One' },
		{ phone: 'Ann', text: 'Two' },
		{ phone: ANN, text: ' ' },
		{ phone: ANN, text: 'x'.repeat(2_000) },
		{ phone: 79990000002, text: 'Three' },
	];
	const node = by(
		{ operation: 'sendSms', phone: '={{ $json.phone }}', text: '={{ $json.text }}' },
		{ onError: 'continueRegularOutput' },
	);
	expect(output(await run('bad input', node, items))).toMatchObject([
		{ channel: 'sms' },
		{ error: { message: 'Phone “Ann” is not a phone number' } },
		{ error: { message: 'Text is empty' } },
		{ error: { message: expect.stringMatching(/^Text has 2000 characters/) } },
		{ channel: 'sms', recipient: { value: '79990000002' } },
	]);
	expect(log()).toHaveLength(2);
});

it('says why a service has no such operation', async () => {
	expect(messageOf(await run('estimate', bySmsgold({ ...SMS, operation: 'estimateSms' })))).toContain(
		'SMSGOLD cannot tell what an SMS would cost',
	);
	expect(messageOf(await run('cascade', bySmsc({ operation: 'sendCascade', phone: ANN })))).toContain(
		'SMSC cannot send by a cascade of its own',
	);
	expect([...smsc.smsc.log, ...smsgold.smsgold.log]).toEqual([]);
});

it('an SMS of which no answer came is unknown, and is not sent twice', async () => {
	for (const [by, emulator] of [
		[bySmsc, smsc.smsc],
		[bySmsgold, smsgold.smsgold],
	] as const) {
		emulator.failNext({ drop: 'after' });
		expect(output(await run('unknown', by(SMS)))).toMatchObject([{ channel: 'sms', status: 'unknown' }]);
		expect(emulator.sent).toHaveLength(1);
	}
});
