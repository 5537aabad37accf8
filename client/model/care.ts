/** Looking after a bot: what people see of it, and how its updates leave the service. */

/** A command that a bot offers in its menu. */
export interface BotCommand {
	/** Without the slash. */
	command: string;
	description: string;
}

/** What a bot says about itself in one language. */
export interface BotProfile {
	name: string;
	/** Shown in the empty chat, before somebody presses Start. */
	description: string;
	/** Shown on the bot's page and when it is shared. */
	shortDescription: string;
}

/** Where a service sends a bot's updates, and how that goes. */
export interface WebhookReport {
	/** Null when it sends nowhere. */
	url: string | null;
	/** Updates that wait to be fetched or delivered. */
	pending: number;
	/** The last delivery that went wrong; null when none did. */
	lastError: { time: string | null; description: string } | null;
	/** The service's own names of what it sends; null for its usual set. */
	kinds: string[] | null;
	raw: unknown;
}

/** A link that opens the bot and hands it a payload. */
export interface BotLink {
	/** Empty: the bot is only opened. */
	payload: string;
	/** Asks for a group to add the bot to, instead of opening the chat with it. */
	group: boolean;
}
