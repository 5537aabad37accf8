/**
 * Who may answer. A key is claimed before anything is sent, and whoever claims it second is refused; so a reply goes
 * out once although its event comes again, and a cool-down holds although two hundred runs ask at the same time.
 */

import { Turns } from '../turns';

/** Where keys are kept for longer than a process lives. Its calls need not be atomic among processes. */
export interface Store {
	/** Keeps them. @returns those that were not there before */
	add(keys: readonly string[]): Promise<ReadonlySet<string>>;
	remove(keys: readonly string[]): Promise<void>;
}

interface Asked {
	key: string;
	store: Store;
	answer: (isMine: boolean) => void;
	fail: (reason: unknown) => void;
}

interface Unwanted {
	keys: readonly string[];
	store: Store;
	done: () => void;
	fail: (reason: unknown) => void;
}

/** Keys that a process remembers by itself. */
const MOST = 50_000;

/**
 * The claims of one node in one process. What was claimed here is known without asking, so a store whose calls
 * cross with those of another process may let that process through, but never this one twice.
 */
export class Claims {
	private readonly mine = new Set<string>();
	private waiting: Asked[] = [];
	private unwanted: Unwanted[] = [];
	private readonly turns = new Turns();
	private readonly people = new Turns();

	/** Whether nobody had claimed it. @throws what the store throws; nothing is claimed then */
	async claim(key: string, store: Store): Promise<boolean> {
		if (this.mine.has(key)) return false;
		return await new Promise((answer, fail) => {
			this.waiting.push({ key, store, answer, fail });
			if (this.waiting.length === 1) void this.turns.take('', async () => await this.ask());
		});
	}

	/** Lets work on one person happen one after another, whichever run it belongs to. */
	async inTurn<T>(person: string, work: () => Promise<T>): Promise<T> {
		return await this.people.take(person, work);
	}

	/** Claims keys that nobody asks for yet. */
	async keep(keys: readonly string[], store: Store): Promise<void> {
		await Promise.all(keys.map(async (key) => await this.claim(key, store)));
	}

	/** Gives claims back, because nothing was done with them. */
	async release(keys: readonly string[], store: Store): Promise<void> {
		if (keys.length === 0) return;
		await new Promise<void>((done, fail) => {
			this.unwanted.push({ keys, store, done, fail });
			if (this.unwanted.length === 1) void this.turns.take('', async () => await this.giveBack());
		});
	}

	/** All that is given back while the store is busy goes together. */
	private async giveBack(): Promise<void> {
		const all = this.unwanted;
		this.unwanted = [];
		const keys = all.flatMap((one) => one.keys);
		await all[0]?.store.remove(keys).then(
			() => all.forEach((one) => one.done()),
			(reason: unknown) => all.forEach((one) => one.fail(reason)),
		);
		// here, where nobody asks meanwhile: who asked before may have found them taken, and noted that
		for (const key of keys) this.mine.delete(key);
	}

	/** All that came while the store was busy are asked for together. */
	private async ask(): Promise<void> {
		const asked = this.waiting;
		this.waiting = [];
		await this.askFor(asked);
	}

	private async askFor(asked: readonly Asked[]): Promise<void> {
		const open = new Map<string, Asked[]>();
		for (const one of asked) {
			if (this.mine.has(one.key)) one.answer(false);
			else open.set(one.key, [...(open.get(one.key) ?? []), one]);
		}
		const [[{ store } = {}] = []] = open.values();
		if (!store) return;
		const settled = await store.add([...open.keys()]).then(
			(fresh) => ({ fresh }),
			(reason: unknown) => ({ reason }),
		);
		for (const [key, all] of open) {
			if ('reason' in settled) all.forEach((one) => one.fail(settled.reason));
			else {
				this.add(key);
				// of several that want one key the first gets it, if any
				all.forEach((one, index) => one.answer(index === 0 && settled.fresh.has(key)));
			}
		}
	}

	private add(key: string): void {
		this.mine.add(key);
		for (const oldest of this.mine) {
			if (this.mine.size <= MOST) break;
			this.mine.delete(oldest);
		}
	}
}
