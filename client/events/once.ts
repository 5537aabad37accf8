/** Ids that are remembered for each door; a service repeats what was not answered within minutes. */
const MOST = 500;

/**
 * Lets each update through once. Lives in one process; `known` and `list` connect it with what is stored, so
 * that a restart does not forget.
 */
export class Once {
	private readonly done = new Set<string>();
	private readonly underway = new Map<string, Promise<boolean>>();

	/** What an earlier process had let through. */
	known(ids: readonly string[]): void {
		for (const id of ids) this.add(id);
	}

	/** What was let through, the newest last. */
	list(most: number): string[] {
		return [...this.done].slice(-most);
	}

	/**
	 * Whether this one is to be worked on now. A repeat that comes while the first is worked on waits for what
	 * comes of it: only when that fails, the repeat takes its place.
	 * @param outcome whether it was taken in the end
	 */
	async enter(id: string, outcome: Promise<boolean>): Promise<boolean> {
		for (let first = this.underway.get(id); first; first = this.underway.get(id)) {
			if (await first) return false;
		}
		if (this.done.has(id)) return false;
		const settled = outcome.then((taken) => {
			this.underway.delete(id);
			if (taken) this.add(id);
			return taken;
		});
		this.underway.set(id, settled);
		return true;
	}

	private add(id: string): void {
		this.done.delete(id);
		this.done.add(id);
		for (const oldest of this.done) {
			if (this.done.size <= MOST) break;
			this.done.delete(oldest);
		}
	}
}
