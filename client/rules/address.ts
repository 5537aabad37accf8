import type { Address, Gateway } from '../gateway';
import { InvalidInput } from '../model/error';
import type { BotEvent } from '../model/event';
import type { Recipient, RecipientForm } from '../model/recipient';

/** How each form of a recipient is found in an event. */
const FOUND: Record<RecipientForm, (event: BotEvent) => string | null | undefined> = {
	id: ({ chat, subscriber }) => chat?.id ?? subscriber?.id,
	phone: ({ subscriber, card }) => subscriber?.phone ?? (card?.own === true ? card.phone : null),
	uid: ({ subscriber }) => subscriber?.id,
	username: ({ subscriber }) => subscriber?.username,
};

/** A name may be given up and a number may be shared by several, so what the service itself counts by comes first. */
const ORDER: readonly RecipientForm[] = ['id', 'uid', 'phone', 'username'];

/**
 * Where an event is answered to.
 * @throws InvalidInput when nobody is named in it whom the service could find
 */
export function addressOf({ name, can }: Gateway, event: BotEvent): Address {
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
	const bot = can.bots === 'many' ? event.bot?.id : undefined;
	if (can.bots === 'many' && bot === undefined && can.recipientsNeedingBot.includes(recipient.form)) {
		throw new InvalidInput(
			'Event',
			'does not name the bot that was written to',
			'Choose the bot in the trigger',
		);
	}
	return { recipient, ...(bot !== undefined && { bot }) };
}
