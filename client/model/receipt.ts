import type { Recipient } from './recipient';
import type { DeliveryStatus } from './status';

/** A link of a message that was turned into a tracked one. */
export interface TrackedLink {
	/** By which the event of a click names it. */
	ref: string;
	/** Where it leads. */
	url: string;
	/** What was sent instead. */
	tracked: string;
}

/** What one send returns, in one shape on every service. */
export interface Receipt {
	/** Which service carried it: the gateway's id. */
	service: string;
	/**
	 * Set where it was no message of a bot: an SMS, or a cascade, of which the service alone knows the way that
	 * it went.
	 */
	channel?: 'sms' | 'cascade';
	/** The bot that wrote; null where the service does not tell and the workflow did not say. */
	bot: { id: string; name: string | null } | null;
	/** As the workflow named it, with the service's own id of who got it; null where the service does not tell. */
	recipient: Recipient & { id: string | null };
	/** The service's id of the (last) message; null where the service gives none or nothing was sent. */
	messageId: string | null;
	/** All ids in order when the text had to be split; else the one id, or none. */
	messageIds: string[];
	status: DeliveryStatus;
	/** Why it ended without success or why the outcome is unknown; null otherwise. */
	reason: string | null;
	/** What it cost, where the service says so. */
	cost: { amount: number; currency: string | null } | null;
	/** ISO 8601: the service's own time where it gives one, else when its answer came. */
	time: string;
	/** What was changed to make the message fit, one sentence each; empty when it went out as drawn. */
	degraded: string[];
	/** The links that were turned into tracked ones; left out where none was. */
	links?: TrackedLink[];
	/** The service's answer as it came, secrets removed. */
	raw: unknown;
}
