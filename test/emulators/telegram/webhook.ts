/** Delivery of updates to a webhook: one after another within a key, side by side across keys, until a 2xx. */
import type { Pending, Update, Updates } from './updates';
import type { Settings } from './settings';

export interface Webhook {
	url: string;
	secret: string;
	maxConnections: number;
	ipAddress: string;
}

/** One attempt. */
export interface Delivery {
	url: string;
	update: Update;
	at: number;
	/** Of the answer; undefined when none came. */
	status?: number;
	/** Of the answer. A `method` in it, which Telegram would execute, is only logged here. */
	body?: string;
	error?: string;
}

export class Deliverer {
	readonly log: Delivery[] = [];
	webhook: Webhook | undefined;
	lastError: { date: number; message: string } | undefined;

	private readonly busy = new Set<string>();
	private readonly waiting = new Map<NodeJS.Timeout, () => void>();
	private abort = new AbortController();

	constructor(
		private readonly settings: Settings,
		private readonly updates: () => Updates,
	) {}

	set(webhook: Webhook | undefined): void {
		this.stop();
		this.abort = new AbortController();
		this.webhook = webhook;
		this.lastError = undefined;
		this.go();
	}

	/** Delivers what waits. */
	go(): void {
		const webhook = this.webhook;
		if (!webhook) return;
		for (const pending of this.updates().waiting()) {
			if (this.busy.size >= webhook.maxConnections) return;
			if (this.busy.has(pending.key)) continue;
			this.busy.add(pending.key);
			void this.deliver(webhook, pending).then((delivered) => {
				// a webhook that was replaced meanwhile has its own set of busy keys
				if (this.webhook !== webhook) return;
				if (delivered) this.updates().done(pending.update.update_id);
				this.busy.delete(pending.key);
				this.go();
			});
		}
	}

	stop(): void {
		this.abort.abort();
		for (const [timer, wake] of this.waiting) {
			clearTimeout(timer);
			wake();
		}
		this.waiting.clear();
		this.busy.clear();
		this.webhook = undefined;
	}

	private async deliver(webhook: Webhook, { update, expires }: Pending): Promise<boolean> {
		for (let attempt = 0; ; attempt++) {
			if (this.webhook !== webhook || this.settings.now() > expires) return false;
			const delivery: Delivery = { url: webhook.url, update, at: this.settings.now() };
			this.log.push(delivery);
			const retryAfter = await this.attempt(webhook, delivery);
			if (this.webhook !== webhook) return false;
			if (delivery.status !== undefined && delivery.status >= 200 && delivery.status < 300) return true;
			const message = delivery.error ?? `Wrong response from the webhook: ${delivery.status ?? ''}`;
			this.lastError = { date: Math.floor(this.settings.now() / 1000), message };
			const { webhookRetryMs, webhookRetryCapMs } = this.settings;
			const own = attempt === 0 ? 0 : Math.min(webhookRetryMs * 2 ** (attempt - 1), webhookRetryCapMs);
			await this.pause(retryAfter ?? own);
		}
	}

	/** @returns milliseconds that the answer asks to wait */
	private async attempt(webhook: Webhook, delivery: Delivery): Promise<number | undefined> {
		const url = new URL(webhook.url);
		const { username, password } = url;
		url.username = url.password = '';
		try {
			const response = await fetch(url, {
				method: 'POST',
				redirect: 'manual',
				headers: {
					'content-type': 'application/json',
					...(webhook.secret !== '' && { 'x-telegram-bot-api-secret-token': webhook.secret }),
					...(username !== '' && { authorization: `Basic ${btoa(`${username}:${password}`)}` }),
				},
				body: JSON.stringify(delivery.update),
				signal: AbortSignal.any([this.abort.signal, AbortSignal.timeout(this.settings.webhookTimeoutMs)]),
			});
			delivery.status = response.status;
			delivery.body = await response.text();
			if (!response.ok) {
				delivery.error = `Wrong response from the webhook: ${response.status} ${response.statusText}`;
			}
			const seconds = Number(response.headers.get('retry-after'));
			return seconds > 0 && seconds <= 3600 ? seconds * 1000 : undefined;
		} catch (error) {
			const isTimeout = error instanceof Error && error.name === 'TimeoutError';
			// assumed: the words; Telegram's last_error_message reads so for a refused connection and a timeout
			delivery.error = isTimeout ? 'Read timeout expired' : 'Connection refused';
			return undefined;
		}
	}

	private pause(ms: number): Promise<void> {
		return new Promise((resolve) => {
			const timer = setTimeout(() => {
				this.waiting.delete(timer);
				resolve();
			}, ms);
			this.waiting.set(timer, resolve);
		});
	}
}
