import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Gateway, Target } from '../../gateway';
import { InvalidInput } from '../../model/error';
import type { ButtonRows } from '../../model/button';
import type { Leeway, MessageOptions, TextFormat } from '../../model/message';
import type { Recipient, RecipientForm } from '../../model/recipient';
import { readButtonData, readButtonFields, type ButtonFields } from '../../read/buttons';
import { readExtra } from '../../read/extra';
import { readMoment } from '../../read/moment';
import { readRecipient } from '../../read/recipient';

/** A text as it stands; expressions may give a number or nothing. */
export function readText(context: IExecuteFunctions, name: string, item: number): string {
	const value: unknown = context.getNodeParameter(name, item, '');
	return value === undefined || typeof value === 'object' ? '' : String(value);
}

/** One value of a menu. An expression may give anything, and nothing that is not understood passes in silence. */
export function readChoice<T extends string>(
	context: IExecuteFunctions,
	item: number,
	{ name, label, of, usual }: { name: string; label: string; of: readonly T[]; usual: T },
): T {
	const given = readWord(context, name, item) || usual;
	const known = of.find((one) => one === given);
	if (known === undefined)
		throw new InvalidInput(label, `“${given}” is not known here`, `Use ${of.join(', ')}`, 'unsupported');
	return known;
}

/** A number above or equal to `least`. */
export function readNumber(
	context: IExecuteFunctions,
	item: number,
	{ name, label, least, usual }: { name: string; label: string; least: number; usual: number },
): number {
	const given = readWord(context, name, item);
	const number = given === '' ? usual : Number(given);
	if (number >= least && Number.isFinite(number)) return number;
	throw new InvalidInput(label, `“${given}” is not a number of ${least} or more`, 'Give such a number');
}

/** A moment as ISO 8601; typed without an offset it is meant in the workflow's time zone. */
export const readMomentOf = (
	context: IExecuteFunctions,
	item: number,
	{ name, label }: { name: string; label: string },
): string | undefined => readMoment(context.getNodeParameter(name, item, ''), context.getTimezone(), label);

/** How many results of a list are wanted; see fields/limit. */
export const readLimit = (context: IExecuteFunctions, item: number): number =>
	context.getNodeParameter('returnAll', item, false)
		? Infinity
		: readNumber(context, item, { name: 'limit', label: 'Limit', least: 1, usual: 50 });

/** An id, name or address: white space around it is never meant. */
export const readWord = (context: IExecuteFunctions, name: string, item: number): string =>
	readText(context, name, item).trim();

/** A locator's value, and the way in which it was given. */
export function readLocator(
	context: IExecuteFunctions,
	name: string,
	item: number,
): { mode: string; value: unknown } {
	const given = context.getNodeParameter(name, item, '');
	if (typeof given === 'object' && given !== null && 'mode' in given)
		return given as { mode: string; value: unknown };
	return { mode: 'id', value: given };
}

/** The bot that the workflow names; undefined where the service has only one, or none was chosen. */
export function readBot({ can }: Gateway, context: IExecuteFunctions, item: number): string | undefined {
	if (can.bots === 'one') return undefined;
	const text = String(readLocator(context, 'bot', item).value ?? '').trim();
	return text === '' ? undefined : text;
}

export function readRequiredBot(gateway: Gateway, context: IExecuteFunctions, item: number): string {
	const bot = readBot(gateway, context, item);
	if (bot !== undefined || gateway.can.bots === 'one') return bot ?? '';
	throw new InvalidInput('Bot', 'is empty', 'Choose the bot from the list, or give its id');
}

export function readRecipientOf(gateway: Gateway, context: IExecuteFunctions, item: number): Recipient {
	const { mode, value } = readLocator(context, 'recipient', item);
	const { recipients } = gateway.can;
	if (mode === 'channel') return { ...readRecipient('username', value, recipients), isPublic: true };
	const form = mode === 'list' ? 'id' : (mode as RecipientForm);
	return readRecipient(form, value, recipients);
}

/** A message that was sent before. */
export function readTarget(gateway: Gateway, context: IExecuteFunctions, item: number): Target {
	const chat = readRecipientOf(gateway, context, item);
	const messageId = readWord(context, 'messageId', item);
	if (messageId === '')
		throw new InvalidInput('Message ID', 'is empty', 'Give the id that the receipt of the message holds');
	const channel = readChoice(context, item, {
		name: 'channel',
		label: 'Channel',
		of: ['bot', 'sms'],
		usual: 'bot',
	});
	return { chat, messageId, ...(channel === 'sms' && { channel }) };
}

export function readButtons(context: IExecuteFunctions, item: number): ButtonRows {
	const from = readChoice(context, item, {
		name: 'buttonsFrom',
		label: 'Buttons',
		of: ['none', 'fields', 'data'],
		usual: 'none',
	});
	if (from === 'data') return readButtonData(context.getNodeParameter('buttonsData', item, ''));
	if (from !== 'fields') return [];
	return readButtonFields(context.getNodeParameter('buttons.button', item, []) as ButtonFields[]);
}

export const readFormat = ({ can }: Gateway, context: IExecuteFunctions, item: number): TextFormat =>
	readChoice(context, item, { name: 'format', label: 'Format', of: can.formats, usual: 'plain' });

export function readOptions(
	context: IExecuteFunctions,
	item: number,
): { options: MessageOptions; leeway: Leeway } {
	const given = context.getNodeParameter('options', item, {}) as IDataObject;
	const text = (name: string): string => String(given[name] ?? '').trim();
	const extra = readExtra(given.extra);
	const sendAt = readMomentOf(context, item, { name: 'options.sendAt', label: 'Send At' });
	const number = (name: string, label: string): number =>
		readNumber(context, item, { name: `options.${name}`, label, least: 0, usual: 0 });
	const lifetime = number('lifetime', 'Lifetime');
	const confirmPhoneDays = number('confirmPhoneDays', 'Confirm Phone Again After');
	const keyboard = {
		...(given.oneTimeKeyboard === true && { oneTime: true }),
		...(given.persistentKeyboard === true && { persistent: true }),
		...(text('inputPlaceholder') && { placeholder: text('inputPlaceholder') }),
	};
	return {
		options: {
			...(given.silent === true && { silent: true }),
			...(given.protect === true && { protect: true }),
			...(text('topicId') && { topicId: text('topicId') }),
			...(text('replyTo') && { replyTo: text('replyTo') }),
			...(text('clientId') && { clientId: text('clientId') }),
			...(Object.keys(extra).length > 0 && { extra }),
			...(sendAt !== undefined && { sendAt }),
			...(lifetime > 0 && { lifetime }),
			...(confirmPhoneDays > 0 && { confirmPhoneDays }),
			...(text('linkPreview') && { linkPreview: text('linkPreview') as MessageOptions['linkPreview'] }),
			...(Object.keys(keyboard).length > 0 && { keyboard }),
		},
		leeway: {
			longText: given.longText === 'split' ? 'split' : 'refuse',
			unsupportedButtons: given.unsupportedButtons === 'degrade' ? 'degrade' : 'refuse',
			brokenFormat: given.brokenFormat === 'plain' ? 'plain' : 'refuse',
			botRecipients: given.botRecipients === true ? 'allow' : 'refuse',
		},
	};
}
