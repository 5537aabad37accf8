import type { Gateway, Line, Settings } from '../gateway';
import { gateOf } from '../http/gate';
import { hold } from '../http/hold';
import { wrap } from '../http/request';
import { retry } from '../http/retry';
import { spare } from '../http/spare';
import { clockOf } from './clock';
import { n8nRoad, type Caller } from './road';
import { settingsOf } from './settings';

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
	const retryAfter: Gateway['retryAfter'] = (answer, request) => gateway.retryAfter(answer, request);
	return {
		send: wrap(
			n8nRoad(caller, gateway.credential),
			retry(retryAfter, { tries: RECONNECTS, patience }, clock),
			hold(gate, retryAfter, patience, clock),
			spare((answer) => gateway.refusesAccount?.(answer) === true, clock),
		),
		now: () => new Date(),
		settings: settingsFor(caller, gateway),
	};
}

/**
 * A line that asks once and passes no gate: for a long poll, which must neither wait behind sends nor hold
 * them up. Whoever uses it sees to pauses and repeats.
 */
export const listeningLineOf = (caller: Caller, gateway: Gateway): Line => ({
	send: n8nRoad(caller, gateway.credential),
	now: () => new Date(),
	settings: settingsFor(caller, gateway),
});

/** Read when they are first asked for, and once; again where n8n could not tell them, as a line may live for months. */
function settingsFor(caller: Caller, { credential, settings: names = [] }: Gateway): Line['settings'] {
	let known: Promise<Settings> | undefined;
	return async () =>
		await (known ??= settingsOf(caller, credential, names).catch((failure: unknown) => {
			known = undefined;
			throw failure;
		}));
}
