import { deliver, type Handling } from '../deliver';
import { deliverMany } from '../deliverMany';
import type { Address } from '../gateway';
import type { Seal } from '../links/link';
import { track, type Tracking } from '../links/track';
import type { Message } from '../model/message';
import { isFailure, type Failure } from '../model/outcome';
import type { Receipt } from '../model/receipt';
import { probe } from './probe';
import { sealOf } from './seal';
import type { Session } from './session';

/** A message with all that decides how it goes out. */
export interface Outgoing {
	address: Address;
	message: Message;
	handling: Handling;
	/** Undefined where links go out as they are. */
	tracking: Tracking | undefined;
}

/**
 * Turns the links of a message into tracked ones where the user wants that. Made once a run: the seal is made for the
 * first message that needs it, and each address is looked at once.
 */
function tracker({
	context,
	gateway,
	line,
	onlyBot,
}: Session): (out: Outgoing) => Promise<ReturnType<typeof track>> {
	let seal: Promise<Seal> | undefined;
	/** By address; what is wrong with one is wrong for all messages of the run. */
	const probes = new Map<string, Promise<void>>();
	return async ({ address, message, tracking: wanted }) => {
		if (!wanted) return { message, links: [] };
		const own = await (seal ??= sealOf(context, gateway));
		const bot = address.bot ?? (await onlyBot());
		const sending = { service: gateway.id, bot, recipient: address.recipient, now: line.now() };
		const tracked = track(message, wanted, sending, own);
		if (tracked.links.length === 0) return tracked;
		const probed = probes.get(wanted.address) ?? probe({ context, gateway, line }, wanted.address, own);
		probes.set(wanted.address, probed);
		await probed;
		return tracked;
	};
}

/** A receipt that names the tracked links of its message. */
const withLinks = (receipt: Receipt, links: ReturnType<typeof track>['links']): Receipt =>
	links.length > 0 ? { ...receipt, links } : receipt;

/** Sends messages like `deliver`, with their links tracked where the user wants that. */
export function tracking(session: Session): (out: Outgoing) => Promise<Receipt> {
	const { gateway, line } = session;
	const tracked = tracker(session);
	return async (out) => {
		const { message, links } = await tracked(out);
		return withLinks(await deliver(gateway, line, out.address, message, out.handling), links);
	};
}

/** The same for messages that go out by one request; see deliverMany. */
export function trackingMany(
	session: Session,
): (outs: readonly Outgoing[]) => Promise<Array<Receipt | Failure>> {
	const { gateway, line } = session;
	const tracked = tracker(session);
	return async (outs) => {
		const all = await Promise.all(outs.map(async (out) => ({ ...out, ...(await tracked(out)) })));
		const results = await deliverMany(gateway, line, all);
		return results.map((result, index) =>
			isFailure(result) ? result : withLinks(result, all[index]?.links ?? []),
		);
	};
}
