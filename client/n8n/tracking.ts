import { deliver, type Handling } from '../deliver';
import type { Address } from '../gateway';
import type { Seal } from '../links/link';
import { track, type Tracking } from '../links/track';
import type { Message } from '../model/message';
import type { Receipt } from '../model/receipt';
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
 * Sends messages like `deliver`, with their links turned into tracked ones where the user wants that; the receipt
 * then names them. Made once a run: the seal is made for the first message that needs it.
 */
export function tracking({ context, gateway, line, onlyBot }: Session): (out: Outgoing) => Promise<Receipt> {
	let seal: Promise<Seal> | undefined;
	return async ({ address, message, handling, tracking: wanted }) => {
		if (!wanted) return await deliver(gateway, line, address, message, handling);
		seal ??= sealOf(context, gateway);
		const bot = address.bot ?? (await onlyBot());
		const sending = { service: gateway.id, bot, recipient: address.recipient, now: line.now() };
		const { message: tracked, links } = track(message, wanted, sending, await seal);
		const receipt = await deliver(gateway, line, address, tracked, handling);
		return links.length > 0 ? { ...receipt, links } : receipt;
	};
}
