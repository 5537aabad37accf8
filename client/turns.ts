/** Lets work on one thing happen one after another, in the order in which it was asked for. */
export class Turns {
	private readonly last = new Map<string, Promise<unknown>>();

	async take<T>(key: string, work: () => Promise<T>): Promise<T> {
		const before = this.last.get(key) ?? Promise.resolve();
		const mine = before.then(work, work);
		this.last.set(key, mine);
		return await mine.finally(() => {
			if (this.last.get(key) === mine) this.last.delete(key);
		});
	}
}
