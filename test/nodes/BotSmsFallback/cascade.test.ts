import type * as stages from '../../../client/read/stages';
import { BotGatewaySmsgoldApi } from '../../../credentials/BotGatewaySmsgoldApi.credentials';
import { BotSmsFallback } from '../../../nodes/BotSmsFallback/BotSmsFallback.node';
import { SmsgoldEmulator } from '../../emulators/smsgold/emulator';
import { Bench } from '../../support/harness';
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
afterEach(() => jest.useRealTimers());

it('takes two items alike for one cascade, also where a window of their key ends between them', async () => {
	const border = new Date('2026-03-01T06:00:00Z').getTime();
	jest.useFakeTimers({ now: border - 1, doNotFake: [...ALL_BUT_THE_DATE] });
	mockReading.mockImplementationOnce(() => undefined);
	mockReading.mockImplementationOnce(() => jest.setSystemTime(border + 1));
	const { user, pass: password } = ACCOUNT;
	const data = { user, password, baseUrl: smsgold.url, smsBaseUrl: smsgold.url };
	const bench = new Bench(new BotSmsFallback(), { type: new BotGatewaySmsgoldApi(), data });
	const { outputs } = await bench.run(
		{
			service: 'smsgold',
			operation: 'sendAndFallBack',
			strategy: 'cascade',
			stages: '[{ "type": "telegramBot" }, { "type": "sms" }]',
			phone: '+79990000001',
		},
		[{}, {}],
	);
	expect(told(outputs[1]).map(({ repeated }) => repeated)).toEqual([false, true]);
	expect(smsgold.sent).toHaveLength(1);
});

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
