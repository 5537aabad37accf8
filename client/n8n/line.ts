import type { Gateway, Line } from '../gateway';
import { gateOf } from '../http/gate';
import { hold } from '../http/hold';
import { wrap } from '../http/request';
import { retry } from '../http/retry';
import { clockOf } from './clock';
import { n8nRoad, type Caller } from './road';

/** Tries after the first where the service could not be reached at all. */
const RECONNECTS = 2;

/**
 * The line from a node to one account: n8n's request helper, with the retries and the account's gate around it.
 * @param longestWait seconds that one request may spend on the service's rate limits
 */
export function lineOf(caller: Caller, gateway: Gateway, longestWait: number): Line {
	const account = caller.getNode().credentials?.[gateway.credential]?.id ?? 'none';
	const gate = gateOf(`${gateway.credential}/${account}`, gateway.parallel);
	const clock = clockOf(caller);
	const patience = longestWait * 1_000;
	const retryAfter: Gateway['retryAfter'] = (answer) => gateway.retryAfter(answer);
	return {
		send: wrap(
			n8nRoad(caller, gateway.credential),
			retry(retryAfter, { tries: RECONNECTS, patience }, clock),
			hold(gate, retryAfter, patience, clock),
		),
		now: () => new Date(),
	};
}
