import { randomUUID } from 'node:crypto';

import { EmulatorServer, type Received, type Reply } from '../server';
import { act } from './actions';
import { Refused } from './refusal';
import { State, type Account, type Channel, type Sent, type Settings } from './state';
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

	/** Sets the service's clock ahead (or back), in milliseconds. */
	set skew(milliseconds: number) {
		this.state.skew = milliseconds;
	}

	/** Forgets what happened and what was ordered; channels stay. */
	override reset(): void {
		super.reset();
		this.state.forget();
	}
}

function respond(state: State, request: Received): Reply {
	try {
		if (request.path !== '/')
			throw Refused.gateway('key', 'InvalidAction.NotFound', `There is nothing at ${request.path}.`);
		verify(state, request);
		const members = act(state, request);
		const RequestId = randomUUID().toUpperCase();
		return {
			status: 200,
			body: { Code: 'OK', Message: 'OK', RequestId, AccessDeniedDetail: '', ...members },
		};
	} catch (error) {
		if (error instanceof Refused) return error.reply(state.settings, request.headers.host ?? '');
		throw error;
	}
}
