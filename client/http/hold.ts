import type { Clock, Gate } from './gate';
import type { RetryAfter, Wrap } from './request';
import { addWait, waitedFor } from './waited';

/**
 * Sends every request through the account's gate, and closes the gate when an answer asks for a pause.
 * @param patience milliseconds that one request may spend on holds, all its tries together
 */
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
			patience - waitedFor(request),
			clock,
			(ms) => addWait(request, ms),
		);
