import { createHash } from 'node:crypto';

import type { Line } from '../gateway';
import { asText, isObject } from '../http/json';
import type { EventName } from '../model/event';
import type { Arrival, Callback, Door, WebhookState } from '../receiver';
import { call } from './call';
import { kindsOf } from './kinds';
import { idOf } from './polling';
import { isSecret, SECRET_HERE } from './secret';

const SECRET_HEADER = 'x-telegram-bot-api-secret-token';

async function inspect(line: Line): Promise<WebhookState | undefined> {
	const info = await call(line, { method: 'getWebhookInfo', effect: 'read' });
	const url = isObject(info) ? asText(info.url) : null;
	if (!isObject(info) || url === null) return undefined;
	const kinds = Array.isArray(info.allowed_updates) ? info.allowed_updates.map(String) : null;
	return { url, kinds };
}

/** Updates that wait are kept: they come to the new address. An empty list of kinds is Telegram's usual set. */
async function set(line: Line, url: string, kinds: readonly string[]): Promise<void> {
	const payload = { url, allowed_updates: kinds, secret_token: SECRET_HERE };
	await call(line, { method: 'setWebhook', payload, effect: 'read' });
}

const register = async (line: Line, url: string, wanted: readonly EventName[]): Promise<void> =>
	await set(line, url, kindsOf(wanted));

const restore = async (line: Line, { url, kinds }: WebhookState): Promise<void> =>
	await set(line, url, kinds ?? []);

async function remove(line: Line): Promise<void> {
	await call(line, { method: 'deleteWebhook', effect: 'read' });
}

const isGenuine: Door['isGenuine'] = ({ headers }, account, url) =>
	isSecret(headers[SECRET_HEADER], String(account.accessToken ?? '').trim(), url);

/** One update a request. What is none still gets an id, so that it counts once. */
function arrivals({ body }: Callback): Arrival[] {
	const id =
		idOf(body) ??
		createHash('sha256')
			.update(JSON.stringify(body ?? null))
			.digest('hex')
			.slice(0, 16);
	return [{ id, update: body }];
}

/** Source: Bot API, "setWebhook"; delivery by tdlib/telegram-bot-api, WebhookActor.cpp. */
export const webhook: Door = {
	registration: { inspect, register, restore, remove },
	// a body with a `method` in it would be carried out as a call of the bot
	accepted: { status: 200, body: '' },
	refused: 403,
	isGenuine,
	arrivals,
};
