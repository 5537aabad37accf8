import { Unreachable } from '../model/error';
import type { Clock } from './gate';
import type { HttpAnswer, HttpRequest, RetryAfter, Wrap } from './request';
import { ofQuestion } from './unanswered';
import { waitedFor } from './waited';

export interface RetryLimits {
	/** Tries after the first for a service that could not be reached. */
	tries: number;
	/** Milliseconds that one request may spend waiting for rate limits, all its tries together. */
	patience: number;
}

/** Waits before the second, third … try; the last one repeats. Milliseconds. */
const BACK_OFF = [500, 2_000, 5_000];

/**
 * Repeats what is safe to repeat, and nothing else:
 * - "too many requests": the service refused before acting. The gate waits; here the request is only asked again
 * - no connection: nothing was sent; unless there is another host to turn to
 * - a read that broke off, or met a broken server
 *
 * A write whose answer never came is not repeated: nobody can tell whether it was carried out.
 */
export const retry =
	(retryAfter: RetryAfter, limits: RetryLimits, clock: Clock): Wrap =>
	(next) =>
	async (asked) => {
		const request = { ...asked }; // an object of this send's own, by which the gate counts its waiting
		let waited = 0;
		let repeats = 0;
		for (;;) {
			const result = await next(request).catch(keepUnreachable);
			const pause = result instanceof Unreachable ? undefined : retryAfter(result, request);
			if (pause !== undefined) {
				// the gate holds the next try back, perhaps longer for the sake of others; this loop watches the patience
				waited = Math.max(waited, waitedFor(request)) + pause * 1_000;
				if (waited > limits.patience) return answerOf(result, request);
				continue;
			}
			if (repeats >= limits.tries || !mayRepeat(request, result)) return answerOf(result, request);
			await clock.sleep(BACK_OFF[Math.min(repeats, BACK_OFF.length - 1)] ?? 0);
			repeats += 1;
		}
	};

/** Why nothing was sent, where the next try may go better; a wrong address or a missing credential stays so. */
const PASSING: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH']);

type Result = HttpAnswer | Unreachable;

const keepUnreachable = (error: unknown): Unreachable => {
	if (error instanceof Unreachable) return error;
	throw error;
};

function answerOf(result: Result, { effect }: HttpRequest): HttpAnswer {
	if (result instanceof Unreachable) throw effect === 'read' ? ofQuestion(result) : result;
	return result;
}

function mayRepeat(request: HttpRequest, result: Result): boolean {
	if (!(result instanceof Unreachable)) return request.effect === 'read' && result.status >= 500;
	if (result.facts.outcome === 'notSent') return PASSING.has(result.facts.code) && request.host !== 'main';
	return request.effect === 'read';
}
