import type { Gateway, Line } from '../gateway';
import { InvalidInput } from '../model/error';
import { isFailure, outcomeOf } from '../model/outcome';

/** What is done about somebody who has gone: nothing, or the chat is switched off, and on when they are back. */
export const GONE_MEANS = ['passOver', 'deactivate'] as const;

export type GoneMeans = (typeof GONE_MEANS)[number];

export interface Switched {
	/** Whether the service knew the chat, and did it. */
	done: boolean;
	/** What went wrong; null where nothing did. A chat that the service does not know is no problem. */
	problem: string | null;
}

/** Switches a registered chat on or off. A failure is told, and stops nothing. */
export async function switchChat(
	{ setSubscriberActive }: Gateway,
	line: Line,
	chatId: string,
	active: boolean,
): Promise<Switched> {
	if (!setSubscriberActive) return { done: false, problem: null };
	return await setSubscriberActive(line, chatId, active).then(
		() => ({ done: true, problem: null }),
		(failure: unknown) => ({ done: false, problem: isNotThere(failure) ? null : toWords(failure) }),
	);
}

/** The service knows nobody by that name. */
export const isNotThere = (failure: unknown): boolean =>
	failure instanceof InvalidInput && failure.reason === 'unknownRecipient';

/** A failure in a sentence or two, for an item that is none. */
export function toWords(failure: unknown): string {
	if (!isFailure(failure)) throw failure;
	const { headline, description, advice } = outcomeOf(failure);
	return [headline, description === headline ? '' : description, advice]
		.filter((text) => text !== '')
		.join('. ');
}
