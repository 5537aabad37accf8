import type { Line } from '../gateway';
import type { HttpAnswer, HttpRequest } from '../http/request';
import { Unreachable } from '../model/error';
import { read, type Reading } from './answer';
import { failureOf } from './errors';

/** What is asked of the service; the same error code may mean other things for each. */
export type Purpose =
	| 'send'
	| 'estimate'
	| 'sms'
	| 'estimateSms'
	| 'status'
	| 'delete'
	| 'balance'
	| 'history'
	| 'answers'
	| 'operator';

export interface Call extends Pick<HttpRequest, 'effect' | 'pace' | 'signal'> {
	purpose: Purpose;
	/** Parameters in the service's own words. */
	fields: Record<string, string>;
}

/** The command for each purpose. Source: /api/http, "/sys/<command>.php". */
const COMMANDS: Record<Purpose, string> = {
	send: 'send',
	estimate: 'send',
	sms: 'send',
	estimateSms: 'send',
	status: 'status',
	delete: 'status',
	balance: 'balance',
	history: 'get',
	answers: 'get',
	operator: 'info',
};

/** Without these the service answers in words, and reads and writes windows-1251. */
const COMMON = { fmt: '3', charset: 'utf-8' };

/** Always a POST: in the query of a GET the password would stand in the URL. */
export const requestOf = ({ purpose, fields, ...others }: Call): HttpRequest => ({
	method: 'POST',
	path: `/sys/${COMMANDS[purpose]}.php`,
	form: { ...fields, ...COMMON },
	...others,
});

/**
 * Asks the service.
 * @throws Rejected when it says no
 * @throws Unreachable when there is no answer, or none that can be understood
 */
export async function ask(line: Line, call: Call): Promise<Reading> {
	const reading = read(await sendOverEither(line, requestOf(call)));
	const failure = failureOf(reading, call);
	if (failure) throw failure;
	return reading;
}

/**
 * Turns to the backup host (`www2.…`) when no connection to the main one could be made. An answer that never came
 * is no reason to: the main host may have carried the request out, and the backup would do it again.
 */
async function sendOverEither(line: Line, request: HttpRequest): Promise<HttpAnswer> {
	const first = await line.send({ ...request, host: 'main' }).catch(keepNoConnection);
	return first instanceof Unreachable ? await line.send({ ...request, host: 'backup' }) : first;
}

/** Another host may have what these say is not there; it would not mend, say, a missing credential. */
const NO_CONNECTION: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH']);

function keepNoConnection(failure: unknown): Unreachable {
	if (
		failure instanceof Unreachable &&
		failure.facts.outcome === 'notSent' &&
		NO_CONNECTION.has(failure.facts.code)
	) {
		return failure;
	}
	throw failure;
}
