/**
 * What every emulated service stands on: a real HTTP server on loopback with a log of the requests,
 * answers that a test orders in advance, and a latency.
 */
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
	method: string;
	/** Without the query. */
	path: string;
	query: Record<string, string>;
	/** The query as it was written, with its `?`; empty where there is none. */
	search: string;
	headers: Record<string, string>;
	/** As it came. */
	body: Buffer;
	/** Milliseconds since the epoch. */
	at: number;
	/** How it ended: with its answer, or because one of the two went away; undefined as long as it goes on. */
	ended?: 'answered' | 'left';
}

/** An answer, or a way to break off without one. */
export type Reply =
	| { status: number; body: unknown; headers?: Record<string, string> }
	/** Closes the socket without a byte: `before` the service acts, or `after` it has acted. */
	| { drop: 'before' | 'after' }
	/** Never answers; the client's own timeout ends it. */
	| { hang: true };

export type Handler = (request: Received) => Reply | Promise<Reply>;

interface Order {
	when: (request: Received) => boolean;
	reply: Reply;
	/** Matching requests to let pass first. */
	skip: number;
	times: number;
}

export class EmulatorServer {
	/** Every request in order of arrival. */
	readonly log: Received[] = [];

	/** Milliseconds before each answer. */
	latency = 0;

	private readonly server: http.Server;
	private readonly orders: Order[] = [];

	constructor(private readonly handle: Handler) {
		this.server = http.createServer((incoming, outgoing) => {
			// a client that goes away in the middle of its request is no fault of the service
			this.serve(incoming, outgoing).catch(() => outgoing.destroy());
		});
	}

	async start(port = 0): Promise<this> {
		await new Promise<void>((resolve, reject) => {
			this.server.once('error', reject).listen(port, '127.0.0.1', resolve);
		});
		return this;
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	/** Where it listens, without a trailing slash. */
	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	/**
	 * Orders an answer for coming requests instead of the service's own.
	 * @param reply the answer; `{ drop: 'after' }` lets the service act first
	 * @param where which requests (all by default), how many to let pass before, how many to answer so
	 */
	failNext(
		reply: Reply,
		where: { when?: (request: Received) => boolean; skip?: number; times?: number } = {},
	): void {
		this.orders.push({
			when: where.when ?? (() => true),
			reply,
			skip: where.skip ?? 0,
			times: where.times ?? 1,
		});
	}

	/** Forgets the log, the orders and the latency. */
	reset(): void {
		this.log.length = 0;
		this.orders.length = 0;
		this.latency = 0;
	}

	private ordered(request: Received): Reply | undefined {
		for (const order of this.orders) {
			if (order.times === 0 || !order.when(request)) continue;
			if (order.skip > 0) {
				order.skip -= 1;
				continue;
			}
			order.times -= 1;
			return order.reply;
		}
		return undefined;
	}

	private async serve(incoming: http.IncomingMessage, outgoing: http.ServerResponse): Promise<void> {
		const chunks: Buffer[] = [];
		for await (const chunk of incoming) chunks.push(chunk as Buffer);
		const url = new URL(incoming.url ?? '/', 'http://emulator');
		const request: Received = {
			method: incoming.method ?? 'GET',
			path: url.pathname,
			query: Object.fromEntries(url.searchParams),
			search: url.search,
			headers: Object.fromEntries(
				Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
			),
			body: Buffer.concat(chunks),
			at: Date.now(),
		};
		this.log.push(request);
		outgoing.once('close', () => {
			request.ended = outgoing.writableFinished ? 'answered' : 'left';
		});
		if (this.latency > 0) await new Promise((resolve) => setTimeout(resolve, this.latency));

		const order = this.ordered(request);
		const acts = order === undefined || ('drop' in order && order.drop === 'after');
		const own = acts ? await this.handle(request) : undefined;
		this.answer(outgoing, order ?? (own as Reply));
	}

	private answer(outgoing: http.ServerResponse, reply: Reply): void {
		if ('hang' in reply) return;
		if ('drop' in reply) {
			outgoing.socket?.destroy();
			return;
		}
		const { type, content } = written(reply.body);
		outgoing.writeHead(reply.status, { 'content-type': type, ...reply.headers });
		outgoing.end(content);
	}
}

/** Bytes and text go out as they are, everything else as JSON. */
function written(body: unknown): { type: string; content: string | Buffer } {
	if (Buffer.isBuffer(body)) return { type: 'application/octet-stream', content: body };
	if (typeof body === 'string') return { type: 'text/html', content: body };
	return { type: 'application/json', content: JSON.stringify(body) };
}
