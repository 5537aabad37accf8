import type { Key } from './key';

/** How an item ended for good: the bot reached the person, or an SMS was sent (or may have been). */
export type Ending = 'bot' | 'sms';

/**
 * What is known of an item before anything is done for it.
 * - `new`: nobody has begun with it; it is ours now
 * - `bot`, `sms`: an earlier run has ended it so
 * - `begun`: an earlier run, or another one at this moment, has begun and has not said how it ended
 */
export type Taken = 'new' | 'begun' | Ending;

/** The record of items that keeps anybody from getting two SMS for one. It outlives runs and processes. */
export interface Claims {
	/** Takes an item, before anything is sent for it. */
	take(key: Key): Promise<Taken>;
	/** @param messageId of what was sent, for people who look at the record */
	end(key: Key, ending: Ending, messageId?: string | null): Promise<void>;
	/** Gives an item back of which certainly nothing was sent: the next run may try again. */
	release(key: Key): Promise<void>;
	/** Looks once more whether all that this run has written is still there. */
	settle(): Promise<void>;
	/** Removes what can matter no more; absent where it goes by itself. */
	tidy?(): Promise<void>;
	/** SMS of one day, by all runs; absent where that is not recorded. @param day as in 2026-11-26 */
	sentOn?(day: string): Promise<number>;
}

/**
 * Writes down what has happened already. That the record could not be kept must not make a message that went out
 * look as if it had not, nor have it sent again: the item stays taken, and the note says so.
 */
export const noted = async (write: Promise<void>): Promise<string[]> =>
	await write.then(
		() => [],
		() => [
			'What became of this item could not be written down. A repeated run takes it for begun and sends nothing for it',
		],
	);

/** Removes what is old. It is no part of the run, which has done its work, so the run only tells that it failed. */
export const tidied = async (claims: Pick<Claims, 'tidy'>): Promise<string[]> =>
	await (claims.tidy?.() ?? Promise.resolve()).then(
		() => [],
		() => ['Old rows of the table of fallbacks could not be removed; the next day’s first run tries again'],
	);
