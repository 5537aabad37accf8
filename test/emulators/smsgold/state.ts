import type { Envelope, SuccessBody } from './answers';

export interface Account {
	/** A string, as the service has it: `12345` or `12345.1`. */
	user: string;
	pass: string;
}

/** A bot or a subscriber: only `id` is documented, every other field is free. */
export interface Person {
	id: string;
	[field: string]: unknown;
}

export type Subscriber = Person & { phone?: string };

/** What the emulator was asked to send, in order of arrival. */
export interface Sent {
	by: 'subscriber' | 'phone' | 'cascade' | 'sms';
	/** The subscriber's id, or the number. */
	to: string;
	/** The bot that carries it; null where the request names none. */
	bot: string | null;
	text: string;
	buttons: Array<{ text: string; url: string }>;
	/** Addressing fields that the request had and that did not count. */
	ignored: string[];
	/** Of an SMS; empty for the usual one. */
	sender?: string;
	/** The id that the emulator gave it, whether or not the answer tells it. */
	messageId: string;
	/** False where the message was accepted and silently lost. */
	arrives: boolean;
	/** Only for cascades: the stages as they came. */
	stages?: unknown[];
}

/** A refusal that a test sets for one recipient: any HTTP code, also a 2xx with a body that says no. */
export interface Refusal {
	status: number;
	body: unknown;
}

/** How the service behaves where its documentation says nothing. */
export interface Settings {
	envelope: Envelope;
	success: SuccessBody;
	/** A number that nobody connected to the bot has. */
	notSubscribed: 'error' | 'silent';
	/** Every N-th call of the bot API is refused with 429; 0 = never. */
	tooManyEvery: number;
	/** The header of that refusal; null = none. */
	retryAfter: string | null;
	/** Characters; null = no limit. */
	textLimit: number | null;
	buttonLimit: number | null;
	/** Whether answers of the SMS API stand in `<xml_result>`. */
	xmlWrapper: boolean;
	/** assumed: how attributes are written. */
	xmlQuotes: '"' | "'";
	/** assumed: elements by which the SMS API answers one SMS, one for each of its parts. */
	smsElements: number;
	balance: number;
}

export const usualSettings = (): Settings => ({
	envelope: 'data',
	success: 'data.messageId',
	notSubscribed: 'error',
	tooManyEvery: 0,
	retryAfter: null,
	textLimit: null,
	buttonLimit: null,
	xmlWrapper: true,
	xmlQuotes: '"',
	smsElements: 1,
	balance: 100.5,
});

/** Everything the emulated service knows. */
export class State {
	readonly bots = new Map<string, Person>();
	readonly subscribers = new Map<string, Subscriber[]>();
	readonly refusals = new Map<string, Refusal>();
	readonly sent: Sent[] = [];
	/** Paths that came without their final slash: accepted, because nobody knows whether the slash is needed. */
	readonly missingSlashes: string[] = [];
	readonly settings = usualSettings();
	calls = 0;
	private messages = 0;

	constructor(readonly account: Account) {}

	knows({ user, pass }: { user?: unknown; pass?: unknown }): boolean {
		return user === this.account.user && pass === this.account.pass;
	}

	findSubscriber(id: string): { bot: string; subscriber: Subscriber } | undefined {
		for (const [bot, list] of this.subscribers) {
			const subscriber = list.find((one) => one.id === id);
			if (subscriber) return { bot, subscriber };
		}
		return undefined;
	}

	keep(message: Omit<Sent, 'messageId'>): string {
		this.messages += 1;
		const messageId = `m${this.messages}`;
		this.sent.push({ ...message, messageId });
		return messageId;
	}

	forget(): void {
		this.sent.length = 0;
		this.missingSlashes.length = 0;
		this.refusals.clear();
		this.calls = 0;
		this.messages = 0;
		Object.assign(this.settings, usualSettings());
	}
}
