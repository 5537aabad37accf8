import fs from 'node:fs';
import { types } from 'node:util';
import { Unanswered } from './until';

/** All that is needed to talk to a running n8n: plain data, so that it can travel between processes. */
export interface Connection {
	/** Without a trailing slash. */
	url: string;
	home: string;
	logFile: string;
	pid: number;
	/** The owner's login. */
	cookie: string;
	apiKey: string;
}

/** n8n refused a request. The message carries the last lines of its log. */
export class N8nRequestError extends Error {
	override readonly name = 'N8nRequestError';

	constructor(
		message: string,
		/** HTTP status. */
		readonly status: number,
	) {
		super(message);
	}
}

/** The end of a log, to be added to an error. */
export function logTail(logFile: string, lines = 20): string {
	if (!fs.existsSync(logFile)) return '(no log)';
	const tail = fs.readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-lines);
	return ['', `--- the last lines of ${logFile}`, ...tail].join('\n');
}

/** What `fetch` throws when a connection breaks, before the answer or in the middle of it. It may be of another realm. */
const isBroken = (error: unknown): error is Error => types.isNativeError(error) && error.name === 'TypeError';

/** Gives back what was read; a connection that broke at a question is told as `Unanswered`. */
export async function answered<T>(method: Method, path: string, reading: Promise<T>): Promise<T> {
	return await reading.catch((error: unknown) => {
		if (method !== 'GET' || !isBroken(error)) throw error;
		throw new Unanswered(`GET ${path} got no answer: ${error.message}`, { cause: error });
	});
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** HTTP with n8n: the editor's own REST under /rest with the login, the public API under /api with the key. */
export class Session {
	constructor(readonly at: Connection) {}

	/** The raw answer, whatever its status. */
	async fetch(method: Method, path: string, body?: unknown): Promise<Response> {
		const headers: Record<string, string> = {
			'content-type': 'application/json',
			'browser-id': 'driver', // the login is bound to it
		};
		if (this.at.cookie !== '') headers['cookie'] = this.at.cookie;
		if (path.startsWith('/api/')) headers['x-n8n-api-key'] = this.at.apiKey;
		const sent = fetch(this.at.url + path, {
			method,
			headers,
			redirect: 'manual',
			body: body === undefined ? null : JSON.stringify(body),
		});
		const response = await answered(method, path, sent);
		const login = response.headers.getSetCookie().find((cookie) => cookie.startsWith('n8n-auth='));
		if (login !== undefined) this.at.cookie = login.split(';')[0] as string;
		return response;
	}

	/** The answer's content; throws when n8n refuses. */
	async call<T>(method: Method, path: string, body?: unknown): Promise<T> {
		const response = await this.fetch(method, path, body);
		const text = await answered(method, path, response.text());
		if (!response.ok) {
			const answer = `${method} ${path} → ${response.status} ${text.slice(0, 600)}`;
			throw new N8nRequestError(answer + logTail(this.at.logFile), response.status);
		}
		const content: unknown = text === '' ? {} : JSON.parse(text);
		const wrapped = path.startsWith('/rest/') && typeof content === 'object' && content !== null;
		return (wrapped && 'data' in content ? content.data : content) as T;
	}
}
