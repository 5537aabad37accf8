import type { Clock } from '../http/gate';
import { pLimit } from '../vendor/p-limit';
import { deferred } from './deferred';
import type { BotEvent } from '../model/event';
import type { Receipt } from '../model/receipt';
import type { Arrival, Polling, Receiver } from '../receiver';
import type { Listener } from './listener';
import { Recent } from './recent';
import { Outage } from './trouble';

/** Updates that are given out together: what a crash may cut off in the middle of its run. */
const AT_ONCE = 20;

export interface PollerOptions {
	receiver: Receiver;
	polling: Polling;
	bot: Receipt['bot'];
	clock: Clock;
}

/**
 * Asks one bot for updates and gives each to every listener. The service hears that an update was taken only
 * when every listener has taken it, or is gone; what a crash cuts off comes again.
 */
export class Poller {
	private readonly listeners = new Map<string, Listener>();
	private readonly recent = new Recent();
	private readonly limit = pLimit(AT_ONCE);
	private readonly outage: Outage;
	private after: Arrival | null = null;
	/** Taken, and not yet confirmed. */
	private unconfirmed: Arrival[] = [];
	private asking = new AbortController();
	private stirred = deferred();
	private running: Promise<void> | undefined;
	/** Who asked last: the last word to the service is theirs, when nobody is left. */
	private asker: Listener | undefined;

	constructor(private readonly options: PollerOptions) {
		this.outage = new Outage(options.polling);
	}

	get ids(): string[] {
		return [...this.listeners.keys()];
	}

	/** @param owed the listener was there before, and gets what arrived while it was away */
	join(listener: Listener, owed: boolean): void {
		const asked = new Set(this.wanted());
		this.listeners.set(listener.id, listener);
		this.running ??= this.run();
		if (owed && !listener.once) void this.giveOwed(listener);
		// the question under way does not ask for what this one wants
		if (!listener.wanted.every((event) => asked.has(event))) this.stir();
	}

	/** Resolves when nothing is done on behalf of this listener any more. */
	async leave(id: string): Promise<void> {
		this.listeners.delete(id);
		if (this.listeners.size > 0) return;
		this.stir();
		await this.running;
	}

	private wanted() {
		return [...new Set([...this.listeners.values()].flatMap(({ wanted }) => wanted))];
	}

	/** Ends every waiting: somebody came or went. */
	private stir(): void {
		this.asking.abort();
		this.stirred.resolve();
		this.stirred = deferred();
	}

	private async run(): Promise<void> {
		this.after = null;
		while (this.listeners.size > 0) {
			const arrivals = await this.ask();
			if (arrivals) await this.giveAll(arrivals);
		}
		this.asking.abort();
		await this.confirm('leaving');
		this.recent.clear();
		// somebody may have come while the last word was said
		this.running = this.listeners.size > 0 ? this.run() : undefined;
	}

	private get first(): Listener | undefined {
		return this.listeners.values().next().value;
	}

	/** One question; undefined when it failed or was given up. */
	private async ask(): Promise<Arrival[] | undefined> {
		const asker = this.first;
		if (!asker) return undefined;
		// what was begun on behalf of somebody who has gone ends with them
		if (asker !== this.asker) this.asking.abort();
		this.asker = asker;
		this.asking = new AbortController();
		const { polling } = this.options;
		const { signal } = this.asking;
		const wanted = this.wanted();
		this.after = this.earliest() ?? this.after;
		const settled = await polling.fetch(asker.line, { after: this.after, wanted, signal }).then(
			(arrivals) => ({ arrivals }),
			(failure: unknown) => ({ failure }),
		);
		if ('arrivals' in settled) {
			const line = this.outage.over();
			if (line) asker.log(line);
			// asking confirmed what went before; an id that starts anew must not be taken for an old one
			if (polling.confirm?.when === 'leaving') this.unconfirmed = [];
			if (settled.arrivals.length === 0) await this.idle();
			return settled.arrivals;
		}
		if (!isAborted(signal)) await this.suffer(settled.failure, asker);
		return undefined;
	}

	/** Where the listener stands that has come least far, where the service keeps no place for us. */
	private earliest(): Arrival | undefined {
		const { needsMemory } = this.options.polling;
		if (!needsMemory) return undefined;
		const places = [...this.listeners.values()].flatMap(({ place }) => place?.recall() ?? []);
		if (places.length === 0) return undefined;
		const id = places.reduce((first, place) => (needsMemory.isAfter(first, place) ? place : first));
		return { id, update: null };
	}

