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
import type { Listener } from '../../client/poller/listener';
import { pollerOf } from '../../client/poller/pollers';
import type { Poller } from '../../client/poller/poller';
import { untilTaken } from '../../client/poller/taken';
import type { Obstacle, Polling } from '../../client/receiver';
import { clearTheWay } from './way';
import { prepare } from './prepare';
import { readSetup, type Setup } from './read';

/** Seconds that a question at activation may spend on rate limits. */
const LONGEST_WAIT = 10;

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
	const setup = readSetup(context);
	const { polling } = setup.receiver;
	if (setup.byWebhook || !polling) return undefined;
	const session = new Session(context, setup, polling);
	if (context.getMode() === 'manual') {
		// n8n listens to what is emitted only after this function has returned
		return {
			closeFunction: async () => await session.close(),
			manualTriggerFunction: async () => await session.begin(),
		};
	}
	await session.begin();
	return { closeFunction: async () => await session.close() };
}

/** One activation of the trigger, or one test run. */
class Session {
	private readonly wants: Listener['wants'];
	private readonly line: Line;
	private readonly isTest: boolean;
	private closed = false;
	private poller: Poller | undefined;

	constructor(
		private readonly context: ITriggerFunctions,
		private readonly setup: Setup,
		private readonly polling: Polling,
	) {
		this.wants = compileFilter(setup.filter, setup.receiver);
		this.line = lineOf(context, setup.gateway, LONGEST_WAIT);
		this.isTest = context.getMode() === 'manual';
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
		await clearTheWay(context, setup, line);
		const bot = (await setup.receiver.whose?.(line)) ?? null;
		if (this.isClosed()) return;
		const account = bot?.id ?? context.getNode().credentials?.[setup.gateway.credential]?.id ?? '';
		const clock = clockOf(context);
		this.poller = pollerOf(`${setup.gateway.id}/${account}`, {
			receiver: setup.receiver,
			polling,
			bot,
			clock,
		});
		this.poller.join(this.listener(account), PATIENT.has(context.getActivationMode()));
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
		const { context, isTest } = this;
		return `${context.getWorkflow().id ?? ''}/${context.getNode().id}${isTest ? '/test' : ''}`;
	}

	private listener(account: string): Listener {
		const { context, setup, polling } = this;
		const place = context.getWorkflowStaticData('node') as { lastId?: string };
		return {
			id: this.id,
			line: listeningLineOf(context, setup.gateway),
			wanted: setup.filter.events,
			once: this.isTest,
			wants: this.wants,
			take: async (event, key) => await this.take(event, `${setup.gateway.id}/${account}/${this.id}/${key}`),
			log: (line) => this.log(line),
			tell: (obstacle) => this.tell(obstacle),
			...(polling.needsMemory &&
				!this.isTest && {
					place: { recall: () => place.lastId, remember: (id) => void (place.lastId = id) },
				}),
		};
	}

	private async take(event: BotEvent, key: string): Promise<boolean> {
		const { context, setup, line } = this;
		const item = await prepare(event, { context, setup, line, registry: undefined });
		const run = async (): Promise<unknown> => {
			const done = context.helpers.createDeferredPromise<IRun>();
			context.emit([[item]], undefined, done, key);
			return this.isTest ? undefined : await done.promise;
		};
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
