import type { Address, Line } from '../gateway';
import { asText, isObject } from '../http/json';
import type { Message } from '../model/message';
import type { Receipt } from '../model/receipt';
import { costIn, rawOf } from './answer';
import { ask } from './call';
import { compose } from './compose';
import { unreadable } from './errors';

/**
 * Sends one message into a bot. A good answer says that the service has it in its queue, our status `queued`;
 * what becomes of it is asked for with getStatuses, by the id and the same recipient.
 */
export async function sendMessage(line: Line, address: Address, message: Message): Promise<Receipt> {
	const { bot, fields, notes } = compose(address, message, line.now());
	const reading = await ask(line, { purpose: 'send', effect: 'write', fields: { cost: '3', ...fields } });
	const { id, cost } = isObject(reading.value) ? reading.value : {};
	const messageId = asText(id);
	// every good answer has an id
	if (messageId === null) throw unreadable(reading, 'write');
	return {
		service: 'smsc',
		bot: { id: bot, name: null },
		recipient: { ...address.recipient, id: null },
		messageId,
		messageIds: [messageId],
		status: 'queued',
		reason: null,
		cost: costIn(cost),
		time: line.now().toISOString(),
		degraded: notes,
		raw: rawOf(reading),
	};
}
