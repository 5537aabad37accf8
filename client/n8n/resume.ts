import type { ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';

import { BY_PRESS, TAKEN, type Reply } from '../ask/verdict';
import { askOwn } from './own';

/** Milliseconds. */
const LONGEST_WAIT = 10_000;

/**
 * Gives an answer at n8n's own address for waiting runs.
 * @returns undefined when nothing came back
 */
export async function resume(
	context: ITriggerFunctions | IWebhookFunctions,
	url: string,
): Promise<Reply | undefined> {
	const headers = { [BY_PRESS]: '1', 'user-agent': 'n8n-gateway-trigger' };
	const answer = await askOwn(context, { method: 'POST', url, headers, timeout: LONGEST_WAIT });
	return answer && { status: answer.status, taken: answer.headers[TAKEN] === '1', text: answer.text };
}
