import type { Line } from '../gateway';
import type { HttpRequest, Pace } from '../http/request';
import { read, type Reading } from './answer';
import { failureOf, type Verdicts } from './errors';

const SECOND = 1_000;

/** Requests a second, of all methods together that have no limit of their own. Source: "rate limits". */
export const PACE: Pace = { key: 'all', limit: 200, per: SECOND };

/** Limits of single methods a second. Source: the same page. */
export const PACES = {
	event: { key: 'event', limit: 350, per: SECOND },
	contacts: { key: 'contacts', limit: 50, per: SECOND },
	contactByToken: { key: 'contactByToken', limit: 150, per: SECOND },
} satisfies Record<string, Pace>;

export interface Call extends Pick<HttpRequest, 'method' | 'query' | 'effect' | 'timeout'> {
	/** Begins with `/v1/` or `/v2/`, without a slash at the end. */
	path: string;
	json?: Record<string, unknown>;
	/** The limit of this method where it has one of its own. */
	pace?: Pace;
	/** What an HTTP status means for this method, where that is more than what it means for all. */
	verdicts?: Verdicts;
}

const JSON_UTF8 = 'application/json; charset=UTF-8';

export const requestOf = ({ pace = PACE, verdicts: _, ...request }: Call): HttpRequest => ({
	...request,
	headers: { accept: JSON_UTF8, ...(request.json && { 'content-type': JSON_UTF8 }) },
	pace: [pace],
});

/**
 * Asks the service. Any 2xx is a good answer; what its body says is for the caller to read.
 * @throws Rejected when it says no
 * @throws Unreachable when there is no answer, or one of a broken server
 */
export async function ask(line: Line, call: Call): Promise<Reading> {
	const reading = read(await line.send(requestOf(call)));
	const failure = failureOf(reading, call);
	if (failure) throw failure;
	return reading;
}
