import type { Arrival } from '../receiver';

/** Arrivals that are remembered: many answers of most services. Where one holds more, places are remembered too. */
const MOST = 1_000;

/** Milliseconds. */
const LONGEST = 120_000;

interface Entry {
	arrival: Arrival;
	at: number;
	/** Listeners that need it no more. */
	done: Set<string>;
}

/**
 * What arrived a short while ago, and who has taken it. For a listener that comes back: n8n starts workflows one
 * after another, and replaces a workflow that is published again, while updates keep coming.
 */
export class Recent {
	private readonly entries = new Map<string, Entry>();

	add(arrival: Arrival, now: number): void {
		if (this.entries.has(arrival.id)) return;
		this.entries.set(arrival.id, { arrival, at: now, done: new Set() });
		for (const [id, { at }] of this.entries) {
			if (this.entries.size <= MOST && at > now - LONGEST) break;
			this.entries.delete(id);
		}
	}

	done(arrival: Arrival, listener: string): void {
		this.entries.get(arrival.id)?.done.add(listener);
	}

	isDone(arrival: Arrival, listener: string): boolean {
		return this.entries.get(arrival.id)?.done.has(listener) ?? false;
	}

	/** In order of arrival. */
	owedTo(listener: string, now: number): Arrival[] {
		return [...this.entries.values()]
			.filter(({ at, done }) => at > now - LONGEST && !done.has(listener))
			.map(({ arrival }) => arrival);
	}

	clear(): void {
		this.entries.clear();
	}
}
