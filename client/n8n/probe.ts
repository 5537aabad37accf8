import type { Gateway } from '../gateway';
import { keep } from '../keep';
import type { Seal } from '../links/link';
import { faultOf, isGood, PROBE_AGENT, probeOf } from '../links/probe';
import { askOwn } from './own';
import type { Session } from './session';

/** Milliseconds. */
const LONGEST_WAIT = 5_000;

/** Milliseconds for which an address that was good is not looked at again: an answer to each message is a run of its own. */
const FRESH = 60_000;

const MOST = 100;

/** When addresses were found good. */
const good = new Map<string, number>();

/**
 * Looks whether clicks are taken at an address.
 * @throws InvalidInput where it is certain that they are not
 */
export async function probe(
	{ context, gateway, line }: Pick<Session, 'context' | 'line'> & { gateway: Gateway },
	address: string,
	seal: Seal,
): Promise<void> {
	const name = `${context.getNode().credentials?.[gateway.credential]?.id ?? ''} ${address}`;
	const now = line.now().getTime();
	if (now - (good.get(name) ?? -FRESH) < FRESH) return;
	const reply = await askOwn(context, {
		method: 'GET',
		url: probeOf(address, gateway.id, seal),
		headers: { 'user-agent': PROBE_AGENT },
		timeout: LONGEST_WAIT,
	});
	const fault = faultOf(reply);
	if (fault) throw fault;
	if (isGood(reply)) keep(good, name, now, MOST);
}
