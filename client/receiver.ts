import type { Line, Settings } from './gateway';
import type { InvalidInput } from './model/error';
import type { BotEvent, EventChat, EventFile, EventName } from './model/event';
import type { BinaryFile } from './model/message';
import type { Receipt } from './model/receipt';

/** One thing that arrived, as the service gave it, before anybody has read it. */
export interface Arrival {
	/** The same whenever the service gives it again; unique per bot (or account, where an account is received from). */
	id: string;
	update: unknown;
	/** What the service wants to hear again when this is confirmed, e.g. a queue's receipt. */
	handle?: string;
}

/** A bot as events name it, and as people call it where they mean one of several. */
export type OwnBot = NonNullable<Receipt['bot']> & { username?: string | null };

/** What is known when an update is read. */
export interface Reading {
	/** Whose it is; null where the account has many bots and only the update tells. */
	bot: OwnBot | null;
	/** ISO 8601. */
	receivedAt: string;
	/** What the credential says of the account, see Gateway.settings; absent where nobody asked it, as in polling. */
	settings?: Settings;
}

export interface Ask {
	/** The last arrival that was taken; null for everything that the service still holds. */
	after: Arrival | null;
	/** What at least one listener is for. */
	wanted: readonly EventName[];
	/** Ends the waiting. */
	signal: AbortSignal;
}

/** What keeps updates from coming, and who is to blame. */
export interface Obstacle {
	/** Stands alone and names no secret. */
	description: string;
	advice: string;
	/** Milliseconds to wait at least before the next question, where asking on would make things worse. */
	pause?: number;
}

/** How places are remembered where the service does not. A place is the id of an arrival, unless `goOn` makes it. */
export interface Memory {
	/** Whether an arrival came after a place, and so is new to who stands there. */
	isAfter(id: string, place: string): boolean;
	/** Where somebody stands who stood at a place and has taken one arrival more; at its id, where this is left out. */
	goOn?(place: string, id: string): string;
	/**
	 * Where a workflow begins that never was active before: behind everything that is there, so that nobody gets an
	 * answer to what they wrote long ago. Without it, it begins with what the service still holds.
	 * @throws Rejected | Unreachable
	 */
	begin?(line: Line): Promise<string>;
}

/** Asking the service for what arrived. */
export interface Polling {
	/** What comes this way, where that is less than all. */
	events?: readonly EventName[];
	/** Milliseconds between two questions; 0 where the service itself holds the answer back until there is one. */
	pause: number;
	/**
	 * Whether it can work at all, asked before a workflow counts as active.
	 * @throws InvalidInput | Rejected | Unreachable when a person has to mend something first
	 */
	check?(line: Line, wanted: readonly EventName[]): Promise<void>;
	/** Asks once. @throws Failure */
	fetch(line: Line, ask: Ask): Promise<Arrival[]>;
	/**
	 * Tells the service what was taken, without asking for more.
	 * `always`: after each batch. `leaving`: the next question says it too, so only before the last listener goes.
	 */
	confirm?: { when: 'always' | 'leaving'; run: (line: Line, taken: readonly Arrival[]) => Promise<void> };
	/** The service keeps no place for us: the id of the last arrival taken has to be remembered over a restart. */
	needsMemory?: Memory;
	/** Nothing can be fetched while the service sends to a webhook. */
	excludedByWebhook?: true;
	/** What a refusal means for who polls: the service's conflicts in plain words; undefined for all else. */
	explain?(failure: unknown): Obstacle | undefined;
}

/** A request that came in, in plain words. */
export interface Callback {
	method: string;
	/** Names in lower case. */
	headers: Record<string, string>;
	query: Record<string, string>;
	/** As n8n parsed it: JSON, a form, or a text. */
	body: unknown;
	/** The same to the letter, whatever its content type; absent where n8n kept none. */
	text?: string;
}

/** What the caller of a webhook hears. */
export interface Answer {
	status: number;
	body: string;
	contentType?: string;
}

