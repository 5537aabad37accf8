import type { Clock, Gate } from './gate';
import type { RetryAfter, Wrap } from './request';

/** Sends every request through the account's gate, and closes the gate when an answer asks for a pause. */
export const hold =
	(gate: Gate, retryAfter: RetryAfter, patience: number, clock: Clock): Wrap =>
	(next) =>
	async (request) =>
		await gate.pass(
			async () => {
				const answer = await next(request);
				const seconds = retryAfter(answer, request);
				if (seconds !== undefined) gate.hold(seconds * 1_000, clock.now());
				return answer;
			},
			request.pace ?? [],
			patience,
			clock,
		);
