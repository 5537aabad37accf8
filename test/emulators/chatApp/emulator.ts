import { randomUUID } from 'node:crypto';

import { EmulatorServer, type Received, type Reply } from '../server';
import { act } from './actions';
import { tell, type Delivery, type Item, type Kind } from './callbacks';
import { answerQueue, isQueueRequest } from './mns';
import { Queue } from './queues';
import { Refused } from './refusal';
import { receiptOf } from './send';
import { State, type Account, type Channel, type Sent, type Settings } from './state';
import { handOut, olderParameters, TOKEN_ACTION, verifyOlder } from './token';
import { verify } from './verify';

/**
 * Alibaba Cloud Chat App on loopback: signatures, the actions that a client of a Telegram channel needs, and the
 * shapes of refusals.
 *
 *     const cloud = await new ChatAppEmulator({ accessKeyId: 'LTAI…', accessKeySecret: '…' }).start();
 *     cloud.addChannel({ CustSpaceId: 'cams-1', ChannelType: 'TELEGRAM', InstanceName: 'Shop' });
 *
 * It is strict about signatures, which are documented. Nearly all that concerns Telegram is assumed: see `settings`.
 */
export class ChatAppEmulator extends EmulatorServer {
	private readonly state: State;

	constructor(account: Account) {
		const state = new State(account);
		super((request) => respond(state, request));
		this.state = state;
	}

	/** How it behaves where the documentation says nothing; `reset` brings the usual values back. */
	get settings(): Settings {
		return this.state.settings;
	}

	/** Messages that it accepted, in order. */
	get sent(): readonly Sent[] {
		return this.state.sent;
	}

	/** What UpdateAccountWebhook was called with, in order. */
	get webhooks(): ReadonlyArray<Record<string, string>> {
		return this.state.webhooks;
	}

	addChannel(channel: Channel): this {
		this.state.channels.set(channel.CustSpaceId, channel);
		return this;
	}

	/** Refuses every message to somebody with a code of the service. */
	refuse(to: string, code: string): this {
		this.state.refusals.set(to, code);
		return this;
	}

	/** Somebody wrote to the bot: with `settings.window`, the next 24 hours are open for free messages to them. */
	wrote(person: string, millisecondsAgo = 0): this {
		this.state.wrote(person, millisecondsAgo);
		return this;
	}

	/** Where pushes go, by what they tell; one address may stand for several. */
	callTo(addresses: Partial<Record<Kind, string>>): this {
		this.state.addresses = addresses;
		return this;
	}

	/** A queue into which things of a kind go from now on. */
	addQueue(kind: Kind, name: string): Queue {
		const queue = this.state.queues.get(name) ?? new Queue(name);
		this.state.queues.set(name, queue);
		this.state.queueOf.set(kind, name);
		return queue;
	}

	/** By name. */
	get queues(): ReadonlyMap<string, Queue> {
		return this.state.queues;
	}

	/** Tries of pushes, in order of their ends. */
	get deliveries(): readonly Delivery[] {
		return this.state.deliveries;
	}

	/** Secrets and tokens of all keys that were handed out for queues. */
	get handedOut(): string[] {
		return [...this.state.passes].flatMap(([id, { secret, token }]) => [id, secret, token]);
	}

	/** The service takes none of the keys any more that it handed out for queues. */
	revokeKeys(): void {
		for (const pass of this.state.passes.values()) pass.expiresAt = 0;
	}

	/** Tells items of one kind together. Resolves when all pushes have ended. */
	async tell(kind: Kind, ...items: Item[]): Promise<void> {
		await tell(this.state, kind, items);
	}

	/** What became of a message that was sent. */
	async report(messageId: string, status: string, members: Item = {}): Promise<void> {
		const sent = this.sent.find((message) => message.messageId === messageId);
		if (!sent) throw new Error(`no message ${messageId} was sent`);
		await this.tell('status', { ...receiptOf(this.state, sent, status), ...members });
	}

	/**
	 * Somebody writes to the bot.
	 * @param said the text; or what an item of another type holds
	 * @returns the item
	 */
	async say(person: string, said: string | Item): Promise<Item> {
		this.state.wrote(person);
		const [channel] = this.state.channels.keys();
		const item: Item = {
			MessageId: this.state.nextId(),
			From: person,
			To: 'shop_bot',
			Name: 'Ann',
			Type: 'TEXT',
			'Timestamp ': this.state.now(),
			...(channel !== undefined && { CustSpaceId: channel }),
			...(typeof said === 'string' ? { Message: said } : said),
		};
		await this.tell('inbound', item);
		return item;
	}

	/** Sets the service's clock ahead (or back), in milliseconds. */
	set skew(milliseconds: number) {
		this.state.skew = milliseconds;
	}

	override async stop(): Promise<void> {
		for (const queue of this.state.queues.values()) queue.forget();
		await super.stop();
	}

	/** Forgets what happened and what was ordered; channels and queues stay. */
	override reset(): void {
		super.reset();
		this.state.forget();
	}
}

async function respond(state: State, request: Received): Promise<Reply> {
	if (isQueueRequest(request)) return await answerQueue(state, request);
	try {
		if (request.path !== '/')
			throw Refused.gateway('key', 'InvalidAction.NotFound', `There is nothing at ${request.path}.`);
		const RequestId = randomUUID().toUpperCase();
		return {
			status: 200,
			body: { Code: 'OK', Message: 'OK', RequestId, AccessDeniedDetail: '', ...membersFor(state, request) },
		};
	} catch (error) {
		if (error instanceof Refused) return error.reply(state.settings, request.headers.host ?? '');
		throw error;
	}
}

/** Members of a good answer, once the signature was found right. */
function membersFor(state: State, request: Received): Record<string, unknown> {
	const older = olderParameters(request);
	if (older) {
		verifyOlder(state, request.method, older);
		return handOut(state, older);
	}
	verify(state, request);
	return request.headers['x-acs-action'] === TOKEN_ACTION
		? handOut(state, request.query)
		: act(state, request);
}
