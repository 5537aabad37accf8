/**
 * The action that hands out temporary keys for a message queue, and how long they are used.
 * Source: the vendor's SDK @alicloud/dybaseapi 1.0.0 and its samples; the service documents little of it.
 */
import type { Line } from '../gateway';
import { asText, isObject, type JsonObject } from '../http/json';
import { Rejected } from '../model/error';
import { read } from './answer';
import { failureOf } from './errors';
import type { Queue } from './queues';
import { deposit } from './vault';

export const TOKEN_ACTION = 'QueryTokenForMnsQueue';

const VERSION = '2017-05-25';

/** What the SDK takes for a good answer. */
const GOOD: ReadonlySet<string | null> = new Set(['OK', '200', 'Success', 'success']);

/** Milliseconds. Keys are renewed so long before they end, as the vendor's samples do it. */
const MARGIN = 2 * 60_000;

/** Milliseconds for which keys are used at the least and at the most; and where their end cannot be read. */
const SHORTEST = 30_000;
const LONGEST = 60 * 60_000;
const UNREAD = 10 * 60_000;

/** The right to a queue. The keys themselves lie in the vault. */
export interface Pass {
	ticket: string;
	/** Milliseconds since the epoch: from then on a new one is asked for. */
	renewAt: number;
}

/**
 * @throws Rejected when the service hands out none
 * @throws Unreachable when there is no answer. Neither holds anything of an answer with keys in it
 */
export async function askForPass(line: Line, { messageType, name }: Queue): Promise<Pass> {
	const answer = read(
		await line.send({
			method: 'POST',
			path: '/',
			headers: { accept: 'application/json', 'x-acs-action': TOKEN_ACTION, 'x-acs-version': VERSION },
			query: { MessageType: messageType, QueueName: name },
			effect: 'read',
		}),
	);
	const token = answer.value?.MessageTokenDTO;
	const now = line.now().getTime();
	if (GOOD.has(answer.code) && answer.status < 400) {
		const pass = isObject(token) ? toPass(token, now) : undefined;
		if (pass) return pass;
		throw noKeys();
	}
	// an answer that holds keys and is a refusal all the same must not be told
	throw (isObject(token) ? undefined : failureOf(answer, 'read')) ?? noKeys();
}

function toPass(token: JsonObject, now: number): Pass | undefined {
	const [id, secret] = [asText(token.AccessKeyId), asText(token.AccessKeySecret)];
	if (id === null || secret === null) return undefined;
	const renewAt = renewalOf(token.ExpireTime, now);
	const keys = { id, secret, securityToken: asText(token.SecurityToken) ?? '' };
	return { ticket: deposit(keys, renewAt + MARGIN, now), renewAt };
}

/** Milliseconds since the epoch. The format of the time is not documented, so an odd one only renews sooner or later. */
export function renewalOf(expires: unknown, now: number): number {
	const end = timeOf(expires);
	if (Number.isNaN(end)) return now + UNREAD;
	return Math.min(now + LONGEST, Math.max(now + SHORTEST, end - MARGIN));
}

/** ISO 8601, `2026-03-01 12:00:00` (taken as UTC), or milliseconds. */
function timeOf(value: unknown): number {
	const text = (asText(value) ?? '').trim();
	if (/^\d{12,}$/.test(text)) return Number(text);
	const zoned = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?$/.test(text) ? `${text.replace(' ', 'T')}Z` : text;
	return Date.parse(zoned);
}

/** Without the answer: it may hold keys under another name. */
const noKeys = (): Rejected =>
	new Rejected({
		reason: 'other',
		kind: 'unexpectedShape',
		description: 'Alibaba Cloud answered the request for the keys of a queue without any that could be read',
		advice: 'Check Token Endpoint in the credential, and whether a proxy answers in place of the service',
	});
