import type { Delivery, Kind } from './callbacks';
import type { Queue } from './queues';

export interface Account {
	accessKeyId: string;
	accessKeySecret: string;
	/** Set for temporary keys, which are not known without it. */
	securityToken?: string;
}

/** A channel of the account; only its ids are documented to be there. */
export interface Channel {
	CustSpaceId: string;
	[field: string]: unknown;
}

/** What the emulator was asked to send, in order of arrival. */
export interface Sent {
	messageId: string;
	to: string;
	from: string;
	channel: string | null;
	/** `text`, `image` … */
	type: string;
	content: Record<string, unknown>;
	/** Its own task id, else the message id, as receipts give it. */
	taskId: string;
	replyTo: string | null;
	/** Parameters that none of the above holds, among them ones that a Telegram channel ignores. */
	others: Record<string, string>;
	/** Whether the content held anything like buttons: taken, and recorded so that a test can prove that none came. */
	hasButtons: boolean;
}

/** How the service behaves where its documentation says nothing. */
export interface Settings {
	/** HTTP status of a refusal by the service itself. */
	businessStatus: number;
	/** HTTP statuses of refusals by the gateway in front of it. */
	gatewayStatus: {
		signature: number;
		key: number;
		permission: number;
		throttling: number;
		parameter: number;
	};
	/** Whether the service was opened in the console. */
	open: boolean;
	/** The keys lack the permission for these actions. */
	forbidden: string[];
	/** Every N-th call is refused as too fast; 0 = never. */
	throttleEvery: number;
	/** Value of x-acs-retry-after; null = no header. */
	retryAfter: string | null;
	/** Whether a free message needs an inbound one of the last 24 hours; see `wrote`. */
	window: boolean;
	/** Where the id of a message stands in a good answer. */
	messageIdIn: 'top' | 'data';
	/** Senders that are known; null = every one. */
	senders: string[] | null;
	/** Whether To may only be digits. */
	numericTo: boolean;
	/** Whether a refused signature is explained with the string that the server signed. */
	quotesRequest: boolean;
	/** Whether Telegram channels are listed. */
	listsTelegram: boolean;
	/** What becomes of the parameters of a fallback to SMS, which Telegram channels do not have. */
	fallBack: 'ignored' | 'refused';
	/** Statuses that follow a send by themselves, in order. */
	receipts: string[];
	/** Pushes of the same beside the first. */
	duplicates: number;
	/** Content type of pushes. */
	contentType: string;
	/** Milliseconds in which the answer to a push has to be there. */
	patienceMs: number;
	/** Milliseconds of a minute of the retry schedule of pushes. */
	minuteMs: number;
	/** Milliseconds of a second that a consumer waits at a queue. */
	secondMs: number;
	/** Milliseconds for which a message that was given out is hidden. */
	visibilityMs: number;
	/** Milliseconds for which the keys of a queue hold. */
	tokenLifetimeMs: number;
	/** How the times of those keys are written. */
	times: 'iso' | 'plain';
	/** How the body of a queue's message is written, and how many items it holds. */
	queueBody: 'base64' | 'plain';
	queueItems: 'one' | 'array';
}

/** Keys that were handed out for a queue. */
export interface Pass {
	secret: string;
	token: string;
	queue: string;
	expiresAt: number;
}

export const usualSettings = (): Settings => ({
	businessStatus: 200,
	gatewayStatus: { signature: 400, key: 404, permission: 403, throttling: 400, parameter: 400 },
	open: true,
	forbidden: [],
	throttleEvery: 0,
	retryAfter: '1000',
	window: false,
	messageIdIn: 'top',
	senders: null,
	numericTo: false,
	quotesRequest: true,
	listsTelegram: true,
	fallBack: 'ignored',
	receipts: ['Sent', 'Delivered'],
	duplicates: 0,
	contentType: 'application/json; charset=utf-8',
	patienceMs: 3_000,
	minuteMs: 60_000,
	secondMs: 1_000,
	visibilityMs: 30_000,
	tokenLifetimeMs: 60 * 60_000,
	times: 'iso',
	queueBody: 'base64',
	queueItems: 'one',
});

/** Milliseconds for which a person's message opens the way for free messages. */
const WINDOW = 24 * 60 * 60 * 1_000;

/** Everything the emulated service knows. */
export class State {
	readonly channels = new Map<string, Channel>();
	/** Codes by recipient. */
	readonly refusals = new Map<string, string>();
	readonly sent: Sent[] = [];
	/** Parameters of UpdateAccountWebhook, in order. */
	readonly webhooks: Array<Record<string, string>> = [];
	/** By name. */
	readonly queues = new Map<string, Queue>();
	/** Names of the queues by what goes into them. */
	readonly queueOf = new Map<Kind, string>();
	/** By AccessKey ID. */
	readonly passes = new Map<string, Pass>();
	/** Where pushes go. */
	addresses: Partial<Record<Kind, string>> = {};
	/** Tries of pushes, in order of their ends. */
	readonly deliveries: Delivery[] = [];
	readonly settings = usualSettings();
	/** Milliseconds by which the clock of the service is ahead. */
	skew = 0;
	calls = 0;
	private readonly nonces = new Set<string>();
	private readonly wroteAt = new Map<string, number>();
	private messages = 0;

	constructor(readonly account: Account) {}

	now(): number {
		return Date.now() + this.skew;
	}

	/** @returns false when it came before */
	take(nonce: string): boolean {
		if (this.nonces.has(nonce)) return false;
		this.nonces.add(nonce);
		return true;
	}

	wrote(person: string, ago = 0): void {
		this.wroteAt.set(person, this.now() - ago);
	}

	isOpenTo(person: string): boolean {
		return this.now() - (this.wroteAt.get(person) ?? -Infinity) <= WINDOW;
	}

	nextId(): string {
		this.messages += 1;
		return `61851ccb2f1365b16aee${String(this.messages).padStart(4, '0')}`;
	}

	forget(): void {
		this.refusals.clear();
		this.sent.length = 0;
		this.webhooks.length = 0;
		this.addresses = {};
		this.deliveries.length = 0;
		for (const queue of this.queues.values()) queue.forget();
		this.passes.clear();
		this.nonces.clear();
		this.wroteAt.clear();
		this.calls = 0;
		this.skew = 0;
		Object.assign(this.settings, usualSettings());
	}
}
