import type { Line, WebhookSettings } from '../gateway';
import type { Pace } from '../http/request';
import { InvalidInput } from '../model/error';
import { channelOf } from './account';
import { ask } from './call';

/** Calls a second for one user of the cloud. Source: the help page of UpdateAccountWebhook. */
const PACE: Pace[] = [{ key: 'webhook', limit: 10, per: 1_000 }];

/**
 * Sets the address for receipts, and the switches for HTTP and for the queue. Setting the same twice does no harm.
 * Addresses for inbound messages and notifications cannot be set by any action that fits a Telegram channel.
 */
export async function setWebhook(line: Line, { url, http, queue }: WebhookSettings): Promise<void> {
	if (url === undefined && http === undefined && queue === undefined)
		throw new InvalidInput('Status URL', 'is empty, and nothing else is set', 'Give what is to be changed');
	const parameters = {
		CustSpaceId: await channelOf(line),
		...(url !== undefined && { StatusCallbackUrl: url }),
		...flag('HttpFlag', http),
		...flag('QueueFlag', queue),
	};
	await ask(line, { action: 'UpdateAccountWebhook', parameters, effect: 'read', pace: PACE });
}

const flag = (name: string, on: boolean | undefined): Record<string, string> =>
	on === undefined ? {} : { [name]: on ? 'Y' : 'N' };
