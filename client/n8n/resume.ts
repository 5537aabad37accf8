import type { IN8nHttpFullResponse, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';

import { BY_PRESS, TAKEN, type Reply } from '../ask/verdict';

const LONGEST_WAIT = 10_000;

/**
 * Gives an answer at n8n's own address for waiting runs. Without a credential, as n8n's signature in the address is
 * the proof; n8n's settings for requests hold, its SSRF protection among them.
 * @returns undefined when nothing came back; the error may hold the address, so it stays here
 */
export async function resume(
	context: ITriggerFunctions | IWebhookFunctions,
	address: string,
): Promise<Reply | undefined> {
	const answer: unknown = await context.helpers
		.httpRequest({
			method: 'POST',
			url: address,
			headers: { [BY_PRESS]: '1', 'user-agent': 'n8n-gateway-trigger' },
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: LONGEST_WAIT,
		})
		.catch(() => undefined);
	if (answer === undefined) return undefined;
	const { statusCode, headers, body } = answer as IN8nHttpFullResponse;
	return { status: statusCode, taken: headers[TAKEN] === '1', text: typeof body === 'string' ? body : '' };
}
