import type { Receipt } from '../model/receipt';
import type { SmsText } from './text';

/** The outputs of the node. What is `notReached` has certainly got no SMS: another way may be tried. */
export const OUTCOMES = ['reachedByBot', 'sentBySms', 'notReached'] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** Why nobody was reached, where it was not the SMS service that said no; else its own reason stands there. */
export const STOPS = [
	'invalidPhone',
	'invalidText',
	'countryNotAllowed',
	'quietHours',
	'runLimit',
	'dayLimit',
	'tooExpensive',
	'costUnknown',
] as const;

export type StopReason = (typeof STOPS)[number];

/** What kept an SMS from being sent. */
export interface Stop {
	reason: StopReason;
	/** One sentence without the last stop. */
	description: string;
	/** ISO 8601: when it may be tried again. */
	allowedAt?: string;
}

/** What is known of the bot's message: its receipt, or as much of it as the workflow brought along. */
export type BotReport = Pick<Receipt, 'service' | 'bot' | 'recipient' | 'messageId' | 'status' | 'reason'> & {
	time: string;
	raw?: unknown;
};

/** What became of one item. */
export interface Result {
	outcome: Outcome;
	/** Why it is in this output; null where the bot simply reached the person. */
	reason: string | null;
	/** The same as a sentence for people. */
	description: string;
	/** What the SMS is known by; see Key. */
	key: string;
	/** E.164; null where there is none, or it was not needed. */
	phone: string | null;
	country: string | null;
	/** What the SMS says, or would have said. */
	text: string | null;
	encoding: SmsText['encoding'] | null;
	parts: number | null;
	/** ISO 8601: when the quiet hours end; null where they are not the reason. */
	allowedAt: string | null;
	/** The next node is to send the SMS. Beside such items others may be not reached: what the guard stopped. */
	handedOver: boolean;
	/** An earlier run has dealt with this item, and nothing was sent in this one. */
	repeated: boolean;
	bot: BotReport | null;
	sms: Receipt | null;
	degraded: string[];
}

/** A result of which nothing is known of an SMS yet; what people look at first comes first. */
export const resultOf = (
	outcome: Outcome,
	known: Pick<Result, 'reason' | 'description' | 'key' | 'bot'> & Partial<Result>,
): Result => ({
	outcome,
	reason: known.reason,
	description: known.description,
	phone: known.phone ?? null,
	text: known.text ?? null,
	parts: known.parts ?? null,
	encoding: known.encoding ?? null,
	country: known.country ?? null,
	allowedAt: known.allowedAt ?? null,
	handedOver: known.handedOver ?? false,
	bot: known.bot,
	sms: known.sms ?? null,
	key: known.key,
	repeated: known.repeated ?? false,
	degraded: known.degraded ?? [],
});
