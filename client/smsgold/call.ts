import type { Line } from '../gateway';
import type { HttpRequest } from '../http/request';
import { entriesIn, read, type Entry, type Reading } from './answer';
import { failureOf, notJson, unknownShape, type Advice } from './errors';

/**
 * The requests of the service's bot API, after its reference page "Отправка в чат-бот". Paths end with a
 * slash as printed there; user and password are added by the credential.
 */
const ROOT = '/v1/telegram/bot';

export const botsRequest = (): HttpRequest => ({ method: 'GET', path: `${ROOT}/bots/`, effect: 'read' });

export const subscribersRequest = (botId: string): HttpRequest => ({
	method: 'GET',
	path: `${ROOT}/subscribers/`,
	query: { botId },
	effect: 'read',
});

/** Who a message is for: exactly one of two ways, because `subscriberId` silently wins over the other. */
export type Addressing = { subscriberId: string } | { botId: string; number: string };

export interface LinkButton {
	text: string;
	url: string;
}

/** The body of `sendMessage` without `auth`. `number` holds digits only. */
export type SendBody = Addressing & { text: string; buttons?: LinkButton[] };

export const sendRequest = (body: SendBody): HttpRequest => ({
	method: 'POST',
	path: `${ROOT}/sendMessage/`,
	json: { ...body },
	effect: 'write',
});

/**
 * Sends one request and reads the answer.
 * @throws Rejected when the service says no
 * @throws Unreachable when there is no answer, or one from a broken server
 */
export async function ask(line: Line, request: HttpRequest, advice?: Advice): Promise<Reading> {
	const reading = read(await line.send(request));
	const failure = failureOf(reading, request.effect, advice);
	if (failure) throw failure;
	return reading;
}

/**
 * Asks for a list. No paging is documented: one request brings everything.
 * @throws Rejected also when the answer is of no known shape: an empty list would say that there is nobody
 * @throws Unreachable also when the answer is no JSON
 */
export async function askList(line: Line, request: HttpRequest): Promise<Entry[]> {
	const reading = await ask(line, request);
	if (reading.value === undefined) throw notJson(reading);
	const entries = entriesIn(reading.value);
	if (entries === null) throw unknownShape(reading);
	return entries;
}
