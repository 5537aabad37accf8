import { asText, firstText, isObject, type JsonObject } from '../http/json';
import type { Receipt } from '../model/receipt';
import type { Recipient } from '../model/recipient';

/**
 * The receipt of what Telegram took: its Message object is all it ever tells, so the status is `sent`.
 * @param results the Message objects of all parts, in order
 */
export function toReceipt(recipient: Recipient, results: unknown[], degraded: string[], now: Date): Receipt {
	const messages = results.filter(isObject);
	const last = messages[messages.length - 1] ?? {};
	const at = last.edit_date ?? last.date;
	const messageIds = messages.map(({ message_id: id }) => asText(id)).filter((id) => id !== null);
	return {
		service: 'telegram',
		bot: botOf(last),
		recipient: { ...recipient, id: isObject(last.chat) ? asText(last.chat.id) : null },
		messageId: messageIds[messageIds.length - 1] ?? null,
		messageIds,
		status: 'sent',
		reason: null,
		cost: null,
		time: (typeof at === 'number' ? new Date(at * 1_000) : now).toISOString(),
		degraded,
		raw: results.length === 1 ? results[0] : results,
	};
}

/** A message names its writer; one that the bot edits or posts in a channel may name the channel instead. */
function botOf({ from }: JsonObject): Receipt['bot'] {
	if (!isObject(from) || from.is_bot !== true) return null;
	const id = asText(from.id);
	return id === null ? null : { id, name: firstText(from.first_name, from.username) };
}
