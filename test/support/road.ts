/**
 * A road to an emulator without n8n: the platform's own fetch, with the account's credential signing
 * each request just as n8n lets it. What client/n8n/road.ts does with n8n's helper, this does for tests.
 */
import type { ICredentialDataDecryptedObject, ICredentialType, IHttpRequestOptions } from 'n8n-workflow';

import { BACKUP_HOST } from '../../client/http/host';
import { formOf, multipartOf } from '../../client/http/body';
import type { HttpAnswer, HttpRequest, Send } from '../../client/http/request';
import { brokenOff, notReached } from '../../client/http/unanswered';
import { Unreachable } from '../../client/model/error';

const DEFAULT_TIMEOUT = 5_000;

/** @throws Unreachable from each call that gets no answer, in the same words as the road through n8n */
export const fetchRoad =
	(credential: ICredentialType, data: ICredentialDataDecryptedObject): Send =>
	async (request) => {
		const signed = await sign(credential, data, await toOptions(request));
		const outcome = await fetch(urlOf(signed), {
			method: signed.method ?? 'GET',
			headers: (signed.headers ?? {}) as Record<string, string>,
			body: bodyOf(signed.body),
			redirect: 'manual',
			signal: AbortSignal.any([
				AbortSignal.timeout(signed.timeout ?? DEFAULT_TIMEOUT),
				...(request.signal ? [request.signal] : []),
			]),
		})
			.then(async (response) => await toAnswer(response, request.binary === true))
			.catch(toUnreachable);
		if (outcome instanceof Unreachable) throw outcome;
		return outcome;
	};

/** What the credential gets to sign: the same fields that the road through n8n hands over. */
export async function toOptions(request: HttpRequest): Promise<IHttpRequestOptions> {
	const form = request.multipart
		? await multipartOf(request.multipart)
		: request.form && formOf(request.form);
	return {
		method: request.method,
		url: request.path,
		...(request.host === 'backup' && { baseURL: BACKUP_HOST }),
		...(request.query && { qs: request.query }),
		...(request.json && { body: request.json }),
		...(form && { body: form.body }),
		headers: {
			...(request.json && { 'content-type': 'application/json' }),
			...form?.headers,
			...request.headers,
		},
		timeout: request.timeout ?? DEFAULT_TIMEOUT,
	};
}

async function sign(
	credential: ICredentialType,
	data: ICredentialDataDecryptedObject,
	options: IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
	if (typeof credential.authenticate !== 'function')
		throw new Error(`${credential.name} does not sign by function`);
	return await credential.authenticate(data, options);
}

/** Base and path are joined as axios joins them: with exactly one slash. */
function urlOf({ baseURL, url, qs }: IHttpRequestOptions): string {
	const whole = baseURL ? `${baseURL.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}` : url;
	const query = new URLSearchParams((qs ?? {}) as Record<string, string>).toString();
	if (query === '') return whole;
	return `${whole}${whole.includes('?') ? '&' : '?'}${query}`;
}

function bodyOf(body: IHttpRequestOptions['body']): RequestInit['body'] {
	if (body === undefined || body === null) return undefined;
	if (Buffer.isBuffer(body)) return new Uint8Array(body);
	if (typeof body === 'string' || body instanceof URLSearchParams) return body;
	return JSON.stringify(body);
}

async function toAnswer(response: Response, binary: boolean): Promise<HttpAnswer> {
	return {
		status: response.status,
		headers: Object.fromEntries(response.headers),
		...(binary
			? { body: '', bytes: Buffer.from(await response.arrayBuffer()) }
			: { body: await response.text() }),
	};
}

/** The codes of the road through n8n for what cannot have reached the service. */
const NOT_SENT: ReadonlyArray<[RegExp, string]> = [
	// fetch refuses some ports by itself
	[/ECONNREFUSED|bad port/, 'ECONNREFUSED'],
	[/ENOTFOUND|EAI_AGAIN/, 'ENOTFOUND'],
	[/EHOSTUNREACH|ENETUNREACH/, 'EHOSTUNREACH'],
	[/ERR_INVALID_URL/, 'INVALID_URL'],
];

/** Only a code travels on; the platform's error may hold the URL and with it the secret. */
function toUnreachable(error: unknown): Unreachable {
	const seen = describe(error);
	const notSent = NOT_SENT.find(([shape]) => shape.test(seen))?.[1];
	if (notSent !== undefined)
		return notReached(notSent, 'Check the URL in the credential and whether the service is up');
	return brokenOff(/TimeoutError|ETIMEDOUT|timeout|aborted/i.test(seen) ? 'TIMEOUT' : 'ECONNRESET');
}

function describe(error: unknown): string {
	const seen: string[] = [];
	let current: unknown = error;
	for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth += 1) {
		const { name, code, message, cause, errors } = current as Record<string, unknown>;
		seen.push(...[name, code, message].map((part) => String(part ?? '')));
		// a host with several addresses fails once for each: the first speaks for all
		current = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
	}
	return seen.join(' ');
}
