/**
 * Request signing of the message queue (Message Service, now Simple Message Queue). Pure, as sign.ts is.
 * Source: the help page "Signature" of its HTTP API; what is left open there is done as in @alicloud/mns 1.2.0.
 */
import { createHash, createHmac } from 'node:crypto';

import type { Keys } from './sign';

export interface QueueRequest {
	method: 'GET' | 'PUT' | 'DELETE';
	/** Path with query, exactly as sent: `/queues/{name}/messages?waitseconds=10`. */
	resource: string;
	/** Empty when there is none. */
	body: string;
}

const VERSION = '2015-06-06';

/** The headers that go out, the signature among them. The security token is sent and is not part of what is signed. */
export function signQueueRequest(
	{ method, resource, body }: QueueRequest,
	{ id, secret, securityToken = '' }: Keys,
	date: Date,
): Record<string, string> {
	const now = date.toUTCString();
	const own = { 'x-mns-date': now, 'x-mns-version': VERSION };
	const content =
		method === 'GET' ? undefined : { 'content-md5': contentMd5(body), 'content-type': 'text/xml' };
	const text = [
		method,
		content?.['content-md5'] ?? '',
		content?.['content-type'] ?? '',
		now,
		...Object.entries(own).map(([name, value]) => `${name}:${value}`),
		resource,
	].join('\n');
	const signature = createHmac('sha1', secret).update(text).digest('base64');
	return {
		date: now,
		...own,
		...content,
		...(securityToken !== '' && { 'security-token': securityToken }),
		authorization: `MNS ${id}:${signature}`,
	};
}

/** Base64 of the hexadecimal text, not of the sixteen bytes. */
const contentMd5 = (body: string): string =>
	Buffer.from(createHash('md5').update(body, 'utf8').digest('hex')).toString('base64');
