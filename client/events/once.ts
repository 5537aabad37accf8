/** Ids that are remembered for each door; a service repeats what was not answered within minutes. */
const MOST = 500;

/** Whether an update was taken, as far as that can be seen when it is asked. */
export type Verdict = () => boolean;

const taken: Verdict = () => true;

/**
 * Lets each update through once. Lives in one process; `known` and `list` connect it with what is stored, so
 * that a restart does not forget.
 */
export class Once {
	private readonly done = new Map<string, Verdict>();
	private readonly underway = new Map<string, Promise<Verdict>>();

	/** What an earlier process had let through. */
	known(ids: readonly string[]): void {
		for (const id of ids) this.add(id, taken);
	}

	/** What was let through, the newest last. */
	list(most: number): string[] {
		return [...this.done].flatMap(([id, verdict]) => (verdict() ? [id] : [])).slice(-most);
	}

	/**
	 * Whether this one is to be worked on now. A repeat that comes while the first is worked on waits for what
	 * comes of it: only when that fails, the repeat takes its place.
	 * @param outcome resolves when no more is heard of it
	 */
	async enter(id: string, outcome: Promise<Verdict>): Promise<boolean> {
		for (let first = this.underway.get(id); first; first = this.underway.get(id)) {
			if ((await first)()) return false;
		}
		if (this.done.get(id)?.()) return false;
		const settled = outcome.then((verdict) => {
			this.underway.delete(id);
			if (verdict()) this.add(id, verdict);
			return verdict;
		});
		this.underway.set(id, settled);
		return true;
	}

	private add(id: string, verdict: Verdict): void {
		this.done.delete(id);
		this.done.set(id, verdict);
		for (const oldest of this.done.keys()) {
			if (this.done.size <= MOST) break;
			this.done.delete(oldest);
		}
	}
}
