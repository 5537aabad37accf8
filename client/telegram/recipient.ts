import { InvalidInput } from '../model/error';
import type { Leeway } from '../model/message';
import type { Recipient } from '../model/recipient';

/** Up to 52 bits; never zero. */
const CHAT_ID = /^-?[1-9]\d{0,15}$/;

/** Telegram asks every bot's username to end so. */
const BOT_NAME = /bot$/i;

/**
 * The `chat_id` of a recipient: an id, or the @username of a channel, a public group or (allowed) a bot.
 * A person's @username is refused by Telegram itself: only it knows whose name it is.
 * @throws InvalidInput for what can be no chat, and for a bot unless bots are allowed
 */
export function chatIdOf(
	{ form, value }: Recipient,
	{ botRecipients }: Pick<Leeway, 'botRecipients'>,
): string {
	if (form === 'username') {
		if (botRecipients === 'refuse' && looksLikeBot(value)) throw isBot(`@${value}`);
		return `@${value}`;
	}
	if (form === 'id' && CHAT_ID.test(value)) return value;
	throw new InvalidInput(
		'Recipient',
		`“${value}” is not a chat id`,
		'Give the number that Telegram has for the chat, such as 123456789, or @name of a channel',
		'unknownRecipient',
	);
}

export const looksLikeBot = (username: unknown): boolean =>
	typeof username === 'string' && BOT_NAME.test(username);

const isBot = (name: string): InvalidInput =>
	new InvalidInput(
		'Recipient',
		`${name} is a bot, and bots cannot write to bots`,
		'Turn on Allow Bots as Recipients if both bots have bot-to-bot mode',
		'botRecipient',
	);
