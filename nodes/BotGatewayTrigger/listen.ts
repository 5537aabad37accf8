/** Polling: what `trigger()` does. */
import type { ITriggerFunctions, ITriggerResponse, IRun } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { compileFilter } from '../../client/events/filter';
import type { Line } from '../../client/gateway';
import { Unreachable } from '../../client/model/error';
import type { BotEvent } from '../../client/model/event';
import { clockOf } from '../../client/n8n/clock';
import { toNodeError } from '../../client/n8n/fault';
import { lineOf, listeningLineOf } from '../../client/n8n/line';
import { beginOf } from '../../client/poller/begun';
import type { Listener } from '../../client/poller/listener';
import type { Poller } from '../../client/poller/poller';
import { untilTaken, type Run } from '../../client/poller/taken';
import type { Obstacle, Polling } from '../../client/receiver';
import { Turns } from '../../client/turns';
import { placeOf } from './place';
import { findPoller, LONGEST_WAIT } from './poll';
import { prepare } from './prepare';
import { answered, isAnswer, type Desk } from './question';
import { readSetup, type Setup } from './read';
import { registryOf } from './registry';

/** Milliseconds between tries to begin, while the service cannot be reached. */
const AGAIN = 10_000;

/** A trigger that was active before begins by itself when the network is back. */
const PATIENT = new Set(['init', 'leadershipChange', 'update']);

export async function listen(context: ITriggerFunctions): Promise<ITriggerResponse | undefined> {
	const opened = await open(context).catch((failure: unknown) => ({ failure }));
	if (opened && 'failure' in opened) throw toNodeError(context.getNode(), opened.failure, 0);
	return opened;
}

async function open(context: ITriggerFunctions): Promise<ITriggerResponse | undefined> {
	const setup = readSetup((name, usual) => context.getNodeParameter(name, usual));
	const { polling } = setup.receiver;
	if (setup.byWebhook || !polling || setup.onlyClicks) return undefined;
	const session = new Session(context, setup, polling);
	await session.begin();
	return { closeFunction: async () => await session.close() };
}

/** One activation of the trigger. */
class Session implements Desk {
	private readonly wants: Listener['wants'];
	readonly line: Line;
	private readonly registry: ReturnType<typeof registryOf>;
	private readonly turns = new Turns();
	private closed = false;
	private poller: Poller | undefined;

	constructor(
		readonly context: ITriggerFunctions,
		readonly setup: Setup,
		private readonly polling: Polling,
	) {
		this.wants = compileFilter(setup.filter, setup.receiver);
		this.line = lineOf(context, setup.gateway, LONGEST_WAIT);
		this.registry = registryOf(context, setup);
	}

	/** @throws a failure that a person should read before the workflow counts as active */
	async begin(): Promise<void> {
		const patient = PATIENT.has(this.context.getActivationMode());
		const failure = await this.join().catch((reason: unknown) => ({ reason }));
		if (!failure) return;
		if (!patient || !(failure.reason instanceof Unreachable)) throw failure.reason;
		this.log(`${failure.reason.message}: updates are fetched as soon as it can be reached`);
		void this.joinLater();
	}

	async close(): Promise<void> {
		this.closed = true;
		await this.poller?.leave(this.id);
	}

	/** Asked anew after each wait, in which it may have changed. */
	private isClosed(): boolean {
		return this.closed;
	}

	private async join(): Promise<void> {
		const { context, setup, polling, line } = this;
		if (this.isClosed()) return;
		const { poller, account } = await findPoller(context, setup, polling, line);
		const place = await placeOf(polling, line, context.getWorkflowStaticData('node'));
		if (this.isClosed()) return;
		this.poller = poller;
		poller.join({ ...this.listener(account), ...place }, PATIENT.has(context.getActivationMode()));
	}

	private async joinLater(): Promise<void> {
		const clock = clockOf(this.context);
		for (let told = false; !this.isClosed();) {
			await clock.sleep(AGAIN);
			const failure = await this.join().catch((reason: unknown) => ({ reason }));
			if (!failure) return;
			if (failure.reason instanceof Unreachable || told) continue;
			told = true;
			this.tell({ description: messageOf(failure.reason), advice: '' });
		}
	}

	private get id(): string {
		const { context } = this;
		return `${context.getWorkflow().id ?? ''}/${context.getNode().id}`;
	}

	private listener(account: string): Listener {
		const { context, setup } = this;
		return {
			id: this.id,
			line: listeningLineOf(context, setup.gateway),
			wanted: setup.filter.events,
			once: false,
			wants: (event) => isAnswer(setup, event) || this.wants(event),
			take: async (event, key) => await this.take(event, `${account}/${this.id}/${key}`),
			log: (line) => this.log(line),
			tell: (obstacle) => this.tell(obstacle),
		};
	}

	private async take(given: BotEvent, key: string): Promise<boolean> {
		const { context, setup, line, registry } = this;
		const event = isAnswer(setup, given) ? await answered(given, this) : given;
		if (!event || !this.wants(event)) return true;
		// what one person does starts the workflow in that order, although preparing may take longer for the first
		const item = await this.turns.take(
			event.chat?.id ?? key,
			async () => await prepare(event, { context, setup, line, registry }),
		);
		const started = async (): Promise<IRun> => {
			const done = context.helpers.createDeferredPromise<IRun>();
			context.emit([[item]], undefined, done, key);
			return await done.promise;
		};
		const run = (): Run => ({ begun: beginOf(item.json), ended: started() });
		return await untilTaken(
			{
				run,
				isWanted: () => !this.isClosed(),
				isEnd: isCancelled,
				onRefused: (reason) =>
					this.log(`n8n could not start the workflow, it is tried again: ${messageOf(reason)}`),
			},
			clockOf(context),
		);
	}

	private log(line: string): void {
		const { context, setup } = this;
		context.logger.warn(`${setup.gateway.name}: ${line}`, { node: context.getNode().name });
	}

	private tell({ description, advice }: Obstacle): void {
		this.context.saveFailedExecution(
			new NodeOperationError(this.context.getNode(), description, { description: advice }),
		);
	}
}

const messageOf = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason));

/** A run that began and was stopped by a person or by its time limit. */
const isCancelled = (reason: unknown): boolean =>
	reason instanceof Error && /cancel/i.test(`${reason.constructor.name} ${reason.message}`);