/** Where a service sends updates now. */
export interface WebhookState {
	url: string;
	/** The service's own names of what it sends; null for its usual set. */
	kinds: string[] | null;
}

/** Being called by the service. */
export interface Door {
	/** The methods that the service uses, besides POST. */
	alsoGet?: true;
	/** Reading and changing where the service sends to. Absent where a person does it in the service's console. */
	registration?: {
		/** Undefined when it sends nowhere. */
		inspect(line: Line): Promise<WebhookState | undefined>;
		register(line: Line, url: string, wanted: readonly EventName[]): Promise<void>;
		/** Puts back what stood before, kinds and all. */
		restore(line: Line, state: WebhookState): Promise<void>;
		remove(line: Line): Promise<void>;
	};
	/** What comes this way, where that is less than all. */
	events?: readonly EventName[];
	/** Where a person enters this node's address in the service's console, as the panel tells it. HTML as in a notice. */
	setUp?: string;
	/**
	 * What a credential lacks for this way. Asked at activation: a door that cannot tell its service from strangers
	 * stays closed.
	 * @param account the credential's fields, which must not leave this function
	 */
	lacks?(account: Readonly<Record<string, unknown>>): InvalidInput | undefined;
	/**
	 * The largest body that is read, in bytes; a larger one is answered 413. Set where the service puts much into one
	 * request: what it cannot deliver may hold back everything behind it. One million when left out.
	 */
	largest?: number;
	/**
	 * Milliseconds after which the service takes no answer for a bad one. It is given before then, whatever is slow
	 * beside it. Left out where nothing is known of that.
	 */
	answerWithin?: number;
	/** What the service wants to hear of an update that was taken. */
	accepted: Answer;
	/** HTTP status for a request that is not genuine. */
	refused: number;
	/** A request by which the service only looks whether somebody is there: the answer, and nothing is started. */
	probe?(request: Callback): Answer | undefined;
	/**
	 * Whether the service sent it. Compares in constant time.
	 * @param account the credential's fields, which must not leave this function
	 * @param url the address of this webhook
	 */
	isGenuine(request: Callback, account: Readonly<Record<string, unknown>>, url: string): boolean;
	/**
	 * What a request that is not genuine shows to be set up wrongly at the service, for the log: a clause of our own
	 * words, since strangers send such requests, too.
	 */
	whyRefused?(request: Callback): string | undefined;
	/**
	 * The updates in a request. Never throws: what it does not understand is an arrival too.
	 * @param now when it came
	 */
	arrivals(request: Callback, now: Date): Arrival[];
}

/** A press of a button under a message of the bot's own. */
export interface Pressed {
	pressId: string;
	data: string;
	/** What the message carries; see Message.carried. Empty where the service does not tell it any more. */
	carried: readonly string[];
}

/** How a service receives: all that the trigger knows about it. */
export interface Receiver {
	/** What can arrive at all. */
	events: readonly EventName[];
	/** Stands before a person's id in `contact.serviceId`, which workflows keep: never changes. The service's id when left out. */
	idPrefix?: string;
	polling?: Polling;
	webhook?: Door;
	/** The bot of the account, where it has just one. @throws Rejected | Unreachable */
	whose?(line: Line): Promise<OwnBot>;
	/** Pure. Never throws: what it cannot read becomes an event with `error`. */
	read(update: unknown, about: Reading): BotEvent[];
	/** The press in an update, where messages can carry addresses. Pure; never throws. */
	pressOf?(update: unknown, bot: Reading['bot']): Pressed | undefined;
	/** What kind of chat an id means; a person's, where this is left out. */
	chatType?(id: string): EventChat['type'];
	/** A filter in the service's own language, for those who know it. */
	nativeFilter?: {
		label: string;
		description: string;
		placeholder: string;
		/** @throws InvalidInput with what is wrong in the query */
		compile(query: string): (update: unknown) => boolean;
	};
	/** @param most bytes; a larger file is refused before it is loaded where the size is known */
	download?(line: Line, file: EventFile, most: number): Promise<BinaryFile>;
}
