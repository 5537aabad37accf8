import type { Reason } from '../model/error';
import type { DeliveryStatus } from '../model/status';
import { numberIn } from './answer';

export interface StatusWord {
	status: DeliveryStatus;
	/** The service's meaning of the code. */
	label: string;
	/** Why it ended without success, or does not go on; null otherwise. */
	reason: Reason | null;
}

/**
 * `status` → our scale. Source: /api/http/status_messages/statuses; 6 from public clients. A bot's message counts
 * as delivered (1) once Telegram took it: the service itself defines it so on /telegram-bots.
 */
export const STATUSES: ReadonlyMap<number, StatusWord> = new Map<number, StatusWord>([
	[-3, { status: 'unknown', label: 'Message not found', reason: 'other' }],
	[-2, { status: 'failed', label: 'Stopped', reason: 'other' }],
	[-1, { status: 'queued', label: 'Waiting to be sent', reason: null }],
	[0, { status: 'sent', label: 'Passed to the operator', reason: null }],
	[1, { status: 'delivered', label: 'Delivered', reason: null }],
	[2, { status: 'read', label: 'Read', reason: null }],
	[3, { status: 'expired', label: 'Expired', reason: 'other' }],
	[4, { status: 'clicked', label: 'Link clicked', reason: null }],
	[6, { status: 'rejected', label: 'Rejected by the recipient’s server, or spam', reason: 'other' }],
	[20, { status: 'failed', label: 'Impossible to deliver', reason: 'other' }],
	[22, { status: 'rejected', label: 'Invalid number', reason: 'unknownRecipient' }],
	[23, { status: 'rejected', label: 'Forbidden', reason: 'other' }],
	// goes on once there is money
	[24, { status: 'queued', label: 'Not enough money', reason: 'noMoney' }],
	[25, { status: 'failed', label: 'Unavailable number', reason: 'unknownRecipient' }],
]);

/** A code that is not in the table may be anything, so it ends nothing. */
export const statusOf = (code: number): StatusWord =>
	STATUSES.get(code) ?? { status: 'unknown', label: `Status ${code}, which is not documented`, reason: null };

export interface ErrWord {
	label: string;
	/** Set where it says more than the status does. */
	reason?: Reason;
}

/** `err` → why a message was not delivered. Source: public clients, partly /api/smpp/errors. */
export const ERRS: ReadonlyMap<number, ErrWord> = new Map<number, ErrWord>([
	[1, { label: 'The subscriber does not exist', reason: 'unknownRecipient' }],
	[2, { label: 'The mailbox is full' }],
	[3, { label: 'The recipient’s server was not found', reason: 'unknownRecipient' }],
	[4, { label: 'The mailbox is blocked' }],
	[6, { label: 'The subscriber is offline' }],
	[11, { label: 'The service is not connected', reason: 'unsupported' }],
	[12, { label: 'Something is wrong with the phone' }],
	[13, { label: 'The subscriber is blocked' }],
	[21, { label: 'The service is not supported', reason: 'unsupported' }],
	[200, { label: 'Sent virtually, as a test' }],
	[219, { label: 'The SIM card was replaced' }],
	[220, { label: 'The operator’s queue is full' }],
	[237, { label: 'No answer' }],
	[238, { label: 'There is no template for it', reason: 'invalidMessage' }],
	[239, { label: 'The IP address is forbidden', reason: 'unauthorized' }],
	[240, { label: 'Busy' }],
	[241, { label: 'It could not be converted' }],
	[242, { label: 'An answering machine took the call' }],
	[243, { label: 'There is no contract' }],
	[244, { label: 'Mailing is forbidden' }],
	[245, { label: 'No status came within 24 hours' }],
	[246, { label: 'Not at this time of day' }],
	[247, { label: 'The daily limit of messages is reached', reason: 'rateLimited' }],
	[248, { label: 'There is no route' }],
	[249, { label: 'The number has an invalid format', reason: 'unknownRecipient' }],
	[250, { label: 'The settings forbid this number' }],
	[251, { label: 'The limit for one number is reached', reason: 'rateLimited' }],
	[252, { label: 'The number is forbidden' }],
	[253, { label: 'The spam filter stopped it', reason: 'invalidMessage' }],
	[254, { label: 'The sender ID is not registered', reason: 'invalidMessage' }],
	[255, { label: 'The operator rejected it' }],
]);

/** The word for an `err`; undefined when it says that nothing is wrong. */
export function errOf(code: number | null): ErrWord | undefined {
	if (code === null || code === 0) return undefined;
	return ERRS.get(code) ?? { label: `Error ${code}, which is not documented` };
}

/** How far a message has come, in our words and the service's. */
export interface Progress {
	status: DeliveryStatus;
	reason: Reason | null;
	description: string;
}

/** From `status` and `err` as they stand in an answer or a callback. */
export function progressOf(status: unknown, err: unknown): Progress {
	const code = numberIn(status);
	if (code === null) return { status: 'unknown', reason: null, description: 'SMSC told no status' };
	const word = statusOf(code);
	const why = errOf(numberIn(err));
	return {
		status: word.status,
		reason: word.reason === null ? null : (why?.reason ?? word.reason),
		description: why ? `${word.label}: ${why.label}` : word.label,
	};
}
