import type { HttpAnswer, HttpRequest, Send } from '../../client/http/request';
import { Unreachable } from '../../client/model/error';

export const READ: HttpRequest = { method: 'GET', path: '/bots', effect: 'read' };
export const WRITE: HttpRequest = { method: 'POST', path: '/send', effect: 'write' };

export const answer = (status: number, body = '', headers: Record<string, string> = {}): HttpAnswer => ({
	status,
	headers,
	body,
});

export const OK = answer(200, 'fine');
export const tooMany = (seconds: number): HttpAnswer => answer(429, String(seconds));

/** Reads what `tooMany` writes, as a service's own `retryAfter` does. */
export const retryAfter = ({ status, body }: HttpAnswer): number | undefined =>
	status === 429 ? Number(body) : undefined;

export const broken = (outcome: 'notSent' | 'unknown'): Unreachable =>
	new Unreachable({
		outcome,
		code: outcome === 'notSent' ? 'ECONNREFUSED' : 'ECONNRESET',
		description: 'no answer',
		advice: 'none',
	});

/** A road that answers what it is told, one after another, and keeps every request that it was given. */
export function roadOf(...results: Array<HttpAnswer | Error>): { send: Send; sent: HttpRequest[] } {
	const sent: HttpRequest[] = [];
	return {
		sent,
		send: async (request) => {
			sent.push(request);
			const result = results[sent.length - 1];
			if (result === undefined) throw new Error(`request ${sent.length} was not expected`);
			if (result instanceof Error) throw result;
			return result;
		},
	};
}
