import { sleep } from 'n8n-workflow';

import { Unreachable } from '../../client/model/error';
import { clockOf } from '../../client/n8n/clock';
import type { Caller } from '../../client/n8n/road';

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: jest.fn(async () => undefined),
}));

const slept = (): number[] => jest.mocked(sleep).mock.calls.map(([ms]) => ms);

/** A node's context, as far as a clock looks at it. */
const callerWith = (signal?: AbortSignal): Caller =>
	({ ...(signal && { getExecutionCancelSignal: () => signal }) }) as Caller;

beforeEach(() => jest.mocked(sleep).mockClear());

it('sleeps with n8n’s own sleep, in slices', async () => {
	await clockOf(callerWith()).sleep(2_500);
	expect(slept()).toEqual([1_000, 1_000, 500]);
});

it('does not sleep for nothing', async () => {
	await clockOf(callerWith()).sleep(0);
	expect(slept()).toEqual([]);
});

it('ends early, with a failure that says that nothing was sent, when the execution is stopped', async () => {
	const stop = new AbortController();
	jest.mocked(sleep).mockImplementationOnce(async () => stop.abort());
	const failure = await clockOf(callerWith(stop.signal))
		.sleep(3_600_000)
		.catch((error: unknown) => error);
	expect(failure).toBeInstanceOf(Unreachable);
	expect((failure as Unreachable).facts).toMatchObject({ outcome: 'notSent', code: 'CANCELLED' });
	expect(slept()).toEqual([1_000]);
});

it('sleeps to the end when it is not', async () => {
	await clockOf(callerWith(new AbortController().signal)).sleep(1_500);
	expect(slept()).toEqual([1_000, 500]);
});

it('tells the real time', () => {
	const before = Date.now();
	const now = clockOf(callerWith()).now();
	expect(now).toBeGreaterThanOrEqual(before);
	expect(now).toBeLessThanOrEqual(Date.now());
});
