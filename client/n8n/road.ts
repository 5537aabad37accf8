/** The edge to n8n's own request helper: the only place from which a request leaves. */
import type {
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { Unreachable } from '../model/error';
import { BACKUP_HOST } from '../http/host';
import { formOf, multipartOf } from '../http/body';
import { redactText } from '../http/redact';
import type { HttpAnswer, HttpRequest, Send } from '../http/request';
import { brokenOff, notReached } from '../http/unanswered';

/** Whoever of n8n's contexts asks: a running node, an opening list, a trigger and its webhook. */
export type Caller =
	IExecuteFunctions | ILoadOptionsFunctions | ITriggerFunctions | IWebhookFunctions | IHookFunctions;

const DEFAULT_TIMEOUT = 30_000;

/** A road through n8n: its proxy, SSRF and timeout settings hold, and the credential authenticates. */
export const n8nRoad =
	(caller: Caller, credential: string): Send =>
	async (request) => {
		const options = await toN8n(request);
		const outcome = await caller.helpers.httpRequestWithAuthentication
			.call(caller, credential, options)
			.then(toAnswer, toUnreachable);
		if (outcome instanceof Unreachable) throw outcome;
		return outcome;
	};

async function toN8n(request: HttpRequest): Promise<IHttpRequestOptions> {
	const { multipart, form } = request;
	const body = multipart ? await multipartOf(multipart) : form && formOf(form);
	return {
		method: request.method,
		url: request.path,
		...(request.host === 'backup' && { baseURL: BACKUP_HOST }),
		...(request.query && { qs: request.query }),
		...(request.json && { body: request.json }),
		...(body && { body: body.body }),
		headers: {
			...(request.json && { 'content-type': 'application/json' }),
			...body?.headers,
			...request.headers,
		},
		...(request.signal && { abortSignal: request.signal }),
		encoding: request.binary ? 'arraybuffer' : 'text', // we parse it ourselves: a broken answer must not become the transport's error
		returnFullResponse: true,
		ignoreHttpStatusErrors: true, // a refusal is an answer; it also keeps n8n from resending after a 401
		disableFollowRedirect: true,
		timeout: request.timeout ?? DEFAULT_TIMEOUT,
	};
}

function toAnswer(response: unknown): HttpAnswer {
	const { statusCode, headers, body } = response as IN8nHttpFullResponse;
	return {
		status: statusCode,
		headers: Object.fromEntries(
			Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
		),
		...(Buffer.isBuffer(body) ? { body: '', bytes: body } : { body: asText(body) }),
	};
}

const asText = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body ?? ''));

/** What n8n or the operating system says when the request cannot have reached the service. */
const NOT_SENT: ReadonlyArray<[RegExp, string, string]> = [
	[/ECONNREFUSED/, 'ECONNREFUSED', 'Check the URL in the credential and whether the service is up'],
	[
		/ENOTFOUND|EAI_AGAIN|EAI_FAIL/,
		'ENOTFOUND',
		'Check the URL in the credential and the DNS of this machine',
	],
	// only while connecting: a line that is open may lose its way too
	[/connect (EHOSTUNREACH|ENETUNREACH)/, 'EHOSTUNREACH', 'Check the network of this machine'],
	[
		/CERT_|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|EPROTO|wrong version number/i,
		'TLS',
		'Check the certificate of the URL in the credential',
	],
	[/Invalid URL|ERR_INVALID_URL|unsupported protocol/i, 'INVALID_URL', 'Check the URL in the credential'],
	[/restricted IP|SSRF/i, 'BLOCKED_BY_N8N', 'The owner of this n8n does not allow requests to that address'],
	[
		/domain.*not allowed|not allowed.*domain/i,
		'BLOCKED_BY_N8N',
		'The credential does not allow requests to that domain',
	],
	[
		/does not have any credentials|credentials? .*(not found|not exist|be decrypted)/i,
		'NO_CREDENTIAL',
		'Choose a credential in this node, and check that it opens',
	],
];

const BROKEN: ReadonlyArray<[RegExp, string]> = [
	[/ECONNABORTED|ETIMEDOUT|timeout|aborted/i, 'TIMEOUT'],
	[/ECONNRESET|socket hang up|EPIPE/i, 'ECONNRESET'],
];

/** The transport's error holds the URL, and with it the secret: only a code we know leaves this function. */
function toUnreachable(error: unknown): Unreachable {
	const seen = describe(error);
	for (const [shape, code, advice] of NOT_SENT) {
		if (shape.test(seen)) return notReached(code, advice);
	}
	return brokenOff(BROKEN.find(([shape]) => shape.test(seen))?.[1] ?? 'NO_ANSWER');
}

/** Everything an error says about itself, to be searched and then thrown away. */
function describe(error: unknown): string {
	const seen: string[] = [];
	let current: unknown = error;
	for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth += 1) {
		const { code, httpCode, message, description, messages, errors, cause } = current as Record<
			string,
			unknown
		>;
		// `errors`: a host with several addresses fails once for each
		seen.push(
			...[code, httpCode, message, description, messages, errors].map((part) =>
				redactText(String(part ?? '')),
			),
		);
		current = cause;
	}
	return seen.join(' ');
}
