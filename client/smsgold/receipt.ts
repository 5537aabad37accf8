import type { Line } from '../gateway';
import type { Receipt } from '../model/receipt';
import { rawOf, type Reading } from './answer';

/** What the receipts of all sends have in common: accepted by the service, and nothing is known beyond that. */
export const accepted = (
	line: Line,
	reading: Reading,
	messageIds: string[],
): Omit<Receipt, 'recipient' | 'channel'> => ({
	service: 'smsgold',
	bot: null,
	messageId: messageIds[messageIds.length - 1] ?? null,
	messageIds,
	status: 'sent',
	reason: null,
	cost: null,
	time: line.now().toISOString(),
	degraded: [],
	raw: rawOf(reading),
});
