import type { Address, Gateway } from '../gateway';
import { InvalidInput } from '../model/error';
import type { BotEvent } from '../model/event';
import type { Recipient, RecipientForm } from '../model/recipient';

/** How each form of a recipient is found in an event. */
const FOUND: Record<RecipientForm, (event: BotEvent) => string | null | undefined> = {
	id: ({ chat, subscriber }) => chat?.id ?? subscriber?.id,
	phone: ({ subscriber, card }) => subscriber?.phone ?? (card?.own === true ? card.phone : null),
	// where people are known by several forms, the sign before an id says which it is
	uid: ({ subscriber }) => (subscriber?.id.startsWith('#') ? subscriber.id : null),
	username: ({ subscriber }) => subscriber?.username,
};

/** A name may be given up and a number may be shared by several, so what the service itself counts by comes first. */
const ORDER: readonly RecipientForm[] = ['id', 'uid', 'phone', 'username'];

/**
 * Where an event is answered to.
 * @param chosen the bot that answers where the event does not name the one that was written to
 * @throws InvalidInput when nobody is named in it whom the service could find
 */
export function addressOf({ name, can }: Gateway, event: BotEvent, chosen?: string): Address {
	const recipient = ORDER.filter((form) => can.recipients.includes(form)).flatMap((form): Recipient[] => {
		const value = FOUND[form](event)?.replace(/^[@#+]/, '');
		return value ? [{ form, value }] : [];
	})[0];
	if (!recipient) {
		throw new InvalidInput(
			'Event',
			`names nobody to whom ${name} could send an answer`,
			'Answer other events, or choose Nothing as the reply of this rule',
			'unknownRecipient',
		);
	}
	if (can.bots === 'one') return { recipient };
	const bot = event.bot?.id ?? chosen;
	if (bot === undefined && can.recipientsNeedingBot.includes(recipient.form)) {
		throw new InvalidInput(
			'Bot',
			'is empty, and the event does not tell which bot was written to',
			'Choose the bot from the list, or give its id',
		);
	}
	return { recipient, ...(bot !== undefined && { bot }) };
}
