/**
 * The data export: what the service posts to the user's address. One queue in order: what was not answered with 200
 * is tried again, and everything behind it waits. Documented, except what a sample of Telegram looks like.
 */
import { randomUUID } from 'node:crypto';

import type { Sent, State } from './state';

export interface Export {
	url: string;
	/** For Basic, where the user entered them. */
	login?: string;
	password?: string;
	/** Custom headers. */
	headers?: Record<string, string>;
}

export type Activity = Record<string, unknown>;

/** Minutes between tries: 1, 2, 4 … up to an hour. */
const LONGEST_PAUSE = 60;

export class Webhooks {
	target: Export | undefined;
	/** Milliseconds that a minute takes. */
	minute = 10;
	/** HTTP statuses that came back, in order. */
	readonly answers: number[] = [];
	private queue: Promise<void> = Promise.resolve();

	constructor(private readonly state: State) {}

	/** Saving an export probes its address. assumed: without login and password. */
	async probe(): Promise<number> {
		if (!this.target) throw new Error('no export is set up');
		return (await fetch(this.target.url)).status;
	}

	/** Posts one request behind those that wait. @param tries after which the test's patience ends */
	async post(body: Activity | Activity[], tries = 5): Promise<void> {
		this.queue = this.queue.then(async () => await this.deliver(body, tries));
		await this.queue;
	}

	/** One request of the queue was answered, or nobody answers. */
	private async deliver(body: unknown, tries: number): Promise<void> {
		for (let pause = 1, left = tries; left > 0; left -= 1, pause = Math.min(pause * 2, LONGEST_PAUSE)) {
			const status = await this.once(body);
			this.answers.push(status);
			if (status === 200) return;
			await new Promise((resolve) => setTimeout(resolve, pause * this.minute));
		}
	}

	private async once(body: unknown): Promise<number> {
		if (!this.target) throw new Error('no export is set up');
		const { url, login, password, headers } = this.target;
		const key = Buffer.from(`${login}:${password}`).toString('base64');
		const answer = await fetch(url, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				...(login !== undefined && { authorization: `Basic ${key}` }),
				...headers,
			},
			body: JSON.stringify(body),
		});
		return answer.status;
	}

	/** assumed: what is told of a message to a Telegram chat. The sample of the vendor shows an e-mail. */
	about(sent: Sent, activityStatus: string, more: Activity = {}): Activity {
		const { settings, messages } = this.state;
		return {
			iid: settings.iid === 'requestId' ? sent.requestId : randomUUID(),
			contactId: sent.contact?.id,
			externalCustomerId: sent.contact?.externalCustomerId,
			mediaType: sent.channel === 'sms' ? 'SMS' : settings.mediaType,
			activityStatus,
			activityDateTime: new Date(this.state.now()).toISOString().slice(0, 19),
			messageId: sent.messageId ?? undefined,
			messageName: sent.messageId === null ? undefined : messages.get(sent.messageId)?.name,
			statusData: {},
			...more,
		};
	}
}
