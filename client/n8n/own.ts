import type {
	IExecuteFunctions,
	IN8nHttpFullResponse,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

/** A request to n8n's own webhooks. */
export interface OwnRequest {
	method: 'GET' | 'POST';
	url: string;
	headers: Record<string, string>;
	/** Milliseconds. */
	timeout: number;
}

/**
 * Asks n8n itself, at an address that n8n or this package has signed: that is the proof, so there is no credential. n8n's
 * settings for requests hold, its SSRF protection among them, and no redirect is followed.
 * @returns undefined when nothing came back; the error may hold the address, so it stays here
 */
export async function askOwn(
	{ helpers }: IExecuteFunctions | ITriggerFunctions | IWebhookFunctions,
	request: OwnRequest,
): Promise<{ status: number; headers: Record<string, unknown>; text: string } | undefined> {
	const answer: unknown = await helpers
		.httpRequest({
			...request,
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		})
		.catch(() => undefined);
	if (answer === undefined) return undefined;
	const { statusCode, headers, body } = answer as IN8nHttpFullResponse;
	return { status: statusCode, headers, text: typeof body === 'string' ? body : JSON.stringify(body ?? '') };
}
