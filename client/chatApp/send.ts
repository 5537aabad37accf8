import type { Address, Line } from '../gateway';
import type { Pace } from '../http/request';
import { asText, isObject, type JsonObject } from '../http/json';
import { InvalidInput } from '../model/error';
import type { Message, MessageOptions } from '../model/message';
import type { Receipt } from '../model/receipt';
import { accountOf, type Account } from './account';
import { rawOf } from './answer';
import { ask } from './call';
import { compose } from './compose';

/** Calls a second for one user of the cloud. Source: the help page of SendChatappMessage. */
const PACE: Pace[] = [{ key: 'send', limit: 250, per: 1_000 }];

/**
 * Sends one message. A good answer means that the service took it, our status `sent`; what becomes of it is told
 * later by its callbacks or queue, under the TaskId of the message where it has one.
 */
export async function sendMessage(line: Line, { recipient }: Address, message: Message): Promise<Receipt> {
	const account = await accountOf(line);
	const parameters: Record<string, string> = {
		ChannelType: 'telegram',
		Type: 'message',
		To: recipient.value,
		...ofAccount(account),
		...contentOf(message),
		...optionsOf(message.options),
	};
	if (!parameters.From) throw noSender();
	const answer = await ask(line, { action: 'SendChatappMessage', parameters, effect: 'write', pace: PACE });
	const messageId = messageIdIn(answer.value);
	return {
		service: 'chatApp',
		bot: account.channel === '' ? null : { id: account.channel, name: null },
		recipient: { ...recipient, id: recipient.value },
		messageId,
		messageIds: messageId === null ? [] : [messageId],
		status: 'sent',
		reason: null,
		cost: null,
		time: line.now().toISOString(),
		degraded: lengthNotes(message.text),
		raw: rawOf(answer),
	};
}

/** Documented at the top; the vendor's own sample reads it inside `Data`. */
const messageIdIn = ({ MessageId, Data }: JsonObject): string | null =>
	asText(MessageId) ?? (isObject(Data) ? asText(Data.MessageId) : null);

const ofAccount = ({ channel, sender }: Account): Record<string, string> => ({
	From: sender,
	...(channel !== '' && { CustSpaceId: channel }),
});

function contentOf(message: Message): Record<string, string> {
	const { type, content } = compose(message);
	return { MessageType: type, Content: JSON.stringify(content) };
}

const optionsOf = ({ clientId, replyTo, extra = {} }: MessageOptions): Record<string, string> => ({
	...(clientId && { TaskId: clientId }),
	...(replyTo && { ContextMessageId: replyTo }),
	...asParameters(withoutFallBack(extra)),
});

const noSender = (): InvalidInput =>
	new InvalidInput(
		'Sender',
		'is empty in the credential',
		'Enter what the service knows the bot by: its name or its number, as the page of the channel shows it',
	);

/** The service has it for WhatsApp and Viber only: whoever asks for it here would wait for an SMS that never comes. */
function withoutFallBack(extra: Record<string, unknown>): Record<string, unknown> {
	const name = Object.keys(extra).find((one) => /^fallback/i.test(one));
	if (name === undefined) return extra;
	throw new InvalidInput(
		'Extra Fields',
		`hold “${name}”, but the service falls back to SMS on WhatsApp and Viber channels only`,
		'Take it out, and send the SMS by the node Bot SMS Fallback',
		'unsupported',
	);
}

/** Objects and lists travel as JSON texts. */
const asParameters = (extra: Record<string, unknown>): Record<string, string> =>
	Object.fromEntries(
		Object.entries(extra).map(([name, value]) => [
			name,
			typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value),
		]),
	);

/** Telegram's own limit, in characters as people count them. The service documents none. */
const TELEGRAM_TEXT_LIMIT = 4_096;

function lengthNotes(text: string): string[] {
	const length = [...text].length;
	if (length <= TELEGRAM_TEXT_LIMIT) return [];
	return [
		`The text went out whole with ${length} characters; Telegram takes ${TELEGRAM_TEXT_LIMIT} in one message, ` +
			'and what Chat App does with more is not documented',
	];
}
