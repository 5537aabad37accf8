/** The queues of the message service: what is given out is hidden for a while, and given again unless it is deleted. */
import { createHash, randomUUID } from 'node:crypto';

export interface Waiting {
	id: string;
	body: string;
	enqueuedAt: number;
	/** Milliseconds since the epoch; before that it is hidden. */
	visibleAt: number;
	firstOutAt: number | null;
	count: number;
	/** Of the last time that it was given out; earlier ones delete nothing. */
	receipt: string | null;
}

export class Queue {
	private messages: Waiting[] = [];
	/** Changes when everything is forgotten: whoever waits goes away empty. */
	private age = 0;
	private wake: Array<() => void> = [];
	/** Messages that were deleted. */
	deleted = 0;

	constructor(readonly name: string) {}

	put(body: string): void {
		const id = randomUUID().replaceAll('-', '').toUpperCase().slice(0, 16);
		const now = Date.now();
		this.messages.push({
			id,
			body,
			enqueuedAt: now,
			visibleAt: now,
			firstOutAt: null,
			count: 0,
			receipt: null,
		});
		this.stir();
	}

	get waiting(): readonly Waiting[] {
		return this.messages;
	}

	/** Gives out what is visible now, or as soon as something is. */
	async take(most: number, patience: number, hiddenFor: number, peek = false): Promise<Waiting[]> {
		const end = Date.now() + patience;
		const { age } = this;
		for (;;) {
			const now = Date.now();
			if (age !== this.age) return [];
			const found = this.messages.filter(({ visibleAt }) => visibleAt <= now).slice(0, most);
			if (found.length > 0 || now >= end) {
				if (!peek) for (const message of found) giveOut(message, now, hiddenFor);
				return found;
			}
			const next = Math.min(end, ...this.messages.map(({ visibleAt }) => visibleAt));
			await new Promise<void>((resolve) => {
				const timer = setTimeout(resolve, Math.max(1, next - now));
				this.wake.push(() => {
					clearTimeout(timer);
					resolve();
				});
			});
		}
	}

	/** @returns false for a receipt that is not the last one, or too late */
	remove(receipt: string): boolean {
		const found = this.messages.find((message) => message.receipt === receipt);
		if (!found || found.visibleAt <= Date.now()) return false;
		this.messages = this.messages.filter((message) => message !== found);
		this.deleted += 1;
		return true;
	}

	/** @returns the message with another receipt; undefined as above */
	hide(receipt: string, hiddenFor: number): Waiting | undefined {
		const found = this.messages.find((message) => message.receipt === receipt);
		if (!found || found.visibleAt <= Date.now()) return undefined;
		found.visibleAt = Date.now() + hiddenFor;
		found.receipt = receiptOf(found);
		this.stir();
		return found;
	}

	forget(): void {
		this.age += 1;
		this.messages = [];
		this.deleted = 0;
		this.stir();
	}

	private stir(): void {
		for (const wake of this.wake.splice(0)) wake();
	}
}

function giveOut(message: Waiting, now: number, hiddenFor: number): void {
	message.count += 1;
	message.firstOutAt ??= now;
	message.visibleAt = now + hiddenFor;
	message.receipt = receiptOf(message);
}

/** With the signs that base64 has: a client has to write them into an address. */
const receiptOf = ({ id, count }: Waiting): string =>
	`8-${Buffer.from(`${id}/${count}/${randomUUID()}>?`).toString('base64')}`;

/** assumed: of the text, in upper case */
export const md5 = (text: string): string => createHash('md5').update(text).digest('hex').toUpperCase();
