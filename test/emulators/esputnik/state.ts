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
	// assumed: the answer of Get contact ID by token, documented for mobile push
	contactIdAnswer: 'object' | 'number' | 'text';
	// assumed: whether an update of a contact keeps what is not sent
	update: 'merge' | 'replace';
	// assumed: how the deletion of a contact that is not there is answered; the text is seen in a client
	deleteUnknown: 'text' | 'refusal';
	/** What the next questions for an import hear, before it is finished. */
	importSteps: string[];
	/** The description of an import that ends in ERROR; null = it is carried out. */
	importFails: string | null;
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
	contactIdAnswer: 'object',
	update: 'merge',
	deleteUnknown: 'text',
	importSteps: [],
	importFails: null,
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

/** Contacts on their way; carried out when somebody hears that it is finished. */
export interface Import {
	at: number;
	run: () => Array<{ dedupeValue: string; contactId: number }>;
	done: Array<{ dedupeValue: string; contactId: number }> | undefined;
}

export interface RaisedEvent {
	version: 1 | 2;
	type: string;
	key?: string;
	params: Record<string, unknown>;
}

/** Everything the emulated service knows. */
export class State {
	readonly bots: Bot[] = [];
	readonly contacts = new Map<number, Contact>();
	readonly messages = new Map<number, Prepared>();
	readonly sent: Sent[] = [];
	/** Locators for which smartsend answers `ERROR`, with the words. */
	readonly errors = new Map<string, string>();
	/** Locators for which smartsend refuses the request as a whole, with the words. */
	readonly spoilers = new Map<string, string>();
	readonly settings = usualSettings();
	/** Chats that get no broadcasts, until when. */
	readonly muted = new Map<string, number>();
	/** Ids of contacts of which everything was erased. */
	readonly erased: number[] = [];
	/** Requests that a repetition within a minute is compared with. */
	readonly requests = new Map<string, number>();
	readonly imports = new Map<string, Import>();
	/** Why an import refuses a contact, by external id, else by its first channel. */
	readonly importErrors = new Map<string, string>();
	readonly events: RaisedEvent[] = [];
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

	/** By a phone or an e-mail address, the oldest first. */
	findByChannel(type: string, value: string): Contact[] {
		const bare = (text: string): string => text.replace(/^\+/, '').toLowerCase();
		return [...this.contacts.values()].filter(({ channels }) =>
			channels.some((one) => one.type === type && bare(one.value) === bare(value)),
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
		this.events.length = 0;
		this.erased.length = 0;
		this.muted.clear();
		this.requests.clear();
		this.imports.clear();
		this.importErrors.clear();
		this.errors.clear();
		this.spoilers.clear();
		this.calls = 0;
		this.now = Date.now;
		Object.assign(this.settings, usualSettings());
	}
}
