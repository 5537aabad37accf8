import type { Clock } from '../../client/http/gate';

interface Sleeper {
	until: number;
	wake: () => void;
}

/**
 * A clock that nobody waits for: once everything that can run has run, it jumps to the next sleeper's time.
 * Sleepers wake in the order of their times, and in the order of falling asleep where those are the same.
 */
export class JumpingClock implements Clock {
	/** Every sleep that was asked for, in order, in milliseconds. */
	readonly sleeps: number[] = [];

	private time: number;
	private readonly sleepers: Sleeper[] = [];

	constructor(start = Date.UTC(2026, 0, 1)) {
		this.time = start;
	}

	readonly now = (): number => this.time;

	readonly sleep = async (ms: number): Promise<void> => {
		this.sleeps.push(ms);
		await new Promise<void>((wake) => {
			this.sleepers.push({ until: this.time + ms, wake });
			if (this.sleepers.length === 1) this.jumpSoon();
		});
	};

	/** As a `setImmediate`, because that comes after every promise that is ready to go on. */
	private jumpSoon(): void {
		setImmediate(() => {
			const next = this.sleepers.reduce((first, one) => (one.until < first.until ? one : first));
			this.sleepers.splice(this.sleepers.indexOf(next), 1);
			this.time = Math.max(this.time, next.until);
			if (this.sleepers.length > 0) this.jumpSoon();
			next.wake();
		});
	}
}
