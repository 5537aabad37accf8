import type { Clock } from './gate';
import type { HttpAnswer, Wrap } from './request';

/** Milliseconds for which a refusal speaks for the requests behind it: long enough for a batch, short for a person who mends the account. */
const KEPT = 10_000;

/**
 * Spares a service the requests of an account that it has just refused as a whole: they get the same answer unsent.
 * A batch with a wrong password would otherwise ask with every item, and services block an address for that.
 */
export const spare =
	(refusesAccount: (answer: HttpAnswer) => boolean, clock: Clock): Wrap =>
	(next) => {
		let refusal: { answer: HttpAnswer; at: number } | undefined;
		return async (request) => {
			if (refusal && clock.now() - refusal.at < KEPT) return refusal.answer;
			const answer = await next(request);
			if (refusesAccount(answer)) refusal = { answer, at: clock.now() };
			return answer;
		};
	};
