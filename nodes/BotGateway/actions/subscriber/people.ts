import { InvalidInput } from '../../../../client/model/error';
import type { Recipient } from '../../../../client/model/recipient';
import type { Registry, SubscriberKey, SubscriberRecord } from '../../../../client/registry/types';
import { readBot, readRecipientOf, readRequiredBot, readWord } from '../../../../client/n8n/read/parameters';
import type { Session } from '../../../../client/n8n/session';

/** The registry, which the operations that need it are only offered with. */
export function registryOf({ registry }: Session): Registry {
	if (registry) return registry;
	throw new InvalidInput('Use Registry', 'is off', 'Turn on Use Registry in this node', 'unsupported');
}

export interface Wanted {
	recipient: Recipient;
	/** Undefined for all bots. */
	bot: string | undefined;
}

/** Who an item is about. */
export const readWanted = ({ gateway, context }: Session, item: number): Wanted => ({
	recipient: readRecipientOf(gateway, context, item),
	bot: readBot(gateway, context, item),
});

export const knownOf = ({ gateway }: Session, { recipient }: Wanted) => ({
	service: gateway.id,
	recipient: { ...recipient },
});

/** Who is to be written: by the service's own id, so that nobody is mistaken. */
export const readKey = ({ gateway, context }: Session, item: number): SubscriberKey => ({
	service: gateway.id,
	botId: readRequiredBot(gateway, context, item),
	subscriberId: readWord(context, 'subscriberId', item),
});

/** An account with one bot does not name it in its fields. */
export async function withBot<K extends SubscriberKey>({ gateway, onlyBot }: Session, key: K): Promise<K> {
	return gateway.can.bots === 'one' ? { ...key, botId: await onlyBot() } : key;
}

/** @throws InvalidInput when nobody is found */
export async function findPeople(session: Session, { recipient, bot }: Wanted): Promise<SubscriberRecord[]> {
	const { gateway, onlyBot } = session;
	const botId = gateway.can.bots === 'one' ? await onlyBot() : bot;
	const found = await registryOf(session).find({
		service: gateway.id,
		recipient,
		...(botId !== undefined && { botId }),
	});
	if (found.length > 0) return found;
	throw new InvalidInput(
		'Recipient',
		`“${recipient.value}” is not in the registry`,
		'Only people who have written to the bot, or were put into the registry by hand, are known',
		'unknownRecipient',
	);
}
