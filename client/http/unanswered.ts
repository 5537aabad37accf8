import { Unreachable } from '../model/error';

/**
 * The request cannot have reached the service.
 * @param code short, such as `ECONNREFUSED`; a transport's own words may hold a secret and never get here
 */
export const notReached = (code: string, advice: string): Unreachable =>
	new Unreachable({
		outcome: 'notSent',
		code,
		description: `The service could not be reached (${code})`,
		advice,
	});

/** The request may have reached the service, and nobody knows what became of it. */
export const brokenOff = (code: string): Unreachable =>
	new Unreachable({
		outcome: 'unknown',
		code,
		description: `The connection broke off before the service answered (${code})`,
		advice: 'The request may have been carried out: look at the service before you repeat it',
	});

/** A question that broke off has done nothing: it must not pass for a message that may have been sent. */
export const ofQuestion = (failure: Unreachable): Unreachable =>
	failure.facts.outcome === 'notSent'
		? failure
		: new Unreachable({
				...failure.facts,
				outcome: 'notSent',
				advice: 'Nothing was sent or changed. Check that the service is up, and try again',
			});
