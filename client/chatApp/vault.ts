/**
 * Where the temporary keys of message queues lie: they are secrets, handed out while the node runs, so they stand in
 * no credential and may stand in no variable of the node. The client puts them here straight from the answer and
 * keeps a ticket; the credential, which alone signs, takes them out by the ticket.
 *
 * It lives in one process, and so do whoever polls and the credential that signs for it. A ticket is random and means
 * nothing elsewhere.
 */
import { randomUUID } from 'node:crypto';

import type { Keys } from './sign';

/** In this header a request carries its ticket as far as the credential, which removes it. */
export const TICKET = 'x-bot-gateway-ticket';

interface Kept {
	keys: Keys;
	/** Milliseconds since the epoch. */
	until: number;
}

const vault = new Map<string, Kept>();

/** @param until when the keys are worth nothing any more; both in milliseconds since the epoch */
export function deposit(keys: Keys, until: number, now: number): string {
	for (const [ticket, kept] of vault) if (kept.until <= now) vault.delete(ticket);
	const ticket = randomUUID();
	vault.set(ticket, { keys, until });
	return ticket;
}

/** Only for the credential: whoever calls this has secrets in its hands. */
export const keysBehind = (ticket: string): Keys | undefined => vault.get(ticket)?.keys;

export const discard = (ticket: string): void => void vault.delete(ticket);
