import type { IExecuteFunctions, ITriggerFunctions } from 'n8n-workflow';

import type { Line } from '../../client/gateway';
import type { Receipt } from '../../client/model/receipt';
import { clockOf } from '../../client/n8n/clock';
import { pollerOf } from '../../client/poller/pollers';
import type { Poller } from '../../client/poller/poller';
import type { Polling } from '../../client/receiver';
import type { Setup } from './read';
import { clearTheWay } from './way';

/** Seconds that a question at activation may spend on rate limits. */
export const LONGEST_WAIT = 10;

export interface Place {
	poller: Poller;
	/** The bot, or the account where it has many: what an update's id is unique for. */
	account: string;
	bot: Receipt['bot'];
}

/**
 * The poller of the bot that the credential belongs to, shared by all of this process.
 * @throws Failure when nothing can be fetched from this bot
 */
export async function findPoller(
	context: ITriggerFunctions | IExecuteFunctions,
	setup: Setup,
	polling: Polling,
	line: Line,
): Promise<Place> {
	const { gateway, receiver } = setup;
	await clearTheWay(context, setup, line);
	await polling.check?.(line, setup.filter.events);
	const bot = (await receiver.whose?.(line)) ?? null;
	const account = `${gateway.id}/${bot?.id ?? context.getNode().credentials?.[gateway.credential]?.id ?? ''}`;
	return { poller: pollerOf(account, { receiver, polling, bot, clock: clockOf(context) }), account, bot };
}
