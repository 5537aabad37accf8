import { createHash } from 'node:crypto';

import type { Address } from '../gateway';
import type { Receipt } from '../model/receipt';

/** By what an item is known again, so that nobody gets two SMS for it. */
export interface Key {
	/** What is written down. */
	mark: string;
	/** Marks that say the same and may have been written down before. */
	also: string[];
}

/** Milliseconds; see keyOfMessage. */
const WINDOW = 6 * 60 * 60 * 1_000;

/** A key that the workflow gave holds for good. */
export const keyOfUser = (text: string): Key => ({ mark: `key/${text}`, also: [] });

/**
 * A receipt is about one message for good. One of a message that was never taken has no id; the moment in which
 * it was refused stands in for it, which travels with the receipt and so stays the same in every run.
 */
export function keyOfReceipt({ service, bot, recipient, messageId, time }: KeyedReceipt): Key {
	const person = `${recipient.form}:${recipient.value}`;
	return { mark: joined('receipt', service, bot?.id ?? '', person, messageId ?? time), also: [] };
}

export type KeyedReceipt = Pick<Receipt, 'service' | 'bot' | 'messageId' | 'time'> & {
	recipient: { form: string; value: string };
};

/**
 * A message that was not sent yet has nothing of its own but what it says and to whom. The same text to the same
 * person counts as the same message for at least six hours and at most twelve: long enough for a run that is
 * repeated, short enough for a reminder that goes out every day.
 */
export function keyOfMessage(service: string, { bot, recipient }: Address, text: string, now: Date): Key {
	const person = `${recipient.form}:${recipient.value}`;
	const digest = createHash('sha256').update(text).digest('base64url').slice(0, 22);
	const at = (window: number): string =>
		joined('message', service, bot ?? '', person, digest, String(window));
	const window = Math.floor(now.getTime() / WINDOW);
	return { mark: at(window), also: [at(window - 1)] };
}

const joined = (...parts: string[]): string => parts.map(encodeURIComponent).join('/');
