/** What people talk to. On Telegram one token is one bot; on a gateway service an account has many. */
export interface Bot {
	id: string;
	/** For people only; never an identifier. Falls back to the id. */
	name: string;
	/** Without `@`; null where the service does not tell it. */
	username: string | null;
	/** What the bot says about itself; null where the service does not tell it. */
	description: string | null;
	/** Where people open the bot; null where it cannot be known. */
	link: string | null;
	/** The service's answer as it came. */
	raw: unknown;
}
