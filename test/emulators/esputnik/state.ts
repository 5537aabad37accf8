/** A bot that is connected to the account. */
export interface Bot {
	/** `app_uuid`. */
	uuid: string;
}

export interface Channel {
	type: string;
	value: string;
	device?: unknown;
}

/** A person whom the account knows. What the service calls `id` is `contactId` elsewhere. */
export interface Contact {
	id: number;
	externalCustomerId?: string;
	channels: Channel[];
	/** Telegram chats by the bot that they are registered with, the oldest first. */
	tokens: Array<{ app: string; token: string; active: boolean }>;
	/** Everything else that was given: names, address, fields … */
	more: Record<string, unknown>;
}

/** A message prepared in the console. */
export interface Prepared {
	id: number;
	name: string;
	/** Its text, with Velocity in it. */
	body: string;
	/** Other language versions of it by code. */
	languages?: Record<string, string>;
}

/** One message or SMS that was put into the queue. */
export interface Sent {
	channel: 'telegram' | 'sms';
	requestId: string;
	/** The prepared message; null for an SMS. */
	messageId: number | null;
	/** As the request named the person. */
	locator: string;
	contact: Contact | undefined;
	/** What arrives at the device. */
	text: string;
	externalRequestId: string | null;
	languageCode: string | null;
	/** Sender of an SMS. */
	from: string | null;
	/** In the service's words; see `settings`. */
	status: string;
	failed: boolean;
	delivered: boolean;
	/** Milliseconds since the epoch, by the emulator's clock. */
	at: number;
}

/** How the service behaves where its documentation says nothing, or says two things. */
export interface Settings {
	/** Older pages: one object instead of a list of one, texts instead of numbers and booleans. */
	legacy: boolean;
	// assumed: the body of every refusal
	errors: 'text' | 'json';
	// assumed: which fields of Add application tokens decide that nobody was found; the two guides differ
	notFound: 'highest' | 'any';
	// assumed: the answer of Add application tokens
	tokensAnswer: 'empty' | 'object' | 'text';
	// assumed: a locator that is no registered token is refused at once, or is queued and fails
	unknownLocator: 'error' | 'fails';
	// assumed: what becomes of a message that was queued
	sentStatus: { status: string; failed: boolean; delivered: boolean };
	/** Milliseconds until a queued message has that status. */
	delay: number;
	/** Every N-th call is refused with 429; 0 = never. */
	tooManyEvery: number;
	/** The header of that refusal; null = none, as documented. */
	retryAfter: string | null;
	/** The API key has not the right for anything. */
	forbidden: boolean;
	// assumed: the mediaType of a webhook about Telegram, and whether SENT is exported at all
	mediaType: string;
	exportsSent: boolean;
	// assumed: iid of a webhook is the requestId, or a random one
	iid: 'requestId' | 'random';
	balance: { currentBalance: number; creditLimit: number; currency: string };
	/** Alpha names of the account. */
	senders: string[];
}

export const usualSettings = (): Settings => ({
	legacy: false,
	errors: 'text',
	notFound: 'any',
	tokensAnswer: 'empty',
	unknownLocator: 'error',
	sentStatus: { status: 'SENT', failed: false, delivered: false },
	delay: 0,
	tooManyEvery: 0,
	retryAfter: null,
	forbidden: false,
	mediaType: 'telegram',
	exportsSent: false,
	iid: 'requestId',
	balance: { currentBalance: 120.5, creditLimit: 0, currency: 'UAH' },
	senders: ['SHOP', 'NEWS'],
});

/** Everything the emulated service knows. */
export class State {
	readonly bots: Bot[] = [];
	readonly contacts = new Map<number, Contact>();
	readonly messages = new Map<number, Prepared>();
	readonly sent: Sent[] = [];
	/** Locators for which smartsend answers `ERROR`, with the words. */
	readonly errors = new Map<string, string>();
	readonly settings = usualSettings();
	calls = 0;
	now: () => number = Date.now;
	private lastContact = 1_000;

	constructor(readonly apiKey: string) {}

	addContact(given: Partial<Omit<Contact, 'id'>> = {}): Contact {
		this.lastContact += 1;
		const contact: Contact = { channels: [], tokens: [], more: {}, ...given, id: this.lastContact };
		this.contacts.set(contact.id, contact);
		return contact;
	}

	/** Whose chat it is, with any of the bots. A private chat has one id for all bots, so the first is taken. */
	findByToken(token: string, app?: string): Contact | undefined {
		return [...this.contacts.values()].find(({ tokens }) =>
			tokens.some((one) => one.token === token && (app === undefined || one.app === app)),
		);
	}

	/** A person blocked the bot: the service takes the token away. Documented for FAILED (Forbidden). */
	removeToken(token: string): void {
		for (const contact of this.contacts.values()) {
			contact.tokens = contact.tokens.filter((one) => one.token !== token);
		}
	}

	forget(): void {
		this.sent.length = 0;
		this.errors.clear();
		this.calls = 0;
		this.now = Date.now;
		Object.assign(this.settings, usualSettings());
	}
}
