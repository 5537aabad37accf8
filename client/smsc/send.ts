import type { Address, Line } from '../gateway';
import { asText, isObject } from '../http/json';
import type { Message } from '../model/message';
import type { Receipt } from '../model/receipt';
import { costIn, rawOf } from './answer';
import { ask, type Purpose } from './call';
import { compose } from './compose';
import { unreadable } from './errors';

/**
 * Sends one message into a bot. A good answer says that the service has it in its queue, our status `queued`;
 * what becomes of it is asked for with getStatuses, by the id and the same recipient.
 */
export async function sendMessage(line: Line, address: Address, message: Message): Promise<Receipt> {
	const { bot, fields, notes } = compose(address, message, line.now());
	const carried = await carry(line, 'send', fields);
	return {
		bot: { id: bot, name: null },
		recipient: { ...address.recipient, id: null },
		degraded: notes,
		...carried,
	};
}

/** What a receipt has from the service's answer. */
type Carried = Omit<Receipt, 'bot' | 'recipient' | 'degraded'>;

/** Hands one message, of whatever kind its fields make it, to the service. */
export async function carry(line: Line, purpose: Purpose, fields: Record<string, string>): Promise<Carried> {
	const reading = await ask(line, { purpose, effect: 'write', fields: { cost: '3', ...fields } });
	const { id, cost } = isObject(reading.value) ? reading.value : {};
	const messageId = asText(id);
	// every good answer has an id
	if (messageId === null) throw unreadable(reading, 'write');
	return {
		service: 'smsc',
		messageId,
		messageIds: [messageId],
		status: 'queued',
		reason: null,
		cost: costIn(cost),
		time: line.now().toISOString(),
		raw: rawOf(reading),
	};
}
