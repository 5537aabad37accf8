/**
 * The HTTP API of the message service as a consumer uses it: requests signed with keys that the token action handed
 * out, answers in XML. The signature is checked as the vendor's document describes it, not with the client's code.
 */
import { createHmac, randomUUID } from 'node:crypto';

import type { Received, Reply } from '../server';
import { md5, type Queue, type Waiting } from './queues';
import type { State } from './state';

const NAMESPACE = 'http://mns.aliyuncs.com/doc/v1/';

/** Milliseconds by which date and clock may differ. */
const TOLERANCE = 15 * 60_000;

class MnsError extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
	) {
		super(message);
	}
}

export const isQueueRequest = ({ path }: Received): boolean => path.startsWith('/queues/');

export async function answerQueue(state: State, request: Received): Promise<Reply> {
	try {
		const name = decodeURIComponent(/^\/queues\/([^/]+)\/messages$/.exec(request.path)?.[1] ?? '');
		verify(state, request, name);
		const queue = state.queues.get(name);
		if (!queue) throw new MnsError(404, 'QueueNotExist', 'The queue name you provided is not exist.');
		return await act(state, request, queue);
	} catch (error) {
		if (!(error instanceof MnsError)) throw error;
		const { status, code, message } = error;
		const members = {
			Code: code,
			Message: message,
			RequestId: randomUUID(),
			HostId: request.headers.host ?? '',
		};
		return xml(status, `<Error xmlns="${NAMESPACE}">${membersOf(members)}</Error>`);
	}
}

function verify(state: State, { method, path, search, headers }: Received, queue: string): void {
	const [, id = '', signature] = /^MNS ([^:]+):(.+)$/.exec(headers.authorization ?? '') ?? [];
	const pass = state.passes.get(id);
	const denied = (text: string): MnsError => new MnsError(403, 'AccessDenied', text);
	if (!pass || pass.queue !== queue)
		throw denied('The OwnerId that your Access Key Id associated is forbidden.');
	const own = Object.keys(headers)
		.filter((name) => name.startsWith('x-mns-'))
		.sort()
		.map((name) => `${name}:${headers[name]}`);
	const text = [
		method,
		headers['content-md5'] ?? '',
		headers['content-type'] ?? '',
		headers.date ?? '',
		...own,
		path + search,
	].join('\n');
	const right = createHmac('sha1', pass.secret).update(text).digest('base64');
	if (signature !== right)
		throw new MnsError(
			403,
			'SignatureDoesNotMatch',
			`The request signature we calculated does not match. ${text}`,
		);
	if (headers['security-token'] !== pass.token) throw denied('The security token does not fit.');
	if (Math.abs(Date.parse(headers.date ?? '') - state.now()) > TOLERANCE)
		throw new MnsError(408, 'TimeExpired', 'The http request you sent is expired.');
	if (pass.expiresAt <= state.now())
		throw new MnsError(403, 'SecurityTokenExpired', 'The token has expired.');
	if (headers['x-mns-version'] !== '2015-06-06')
		throw new MnsError(400, 'InvalidArgument', 'x-mns-version is wrong.');
}

async function act(state: State, request: Received, queue: Queue): Promise<Reply> {
	const { method, query } = request;
	if (method === 'GET') return await receive(state, query, queue);
	if (method === 'PUT') return hide(query, queue);
	if (method !== 'DELETE') throw new MnsError(400, 'InvalidArgument', `${method} is not supported.`);
	const receipts =
		query.ReceiptHandle === undefined
			? [...request.body.toString('utf8').matchAll(/<ReceiptHandle>([^<]*)</g)].map(([, one = '']) => one)
			: [query.ReceiptHandle];
	const missed = receipts.filter((receipt) => !queue.remove(receipt));
	if (missed.length === 0 && receipts.length > 0) return { status: 204, body: '' };
	// assumed: the code
	throw new MnsError(404, 'ReceiptHandleError', 'The receipt handle you provided has expired.');
}

async function receive(
	{ settings }: State,
	{ numOfMessages, waitseconds = '0', peekonly }: Record<string, string>,
	queue: Queue,
): Promise<Reply> {
	const most = Number(numOfMessages ?? 1);
	const wait = Number(waitseconds);
	if (!(most >= 1 && most <= 16 && wait >= 0 && wait <= 30))
		throw new MnsError(400, 'InvalidArgument', 'The value of an argument is out of range.');
	const isPeek = peekonly === 'true';
	const found = await queue.take(most, wait * settings.secondMs, settings.visibilityMs, isPeek);
	if (found.length === 0) throw new MnsError(404, 'MessageNotExist', 'Message not exist.');
	if (numOfMessages !== undefined)
		return xml(
			200,
			`<Messages xmlns="${NAMESPACE}">${found.map((one) => messageXml(one)).join('')}</Messages>`,
		);
	return xml(200, messageXml(found[0] as Waiting, ` xmlns="${NAMESPACE}"`));
}

function hide({ receiptHandle = '', visibilityTimeout }: Record<string, string>, queue: Queue): Reply {
	const found = queue.hide(receiptHandle, Number(visibilityTimeout) * 1_000);
	if (!found) throw new MnsError(404, 'ReceiptHandleError', 'The receipt handle you provided has expired.');
	const members = { ReceiptHandle: found.receipt ?? '', NextVisibleTime: String(found.visibleAt) };
	return xml(200, `<ChangeVisibility xmlns="${NAMESPACE}">${membersOf(members)}</ChangeVisibility>`);
}

const messageXml = (message: Waiting, attributes = ''): string =>
	`<Message${attributes}>${membersOf({
		MessageId: message.id,
		ReceiptHandle: message.receipt ?? '',
		MessageBody: message.body,
		MessageBodyMD5: md5(message.body),
		EnqueueTime: String(message.enqueuedAt),
		NextVisibleTime: String(message.visibleAt),
		FirstDequeueTime: String(message.firstOutAt ?? 0),
		DequeueCount: String(message.count),
		Priority: '8',
	})}</Message>`;

const membersOf = (members: Record<string, string>): string =>
	Object.entries(members)
		.map(([name, value]) => `<${name}>${escape(value)}</${name}>`)
		.join('');

const escape = (text: string): string =>
	text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`).replaceAll('&#38;', '&amp;');

const xml = (status: number, body: string): Reply => ({
	status,
	body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
	headers: { 'content-type': 'text/xml;charset=utf-8', 'x-mns-request-id': randomUUID() },
});
