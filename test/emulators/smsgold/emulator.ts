import { EmulatorServer, type Received, type Reply } from '../server';
import { Refused } from './answers';
import { http2 } from './http2';
import {
	State,
	type Account,
	type Person,
	type Refusal,
	type Sent,
	type Settings,
	type Subscriber,
} from './state';
import { webapi } from './webapi';

/**
 * SMSGOLD on loopback: the bot API, the cascade and the SMS API, all under one base URL.
 *
 *     const smsgold = await new SmsgoldEmulator({ user: '12345.1', pass: 'secret' }).start();
 *     smsgold.addBot({ id: 'b1', name: 'Shop' });
 *     smsgold.addSubscriber('b1', { id: '5f…24', name: 'Ann', phone: '79990000001' });
 *
 * It is strict where the service documents its requests. All it answers is assumed: see `settings`.
 */
export class SmsgoldEmulator extends EmulatorServer {
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

	/** Messages, cascades and SMS that it accepted, in order. */
	get sent(): readonly Sent[] {
		return this.state.sent;
	}

	/** Paths that came without their final slash. */
	get missingSlashes(): readonly string[] {
		return this.state.missingSlashes;
	}

	addBot(bot: Person): this {
		this.state.bots.set(bot.id, bot);
		this.state.subscribers.set(bot.id, []);
		return this;
	}

	/** Connects a person to a bot that was added before. Fields beside `id` and `phone` are free. */
	addSubscriber(botId: string, subscriber: Subscriber): this {
		const list = this.state.subscribers.get(botId);
		if (!list) throw new Error(`add the bot ${botId} first`);
		list.push(subscriber);
		return this;
	}

	/** Refuses every message to a subscriber id or a number: any HTTP code, also a 2xx with a body that says no. */
	refuse(to: string, refusal: Refusal): this {
		this.state.refusals.set(to, refusal);
		return this;
	}

	/** Forgets what happened and what was ordered; bots and subscribers stay. */
	override reset(): void {
		super.reset();
		this.state.forget();
	}
}

function respond(state: State, request: Received): Reply {
	try {
		return request.path.startsWith('/http2') ? http2(state, request) : webapi(state, request);
	} catch (error) {
		if (error instanceof Refused) return error.reply;
		throw error;
	}
}
