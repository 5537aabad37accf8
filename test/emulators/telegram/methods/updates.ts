/** getUpdates and webhooks; they exclude each other. */
import { Described, type Method, type MethodTable } from './call';
import { parseUrl } from '../link';
import { badRequest, Refused, tooManyRequests } from '../refusal';

const getUpdates: Method = ({ bot, params }) => {
	if (bot.delivery.webhook) return bot.updates.conflict('webhookConflict');
	bot.updates.allow(params.list('allowed_updates'));
	return bot.updates.get(
		params.integer('offset'),
		params.within('limit', 100, 1, 100),
		params.within('timeout', 0, 0, 50),
	);
};

const setWebhook: Method = (call) => {
	const { bot, params } = call;
	const url = params.text('url');
	if (url === '') return removeWebhook(call);
	const now = bot.settings.now();
	if (now < bot.lastSetWebhook + bot.settings.setWebhookPauseMs) throw new Refused(tooManyRequests(1));
	bot.lastSetWebhook = now;

	const webhook = {
		url,
		secret: params.text('secret_token'),
		maxConnections: params.within('max_connections', 40, 1, bot.settings.localWebhooks ? 100_000 : 100),
		ipAddress: params.text('ip_address'),
	};
	const drop = params.flag('drop_pending_updates');
	if (JSON.stringify(webhook) === JSON.stringify(bot.delivery.webhook) && !drop) {
		bot.updates.allow(params.list('allowed_updates'));
		return new Described(true, 'Webhook is already set');
	}
	bot.updates.endPoll('setWebhookConflict');
	const parsed = parseUrl(url, 'https');
	if ('error' in parsed) throw badRequest('invalid webhook URL specified');
	if (webhook.secret.length > 256) throw badRequest('secret token is too long');
	if (!/^[\w-]*$/.test(webhook.secret)) throw badRequest('secret token contains unallowed characters');
	if (!bot.settings.localWebhooks) checkPublic(parsed);
	if (drop) bot.updates.clear();
	bot.updates.allow(params.list('allowed_updates'));
	const full = /^[a-z]+:\/\//i.test(url) ? url : `https://${url}`;
	bot.delivery.set({ ...webhook, url: full });
	return new Described(true, 'Webhook was set');
};

/** What api.telegram.org asks of an address; names are not resolved here. */
function checkPublic({ protocol, host, port }: { protocol: string; host: string; port: number }): void {
	const fail = (why: string): Error => badRequest(`bad webhook: ${why}`);
	if (protocol !== 'https') throw fail('An HTTPS URL must be provided for webhook');
	if (![0, 80, 88, 443, 8443].includes(port)) {
		throw fail('Webhook can be set up only on ports 80, 88, 443 or 8443');
	}
	if (host.startsWith('[')) throw fail('IPv6-only addresses are not allowed');
	if (/^(127|10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\.[\d.]+$/.test(host)) {
		throw fail(`IP address ${host} is reserved`);
	}
	if (host === 'localhost') throw fail('IP address 127.0.0.1 is reserved');
	// assumed: only a name without a dot or below .invalid can't be resolved
	if (!host.includes('.') || host.endsWith('.invalid')) {
		throw fail('Failed to resolve host: Name or service not known');
	}
}

const removeWebhook: Method = ({ bot, params }) => {
	if (params.flag('drop_pending_updates')) bot.updates.clear();
	if (!bot.delivery.webhook) return new Described(true, 'Webhook is already deleted');
	bot.delivery.set(undefined);
	return new Described(true, 'Webhook was deleted');
};

const getWebhookInfo: Method = ({ bot }) => {
	const { webhook, lastError } = bot.delivery;
	return {
		url: webhook?.url ?? '',
		has_custom_certificate: false,
		pending_update_count: bot.updates.waiting().length,
		...(webhook && webhook.ipAddress !== '' && { ip_address: webhook.ipAddress }),
		...(lastError && { last_error_date: lastError.date, last_error_message: lastError.message }),
		...(webhook && { max_connections: webhook.maxConnections }),
		...(bot.updates.allowed && { allowed_updates: bot.updates.allowed }),
	};
};

export const UPDATE_METHODS: MethodTable = {
	getUpdates,
	setWebhook,
	deleteWebhook: removeWebhook,
	getWebhookInfo,
};
