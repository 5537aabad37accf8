import type { Pace } from '../http/request';

/**
 * The pace that Telegram's FAQ asks of bots: about 30 messages a second in all, one a second into a private
 * chat, 20 a minute into a group or channel. The true limits are not published: a 429 always has the last word.
 */
const BOT: Pace = { key: 'bot', limit: 30, per: 1_000 };

/** @param chatId as sent: a number, negative for groups and channels, or `@name`, which is never a person */
export function paceOf(chatId: string): Pace[] {
	const isPrivate = /^\d/.test(chatId);
	const chat: Pace = isPrivate
		? { key: `chat ${chatId}`, limit: 1, per: 1_000 }
		: { key: `group ${chatId.toLowerCase()}`, limit: 20, per: 60_000 };
	return [BOT, chat];
}
