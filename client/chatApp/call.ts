import type { Line } from '../gateway';
import type { HttpRequest, Pace } from '../http/request';
import { read, type Reading } from './answer';
import { failureOf } from './errors';

const VERSION = '2020-06-06';

export interface Call {
	/** An action of the API, e.g. `SendChatappMessage`. */
	action: string;
	parameters?: Record<string, string>;
	/** See HttpRequest. */
	effect: HttpRequest['effect'];
	pace?: Pace[];
}

/** All parameters in the query and an empty body, as the vendor's SDK 6.3.0 sends them. */
const requestOf = ({ action, parameters = {}, effect, pace }: Call): HttpRequest => ({
	method: 'POST',
	path: '/',
	headers: { accept: 'application/json', 'x-acs-action': action, 'x-acs-version': VERSION },
	query: parameters,
	effect,
	...(pace && { pace }),
});

/** A good answer: a JSON object whose code is `OK`. */
export type Answered = Reading & { value: NonNullable<Reading['value']> };

/**
 * Calls one action and reads the answer.
 * @throws Rejected when the service says no
 * @throws Unreachable when there is no answer, or none of the service
 */
export async function ask(line: Line, call: Call): Promise<Answered> {
	const reading = read(await line.send(requestOf(call)));
	const failure = failureOf(reading, call.effect);
	if (failure) throw failure;
	return { ...reading, value: reading.value ?? {} };
}
