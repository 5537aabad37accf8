import { Rejected } from '../model/error';
import type { Pace } from './request';

/** Time for the gate and the retries; tests put their own in. Milliseconds. */
export interface Clock {
	now: () => number;
	/** Resolves after `ms`; rejects when the execution was cancelled meanwhile. */
	sleep: (ms: number) => Promise<void>;
}

interface Waiter {
	go: () => void;
}

/**
 * One gate per account and process. It keeps the pace that a service is known to want, the number of
 * requests under way, and the pause a service asked for: one `retry_after` holds every request of the account.
 *
 * It lives in memory, so it only speeds things up: two processes have two gates, and the service's
 * own "too many requests" remains what counts.
 */
export class Gate {
	private heldUntil = 0;
	private inside = 0;
	private readonly queue: Waiter[] = [];
	/** Start times of the last requests by pace key, oldest first. */
	private readonly starts = new Map<string, number[]>();

	constructor(private readonly parallel: number) {}

	/** Nobody enters for the next `ms`. A shorter hold never ends a longer one. */
	hold(ms: number, now: number): void {
		this.heldUntil = Math.max(this.heldUntil, now + ms);
	}

	/** Milliseconds until the hold ends; 0 when there is none. */
	held(now: number): number {
		return Math.max(0, this.heldUntil - now);
	}

	/**
	 * Runs `work` when there is room, the pace allows it and no hold is on.
	 * @param patience milliseconds that this caller may spend on holds; pace and room are not counted
	 * @param onHeld told of each hold that was waited for
	 * @throws Rejected `rateLimited` at once when the hold would outlast the patience
	 */
	async pass<T>(
		work: () => Promise<T>,
		pace: Pace[],
		patience: number,
		clock: Clock,
		onHeld: (ms: number) => void = () => {},
	): Promise<T> {
		await this.enter(pace, patience, clock, onHeld);
		try {
			return await work();
		} finally {
			this.leave();
		}
	}

	/** Waits outside: who waits for the pace of one chat keeps no room from the others. */
	private async enter(
		pace: Pace[],
		patience: number,
		clock: Clock,
		onHeld: (ms: number) => void,
	): Promise<void> {
		let spent = 0;
		for (;;) {
			await this.room();
			const held = this.held(clock.now());
			const wait = held || this.paceWait(pace, clock.now());
			if (wait === 0) break;
			this.leave();
			if (held > patience - spent) throw tooLong(held);
			await clock.sleep(wait);
			if (held === 0) continue;
			spent += held;
			onHeld(held);
		}
		this.note(pace, clock.now());
	}

	private async room(): Promise<void> {
		if (this.inside < this.parallel) {
			this.inside += 1;
			return;
		}
		// the one who leaves hands its place over, so `inside` stays as it is
		await new Promise<void>((go) => this.queue.push({ go }));
	}

	private leave(): void {
		const next = this.queue.shift();
		if (next) next.go();
		else this.inside -= 1;
	}

	/** Milliseconds until every pace has room again. */
	private paceWait(pace: Pace[], now: number): number {
		return Math.max(
			0,
			...pace.map(({ key, limit, per }) => {
				const recent = this.recent(key, per, now);
				const first = recent[recent.length - limit];
				return first === undefined ? 0 : first + per - now;
			}),
		);
	}

	private note(pace: Pace[], now: number): void {
		for (const { key, per } of pace) this.starts.set(key, [...this.recent(key, per, now), now]);
		if (this.starts.size > MOST_KEYS) this.forgetOldest(now);
	}

	private recent(key: string, per: number, now: number): number[] {
		return (this.starts.get(key) ?? []).filter((start) => start > now - per);
	}

	/** Keeps a broadcast to very many chats in flat memory. */
	private forgetOldest(now: number): void {
		for (const [key, times] of this.starts) {
			if ((times[times.length - 1] ?? 0) < now - LONGEST_PACE) this.starts.delete(key);
		}
	}
}

/** Keys after which old ones are dropped, and the age that no pace window exceeds. */
const MOST_KEYS = 5_000;
const LONGEST_PACE = 60_000;

function tooLong(held: number): Rejected {
	const seconds = Math.ceil(held / 1_000);
	return new Rejected({
		reason: 'rateLimited',
		description: `The service takes no requests for another ${seconds} s`,
		advice: 'Send fewer messages at a time, or raise Longest Wait in the options of this node',
		kind: 'held',
		retryAfter: seconds,
	});
}

const gates = new Map<string, Gate>();

/** The gate of an account in this process, made on first use. */
export function gateOf(account: string, parallel: number): Gate {
	const known = gates.get(account);
	if (known) return known;
	const gate = new Gate(parallel);
	gates.set(account, gate);
	return gate;
}
