/** What may differ between servers, or is too slow for a test at Telegram's own pace. */
export interface Settings {
	/** Seconds that a button press may be answered. */
	callbackSeconds: number;
	/** How the front treats a bad token: api.telegram.org, or a server of one's own. */
	front: 'cloud' | 'local';
	/** Accepts http webhooks on any port and address, as a server started with `--local` does. */
	localWebhooks: boolean;
	/** Between two setWebhook calls; sooner is a 429. */
	setWebhookPauseMs: number;
	/** Between the attempts to deliver an update; the first repeats at once, then it doubles. Telegram: 2000. */
	webhookRetryMs: number;
	/** Telegram: 60–120 s at random. */
	webhookRetryCapMs: number;
	/** How long an answer of a webhook is awaited. */
	webhookTimeoutMs: number;
	/** A 409 that repeats within 3 s comes this late. Telegram: 3000. */
	conflictPauseMs: number;
	/** Slows polls that repeat their offset at once, as Telegram does: they wait 3 s and get one update. */
	slowRepeatedPolls: boolean;
	/** Larger uploads are a 413. */
	maxUploadBytes: number;
	/** Larger keyboards are "reply markup is too long"; no limit is known. */
	maxMarkupBytes: number | undefined;
	/** Hosts whose addresses can be sent as media. */
	mediaHosts: Set<string>;
	/** Addresses that fail, with the text, e.g. `Wrong type of the web page content`. */
	brokenUrls: Map<string, string>;
	/** Milliseconds since the epoch. */
	now: () => number;
}

export const defaultSettings = (): Settings => ({
	callbackSeconds: 150,
	front: 'cloud',
	localWebhooks: true,
	setWebhookPauseMs: 1000,
	webhookRetryMs: 20,
	webhookRetryCapMs: 60_000,
	webhookTimeoutMs: 60_000,
	conflictPauseMs: 0,
	slowRepeatedPolls: false,
	maxUploadBytes: 50 * 1024 * 1024,
	maxMarkupBytes: undefined,
	mediaHosts: new Set(['example.com']),
	brokenUrls: new Map(),
	now: () => Date.now(),
});
