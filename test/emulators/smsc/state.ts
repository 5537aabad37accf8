export interface Account {
	login: string;
	psw: string;
	apikey: string;
}

/** Who has connected to a bot. A phone works only if the person gave it to the bot. */
export interface Person {
	phone?: string;
	/** With `@`. */
	nick?: string;
	/** With `#`. */
	uid?: string;
}

/** A message that the service took, and what became of it. */
export interface Message {
	/** As it is told back: a client's own id stays what it was. */
	id: string | number;
	/** Growing, over all messages. */
	intId: number;
	phone: string;
	text: string;
	/** Null for an SMS. */
	bot: string | null;
	cost: string;
	/** Seconds since 1970. */
	sent: number;
	status: number;
	err: number;
	/** Seconds since 1970. */
	changed: number;
	/** All parameters of the request but the account. */
	fields: Record<string, string>;
}

/** An inbound message. Source: public clients. For bots: assumed to look like one by SMS. */
export interface Answer {
	/** Growing. assumed: null, for one that the service gives no number */
	id: number | null;
	phone: string;
	message: string;
	to_phone: string;
	/** Seconds since 1970. */
	sent: number;
}

/** How the service behaves where its documentation says nothing, or what a test wants it to say. */
export interface Settings {
	balance: number;
	currency: string;
	credit: string | null;
	price: string;
	/** Of one part of an SMS. */
	smsPrice: string;
	/** Most characters of a text. Source: vendor, for texts in general; for bots assumed. */
	textLimit: number;
	/** The status a message gets after it was taken. */
	status: number;
	/**
	 * A recipient who never connected to the bot. assumed: the message is taken, costs nothing and gets this
	 * status; null refuses it with error 8.
	 */
	notConnected: { status: number; err: number } | null;
	/**
	 * Whether the cabinet forwards by SMS what a bot could not deliver. assumed: the message keeps its id, and has the
	 * price and the status of the SMS then
	 */
	forwardBySms: boolean;
	/** Milliseconds in which the same message is a repetition; 0 = never. */
	duplicateWindow: number;
	/** Status questions for one message a minute; identical lists; identical cost questions; balance questions. 0 = no limit. */
	statusLimit: number;
	listLimit: number;
	costLimit: number;
	balanceLimit: number;
	/** Simultaneous requests from which on the service refuses. */
	simultaneous: number;
	/** Wrong logins after which the address is blocked (error 4); 0 = never. assumed: how many */
	wrongLogins: number;
	/** assumed: whether the parts of a list answer name ids. */
	idsInList: boolean;
	/** Hours that the account's clock is ahead of UTC. */
	utcOffset: number;
	/** assumed: in which order inbound messages are listed. */
	answersOrder: 'oldestFirst' | 'newestFirst';
	/** assumed: how the handler URL is called. */
	callbackVerb: 'POST' | 'GET';
	/** assumed: the content type of a JSON, and whether it is a list. */
	callbackType: string;
	callbackList: boolean;
	/** assumed: how often a callback is tried, and the milliseconds between. */
	callbackTries: number;
	callbackPause: number;
	/** assumed: whether an inbound callback names an id and a time. */
	inboundIds: boolean;
}

export const usualSettings = (): Settings => ({
	balance: 286.55,
	currency: 'RUR',
	credit: null,
	price: '0.30',
	smsPrice: '2.50',
	textLimit: 1_000,
	status: 1,
	notConnected: { status: 20, err: 0 },
	forwardBySms: false,
	duplicateWindow: 0,
	statusLimit: 0,
	listLimit: 0,
	costLimit: 0,
	balanceLimit: 0,
	simultaneous: 15,
	wrongLogins: 0,
	idsInList: true,
	utcOffset: 3,
	answersOrder: 'oldestFirst',
	callbackVerb: 'POST',
	callbackType: 'application/json',
	callbackList: false,
	callbackTries: 1,
	callbackPause: 0,
	inboundIds: true,
});

/** Everything the emulated service knows. */
export class State {
	readonly people = new Map<string, Person[]>();
	readonly messages: Message[] = [];
	readonly answers: Answer[] = [];
	readonly settings = usualSettings();
	/** Times of identical requests by what they ask. */
	private readonly asked = new Map<string, number[]>();
	private wrong = 0;
	underWay = 0;
	private lastId = 1_000;

	/** Milliseconds since 1970; a test may put its own in. */
	now: () => number = Date.now;

	constructor(readonly account: Account) {}

	/** Source: vendor: login and psw, or apikey. */
	knows({ login, psw, apikey }: Record<string, string>): boolean {
		if (apikey !== undefined) return apikey === this.account.apikey;
		return login === this.account.login && psw === this.account.psw;
	}

	get blocked(): boolean {
		return this.settings.wrongLogins > 0 && this.wrong >= this.settings.wrongLogins;
	}

	noteWrongLogin(): void {
		this.wrong += 1;
	}

	/** Whether this has been asked `limit` times within `window` before; notes it. */
	isTooOften(what: string, limit: number, window = 60_000): boolean {
		if (limit === 0) return false;
		const now = this.now();
		const recent = (this.asked.get(what) ?? []).filter((at) => at > now - window);
		this.asked.set(what, [...recent, now]);
		return recent.length >= limit;
	}

	isConnected(bot: string, phone: string): boolean {
		const digits = phone.replace(/^\+/, '');
		return (this.people.get(bot) ?? []).some(
			(person) => person.phone === digits || person.nick === phone || person.uid === phone,
		);
	}

	keep(message: Omit<Message, 'id' | 'intId' | 'sent' | 'changed'>, ownId: string | undefined): Message {
		this.lastId += 1;
		const seconds = Math.floor(this.now() / 1_000);
		// assumed: a number comes back as a number, anything else as a text
		const id = ownId === undefined ? this.lastId : /^\d+$/.test(ownId) ? Number(ownId) : ownId;
		const kept = { ...message, id, intId: 50_000 + this.lastId, sent: seconds, changed: seconds };
		this.messages.push(kept);
		return kept;
	}

	find(id: string, phone: string): Message | undefined {
		const bare = (text: string): string => text.replace(/^\+/, '');
		return this.messages.findLast(
			(message) => String(message.id) === id && bare(message.phone) === bare(phone),
		);
	}

	forget(): void {
		this.messages.length = 0;
		this.answers.length = 0;
		this.asked.clear();
		this.wrong = 0;
		this.lastId = 1_000;
		this.now = Date.now;
		Object.assign(this.settings, usualSettings());
	}
}
