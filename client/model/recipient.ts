/**
 * How a workflow names the person or chat that a message is for.
 *
 * - `id`: the service's own id of a subscriber (Telegram: chat id; SMSGOLD: `subscriberId`)
 * - `username`: `@name`, kept here without the `@`
 * - `uid`: `#uid`, kept here without the `#`
 * - `phone`: international number, digits only
 */
export const RECIPIENT_FORMS = ['id', 'username', 'uid', 'phone'] as const;

export type RecipientForm = (typeof RECIPIENT_FORMS)[number];

export interface Recipient {
	form: RecipientForm;
	/** Without the leading `@`, `#` or `+`. Ids stay strings: no service's id is ever a number to calculate with. */
	value: string;
	/** The name of a channel, a public group or a bot, not of a person: nobody is looked up. */
	isPublic?: true;
}
