/**
 * The signature of a request, V3, checked as the vendor's document describes it: written anew and not with the
 * client's code, so that a mistake in one does not hide in the other. The official SDK proves it right.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

import type { Received } from '../server';
import { Refused } from './refusal';
import type { State } from './state';

const FORM = /^ACS3-HMAC-SHA256 Credential=([^,\s]+),SignedHeaders=([a-z0-9;-]+),Signature=([0-9a-f]{64})$/;

const REQUIRED = [
	'host',
	'x-acs-action',
	'x-acs-version',
	'x-acs-date',
	'x-acs-signature-nonce',
	'x-acs-content-sha256',
];

/** Milliseconds by which date and clock may differ. */
const TOLERANCE = 15 * 60 * 1_000;

/** @throws Refused unless the request is signed by the account, in time and for the first time */
export function verify(state: State, request: Received): void {
	const { headers } = request;
	const [, keyId = '', names = '', signature = ''] = FORM.exec(headers.authorization ?? '') ?? [];
	if (keyId === '') throw incomplete('The request signature does not conform to Aliyun standards.');
	if (keyId !== state.account.accessKeyId)
		throw Refused.gateway('key', 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
	checkHeaders(headers, names.split(';'));
	checkSignature(state, request, names.split(';'), signature);
	checkMoment(state, headers);
	checkToken(state, headers);
}

const incomplete = (text: string): Refused => Refused.gateway('signature', 'IncompleteSignature', text);

function checkHeaders(headers: Received['headers'], signed: string[]): void {
	const absent = REQUIRED.find((name) => !headers[name] || !signed.includes(name));
	if (absent) throw incomplete(`${absent} is missing, or not signed.`);
	// assumed: that a header which should be signed and is not is refused
	const unsigned = Object.keys(headers).find(
		(name) => (name.startsWith('x-acs-') || name === 'content-type') && !signed.includes(name),
	);
	if (unsigned) throw incomplete(`${unsigned} is not signed.`);
	if ([...signed].sort().join() !== signed.join()) throw incomplete('SignedHeaders are not in order.');
}

function checkSignature(state: State, request: Received, signed: string[], signature: string): void {
	const { method, path, query, headers, body } = request;
	const hash = sha256(body);
	const canonical = [
		method,
		path,
		Object.keys(query)
			.sort()
			.map((name) => `${encode(name)}=${encode(query[name] ?? '')}`)
			.join('&'),
		...signed.map((name) => `${name}:${(headers[name] ?? '').trim()}`),
		'',
		signed.join(';'),
		hash,
	].join('\n');
	const text = `ACS3-HMAC-SHA256\n${sha256(canonical)}`;
	const right = createHmac('sha256', state.account.accessKeySecret).update(text).digest();
	const fits =
		headers['x-acs-content-sha256'] === hash && timingSafeEqual(right, Buffer.from(signature, 'hex'));
	if (fits) return;
	// assumed: how far the request is quoted
	const quote = state.settings.quotesRequest
		? ` server StringToSign is [${text}], server CanonicalRequest is [${canonical}]`
		: '';
	throw Refused.gateway(
		'signature',
		'SignatureDoesNotMatch',
		`Specified signature does not match our calculation.${quote}`,
	);
}

function checkMoment(state: State, headers: Received['headers']): void {
	const date = headers['x-acs-date'] ?? '';
	const isDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(date);
	// assumed: the names of both codes
	if (!isDate || Math.abs(Date.parse(date) - state.now()) > TOLERANCE)
		throw Refused.gateway(
			'signature',
			'InvalidTimeStamp.Expired',
			'Specified time stamp or date value is expired.',
		);
	if (!state.take(headers['x-acs-signature-nonce'] ?? ''))
		throw Refused.gateway('signature', 'SignatureNonceUsed', 'Specified signature nonce was used already.');
}

function checkToken({ account }: State, headers: Received['headers']): void {
	const { securityToken } = account;
	if (headers['x-acs-security-token'] === securityToken) return;
	// assumed: the name of the code
	throw Refused.gateway(
		'key',
		'InvalidSecurityToken.Mismatch',
		'Specified SecurityToken mismatch with the AccessKey.',
	);
}

const sha256 = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex');

/** RFC 3986, byte by byte. */
const encode = (text: string): string =>
	[...Buffer.from(text, 'utf8')]
		.map((byte) => {
			const sign = String.fromCharCode(byte);
			return /[A-Za-z0-9\-_.~]/.test(sign) ? sign : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
		})
		.join('');
