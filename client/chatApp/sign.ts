/**
 * Request signing of Alibaba Cloud, V3: `ACS3-HMAC-SHA256`. Pure: date and nonce come from outside.
 * Source: the help page "V3 request structure and signature".
 */
import { createHash, createHmac } from 'node:crypto';

/** An AccessKey; with a security token it is a temporary one (STS). */
export interface Keys {
	id: string;
	secret: string;
	securityToken?: string;
}

/** When a request is signed and its unique mark: the service takes 15 minutes and each nonce once. */
export interface Moment {
	date: Date;
	nonce: string;
}

/** A request that is to be signed. Its path is `/`, as for every action of an RPC-style API. */
export interface Unsigned {
	method: string;
	/** As the `Host` header will say it: with the port where it is not the usual one. */
	host: string;
	/** Of these `x-acs-*` and `content-type` are signed. */
	headers: Record<string, string>;
	query: Record<string, string>;
	/** As sent, to the letter; empty when there is none. */
	body: string;
}

const ALGORITHM = 'ACS3-HMAC-SHA256';

/** RFC 3986 over UTF-8: only letters, digits and `-_.~` stay. Half of a surrogate pair becomes U+FFFD. */
export const encode = (text: string): string =>
	encodeURIComponent(Buffer.from(text).toString()).replace(
		/[!'()*]/g,
		(sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
	);

const byName = ([one]: [string, string], [other]: [string, string]): number =>
	one < other ? -1 : one > other ? 1 : 0;

/** The query as it is signed, and as it goes out: nothing in it is left for a transport to encode again. */
export const canonicalQuery = (parameters: Record<string, string>): string =>
	Object.entries(parameters)
		.sort(byName)
		.map(([name, value]) => `${encode(name)}=${encode(value)}`)
		.join('&');

/** `yyyy-MM-ddTHH:mm:ssZ`, in UTC and without parts of a second. */
export const toTimestamp = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z');

const isSigned = (name: string): boolean =>
	name === 'host' || name === 'content-type' || name.startsWith('x-acs-');

const lowerCased = (headers: Record<string, string>): Record<string, string> =>
	Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.trim()]));

/** The headers that go out: those given, what the signature needs, and the signature itself. `host` is not among them. */
export function sign(request: Unsigned, keys: Keys, { date, nonce }: Moment): Record<string, string> {
	const { id, secret, securityToken = '' } = keys;
	const headers = {
		...lowerCased(request.headers),
		'x-acs-content-sha256': sha256(request.body),
		'x-acs-date': toTimestamp(date),
		'x-acs-signature-nonce': nonce,
		...(securityToken !== '' && { 'x-acs-accesskey-id': id, 'x-acs-security-token': securityToken }),
	};
	const { text, names } = canonicalRequest(request, { ...headers, host: request.host });
	const signature = createHmac('sha256', secret)
		.update(`${ALGORITHM}\n${sha256(text)}`)
		.digest('hex');
	return {
		...headers,
		authorization: `${ALGORITHM} Credential=${id},SignedHeaders=${names},Signature=${signature}`,
	};
}

/** What is hashed and signed, and the names of the headers in it. */
export function canonicalRequest(
	{ method, query, body }: Pick<Unsigned, 'method' | 'query' | 'body'>,
	headers: Record<string, string>,
): { text: string; names: string } {
	const signed = Object.entries(headers)
		.filter(([name]) => isSigned(name))
		.sort(byName);
	const names = signed.map(([name]) => name).join(';');
	const lines = signed.map(([name, value]) => `${name}:${value}\n`).join('');
	return { text: [method, '/', canonicalQuery(query), lines, names, sha256(body)].join('\n'), names };
}

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
