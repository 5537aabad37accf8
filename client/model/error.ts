/** Why a service said no, in words that are the same for all services. */
export const REASONS = [
	'blocked',
	'notSubscribed',
	'windowClosed',
	'unknownRecipient',
	'deactivated',
	'botRecipient',
	'invalidMessage',
	'invalidData',
	'unauthorized',
	'noMoney',
	'rateLimited',
	'duplicate',
	'unsupported',
	'other',
] as const;

export type Reason = (typeof REASONS)[number];

export interface RejectionFacts {
	reason: Reason;
	/** The service's own words, secrets removed. */
	description: string;
	/** One line: what the user can do about it. */
	advice: string;
	/** The service's own class or name of this refusal, e.g. `never_started`. */
	kind?: string;
	/** The service's own error code; usually the HTTP status. */
	code?: string;
	/** Seconds after which the service takes requests again. */
	retryAfter?: number;
	/** The service's answer, secrets removed. */
	raw?: unknown;
}

/** The service answered, and the answer is no. */
export class Rejected extends Error {
	override readonly name = 'Rejected';

	constructor(readonly facts: RejectionFacts) {
		super(facts.description);
	}
}

export interface UnreachableFacts {
	/** `notSent`: the request never reached the service. `unknown`: it may have been carried out. */
	outcome: 'notSent' | 'unknown';
	/** A short code such as `ECONNREFUSED` or `HTTP 502`. */
	code: string;
	description: string;
	advice: string;
}

/** No answer that could be understood. Carries plain fields only: a transport's own error may hold a secret. */
export class Unreachable extends Error {
	override readonly name = 'Unreachable';

	constructor(readonly facts: UnreachableFacts) {
		super(facts.description);
	}
}

/** The workflow asks for something that cannot be sent as it is. Nothing was sent. */
export class InvalidInput extends Error {
	override readonly name = 'InvalidInput';

	constructor(
		/** The field's label in the node, e.g. `Text` or `Buttons, row 2, button 1`. */
		readonly field: string,
		/** What is wrong with it, as a clause that reads on after the field: `is empty`. */
		readonly detail: string,
		/** One line: what the user can do about it. */
		readonly advice: string,
		readonly reason: Extract<
			Reason,
			'invalidMessage' | 'unsupported' | 'botRecipient' | 'unknownRecipient'
		> = 'invalidMessage',
	) {
		super(`${field} ${detail}`);
	}
}

/** Some parts of a split message went out before one failed: the failure, and what had been sent. */
export class PartlySent extends Error {
	override readonly name = 'PartlySent';

	constructor(
		readonly failure: Rejected | Unreachable,
		readonly messageIds: string[],
		readonly parts: number,
	) {
		super(`${messageIds.length} of ${parts} parts were sent: ${failure.message}`);
	}
}
