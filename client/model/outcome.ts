import { InvalidInput, PartlySent, Rejected, Unreachable, type Reason } from './error';
import type { DeliveryStatus } from './status';

/** Everything this package throws on purpose. */
export type Failure = Rejected | Unreachable | InvalidInput | PartlySent;

/** What a failure says to people and to the next node, in plain fields. */
export interface Outcome {
	/** One short sentence: what happened. */
	headline: string;
	/** The service's own words, or ours where it did not answer. */
	description: string;
	/** One line: what to do about it. */
	advice: string;
	status: DeliveryStatus;
	/** Null when nobody said no. */
	reason: Reason | null;
	/** The service's own class of this refusal, where it has one. */
	kind: string | null;
	code: string | null;
	/** Ids of the parts that did go out. */
	messageIds: string[];
}

const OF_REASON: Record<Reason, { headline: string; status: DeliveryStatus }> = {
	blocked: { headline: 'The person has blocked the bot', status: 'blocked' },
	notSubscribed: { headline: 'The person has not started the bot', status: 'notSubscribed' },
	windowClosed: {
		headline: 'The time in which the bot may write to the person is over',
		status: 'rejected',
	},
	unknownRecipient: { headline: 'The recipient is not known to the bot', status: 'rejected' },
	deactivated: { headline: 'The recipient’s account no longer exists', status: 'rejected' },
	botRecipient: { headline: 'The recipient is a bot', status: 'rejected' },
	invalidMessage: { headline: 'The service did not accept the message', status: 'rejected' },
	invalidData: { headline: 'The service did not accept the data', status: 'rejected' },
	unauthorized: { headline: 'The service did not accept the credential', status: 'failed' },
	noMoney: { headline: 'The service asks for money that the account does not have', status: 'failed' },
	rateLimited: { headline: 'The service takes no more requests for now', status: 'failed' },
	duplicate: { headline: 'The service has taken the same message before', status: 'rejected' },
	unsupported: { headline: 'The service cannot do this', status: 'rejected' },
	other: { headline: 'The service said no', status: 'rejected' },
};

export const isFailure = (error: unknown): error is Failure =>
	error instanceof Rejected ||
	error instanceof Unreachable ||
	error instanceof InvalidInput ||
	error instanceof PartlySent;

/** What this package throws on purpose becomes a value; a fault of the program goes on. */
export function keepFailure(error: unknown): Failure {
	if (isFailure(error)) return error;
	throw error;
}

/** Whether it is the recipient who cannot be reached, rather than the message or the account being wrong. */
const RECIPIENT_REASONS: ReadonlySet<Reason> = new Set<Reason>([
	'blocked',
	'notSubscribed',
	'windowClosed',
	'unknownRecipient',
	'deactivated',
	'botRecipient',
]);

export const concernsRecipient = (failure: Failure): boolean => {
	const { reason } = outcomeOf(failure);
	return reason !== null && RECIPIENT_REASONS.has(reason);
};

/** A request that served several messages was answered, but not for this one. */
export const NO_RESULT = new Unreachable({
	outcome: 'unknown',
	code: 'NO_RESULT',
	description: 'The service told nothing of this message',
	advice: 'It may have been sent: look at the service before you send it again',
});

/** Whether something may have been sent all the same: nobody can tell, or some parts did go out. */
export function mayHaveBeenSent(failure: unknown): boolean {
	if (!isFailure(failure)) return false;
	const { status, messageIds } = outcomeOf(failure);
	return status === 'unknown' || messageIds.length > 0;
}

export function outcomeOf(failure: Failure): Outcome {
	if (failure instanceof PartlySent) {
		const inner = outcomeOf(failure.failure);
		return { ...inner, headline: failure.message, messageIds: failure.messageIds };
	}
	if (failure instanceof Rejected) {
		const { reason, description, advice, kind, code } = failure.facts;
		const { headline, status } = OF_REASON[reason];
		return {
			headline,
			description,
			advice,
			status,
			reason,
			kind: kind ?? null,
			code: code ?? null,
			messageIds: [],
		};
	}
	if (failure instanceof Unreachable) {
		const { outcome, description, advice, code } = failure.facts;
		const status = outcome === 'unknown' ? 'unknown' : 'failed';
		return {
			headline: description,
			description,
			advice,
			status,
			reason: null,
			kind: outcome,
			code,
			messageIds: [],
		};
	}
	const { message, advice, reason, field } = failure;
	return {
		headline: message,
		description: message,
		advice,
		status: 'rejected',
		reason,
		kind: field,
		code: null,
		messageIds: [],
	};
}
