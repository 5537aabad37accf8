import type { IExecuteFunctions, ITriggerFunctions } from 'n8n-workflow';

import type { Line } from '../../client/gateway';
import { foreignWebhook } from './foreign';
import type { Setup } from './read';

/**
 * Sees to it that nothing is fetched in vain: a service that sends to a webhook gives out nothing.
 * @throws InvalidInput naming the host of a webhook that is not ours to remove
 */
export async function clearTheWay(
	context: ITriggerFunctions | IExecuteFunctions,
	setup: Setup,
	line: Line,
): Promise<void> {
	const { polling, webhook } = setup.receiver;
	const registration = webhook?.registration;
	if (!polling?.excludedByWebhook || !registration) return;
	const state = await registration.inspect(line);
	if (!state) return;
	if (context.getMode() === 'manual') {
		throw foreignWebhook(state.url, 'Deactivate what uses it first: a test run leaves it as it is');
	}
	if (!setup.overForeign && !isOwn(context, state.url)) {
		throw foreignWebhook(
			state.url,
			'Switch that off, or turn on Remove a Foreign Webhook in the options of this node',
		);
	}
	await registration.remove(line);
}

/** Left behind when this node received by webhook before. */
function isOwn(context: ITriggerFunctions | IExecuteFunctions, url: string): boolean {
	const { webhookId } = context.getNode();
	if (webhookId === undefined || !URL.canParse(url)) return false;
	const base = context.getInstanceBaseUrl();
	return URL.canParse(base) && new URL(base).origin === new URL(url).origin && url.includes(`/${webhookId}/`);
}
