import type { BinaryFile } from '../model/message';

/** A request in plain words. The account's base URL and everything secret are added by the credential. */
export interface HttpRequest {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Begins with `/`; the credential puts its base URL in front. */
	path: string;
	query?: Record<string, string>;
	/** What the service wants to be told beside the content: nothing secret. Names in lower case. */
	headers?: Record<string, string>;
	/** Sent as JSON. */
	json?: Record<string, unknown>;
	/** Sent as `application/x-www-form-urlencoded`. */
	form?: Record<string, string>;
	/** Sent as `multipart/form-data`. */
	multipart?: { fields: Record<string, string>; files: Record<string, BinaryFile> };
	/**
	 * `read`: asking twice does no harm, so a broken request is repeated.
	 * `write`: it may have been carried out, so it is never repeated unless the service refused it before acting.
	 */
	effect: 'read' | 'write';
	/**
	 * Which of the account's hosts is meant, where it has two; what they are called, only the credential knows.
	 * `main`: whoever asks goes on to the backup by themself, so a connection that cannot be made is not tried again.
	 */
	host?: 'main' | 'backup';
	/** The known pace limits that this request counts against. */
	pace?: Pace[];
	/** Milliseconds until the request is given up. */
	timeout?: number;
	/** Gives the request up at once: it fails as one whose answer never came. */
	signal?: AbortSignal;
	/** The answer is a file: its bytes are wanted, not its text. */
	binary?: boolean;
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
	/** Only of a `binary` request; the body is empty then. */
	bytes?: Buffer;
}

/** Seconds to wait when an answer says that requests come too fast; undefined when it does not say so. */
export type RetryAfter = (answer: HttpAnswer, request: HttpRequest) => number | undefined;

/** One road to the outside. Rejects only with `Unreachable` or `Rejected` (rate limit over the user's cap). */
export type Send = (request: HttpRequest) => Promise<HttpAnswer>;

/** Behaviour around every request: it gets the next step and returns a step. */
export type Wrap = (next: Send) => Send;

export const wrap = (send: Send, ...wraps: Wrap[]): Send =>
	wraps.reduceRight((next, around) => around(next), send);
