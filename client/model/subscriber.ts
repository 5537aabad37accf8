/** A person who has connected to a bot and may be written to; identified by `id`, never by name. */
export interface Subscriber {
	id: string;
	/** For people only; never an identifier. Falls back to the id. */
	name: string;
	username: string | null;
	phone: string | null;
	/** The service's answer as it came. */
	raw: unknown;
}

/** Whether a bot may write to a recipient now. `unknown` when the question itself could not be answered. */
export interface Reachability {
	reachable: 'yes' | 'no' | 'unknown';
	/** Why not, or why it is unknown; null when reachable. */
	reason: string | null;
	/** The service's own words, or our explanation; null when reachable. */
	description: string | null;
	raw: unknown;
}
