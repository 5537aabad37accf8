/** Flood limits, off by default: the real ones are unpublished. */
import { Refused, tooManyRequests } from './refusal';

export interface RateLimit {
	/** Calls to chats of one bot. */
	perSecond?: number;
	/** Calls to one chat. */
	perChatPerSecond?: number;
	/** Calls to one group, supergroup or channel. */
	perGroupPerMinute?: number;
	/** Seconds that the answer asks to wait. */
	retryAfter: number;
}

export class Pace {
	private taken: Array<{ at: number; chatId: number }> = [];

	clear(): void {
		this.taken = [];
	}

	/** Counts a call or throws the 429; a refused call does not count. */
	take(limit: RateLimit | undefined, chatId: number, now: number): void {
		if (!limit) return;
		this.taken = this.taken.filter(({ at }) => at > now - 60_000);
		const lastSecond = this.taken.filter(({ at }) => at > now - 1000);
		const ofChat = (call: { chatId: number }): boolean => call.chatId === chatId;
		const over =
			lastSecond.length >= (limit.perSecond ?? Infinity) ||
			lastSecond.filter(ofChat).length >= (limit.perChatPerSecond ?? Infinity) ||
			(chatId < 0 && this.taken.filter(ofChat).length >= (limit.perGroupPerMinute ?? Infinity));
		if (over) throw new Refused(tooManyRequests(limit.retryAfter));
		this.taken.push({ at: now, chatId });
	}
}
