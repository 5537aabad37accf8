import type { Line } from '../gateway';
import { InvalidInput, Rejected } from '../model/error';
import type { EventName } from '../model/event';
import type { Arrival, Ask, Obstacle, Polling } from '../receiver';
import { idOf, itemsIn } from './items';
import { pathOf, receive, remove, type QueueMessage, type QueueSend } from './queueCall';
import { namedQueues, queuesFor, type Kind, type Queue } from './queues';
import { askForPass, type Pass } from './queueToken';
import { discard, TICKET } from './vault';

type Settled = { kind: Kind; messages: QueueMessage[] } | { kind: Kind; failure: unknown };

/** One account that is polled: its rights to the queues, and the questions that are under way. */
class Session {
	private readonly passes = new Map<string, Promise<Pass>>();
	/** Queues answer when they have something. One that does not is asked on while what another gave is worked on. */
	private readonly asked = new Map<Kind, Promise<Settled>>();
	private asking = new AbortController();

	constructor(private readonly line: Line) {}

	/** What the first of the queues has that answers. */
	async first(queues: readonly Queue[], signal: AbortSignal): Promise<Settled> {
		signal.addEventListener('abort', () => this.stop(), { once: true });
		if (signal.aborted) return { kind: 'inbound', messages: [] };
		const settled = await Promise.race(queues.map(async (queue) => await this.ask(queue)));
		this.asked.delete(settled.kind);
		return settled;
	}

	private async ask(queue: Queue): Promise<Settled> {
		const { kind } = queue;
		const before = this.asked.get(kind);
		if (before) return await before;
		const question = receive(this.sendTo(queue), this.asking.signal).then(
			(messages): Settled => ({ kind, messages }),
			(failure: unknown): Settled => ({ kind, failure }),
		);
		this.asked.set(kind, question);
		return await question;
	}

	/** What a question given up had taken out already is in its queue again after a while. */
	private stop(): void {
		this.asking.abort();
		this.asking = new AbortController();
		this.asked.clear();
	}

	/** Signed with keys of the queue; with new ones when the service does not take those that there are. */
	sendTo(queue: Queue): QueueSend {
		const path = pathOf(queue.name);
		return async (request) => {
			const send = async ({ ticket }: Pass) =>
				await this.line.send({ ...request, path, headers: { [TICKET]: ticket }, effect: 'read' });
			const pass = await this.passTo(queue);
			const answer = await send(pass);
			if (answer.status !== 401 && answer.status !== 403) return answer;
			return await send(await this.passTo(queue, pass));
		};
	}

	/** @param refused a pass that the service does not take any more */
	private async passTo(queue: Queue, refused?: Pass): Promise<Pass> {
		const kept = this.passes.get(queue.name);
		const pass = await kept;
		if (pass && pass !== refused && this.line.now().getTime() < pass.renewAt) return pass;
		// somebody else has asked for a new one meanwhile
		if (this.passes.get(queue.name) !== kept) return await this.passTo(queue, refused);
		if (pass) discard(pass.ticket);
		const asked = askForPass(this.line, queue);
		this.passes.set(queue.name, asked);
		return await asked.catch((failure: unknown) => {
			this.passes.delete(queue.name);
			throw failure;
		});
	}
}

/** By the line of whoever asks: when they go, so does all that was asked for on their behalf. */
const sessions = new WeakMap<Line, Session>();

function sessionOf(line: Line): Session {
	const known = sessions.get(line);
	if (known) return known;
	const session = new Session(line);
	sessions.set(line, session);
	return session;
}

async function fetch(line: Line, { wanted, signal }: Ask): Promise<Arrival[]> {
	const settled = await sessionOf(line).first(await queuesFor(line, wanted), signal);
	if ('failure' in settled) throw settled.failure;
	return settled.messages.flatMap((message) => arrivalsIn(message, settled.kind));
}

/** The receipt goes with the last of a message's items: where that one is taken, all before it are. */
function arrivalsIn({ receipt, body }: QueueMessage, kind: Kind): Arrival[] {
	const items = itemsIn(body);
	const given = items.length === 0 ? [body] : items;
	return given.map((item, index) => ({
		id: idOf(item),
		update: item,
		...(index === given.length - 1 && { handle: `${kind} ${receipt}` }),
	}));
}

async function confirm(line: Line, taken: readonly Arrival[]): Promise<void> {
	const queues = new Map((await namedQueues(line)).map((queue) => [queue.kind, queue]));
	const session = sessionOf(line);
	await Promise.all(
		taken.flatMap(({ handle = '' }) => {
			const [, kind, receipt = ''] = /^(\w+) ([^]+)$/.exec(handle) ?? [];
			const queue = queues.get(kind as Kind);
			return queue ? [remove(session.sendTo(queue), receipt)] : [];
		}),
	);
}

/** Asks for keys once, so that a wrong name or AccessKey is told at once and not after the first night. */
async function check(line: Line, wanted: readonly EventName[]): Promise<void> {
	for (const queue of await queuesFor(line, wanted)) {
		const pass = await askForPass(line, queue).catch((failure: unknown) => {
			throw aboutField(failure, queue);
		});
		discard(pass.ticket);
	}
}

/** Whose keys are not handed out is named by its field, unless the account as a whole is refused. */
function aboutField(failure: unknown, { label }: Queue): unknown {
	if (!(failure instanceof Rejected) || failure.facts.reason !== 'other') return failure;
	const { description, advice } = failure.facts;
	return new InvalidInput(label, `cannot be received from: ${description}`, advice, 'unsupported');
}

/** All that does not get better by itself. */
function explain(failure: unknown): Obstacle | undefined {
	if (failure instanceof InvalidInput) return { description: failure.message, advice: failure.advice };
	if (!(failure instanceof Rejected) || failure.facts.reason === 'rateLimited') return undefined;
	const { description, advice } = failure.facts;
	return { description: `Nothing can be received from the queue: ${description}`, advice };
}

/**
 * Queues of the message service. What was given out is hidden for a while and then given again, unless it is
 * deleted; so it is deleted once n8n has it.
 */
export const polling: Polling = {
	// the service holds its answer back; should one not do so, it is not asked without a pause
	pause: 1_000,
	fetch,
	confirm: { when: 'always', run: confirm },
	check,
	explain,
};
