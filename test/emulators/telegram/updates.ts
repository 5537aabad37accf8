/** The queue of a bot's updates and getUpdates: kept until confirmed, handed out again until then. */
import { CALL_REFUSALS, Refused } from './refusal';
import type { Settings } from './settings';

/** Kinds that come without being named; grammY's `DEFAULT_UPDATE_TYPES`. */
export const DEFAULT_UPDATES = [
	'message',
	'edited_message',
	'channel_post',
	'edited_channel_post',
	'business_connection',
	'business_message',
	'edited_business_message',
	'deleted_business_messages',
	'guest_message',
	'stopped_message_generation',
	'inline_query',
	'chosen_inline_result',
	'callback_query',
	'shipping_query',
	'pre_checkout_query',
	'purchased_paid_media',
	'poll',
	'poll_answer',
	'my_chat_member',
	'managed_bot',
	'chat_join_request',
	'chat_boost',
	'removed_chat_boost',
	'subscription',
] as const;

const DEFAULTS: readonly string[] = DEFAULT_UPDATES;
/** The last three come only when named. */
const ALL = [...DEFAULTS, 'chat_member', 'message_reaction', 'message_reaction_count'];

export interface Update {
	update_id: number;
	[kind: string]: unknown;
}

export interface Pending {
	update: Update;
	kind: string;
	/** Updates of one key are delivered to a webhook one after another. */
	key: string;
	expires: number;
}

interface Poll {
	offset: number;
	limit: number;
	answer: (updates: Update[]) => void;
	refuse: (refusal: Refused) => void;
	timer: NodeJS.Timeout;
}

const SECOND = 1000;
const KEPT_SECONDS: Record<string, number> = {
	callback_query: 150,
	shipping_query: 150,
	pre_checkout_query: 150,
	inline_query: 30,
};
const DAY_SECONDS = 24 * 60 * 60;
const MAX_TIMEOUT = 50;

export class Updates {
	/** Undefined is the default set. */
	allowed: string[] | undefined;

	private pending: Pending[] = [];
	private nextId: number;
	private poll: Poll | undefined;
	private lastPoll = { offset: Number.NaN, at: 0 };
	private lastConflict = 0;
	private readonly timers = new Set<NodeJS.Timeout>();

	constructor(
		private readonly settings: Settings,
		firstId: number,
		private readonly onNew: () => void,
	) {
		this.nextId = firstId;
	}

	/** @returns the update, or nothing when the bot doesn't want this kind */
	add(kind: string, payload: unknown, key: string): Update | undefined {
		if (!(this.allowed ?? DEFAULTS).includes(kind)) return undefined;
		const update: Update = { update_id: this.nextId++, [kind]: payload };
		const kept = KEPT_SECONDS[kind] ?? DAY_SECONDS;
		this.pending.push({ update, kind, key, expires: this.settings.now() + kept * SECOND });
		this.wake();
		this.onNew();
		return update;
	}

	/** Remembers the list of a call; a call without one leaves it. */
	allow(names: unknown[] | undefined): boolean {
		if (names === undefined) return false;
		const known = names.map((name) => String(name).toLowerCase()).filter((name) => ALL.includes(name));
		const before = JSON.stringify(this.allowed);
		const isDefault = DEFAULTS.length === known.length && DEFAULTS.every((name) => known.includes(name));
		this.allowed = known.length === 0 || isDefault ? undefined : known;
		return before !== JSON.stringify(this.allowed);
	}

	waiting(): Pending[] {
		const now = this.settings.now();
		this.pending = this.pending.filter(({ expires }) => expires > now);
		return this.pending;
	}

	done(updateId: number): void {
		this.pending = this.pending.filter(({ update }) => update.update_id !== updateId);
	}

	clear(): void {
		this.pending = [];
	}

	get(offset: number, limit: number, timeout: number): Promise<Update[]> {
		const now = this.settings.now();
		let seconds = Math.min(timeout, MAX_TIMEOUT);
		let most = limit;
		if (this.settings.slowRepeatedPolls && offset === this.lastPoll.offset) {
			if (now < this.lastPoll.at + 3 * SECOND) seconds = Math.max(seconds, 3);
			if (now < this.lastPoll.at + 0.5 * SECOND) most = 1;
		}
		this.lastPoll = { offset, at: now };

		const found = this.take(offset, most);
		if (found.length > 0 || seconds === 0) return Promise.resolve(found);
		this.endPoll('pollConflict');
		return new Promise((answer, refuse) => {
			const timer = setTimeout(() => this.answerPoll(), seconds * SECOND);
			this.poll = { offset, limit: most, answer, refuse, timer };
		});
	}

	/** A 409 for the poll that waits. */
	endPoll(why: 'pollConflict' | 'setWebhookConflict'): void {
		const poll = this.poll;
		if (!poll) return;
		clearTimeout(poll.timer);
		this.poll = undefined;
		void this.conflict(why).catch(poll.refuse);
	}

	/** Always throws; late when the last one was less than 3 s ago. */
	async conflict(why: 'pollConflict' | 'setWebhookConflict' | 'webhookConflict'): Promise<never> {
		const now = this.settings.now();
		if (now < this.lastConflict + 3 * SECOND) await this.pause(this.settings.conflictPauseMs);
		else this.lastConflict = now;
		throw new Refused(CALL_REFUSALS[why]);
	}

	stop(): void {
		if (this.poll) clearTimeout(this.poll.timer);
		this.poll = undefined;
		for (const timer of this.timers) clearTimeout(timer);
		this.timers.clear();
	}

	/** Confirms what lies below the offset; a negative one keeps the last so many. */
	private take(offset: number, limit: number): Update[] {
		let pending = this.waiting();
		if (offset < 0) pending = this.pending = pending.slice(offset);
		// an offset far ahead is no offset (TQueue: "Specified from_id is in the future")
		if (offset > 0 && offset <= this.nextId + 10) {
			pending = this.pending = pending.filter(({ update }) => update.update_id >= offset);
		}
		return pending.slice(0, limit).map(({ update }) => update);
	}

	private wake(): void {
		if (this.poll) setImmediate(() => this.answerPoll());
	}

	private answerPoll(): void {
		const poll = this.poll;
		if (!poll) return;
		clearTimeout(poll.timer);
		this.poll = undefined;
		poll.answer(this.take(poll.offset, poll.limit));
	}

	private pause(ms: number): Promise<void> {
		return new Promise((resolve) => {
			const timer = setTimeout(() => {
				this.timers.delete(timer);
				resolve();
			}, ms);
			this.timers.add(timer);
		});
	}
}
