import { createHash } from 'node:crypto';

import type { Address } from '../gateway';
import type { Message } from '../model/message';
import type { Receipt } from '../model/receipt';

/** By what an item is known again, so that nobody gets two SMS for it. */
export interface Key {
	/** What is written down. */
	mark: string;
	/** Marks that say the same and may have been written down before. */
	also: string[];
}

/** What the marks of messages begin with that are known by their content. */
export const OF_CONTENT = 'message/';

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

/** What is attached to a message that was not loaded yet. */
export interface Attached {
	kind: string;
	/** The address, the id, or the name of the item's field. */
	value: string;
	/** Of a file of the item. */
	name?: string | undefined;
	size?: string | number | undefined;
}

/** All that makes two messages the same: two orders may share their words, and differ in the link or the picture. */
export function contentOf(
	{ text, template, buttons, location }: Pick<Message, 'text' | 'template' | 'buttons' | 'location'>,
	attached?: Attached,
): string {
	const more = { template, location, attached, ...(buttons.length > 0 && { buttons }) };
	return Object.values(more).every((one) => one === undefined) ? text : JSON.stringify({ text, ...more });
}

/**
 * A message that was not sent yet has nothing of its own but what it says and to whom. The same content to the same
 * person counts as the same message for at least six hours and at most twelve: long enough for a run that is
 * repeated, short enough for a reminder that goes out every day.
 */
export function keyOfMessage(service: string, { bot, recipient }: Address, content: string, now: Date): Key {
	const person = `${recipient.form}:${recipient.value}`;
	const digest = createHash('sha256').update(content).digest('base64url').slice(0, 22);
	const at = (window: number): string =>
		OF_CONTENT + joined(service, bot ?? '', person, digest, String(window));
	const window = Math.floor(now.getTime() / WINDOW);
	return { mark: at(window), also: [at(window - 1)] };
}

const joined = (...parts: string[]): string => parts.map(encodeURIComponent).join('/');