	/** Whether a listener was there already when this arrived; another one has kept it from going on. */
	private isPast({ id }: Arrival, { place }: Listener): boolean {
		const { needsMemory } = this.options.polling;
		const stands = place?.recall();
		return needsMemory !== undefined && stands !== undefined && !needsMemory.isAfter(id, stands);
	}

	/** Unless the listener came while the question was under way, and what lies before it is new to it. */
	private moveOn(listener: Listener, from: Arrival | null, taken: readonly Arrival[]): void {
		const { needsMemory } = this.options.polling;
		const stands = listener.place?.recall();
		if (stands !== undefined && from && needsMemory?.isAfter(from.id, stands)) return;
		const place = taken
			.filter((arrival) => !this.isPast(arrival, listener))
			.reduce<string | undefined>(
				(at, { id }) => (at === undefined ? id : (needsMemory?.goOn?.(at, id) ?? id)),
				stands ?? from?.id,
			);
		if (place !== undefined && place !== stands) listener.place?.remember(place);
	}

	private async idle(): Promise<void> {
		const { pause, needsMemory } = this.options.polling;
		if (!needsMemory) this.after = null;
		if (pause > 0) await this.sleep(pause);
	}

	private async suffer(failure: unknown, asker: Listener): Promise<void> {
		const { wait, log, obstacle } = this.outage.failed(failure);
		if (log) asker.log(log);
		if (obstacle) for (const listener of this.listeners.values()) listener.tell(obstacle);
		await this.sleep(wait);
	}

	private async sleep(ms: number): Promise<void> {
		await Promise.race([this.options.clock.sleep(ms), this.stirred.promise]);
	}

	/** Gives a batch in order, and goes on as far as it was taken without a gap. */
	private async giveAll(arrivals: readonly Arrival[]): Promise<void> {
		const given = arrivals.map(async (arrival) => await this.limit(async () => await this.give(arrival)));
		const taken = await Promise.all(given);
		const gap = taken.indexOf(false);
		const count = gap < 0 ? taken.length : gap;
		const done = arrivals.slice(0, count);
		const from = this.after;
		this.after = done[done.length - 1] ?? from;
		if (this.options.polling.confirm) this.unconfirmed.push(...done);
		for (const listener of this.listeners.values()) this.moveOn(listener, from, done);
		await this.confirm('always');
	}

	/** @returns false when nobody is there to take it: a test run took what it came for, the rest stays where it is */
	private async give(arrival: Arrival): Promise<boolean> {
		const listeners = [...this.listeners.values()];
		if (listeners.length === 0) return false;
		this.recent.add(arrival, this.options.clock.now());
		const events = this.read(arrival);
		const taken = listeners.map(async (listener) => await this.giveTo(listener, arrival, events));
		return (await Promise.all(taken)).every(Boolean);
	}

	private read({ update }: Arrival): BotEvent[] {
		const { receiver, bot, clock } = this.options;
		return receiver.read(update, { bot, receivedAt: new Date(clock.now()).toISOString() });
	}

	private async giveTo(listener: Listener, arrival: Arrival, events: readonly BotEvent[]): Promise<boolean> {
		if (this.recent.isDone(arrival, listener.id) || this.isPast(arrival, listener)) return true;
		const wanted = events
			.map((event, index) => ({ event, index }))
			.filter(({ event }) => listener.wants(event));
		if (listener.once && wanted.length > 0) this.listeners.delete(listener.id);
		const taken = wanted.map(
			async ({ event, index }) =>
				await listener.take(event, index === 0 ? arrival.id : `${arrival.id}.${index}`).catch(() => {
					listener.log(`The update ${arrival.id} could not be given to the workflow and is left out`);
					return true;
				}),
		);
		const all = (await Promise.all(taken)).every(Boolean);
		if (all) this.recent.done(arrival, listener.id);
		return all;
	}

	private async giveOwed(listener: Listener): Promise<void> {
		const owed = this.recent.owedTo(listener.id, this.options.clock.now());
		await Promise.all(owed.map(async (arrival) => await this.giveTo(listener, arrival, this.read(arrival))));
	}

	private async confirm(when: 'always' | 'leaving'): Promise<void> {
		const { confirm } = this.options.polling;
		const taken = this.unconfirmed;
		if (!confirm || taken.length === 0 || (confirm.when === 'leaving' && when !== 'leaving')) return;
		if (!this.asker) return;
		this.unconfirmed = [];
		// what is not confirmed comes again, and is known by its key then
		await confirm.run(this.asker.line, taken).catch(() => undefined);
	}
}

/** A function, because it changes while others wait. */
const isAborted = (signal: AbortSignal): boolean => signal.aborted;
