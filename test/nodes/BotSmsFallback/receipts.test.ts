import { byOutcome } from '../../../nodes/BotSmsFallback/actions/items';
import { processed } from '../../support/processed';
import { until } from '../../support/until';
import { blocked, FallbackBench, forReceipts, told } from './bench';

const stage = new FallbackBench();
beforeAll(async () => await stage.start());
afterAll(async () => await stage.stop());
beforeEach(() => stage.reset());

it('sends the SMS to whom the bot has not reached', async () => {
	const { outputs } = await stage.bench().run(forReceipts(), [blocked(1)]);
	expect(outputs.map((items) => items.length)).toEqual([0, 1, 0]);
	expect(told(outputs[1])).toMatchObject([{ reason: 'blocked', sms: { service: 'smsc' } }]);
	expect(stage.phones).toEqual(['79990000001']);
});

it('hands over again what it had for the next node when somebody stopped the execution', async () => {
	const bench = stage.bench();
	const parameters = forReceipts({
		service: 'smsc',
		smsFrom: 'none',
		reached: 'delivered',
		phone: '+79990000001',
	});
	const receipt = { ...blocked(1), service: 'smsc', recipient: { form: 'phone', value: '79990000001' } };
	const items = [receipt, { ...receipt, messageId: '2', status: 'sent', reason: null }];
	const goOn = { onError: 'continueRegularOutput' } as const;
	stage.smsc.latency = 100;
	const { done, stop } = bench.start(parameters, items, goOn);
	await until(() => stage.smsc.log.length > 0, 'the service to be asked');
	stop();
	await done;
	await until(async () => (await processed.getProcessedDataCount()) === 0, 'all to be taken back');
	const { outputs } = await bench.run(parameters, items, goOn);
	expect(told(outputs[2])).toMatchObject([{ handedOver: true }, { handedOver: true }]);
});

describe('an item that fails while others go on', () => {
	const items = [{ ...blocked(1), status: 'sideways' }, blocked(2)];

	it('comes out in Not Reached', async () => {
		const { outputs } = await stage.bench().run(forReceipts(), items, { onError: 'continueRegularOutput' });
		expect(outputs.map((one) => one.length)).toEqual([0, 1, 1]);
		expect(outputs[2]?.[0]).toMatchObject({
			json: {
				outcome: 'notReached',
				reason: 'failed',
				handedOver: false,
				error: { message: 'Receipt has the status “sideways”' },
			},
			pairedItem: { item: 0 },
		});
	});

	it('comes out in the node’s own output for failed items where it has one', async () => {
		const { outputs } = await stage.bench().run(forReceipts(), items, { onError: 'continueErrorOutput' });
		expect(outputs.map((one) => one.length)).toEqual([0, 1, 0, 1]);
		expect(told(outputs[3])).toMatchObject([
			{ error: { message: 'Receipt has the status “sideways”' }, phone: '+79990000001' },
		]);
	});
});

it('tells an agent of every item, since n8n hands it the first output only', () => {
	const items = [{ json: { outcome: 'sentBySms' } }, { json: { outcome: 'notReached' } }, { json: {} }];
	expect(byOutcome(items, { type: 'pkg.botSmsFallback' }).map((one) => one.length)).toEqual([0, 1, 2]);
	expect(byOutcome(items, { type: 'pkg.botSmsFallbackTool' }).map((one) => one.length)).toEqual([3, 0, 0]);
});

describe('a service that reports, and cannot be asked', () => {
	const sent = { ...blocked(1), service: 'chatApp', status: 'sent', reason: null, messageId: '7' };
	const awaited = forReceipts({ service: 'chatApp', reached: 'delivered' });

	it('sends no SMS to everybody where the workflow says nothing of what it has heard', async () => {
		const { error } = await stage.bench().run(awaited, [sent]);
		expect(error?.message).toMatch(/^Counts as Reached cannot be “delivered”/);
		expect(error?.description).toContain('Later Status');
		expect(stage.phones).toEqual([]);
	});

	it.each([
		['delivered', [1, 0, 0]],
		['', [0, 1, 0]],
	])('is believed where the workflow has heard “%s”', async (laterStatus, counts) => {
		const { outputs } = await stage.bench().run({ ...awaited, options: { laterStatus } }, [sent]);
		expect(outputs.map((items) => items.length)).toEqual(counts);
	});
});
