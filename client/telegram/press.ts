import { asText, isObject, type JsonObject } from '../http/json';
import type { Pressed, Reading } from '../receiver';
import { carriedIn } from './carried';

/** See Receiver.pressOf. Source: Bot API, "CallbackQuery"; a message that is too old comes without its text. */
export function pressOf(update: unknown, bot: Reading['bot']): Pressed | undefined {
	const query = isObject(update) ? update.callback_query : undefined;
	if (!isObject(query)) return undefined;
	const message = isObject(query.message) ? query.message : {};
	return {
		pressId: asText(query.id) ?? '',
		data: asText(query.data) ?? '',
		carried: isOwn(message, bot) ? carriedIn(message) : [],
	};
}

/** A message in a channel names no sender; one that came through another bot is a person's. */
function isOwn({ from, chat, via_bot: via }: JsonObject, bot: Reading['bot']): boolean {
	if (via !== undefined) return false;
	if (!isObject(from)) return isObject(chat) && chat.type === 'channel';
	return from.is_bot === true && (bot === null || asText(from.id) === bot.id);
}
