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
