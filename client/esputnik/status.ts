import type { Reason } from '../model/error';
import type { DeliveryStatus } from '../model/status';

export interface Known {
	status: DeliveryStatus;
	reason: Reason | null;
}

const is = (status: DeliveryStatus, reason: Reason | null = null): Known => ({ status, reason });

/**
 * The service's words for a status. DELIVERED is from its page "Get single message status"; SENT, FAILED and CLICKED
 * are what it says that it tracks for Telegram; all others come from a client for its SMS of 2015.
 */
const STATUSES: ReadonlyMap<string, Known> = new Map([
	['IN_QUEUE', is('queued')],
	['PENDING', is('queued')],
	['SENT', is('sent')],
	['DELIVERED', is('delivered')],
	['READ', is('read')],
	['CLICKED', is('clicked')],
	['EXPIRED', is('expired')],
	['UNDELIVERED', is('failed', 'other')],
	['FAILED', is('failed', 'other')],
	['ERROR', is('failed', 'other')],
	['UNKNOWN_INTERFACE', is('failed', 'other')],
	['BLACKLISTED', is('rejected', 'other')],
	['NOT_CONFIRMED', is('rejected', 'other')],
	['UNSUBSCRIBED', is('rejected', 'notSubscribed')],
	['NO_MONEY', is('rejected', 'noMoney')],
	['CANNOT_FIND_CHANNEL', is('notSubscribed', 'notSubscribed')],
	['MESSAGE_NOT_FOUND', is('unknown')],
]);

/** What eSputnik tells of a person who has blocked the bot. Source: the guide on statuses, FAILED (Forbidden). */
const BLOCKED = /forbidden|blocked/i;

/**
 * A status by the service's word, whatever its case; undefined for a word that nobody has named.
 * @param says what else the service tells of a message to a chat; empty for every other channel, which has no bot
 */
export function statusOf(word: string, says = ''): Known | undefined {
	const known = STATUSES.get(word.trim().toUpperCase());
	return known?.status === 'failed' && BLOCKED.test(says) ? is('blocked', 'blocked') : known;
}
