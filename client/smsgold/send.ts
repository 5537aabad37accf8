import type { Address, Line } from '../gateway';
import type { Message } from '../model/message';
import type { Receipt } from '../model/receipt';
import { messageIdsIn } from './answer';
import { toLinks } from './buttons';
import { ask, sendRequest } from './call';
import { accepted } from './receipt';
import { addressOf } from './recipient';

/**
 * Sends one message by subscriber id, or by phone within a bot. What the service lacks was refused before.
 *
 * Any good answer means "accepted by the gateway", our status `sent`, and nothing is known beyond it: the
 * service tells neither delivery nor, for certain, a message id. A phone that never subscribed may be refused
 * or silently lost.
 */
export async function sendMessage(line: Line, address: Address, message: Message): Promise<Receipt> {
	const { addressing, recipient } = addressOf(address);
	const links = toLinks(message.buttons);
	const answer = await ask(
		line,
		sendRequest({ ...addressing, text: message.text, ...(links.length > 0 && { buttons: links }) }),
	);
	return {
		...accepted(line, answer, messageIdsIn(answer.value)),
		bot: address.bot ? { id: address.bot, name: null } : null,
		recipient,
		degraded: lengthNotes(message.text),
	};
}

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
