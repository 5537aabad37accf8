import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Gateway, Target } from '../../client/gateway';
import { InvalidInput } from '../../client/model/error';
import type { ButtonRows } from '../../client/model/button';
import type { Leeway, MediaKind, Message, MessageOptions, TextFormat } from '../../client/model/message';
import type { Recipient, RecipientForm } from '../../client/model/recipient';
import { readButtonData, readButtonFields, type ButtonFields } from '../../client/read/buttons';
import { readRecipient } from '../../client/read/recipient';

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

/** An id, name or address: white space around it is never meant. */
export const readWord = (context: IExecuteFunctions, name: string, item: number): string =>
	readText(context, name, item).trim();

/** A locator's value, and the way in which it was given. */
function readLocator(
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
	const form = mode === 'list' ? 'id' : (mode as RecipientForm);
	return readRecipient(form, value, gateway.can.recipients);
}

/** A message that was sent before. */
export function readTarget(gateway: Gateway, context: IExecuteFunctions, item: number): Target {
	const chat = readRecipientOf(gateway, context, item);
	const messageId = readWord(context, 'messageId', item);
	if (messageId === '')
		throw new InvalidInput('Message ID', 'is empty', 'Give the id that the receipt of the message holds');
	return { chat, messageId };
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

/** Where an attachment comes from, before a file of the item is loaded. */
export interface Attachment {
	kind: MediaKind;
	from: 'url' | 'fileId' | 'file';
	/** The address, the file id, or the name of the item's field. */
	value: string;
}

export function readAttachment(
	{ can }: Gateway,
	context: IExecuteFunctions,
	item: number,
): Attachment | undefined {
	const kind = readChoice<MediaKind | 'none'>(context, item, {
		name: 'attachment',
		label: 'Attachment',
		of: ['none', ...can.media],
		usual: 'none',
	});
	if (kind === 'none') return undefined;
	const from = readChoice(context, item, {
		name: 'fileFrom',
		label: 'File From',
		of: ['url', 'fileId', 'file'],
		usual: 'url',
	});
	const [name, label] = ATTACHMENT_FIELDS[from];
	const value = readWord(context, name, item);
	if (value === '') throw new InvalidInput(label, 'is empty', 'Fill it in, or set Attachment to None');
	if (from === 'url' && !(URL.canParse(value) && /^https?:\/\/[^/]/i.test(value))) {
		throw new InvalidInput(label, `“${value}” is no web address`, 'Begin it with https://');
	}
	return { kind, from, value };
}

const ATTACHMENT_FIELDS: Record<Attachment['from'], [name: string, label: string]> = {
	url: ['fileUrl', 'File URL'],
	fileId: ['fileId', 'File ID'],
	file: ['binaryPropertyName', 'Input Data Field Name'],
};

/** Loads the file of an attachment; everything else is known already. */
export async function loadMedia(
	context: IExecuteFunctions,
	item: number,
	attachment: Attachment | undefined,
): Promise<Pick<Message, 'media'>> {
	if (!attachment) return {};
	const { kind, from, value } = attachment;
	if (from === 'url') return { media: { kind, source: { from, url: value } } };
	if (from === 'fileId') return { media: { kind, source: { from, fileId: value } } };
	const binary = context.getInputData()[item]?.binary?.[value];
	if (!binary) {
		throw new InvalidInput(
			'Input Data Field Name',
			`“${value}” is not in the item`,
			'Give the name of a field that holds a file',
		);
	}
	const data = await context.helpers.getBinaryDataBuffer(item, value);
	return {
		media: {
			kind,
			source: { from, file: { data, name: binary.fileName ?? 'file', mimeType: binary.mimeType } },
		},
	};
}
