import type { IDataObject } from 'n8n-workflow';

import type * as stages from '../../../client/read/stages';
import { BotGatewaySmsgoldApi } from '../../../credentials/BotGatewaySmsgoldApi.credentials';
import { BotSmsFallback } from '../../../nodes/BotSmsFallback/BotSmsFallback.node';
import { SmsgoldEmulator } from '../../emulators/smsgold/emulator';
import { Bench, type NodeRun } from '../../support/harness';
import { provideProcessed } from '../../support/processed';
import { told } from './bench';

/** Called when an item is read, before its key is worked out. */
const mockReading = jest.fn();
jest.mock('../../../client/read/stages', () => {
	const real: typeof stages = jest.requireActual('../../../client/read/stages');
	return {
		...real,
		readStages: (given: unknown) => {
			mockReading();
			return real.readStages(given);
		},
	};
});

const ACCOUNT = { user: '12345.1', pass: 'pa55-word' };
const smsgold = new SmsgoldEmulator(ACCOUNT);
beforeAll(async () => {
	await provideProcessed();
	await smsgold.start();
});
afterAll(async () => await smsgold.stop());
afterEach(() => {
	jest.useRealTimers();
	smsgold.reset();
});

it('takes two items alike for one cascade, also where a window of their key ends between them', async () => {
	const border = new Date('2026-03-01T06:00:00Z').getTime();
	jest.useFakeTimers({ now: border - 1, doNotFake: [...ALL_BUT_THE_DATE] });
	mockReading.mockImplementationOnce(() => undefined);
	mockReading.mockImplementationOnce(() => jest.setSystemTime(border + 1));
	const { outputs } = await cascades('+79990000001', [{}, {}]);
	expect(told(outputs[1]).map(({ repeated }) => repeated)).toEqual([false, true]);
	expect(smsgold.sent).toHaveLength(1);
});

it('takes one person for one, however the number is written', async () => {
	const numbers = ['+79990000002', '79990000002', '+7 (999) 000-00-02'];
	const { outputs } = await cascades(
		'={{ $json.phone }}',
		numbers.map((phone) => ({ phone })),
	);
	expect(told(outputs[1]).map(({ repeated }) => repeated)).toEqual([false, true, true]);
	expect(smsgold.sent).toHaveLength(1);
});

async function cascades(phone: string, items: IDataObject[]): Promise<NodeRun> {
	const { user, pass: password } = ACCOUNT;
	const data = { user, password, baseUrl: smsgold.url, smsBaseUrl: smsgold.url };
	const bench = new Bench(new BotSmsFallback(), { type: new BotGatewaySmsgoldApi(), data });
	const stages = '[{ "type": "telegramBot" }, { "type": "sms" }]';
	const parameters = { service: 'smsgold', operation: 'sendAndFallBack', strategy: 'cascade', stages, phone };
	return await bench.run(parameters, items);
}

const ALL_BUT_THE_DATE = [
	'clearImmediate',
	'clearInterval',
	'clearTimeout',
	'hrtime',
	'nextTick',
	'performance',
	'queueMicrotask',
	'setImmediate',
	'setInterval',
	'setTimeout',
] as const;
