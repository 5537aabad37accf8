import type { ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';

import { BY_PRESS, OUTCOME, type Reply } from '../ask/verdict';
import { askOwn } from './own';

/** Milliseconds. */
const LONGEST_WAIT = 10_000;

/**
 * Gives an answer at n8n's own address for waiting runs.
 * @param proof of who pressed, see toProof; empty where there is none
 * @returns undefined when nothing came back
 */
export async function resume(
	context: ITriggerFunctions | IWebhookFunctions,
	url: string,
	proof: string,
): Promise<Reply | undefined> {
	const headers = { [BY_PRESS]: proof, 'user-agent': 'n8n-gateway-trigger' };
	const answer = await askOwn(context, { method: 'POST', url, headers, timeout: LONGEST_WAIT });
	return answer && { status: answer.status, outcome: answer.headers[OUTCOME], text: answer.text };
}
