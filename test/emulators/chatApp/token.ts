/** QueryTokenForMnsQueue, and the older signature by which the vendor's SDK calls it; V3 is taken as well (assumed). */
import { createHmac, randomBytes } from 'node:crypto';

import type { Received } from '../server';
import { Refused } from './refusal';
import type { State } from './state';

export const TOKEN_ACTION = 'QueryTokenForMnsQueue';

const ACTION = { Action: TOKEN_ACTION, Version: '2017-05-25', Format: 'JSON' };

/** Milliseconds by which date and clock may differ. */
const TOLERANCE = 15 * 60_000;

/** The parameters of a request that is signed in the older way; undefined for every other one. */
export function olderParameters({
	method,
	query,
	headers,
	body,
}: Received): Record<string, string> | undefined {
	const isForm = /^application\/x-www-form-urlencoded\b/.test(headers['content-type'] ?? '');
	const form =
		method === 'POST' && isForm ? Object.fromEntries(new URLSearchParams(body.toString('utf8'))) : {};
	const all = { ...query, ...form };
	return all.SignatureMethod === undefined ? undefined : all;
}

/** @throws Refused unless the account has signed it, in time and for the first time */
export function verifyOlder(
	state: State,
	method: string,
	{ Signature, ...parameters }: Record<string, string>,
): void {
	const { account } = state;
	for (const [name, value] of Object.entries(ACTION))
		if (parameters[name] !== value)
			throw Refused.gateway('key', 'InvalidAction.NotFound', `${name} is wrong.`);
	if (parameters.AccessKeyId !== account.accessKeyId)
		throw Refused.gateway('key', 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
	const text = [
		method,
		'%2F',
		encode(
			Object.keys(parameters)
				.sort()
				.map((name) => `${encode(name)}=${encode(parameters[name] ?? '')}`)
				.join('&'),
		),
	].join('&');
	const right = createHmac('sha1', `${account.accessKeySecret}&`).update(text).digest('base64');
	if (
		Signature !== right ||
		parameters.SignatureMethod !== 'HMAC-SHA1' ||
		parameters.SignatureVersion !== '1.0'
	)
		throw Refused.gateway(
			'signature',
			'SignatureDoesNotMatch',
			`Specified signature does not match our calculation.${state.settings.quotesRequest ? ` server string to sign is: ${text}` : ''}`,
		);
	if (Math.abs(Date.parse(parameters.Timestamp ?? '') - state.now()) > TOLERANCE)
		throw Refused.gateway('signature', 'InvalidTimeStamp.Expired', 'Specified time stamp is expired.');
	if (!state.take(parameters.SignatureNonce ?? ''))
		throw Refused.gateway('signature', 'SignatureNonceUsed', 'Specified signature nonce was used already.');
	if (parameters.SecurityToken !== account.securityToken)
		throw Refused.gateway('key', 'InvalidSecurityToken.Mismatch', 'Specified SecurityToken mismatch.');
}

/** Hands out keys for one queue. assumed: that they open no other, and the format of the times, a setting */
export function handOut(state: State, { MessageType = '', QueueName = '' }: Record<string, string>) {
	if (MessageType === '')
		throw Refused.gateway('parameter', 'MissingMessageType', 'MessageType is mandatory.');
	// assumed: the code
	if (!state.queues.has(QueueName))
		throw Refused.business('InvalidQueue.NotFound', 'The queue does not exist.');
	const { tokenLifetimeMs, times } = state.settings;
	const keys = {
		AccessKeyId: `STS.${randomBytes(12).toString('hex')}`,
		AccessKeySecret: randomBytes(24).toString('base64'),
		SecurityToken: `CAIS${randomBytes(48).toString('base64')}`,
	};
	const expiresAt = state.now() + tokenLifetimeMs;
	state.passes.set(keys.AccessKeyId, {
		secret: keys.AccessKeySecret,
		token: keys.SecurityToken,
		queue: QueueName,
		expiresAt,
	});
	const write = (time: number): string => {
		const iso = new Date(time).toISOString();
		return times === 'iso' ? iso.replace(/\.\d+Z$/, 'Z') : iso.slice(0, 19).replace('T', ' ');
	};
	return {
		MessageTokenDTO: { ...keys, CreateTime: write(state.now()), ExpireTime: write(expiresAt) },
	};
}

const encode = (text: string): string =>
	encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
