import { timingSafeEqual } from 'node:crypto';

import { EmulatorServer, type Received, type Reply } from '../server';
import { refusal, Refused } from './answers';
import { ROUTES } from './routes';
import { State, type Contact, type Prepared, type RaisedEvent, type Sent, type Settings } from './state';
import { Webhooks } from './webhooks';

/**
 * eSputnik on loopback, under `/api` as the service has it.
 *
 *     const esputnik = await new EsputnikEmulator('k3y').start();
 *     esputnik.addBot('8b2e65d9-…').addMessage({ id: 17, name: 'Free text', body: "$!data.get('text')" });
 *     esputnik.addContact({ externalCustomerId: 'tg-42' }, '42');
 *
 * It is strict where the service documents its requests. What is not documented is assumed: see `settings`.
 */
export class EsputnikEmulator extends EmulatorServer {
	readonly webhooks: Webhooks;
	private readonly state: State;

	constructor(apiKey: string) {
		const state = new State(apiKey);
		super((request) => respond(state, request));
		this.state = state;
		this.webhooks = new Webhooks(state);
	}

	/** What users enter as Base URL. */
	get apiUrl(): string {
		return `${this.url}/api`;
	}

	/** How it behaves where the documentation says nothing; `reset` brings the usual values back. */
	get settings(): Settings {
		return this.state.settings;
	}

	/** Messages and SMS that it put into its queue, in order. */
	get sent(): readonly Sent[] {
		return this.state.sent;
	}

	get contacts(): readonly Contact[] {
		return [...this.state.contacts.values()];
	}

	/** Events that were raised, in order. */
	get events(): readonly RaisedEvent[] {
		return this.state.events;
	}

	/** Until when a chat gets no broadcasts, in milliseconds; Infinity for good, undefined when it gets them. */
	mutedUntil(chat: string): number | undefined {
		return this.state.muted.get(chat);
	}

	/** Ids of contacts of which everything was erased. */
	get erased(): readonly number[] {
		return this.state.erased;
	}

	/** Makes imports refuse a contact: by its external id, else by its first channel. */
	refuseImport(key: string, words: string): this {
		this.state.importErrors.set(key, words);
		return this;
	}

	/** The emulator's clock, in milliseconds since the epoch. */
	set now(clock: () => number) {
		this.state.now = clock;
	}

	/** Connects a bot, as the console does. The first one carries messages. */
	addBot(uuid: string): this {
		this.state.bots.push({ uuid });
		return this;
	}

	/** Prepares a message, as the console does. */
	addMessage(message: Prepared): this {
		this.state.messages.set(message.id, message);
		return this;
	}

	/** Adds a person, whose chats are registered with the first bot. */
	addContact(contact: Partial<Omit<Contact, 'id' | 'tokens'>>, ...chats: string[]): Contact {
		const app = this.state.bots[0]?.uuid ?? '';
		return this.state.addContact({
			...contact,
			tokens: chats.map((token) => ({ app, token, active: true })),
		});
	}

	/** Answers `ERROR` with these words for a locator of smartsend or a number of an SMS. */
	refuse(locator: string, words: string): this {
		this.state.errors.set(locator, words);
		return this;
	}

	/** assumed: one recipient may spoil a request of smartsend: it is refused as a whole, and nothing of it is queued. */
	spoil(locator: string, words: string): this {
		this.state.spoilers.set(locator, words);
		return this;
	}

	/** What became of a queued message, in the service's words. `Forbidden` takes the token away. */
	setStatus(
		requestId: string,
		status: string,
		{ forbidden = false, delivered = false, failed = status === 'FAILED' } = {},
	): void {
		const sent = this.state.sent.find((one) => one.requestId === requestId);
		if (!sent) throw new Error(`nothing was sent with ${requestId}`);
		Object.assign(sent, { status, failed, delivered });
		if (forbidden) this.state.removeToken(sent.locator);
	}

	/** Forgets all contacts. */
	clearContacts(): void {
		this.state.contacts.clear();
	}

	/** Forgets what happened and what was ordered; bots, messages and contacts stay. */
	override reset(): void {
		super.reset();
		this.state.forget();
		this.webhooks.answers.length = 0;
	}
}

function respond(state: State, request: Received): Reply {
	try {
		return route(state, request);
	} catch (error) {
		if (error instanceof Refused) return refusal(state, error);
		throw error;
	}
}

function route(state: State, request: Received): Reply {
	// assumed: the words of all these refusals
	if (!isKnown(state, request.headers.authorization ?? '')) throw new Refused(401, 'Unauthorized');
	if (state.settings.forbidden) throw new Refused(403, 'Forbidden');
	const tooMany = everyNth(state);
	if (tooMany) return tooMany;
	const path = request.path.replace(/^\/api(?=\/)/, '').replace(/\/$/, '');
	for (const { method, shape, run } of ROUTES) {
		const found = method === request.method ? shape.exec(path) : null;
		if (found) return run(state, request, found.slice(1).map(decodeURIComponent));
	}
	throw new Refused(404, `Nothing at ${request.method} ${path}`);
}

/** The user name is ignored; the password is the key. */
function isKnown({ apiKey }: State, authorization: string): boolean {
	const [scheme, value = ''] = authorization.split(' ');
	if (scheme !== 'Basic') return false;
	const given = Buffer.from(value, 'base64')
		.toString('utf8')
		.replace(/^[^:]*:/, '');
	const [a, b] = [Buffer.from(given), Buffer.from(apiKey)];
	return a.length === b.length && timingSafeEqual(a, b);
}

function everyNth(state: State): Reply | undefined {
	const { tooManyEvery, retryAfter } = state.settings;
	state.calls += 1;
	if (tooManyEvery === 0 || state.calls % tooManyEvery !== 0) return undefined;
	const reply = refusal(state, new Refused(429, 'Too many requests'));
	if (!('status' in reply) || retryAfter === null) return reply;
	return { ...reply, headers: { ...reply.headers, 'retry-after': retryAfter } };
}
