import type { Sending } from '../gateway';
import { InvalidInput } from '../model/error';
import type { Message, Template } from '../model/message';
import type { Recipient } from '../model/recipient';

/** One entry of `recipients` in a request of "Send prepared message". */
export interface SmartRecipient {
	/** The token, which is the chat id of Telegram, as a text. */
	locator: string;
	/** A JSON object written as a text, inside a body that is written as JSON once more; null for none. */
	jsonParam: string | null;
	languageCode?: string;
	externalRequestId?: string;
}

/** @throws InvalidInput naming the field */
export function recipientOf({ address, message }: Sending): SmartRecipient {
	templateOf(message);
	const { template, options } = message;
	const parameters = parametersOf(message);
	return {
		locator: locatorOf(address.recipient),
		jsonParam: Object.keys(parameters).length === 0 ? null : JSON.stringify(parameters),
		...(template?.language !== undefined && { languageCode: template.language }),
		...(options.clientId !== undefined && { externalRequestId: options.clientId }),
	};
}

/**
 * The prepared message. Its id stands in the path, so nothing but digits passes.
 * @throws InvalidInput
 */
export function templateOf({ template }: Message): Template {
	if (template && /^\d{1,19}$/.test(template.id)) return template;
	throw new InvalidInput(
		'Prepared Message',
		template ? `“${template.id}” is no ID of eSputnik` : 'is not given',
		'Choose it from the list, or copy its ID, a number, from the console of eSputnik',
	);
}

/** The parameters with the text among them, whole and as it is: markup in it is not documented. */
function parametersOf({ text, template }: Message): Record<string, unknown> {
	const { parameters = {}, textParameter } = template ?? {};
	if (textParameter === undefined) return parameters;
	if (Object.hasOwn(parameters, textParameter)) {
		throw new InvalidInput(
			'Parameters',
			`have “${textParameter}”, which is what Text fills`,
			'Remove that parameter, or change Text Variable in the options',
		);
	}
	return Object.fromEntries([...Object.entries(parameters), [textParameter, text]]);
}

/**
 * A private chat of Telegram has a positive number; groups and channels have a negative one, and whether eSputnik
 * takes those is not documented.
 * @throws InvalidInput
 */
export function locatorOf({ form, value }: Recipient): string {
	const id = value.trim();
	if (form === 'id' && /^[1-9]\d{0,19}$/.test(id)) return id;
	throw new InvalidInput(
		'Recipient',
		id === ''
			? 'is empty'
			: `“${id}” is ${form === 'phone' ? 'a phone number, not' : 'no'} chat of a person with the bot`,
		'Give the chat ID that Telegram gave when the person started the bot, a number above zero. Turn on Use Registry to find people by name or phone',
		'unsupported',
	);
}

/** Telegram's own limit. eSputnik counts an emoji as two, as a JavaScript text does. Source: the guide on messages. */
const TELEGRAM_TEXT_LIMIT = 4_096;

export function lengthNotes({ text, template }: Message): string[] {
	if (template?.textParameter === undefined || text.length <= TELEGRAM_TEXT_LIMIT) return [];
	return [
		`The text went out whole with ${text.length} characters; Telegram takes ${TELEGRAM_TEXT_LIMIT} in one message, ` +
			'and what eSputnik does with more is not documented',
	];
}
