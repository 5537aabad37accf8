import { randomUUID } from 'node:crypto';

import type { Claims, Ending, Taken } from '../fallback/claims';
import type { Key } from '../fallback/key';
import { Unreachable } from '../model/error';
import { isAbandoned, type FallbackRow } from './fallbackRows';
import { tidy, type TableClock } from './tidyFallbacks';
import { eq, PAGE, type Table } from './table';

/** How often a run looks again while another one asks for the same key, and how long it waits in between. */
const LOOKS = 20;
const PAUSE_MS = 250;

/**
 * Claims in a Data Table, which hold between processes: of all that ask for a key in the same moment at most one
 * gets it, and one does unless it dies while it asks.
 *
 * Each puts down a row of its own before it looks for others, so of two at least one sees the other; whoever sees
 * nobody may take the key, and says so in its row. Of those who see each other, all but the one with the lowest
 * id go, and that one waits until it is alone or another turns out to have taken it. The lowest id alone would
 * not do: where a database gives out ids before rows can be seen, a higher one may have looked and found nobody.
 */
export class TableClaims implements Claims {
	/** The rows of this run, by key. */
	private readonly owners = new Map<string, string>();

	/** @param keeps days for which rows are kept that hold for good; Infinity for all */
	constructor(
		private readonly table: Table<FallbackRow>,
		private readonly clock: TableClock,
		private readonly keeps = Infinity,
	) {}

	async take(key: Key): Promise<Taken> {
		const owner = randomUUID();
		this.owners.set(key.mark, owner);
		const taken = await this.ask(key, owner).catch(async (failure: unknown) => {
			await this.withdraw(key);
			throw beforeSending(failure);
		});
		if (taken !== 'new') await this.withdraw(key);
		return taken;
	}

	/** A row that stays behind is in nobody's way for long: it only asks. What came before is what has to be told. */
	private async withdraw(key: Key): Promise<void> {
		await this.release(key).catch(() => undefined);
	}

	private async ask(key: Key, owner: string): Promise<Taken> {
		await this.table.insert([{ key: key.mark, owner, state: 'asking', day: this.today }]);
		for (let looks = 0; looks < LOOKS; looks += 1) {
			const rows = await this.rowsOf(key);
			const own = rows.find((row) => row.owner === owner);
			const others = rows.filter((row) => row.owner !== owner);
			const abandoned = others.filter((row) => isAbandoned(row, this.clock.now()));
			if (abandoned.length > 0) {
				await this.takeAway(abandoned);
				continue;
			}
			const before = others.map(({ state }) => state).find((state) => state !== 'asking');
			if (!own || before !== undefined) return endingOf(others);
			if (others.length === 0) return (await this.write(key, { state: 'begun' })) ? 'new' : 'begun';
			if (others.some(({ id }) => id < own.id)) return 'begun';
			await this.clock.pause(PAUSE_MS);
		}
		return 'begun';
	}

	/**
	 * For rows of runs that died while they asked, and certainly sent nothing. A run that only slept finds its row gone
	 * when it wants to take the key, and lets it be; one that has taken it meanwhile keeps its row.
	 */
	private async takeAway(rows: readonly FallbackRow[]): Promise<void> {
		await Promise.all(
			rows.map(async ({ id }) => await this.table.clear([eq('id', id), eq('state', 'asking')])),
		);
	}

	private get today(): string {
		return this.clock.dayOf(this.clock.now());
	}

	private async rowsOf({ mark, also }: Key): Promise<FallbackRow[]> {
		const rows = await Promise.all(
			[mark, ...also].map(async (one) => await this.table.rows([eq('key', one)])),
		);
		return rows.flat();
	}

	/** @returns whether our row is still there */
	private async write({ mark }: Key, data: Record<string, string | null>): Promise<boolean> {
		const owner = this.owners.get(mark);
		if (owner === undefined) return false;
		return (await this.table.update([eq('key', mark), eq('owner', owner)], data, 'read')).length > 0;
	}

	async end(key: Key, ending: Ending, messageId: string | null = null): Promise<void> {
		await this.write(key, { state: ending, day: this.today, messageId });
	}

	async release({ mark }: Key): Promise<void> {
		const owner = this.owners.get(mark);
		this.owners.delete(mark);
		if (owner !== undefined) await this.table.remove([eq('key', mark), eq('owner', owner)]);
	}

	/** Each row has one writer, so nothing gets lost. */
	async settle(): Promise<void> {}

	async tidy(): Promise<void> {
		await tidy(this.table, this.clock, this.keeps);
	}

	async sentOn(day: string): Promise<number> {
		const filters = [eq('day', day), eq('state', 'sms')];
		let count = 0;
		for (let after = 0; ;) {
			const rows = await this.table.rows(filters, after);
			count += rows.length;
			if (rows.length < PAGE) return count;
			after = rows[rows.length - 1]?.id ?? after;
		}
	}
}

/** A question that broke off may have put a row down, but no message went out for it. */
const beforeSending = (failure: unknown): unknown =>
	failure instanceof Unreachable && failure.facts.outcome === 'unknown'
		? new Unreachable({ ...failure.facts, outcome: 'notSent' })
		: failure;

const endingOf = (rows: readonly FallbackRow[]): Exclude<Taken, 'new'> => {
	const states = rows.map(({ state }) => state);
	return states.find((state) => state === 'sms') ?? states.find((state) => state === 'bot') ?? 'begun';
};
