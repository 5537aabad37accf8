/**
 * The Bot API on loopback: takes requests apart, checks the token as api.telegram.org does, calls the method and
 * writes the answer in the shape of the contract's §1.
 */
import { EmulatorServer, type Received, type Reply } from '../server';
import { EmulatedBot, type BotProfile } from './bot';
import type { Person } from './chats';
import { ACCOUNT_METHODS } from './methods/account';
import { Described, type Method } from './methods/call';
import { EDIT_METHODS } from './methods/edits';
import { MESSAGE_METHODS } from './methods/messages';
import { UPDATE_METHODS } from './methods/updates';
import type { RateLimit } from './pace';
import { Params } from './params';
import { CALL_REFUSALS, Refused, tooManyRequests, type CallRefusalName, type Refusal } from './refusal';
import { defaultSettings, type Settings } from './settings';

/** Names of methods are case-insensitive. */
const METHODS = new Map<string, { name: string; run: Method }>(
	[ACCOUNT_METHODS, MESSAGE_METHODS, EDIT_METHODS, UPDATE_METHODS]
		.flatMap((table) => Object.entries(table))
		.map(([name, run]) => [name.toLowerCase(), { name, run }]),
);

export interface Which {
	/** Only this method, in any case. */
	method?: string;
	when?: (request: Received) => boolean;
	skip?: number;
	times?: number;
}

/** The method that a request calls, lower case. */
export const methodOf = (request: Received): string => (request.path.split('/').at(-1) ?? '').toLowerCase();

/** A refusal as an HTTP answer. */
export function replyOf({ code, description, parameters }: Refusal): Reply {
	const retryAfter = parameters?.retry_after;
	return {
		status: code,
		body: { ok: false, error_code: code, description, ...(parameters && { parameters }) },
		...(retryAfter !== undefined && { headers: { 'retry-after': String(retryAfter) } }),
	};
}

export class TelegramEmulator {
	/** Off unless set. */
	rateLimit: RateLimit | undefined;
	readonly settings: Settings = defaultSettings();

	private readonly server = new EmulatorServer((request) => this.handle(request));
	private readonly bots = new Map<string, EmulatedBot>();

	async start(port = 0): Promise<this> {
		await this.server.start(port);
		return this;
	}

	async stop(): Promise<void> {
		for (const bot of this.bots.values()) bot.stop();
		await this.server.stop();
	}

	/** The API root, without a trailing slash. */
	get url(): string {
		return this.server.url;
	}

	/** Every request in order of arrival. */
	get log(): Received[] {
		return this.server.log;
	}

	/** Methods called, in order of arrival. */
	get calls(): string[] {
		return this.server.log.map((request) => request.path.split('/').at(-1) ?? '');
	}

	get latency(): number {
		return this.server.latency;
	}

	set latency(ms: number) {
		this.server.latency = ms;
	}

	addBot(profile: BotProfile): EmulatedBot {
		const bot = new EmulatedBot(profile, this.settings, (idOrName) => this.findBot(idOrName));
		this.bots.set(profile.token, bot);
		return bot;
	}

	/** A revoked token: 401 from now on. */
	removeBot(token: string): void {
		this.bots.get(token)?.stop();
		this.bots.delete(token);
	}

	/**
	 * Orders what comes instead of the service's own answer.
	 * @param reply a refusal by name, a 429 by its seconds, a refusal of your own, or anything the server can do:
	 * `{ drop: 'before' | 'after' }`, `{ hang: true }`, `{ status: 502, body: '<html>…' }`
	 */
	failNext(reply: CallRefusalName | number | Refusal | Reply, which: Which = {}): void {
		const { method, when, ...rest } = which;
		this.server.failNext(asReply(reply), {
			...rest,
			when: (request) =>
				(method === undefined || methodOf(request) === method.toLowerCase()) && (when?.(request) ?? true),
		});
	}

	/** Forgets what happened; keeps bots and whom they know. Settings that a test changed are back, too. */
	reset(): void {
		this.server.reset();
		this.rateLimit = undefined;
		Object.assign(this.settings, defaultSettings());
		for (const bot of this.bots.values()) bot.reset();
	}

	private findBot(idOrName: number | string): Person | undefined {
		for (const bot of this.bots.values()) {
			if (bot.id === idOrName || bot.profile.username.toLowerCase() === idOrName) return bot.asPerson();
		}
		return undefined;
	}

	private async handle(request: Received): Promise<Reply> {
		try {
			return await this.route(request);
		} catch (error) {
			if (error instanceof Refused) return replyOf(error.refusal);
			// a fault of the emulator: said aloud, or it would look like one of the client
			const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
			return replyOf({ code: 500, description: `Internal Server Error: emulator fault: ${text}` });
		}
	}

	private async route(request: Received): Promise<Reply> {
		const path = decodeURIComponent(request.path);
		const file = /^\/file\/bot([^/]+)\/(?:test\/)?(.+)$/.exec(path);
		if (file) return this.download(file[1] ?? '', file[2] ?? '');
		const call = /^\/bot([^/]*)\/(test\/)?([^/]+)\/?$/i.exec(path);
		if (!call || !['GET', 'POST'].includes(request.method)) throw new Refused(CALL_REFUSALS.notFound);
		const bot = this.botFor(call[1] ?? '', call[2] !== undefined);
		const method = METHODS.get((call[3] ?? '').toLowerCase());
		if (!method) throw new Refused(CALL_REFUSALS.methodNotFound);
		const params = Params.read(request);
		const result = await method.run({
			bot,
			method: method.name,
			params,
			rateLimit: this.rateLimit,
			botWithId: (id) => [...this.bots.values()].find((one) => one.id === id),
		});
		if (result instanceof Described) {
			return { status: 200, body: { ok: true, result: result.result, description: result.description } };
		}
		return { status: 200, body: { ok: true, result } };
	}

	private botFor(token: string, test: boolean): EmulatedBot {
		if (this.settings.front === 'local') checkLocalToken(token);
		// assumed: where api.telegram.org draws the line between "mis-shaped" and "wrong"
		else if (!/^[1-9]\d{0,15}:[\w-]+$/.test(token)) throw new Refused(CALL_REFUSALS.notFound);
		const bot = this.bots.get(token);
		if (!bot || (bot.profile.test ?? false) !== test) throw new Refused(CALL_REFUSALS.unauthorized);
		if (bot.loggedOut) throw new Refused(CALL_REFUSALS.loggedOut);
		return bot;
	}

	private download(token: string, path: string): Reply {
		const file = this.bots.get(token)?.files.at(path);
		if (!file) throw new Refused(CALL_REFUSALS.notFound);
		return { status: 200, body: file.bytes, headers: { 'content-type': file.type } };
	}
}

/** ClientManager.cpp `ClientManager::send`. */
function checkLocalToken(token: string): void {
	const isShaped = token.includes(':') && token.length <= 80 && !token.startsWith('0');
	if (!isShaped) throw new Refused(CALL_REFUSALS.invalidToken);
	const id = token.slice(0, token.indexOf(':'));
	if (!/^\d+$/.test(id)) throw new Refused(CALL_REFUSALS.misdirected);
	if (!(Number(id) >= 1 && Number(id) < 2 ** 54)) throw new Refused(CALL_REFUSALS.invalidToken);
}

function asReply(reply: CallRefusalName | number | Refusal | Reply): Reply {
	if (typeof reply === 'string') return replyOf(CALL_REFUSALS[reply]);
	if (typeof reply === 'number') return replyOf(tooManyRequests(reply));
	return 'code' in reply ? replyOf(reply) : reply;
}
