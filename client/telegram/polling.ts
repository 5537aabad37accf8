import { asText, isObject } from '../http/json';
import { Rejected } from '../model/error';
import type { Line } from '../gateway';
import type { Arrival, Ask, Polling } from '../receiver';
import { listen } from './call';
import { isClass } from './errors';
import { kindsOf } from './kinds';

/** Seconds that Telegram holds an answer back when there is nothing; 50 is its most, proxies end sooner. */
const WAIT = 25;

/** Seconds more until a poll is given up. */
const MARGIN = 10;

/** Most updates in one answer. */
const BATCH = 100;

async function fetch(line: Line, { after, wanted, signal }: Ask): Promise<Arrival[]> {
	const result = await listen(line, {
		payload: { ...offset(after), limit: BATCH, timeout: WAIT, allowed_updates: kindsOf(wanted) },
		timeout: (WAIT + MARGIN) * 1_000,
		signal,
	});
	if (!Array.isArray(result)) return [];
	return result.map((update: unknown): Arrival => ({ id: idOf(update) ?? 'none', update }));
}

/** Asking with an offset confirms everything below it. */
const offset = (after: Arrival | null | undefined) =>
	after && /^\d+$/.test(after.id) ? { offset: Number(after.id) + 1 } : {};

export const idOf = (update: unknown): string | null => (isObject(update) ? asText(update.update_id) : null);

async function confirm(line: Line, taken: readonly Arrival[]): Promise<void> {
	await listen(line, {
		payload: { ...offset(taken[taken.length - 1]), limit: 1, timeout: 0 },
		timeout: 5_000,
	});
}

/** The three conflicts and the bad token. Source: tdlib/telegram-bot-api, Client.cpp. */
const EXPLAINED: ReadonlyArray<[RegExp, string, string]> = [
	[
		/webhook is active|setWebhook/i,
		'A webhook is set for this bot, so Telegram gives out no updates to poll',
		'Something else set it: switch that off, or activate this workflow again with Remove a Foreign Webhook on',
	],
	[
		/getUpdates/i,
		'Another program fetches this bot’s updates too, and Telegram gives each to one of them only',
		'Find the other program or n8n that uses this token and switch it off, or make a new token with @BotFather',
	],
];

function explain(failure: unknown) {
	if (isClass(failure, 'credential')) {
		return {
			description: `Telegram does not accept the token any more: ${failure.facts.description}`,
			advice: 'Check the token in the credential: @BotFather shows the valid one',
		};
	}
	if (!(failure instanceof Rejected) || failure.facts.kind !== 'conflict') return undefined;
	const row = EXPLAINED.find(([shape]) => shape.test(failure.facts.description));
	return row && { description: row[1], advice: row[2] };
}

/** `getUpdates`. Telegram keeps updates for 24 hours, and gives what was not confirmed again. */
export const polling: Polling = {
	pause: 0,
	fetch,
	confirm: { when: 'leaving', run: confirm },
	excludedByWebhook: true,
	explain,
};
