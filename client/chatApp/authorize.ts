/**
 * How the credential turns a request of the client into a signed one. Three hosts are behind one account: the API
 * itself, the one that hands out the keys of a queue, and the message service in which the queue lies.
 *
 * Only the credential calls this: what goes through here holds secrets.
 */
import { randomUUID } from 'node:crypto';

import type {
	ICredentialDataDecryptedObject as Stored,
	IDataObject,
	IHttpRequestOptions,
} from 'n8n-workflow';

import { TOKEN_ACTION } from './queueToken';
import { canonicalQuery, encode, sign, type Keys } from './sign';
import { signQueueRequest, type QueueRequest } from './signQueue';
import { signParameters } from './signToken';
import { keysBehind, TICKET } from './vault';

/** Hosts to go to where the credential says nothing else; of the last two, that this service uses them is assumed. */
export const HOSTS = {
	endpoint: 'cams.ap-southeast-1.aliyuncs.com',
	dybaseEndpoint: 'dybaseapi.ap-southeast-1.aliyuncs.com',
	queueEndpoint: '1493622401794734.mns.ap-southeast-1.aliyuncs.com',
} as const;

const FORM = 'application/x-www-form-urlencoded';

/** Signs a copy of the request. Date and nonce are new for every attempt: a nonce is taken once. */
export function authorize(
	stored: Stored,
	{ baseURL: _, ...request }: IHttpRequestOptions,
): IHttpRequestOptions {
	const headers = textsOf(request.headers);
	const ticket = headers[TICKET];
	if (ticket !== undefined) return toQueue(stored, request, ticket);
	if (headers['x-acs-action'] !== TOKEN_ACTION) return toApi(stored, request, 'endpoint');
	return stored.dybaseSignature === 'v3'
		? toApi(stored, request, 'dybaseEndpoint')
		: toTokenAction(stored, request);
}

function toApi(
	stored: Stored,
	{ qs, ...options }: IHttpRequestOptions,
	host: 'endpoint' | 'dybaseEndpoint',
): IHttpRequestOptions {
	const { method = 'GET', body: given, headers, url } = options;
	const target = new URL(url || '/', hostOf(stored, host));
	const parameters = { ...Object.fromEntries(target.searchParams), ...textsOf(qs) };
	const inQuery = method === 'POST' && given === undefined ? IN_QUERY.get(stored.placement) : undefined;
	const { query, body } = inQuery
		? split(parameters, inQuery)
		: { query: parameters, body: typeof given === 'string' ? given : '' };
	const signed = sign(
		{
			method,
			host: target.host,
			// n8n's request helper writes this header for every POST, and what is there has to be signed
			headers: { ...(method === 'POST' && { 'content-type': FORM }), ...textsOf(headers) },
			query,
			body,
		},
		keysOf(stored),
		{ date: new Date(), nonce: randomUUID() },
	);
	const text = canonicalQuery(query);
	return {
		...options,
		// written by the encoder that signed it, and not as `qs`, which would be encoded in another way
		url: `${target.origin}/${text === '' ? '' : `?${text}`}`,
		headers: signed,
		...(body !== '' && { body }),
	};
}

/** The older signature. As a form, so that neither the signature nor a temporary token stands in the address. */
function toTokenAction(stored: Stored, { qs, ...options }: IHttpRequestOptions): IHttpRequestOptions {
	const { 'x-acs-action': Action = '', 'x-acs-version': Version = '', ...headers } = textsOf(options.headers);
	const parameters = signParameters('POST', { ...textsOf(qs), Action, Version }, keysOf(stored), {
		date: new Date(),
		nonce: randomUUID(),
	});
	return {
		...options,
		url: `${new URL(hostOf(stored, 'dybaseEndpoint')).origin}/`,
		headers: { ...headers, 'content-type': FORM },
		body: canonicalQuery(parameters),
	};
}

function toQueue(
	stored: Stored,
	{ qs, ...options }: IHttpRequestOptions,
	ticket: string,
): IHttpRequestOptions {
	const keys = keysBehind(ticket);
	if (!keys) throw new Error('The keys of this queue are not here any more');
	const query = Object.entries(textsOf(qs))
		.map(([name, value]) => `${name}=${inAddress(value)}`)
		.join('&');
	const resource = `${options.url}${query === '' ? '' : `?${query}`}`;
	const method = (options.method ?? 'GET') as QueueRequest['method'];
	const { [TICKET]: __, ...headers } = textsOf(options.headers);
	return {
		...options,
		url: new URL(hostOf(stored, 'queueEndpoint')).origin + resource,
		headers: { ...headers, ...signQueueRequest({ method, resource, body: '' }, keys, new Date()) },
	};
}

/** As the vendor's SDK writes a receipt into the address: what may stand there as it is, does. */
const inAddress = (value: string): string =>
	encode(value).replace(/%(2F|3A|3D)/g, (escaped) => decodeURIComponent(escaped));

/** A host as people write it, or a whole address, which also says whether to speak HTTPS. */
function hostOf(stored: Stored, name: keyof typeof HOSTS): string {
	const typed = textOf(stored[name]) || HOSTS[name];
	return /^https?:\/\//i.test(typed) ? typed : `https://${typed}`;
}

const keysOf = ({ accessKeyId, accessKeySecret, securityToken }: Stored): Keys => ({
	id: textOf(accessKeyId),
	secret: textOf(accessKeySecret),
	securityToken: textOf(securityToken),
});

const textOf = (value: unknown): string => String(value ?? '').trim();

const textsOf = (values: IDataObject | undefined): Record<string, string> =>
	Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, String(value ?? '')]));

/** What stays in the query where the rest goes into the body, by placement. */
const IN_QUERY: ReadonlyMap<unknown, ReadonlySet<string>> = new Map([
	['split', new Set(['Content', 'Payload'])],
	['body', new Set<string>()],
]);

function split(
	parameters: Record<string, string>,
	inQuery: ReadonlySet<string>,
): { query: Record<string, string>; body: string } {
	const those = (wanted: boolean): Record<string, string> =>
		Object.fromEntries(Object.entries(parameters).filter(([name]) => inQuery.has(name) === wanted));
	return { query: those(true), body: canonicalQuery(those(false)) };
}
