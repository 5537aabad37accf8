import type { Line } from '../gateway';
import { isObject, parseJson, type JsonObject } from '../http/json';
import type { HttpAnswer, HttpRequest, Pace } from '../http/request';
import type { BinaryFile } from '../model/message';
import { toFailure, toUnreadable } from './errors';

export interface Call {
	/** A method of the Bot API, e.g. `sendMessage`. */
	method: string;
	payload?: JsonObject;
	/** Uploads by the name of the payload's field that they fill. */
	files?: Record<string, BinaryFile>;
	/** See HttpRequest. */
	effect: HttpRequest['effect'];
	pace?: Pace[];
}

/** Milliseconds; an upload of 50 MB over a slow line takes long. */
const CALL_TIMEOUT = 30_000;
const UPLOAD_TIMEOUT = 300_000;

/**
 * Calls one method and returns its `result`.
 * @throws Rejected | Unreachable
 */
export async function call(
	line: Line,
	{ method, payload = {}, files, effect, pace }: Call,
): Promise<unknown> {
	const body = files ? { multipart: { fields: asFields(payload), files } } : { json: payload };
	const answer = await line.send({
		method: 'POST',
		path: `/${method}`,
		...body,
		effect,
		...(pace && { pace }),
		timeout: files ? UPLOAD_TIMEOUT : CALL_TIMEOUT,
	});
	return resultOf(answer);
}

/** Asks for updates: repeated by whoever asks, so nothing repeats it on the way. */
export async function listen(
	line: Line,
	{ payload, timeout, signal }: { payload: JsonObject; timeout: number; signal?: AbortSignal },
): Promise<unknown> {
	const request = { method: 'POST', path: '/getUpdates', json: payload, effect: 'read', timeout } as const;
	return resultOf(await line.send({ ...request, ...(signal && { signal }) }));
}

/** Form fields are texts; what is not one already is written as JSON, as the Bot API asks. */
const asFields = (payload: JsonObject): Record<string, string> =>
	Object.fromEntries(
		Object.entries(payload).map(([name, value]) => [
			name,
			typeof value === 'string' ? value : JSON.stringify(value),
		]),
	);

function resultOf(answer: HttpAnswer): unknown {
	const body = parseJson(answer.body);
	if (!isObject(body)) throw toUnreadable(answer.status);
	if (body.ok === false) throw toFailure(body, answer.status);
	// other servers say `ok` too; only the Bot API says what came of it
	if (body.ok !== true || body.result === undefined) throw toUnreadable(answer.status);
	return body.result;
}

/** Seconds that Telegram asks to wait: `parameters.retry_after`, else the header, else one. */
export function retryAfter(answer: HttpAnswer): number | undefined {
	if (answer.status !== 429) return undefined;
	const body = parseJson(answer.body);
	const parameters = isObject(body) && isObject(body.parameters) ? body.parameters : {};
	const given = [parameters.retry_after, answer.headers['retry-after']].map(Number);
	return given.find((seconds) => Number.isFinite(seconds) && seconds > 0) ?? 1;
}
