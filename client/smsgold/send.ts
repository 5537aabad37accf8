import type { Address, Line } from '../gateway';
import { InvalidInput } from '../model/error';
import type { Message, MessageOptions, TextFormat } from '../model/message';
import type { Receipt } from '../model/receipt';
import { addressOf } from './recipient';
import { messageIdIn, rawOf } from './answer';
import { toLinks } from './buttons';
import { ask, sendRequest } from './call';

/**
 * Sends one message by subscriber id, or by phone within a bot.
 *
 * Any good answer means "accepted by the gateway", our status `sent`, and nothing is known beyond it: the
 * service tells neither delivery nor, for certain, a message id. A phone that never subscribed may be refused
 * or silently lost.
 */
export async function sendMessage(line: Line, address: Address, message: Message): Promise<Receipt> {
	refuseWhatItLacks(message);
	const { addressing, recipient } = addressOf(address);
	const { links, degraded } = toLinks(message.buttons, message.leeway.unsupportedButtons);
	const answer = await ask(
		line,
		sendRequest({ ...addressing, text: message.text, ...(links.length > 0 && { buttons: links }) }),
	);
	const messageId = messageIdIn(answer.value);
	return {
		service: 'smsgold',
		bot: address.bot ? { id: address.bot, name: null } : null,
		recipient,
		messageId,
		messageIds: messageId === null ? [] : [messageId],
		status: 'sent',
		reason: null,
		cost: null,
		time: line.now().toISOString(),
		degraded: [...degraded, ...keyboardNotes(message), ...lengthNotes(message.text)],
		raw: rawOf(answer),
	};
}

/** Nothing that was asked for is dropped without a word. */
function refuseWhatItLacks({ text, format, media, options, leeway }: Message): void {
	if (media) throw lacking('Attachment', 'SMSGOLD takes texts only', 'Send a link to the file as a button');
	const field = OPTION_FIELDS.find(([name]) => isAsked(options[name]))?.[1];
	if (field) throw lacking(field, 'SMSGOLD has no such option', 'Remove this option');
	if (leeway.unsupportedButtons === 'refuse' && isKeyboardAsked(options)) {
		throw lacking('Keyboard', 'SMSGOLD has no keyboards', 'Remove this option');
	}
	if (format !== 'plain') {
		throw lacking('Format', `SMSGOLD sends ${FORMAT_NAMES[format]} as plain text`, 'Set it to plain text');
	}
	if (text.trim() === '') throw new InvalidInput('Text', 'is empty', 'Write a text');
}

const lacking = (field: string, why: string, advice: string): InvalidInput =>
	new InvalidInput(field, `cannot be used here: ${why}`, advice, 'unsupported');

/** Options that no message of the service has, by the labels that people see. */
const OPTION_FIELDS: ReadonlyArray<[Exclude<keyof MessageOptions, 'keyboard'>, string]> = [
	['silent', 'Silent'],
	['protect', 'Protect Content'],
	['topicId', 'Topic ID'],
	['replyTo', 'Reply To'],
	['linkPreview', 'Link Preview'],
];

const FORMAT_NAMES: Record<Exclude<TextFormat, 'plain'>, string> = {
	html: 'HTML',
	markdownV2: 'Markdown',
	markdown: 'Markdown',
};

/** Switched off or left empty is how every message goes out anyway. */
const isAsked = (value: unknown): boolean => value !== undefined && value !== false && value !== '';

const isKeyboardAsked = ({ keyboard = {} }: MessageOptions): boolean => Object.values(keyboard).some(isAsked);

const keyboardNotes = ({ options }: Message): string[] =>
	isKeyboardAsked(options) ? ['The keyboard options were left out: SMSGOLD has no keyboards'] : [];

/** Telegram's own limit, in characters as people count them. The service documents none. */
const TELEGRAM_TEXT_LIMIT = 4_096;

function lengthNotes(text: string): string[] {
	const length = [...text].length;
	if (length <= TELEGRAM_TEXT_LIMIT) return [];
	return [
		`The text went out whole with ${length} characters; Telegram takes ${TELEGRAM_TEXT_LIMIT} in one message, ` +
			'and what SMSGOLD does with more is not documented',
	];
}
