import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { Gateway } from '../gateway';
import type { InvalidInput } from '../model/error';
import type { Callback, Door } from '../receiver';

/**
 * Whether the service sent a request. The only place that reads a credential of an incoming request, and only
 * yes or no leaves it: the secret is compared where it is, and never travels.
 */
export async function isGenuine(
	context: IWebhookFunctions,
	{ credential }: Gateway,
	door: Door,
	request: Callback,
): Promise<boolean> {
	const account: Record<string, unknown> = await context.getCredentials(credential);
	return door.isGenuine(request, account, context.getNodeWebhookUrl('default') ?? '');
}

/** What a credential lacks before its service may call. Again no field leaves: only what is missing is told. */
export async function whatLacks(
	context: IHookFunctions,
	{ credential }: Gateway,
	door: Door,
): Promise<InvalidInput | undefined> {
	return door.lacks?.(await context.getCredentials(credential));
}
