/**
 * Receiving from a queue of the message service and deleting what was taken.
 * Source: the help pages of its HTTP API, "BatchReceiveMessage" and "DeleteMessage".
 */
import type { HttpAnswer } from '../http/request';
import { Rejected, Unreachable } from '../model/error';
import { scrub } from './answer';
import { recordsIn } from './queueXml';

/** Messages in one answer; 16 is the most that the service gives. */
const BATCH = 16;

/** Seconds that the service holds its answer back when there is nothing; 30 is its most, proxies end sooner. */
const WAIT = 25;

/** Seconds more until a question is given up. */
const MARGIN = 10;

export interface QueueMessage {
	/** What its deletion needs; another one each time the message is given out. */
	receipt: string;
	body: string;
}

/** Sends one request to a queue, signed with its keys. */
export type QueueSend = (request: {
	method: 'GET' | 'DELETE';
	query: Record<string, string>;
	timeout?: number;
	signal?: AbortSignal;
}) => Promise<HttpAnswer>;

export const pathOf = (queue: string): string => `/queues/${encodeURIComponent(queue)}/messages`;

/** @throws Rejected | Unreachable */
export async function receive(send: QueueSend, signal: AbortSignal): Promise<QueueMessage[]> {
	const answer = await send({
		method: 'GET',
		query: { numOfMessages: String(BATCH), waitseconds: String(WAIT) },
		timeout: (WAIT + MARGIN) * 1_000,
		signal,
	});
	const refused = refusalIn(answer);
	if (refused?.code === 'MessageNotExist') return [];
	if (refused || answer.status !== 200) throw failureOf(answer.status, refused);
	const messages = recordsIn(answer.body, 'Message').flatMap(toMessage);
	if (messages.length === 0) throw unreadable(answer.status);
	return messages;
}

const toMessage = ({ ReceiptHandle, MessageBody = '' }: Record<string, string>): QueueMessage[] =>
	ReceiptHandle ? [{ receipt: ReceiptHandle, body: MessageBody }] : [];

/** What cannot be deleted comes again, and is known then. @throws Rejected | Unreachable */
export async function remove(send: QueueSend, receipt: string): Promise<void> {
	const answer = await send({ method: 'DELETE', query: { ReceiptHandle: receipt } });
	if (answer.status >= 300) throw failureOf(answer.status, refusalIn(answer));
}

interface Refusal {
	code: string;
	message: string;
}

function refusalIn({ body }: HttpAnswer): Refusal | undefined {
	const [error] = recordsIn(body, 'Error');
	return error && { code: error.Code ?? '', message: scrub(error.Message ?? '') };
}

function failureOf(status: number, refusal: Refusal | undefined): Rejected | Unreachable {
	if (!refusal || status >= 500) return unreadable(status);
	const { code, message } = refusal;
	const isKeys = status === 401 || status === 403;
	return new Rejected({
		reason: isKeys ? 'unauthorized' : 'other',
		kind: code,
		code,
		description: message || code || `The queue answered HTTP ${status}`,
		advice: isKeys
			? 'Check Queue Endpoint in the credential, and the clock of this machine: signatures hold for 15 minutes'
			: code === 'QueueNotExist'
				? 'Check the name of the queue and Queue Endpoint in the credential'
				: 'Look the code up in the documentation of Simple Message Queue',
	});
}

const unreadable = (status: number): Unreachable =>
	new Unreachable({
		outcome: 'unknown',
		code: `HTTP ${status}`,
		description: `The answer of the queue could not be read (HTTP ${status})`,
		advice: 'Check Queue Endpoint in the credential, and whether a proxy answers in place of the service',
	});
