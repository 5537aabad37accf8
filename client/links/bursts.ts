import { keep } from '../keep';

/** Milliseconds in which the same link counts once: a double tap, a page that was loaded anew. */
const SPAN = 10_000;

/** Links that are remembered. */
const MOST = 10_000;

/**
 * Tells a click from its own echo. Lives in one process: where several take clicks, two of a burst may count,
 * which is no harm.
 */
export class Bursts {
	private readonly last = new Map<string, number>();

	/** Whether this click is the first for a while. */
	isFirst(ref: string, now: number): boolean {
		const before = this.last.get(ref);
		if (before !== undefined && now - before < SPAN) return false;
		keep(this.last, ref, now, MOST);
		return true;
	}
}
