import type { BinaryFile } from '../model/message';

/** A request in plain words. The account's base URL and everything secret are added by the credential. */
export interface HttpRequest {
	method: 'GET' | 'POST';
	/** Begins with `/`; the credential puts its base URL in front. */
	path: string;
	query?: Record<string, string>;
	/** Sent as JSON. */
	json?: Record<string, unknown>;
	/** Sent as `multipart/form-data`. */
	multipart?: { fields: Record<string, string>; files: Record<string, BinaryFile> };
	/**
	 * `read`: asking twice does no harm, so a broken request is repeated.
	 * `write`: it may have been carried out, so it is never repeated unless the service refused it before acting.
	 */
	effect: 'read' | 'write';
	/** The known pace limits that this request counts against. */
	pace?: Pace[];
	/** Milliseconds until the request is given up. */
	timeout?: number;
}

/** At most `limit` requests with this key within any `per` milliseconds. */
export interface Pace {
	key: string;
	limit: number;
	per: number;
}

export interface HttpAnswer {
	status: number;
	/** Names in lower case. */
	headers: Record<string, string>;
	body: string;
}

/** One road to the outside. Rejects only with `Unreachable` or `Rejected` (rate limit over the user's cap). */
export type Send = (request: HttpRequest) => Promise<HttpAnswer>;

/** Behaviour around every request: it gets the next step and returns a step. */
export type Wrap = (next: Send) => Send;

export const wrap = (send: Send, ...wraps: Wrap[]): Send =>
	wraps.reduceRight((next, around) => around(next), send);
