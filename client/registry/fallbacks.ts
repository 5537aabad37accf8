import { randomUUID } from 'node:crypto';

import type { Claims, Ending, Taken } from '../fallback/claims';
import type { Key } from '../fallback/key';
import { asText, isObject } from '../http/json';
import { eq, PAGE, type Table, type TableKind } from './table';

const STATES = ['asking', 'begun', 'bot', 'sms'] as const;

type State = (typeof STATES)[number];

interface FallbackRow {
	id: number;
	owner: string;
	state: State;
}

/** The table of fallbacks. n8n adds `id`, `createdAt` and `updatedAt` by itself. */
export const FALLBACKS: TableKind<FallbackRow> = {
	field: 'Fallbacks Table',
	columns: [
		{ name: 'key', type: 'string', about: 'What the SMS is known by; one row for each' },
		{ name: 'owner', type: 'string', about: 'Which run has the row. Leave it alone' },
		{
			name: 'state',
			type: 'string',
			about:
				'asking (for a moment), begun (nobody has said how it ended), bot (the bot reached the person) or sms (an SMS was sent)',
		},
		{
			name: 'day',
			type: 'string',
			about: 'The day of the SMS in the workflow’s time zone, as in 2026-11-26',
		},
		{ name: 'messageId', type: 'string', about: 'The service’s id of what was sent, where it gives one' },
	],
	read: (row) => {
		if (!isObject(row) || typeof row.id !== 'number') return undefined;
		const state = STATES.find((one) => one === row.state) ?? 'begun';
		return { id: row.id, owner: asText(row.owner) ?? '', state };
	},
};

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

	constructor(
		private readonly table: Table<FallbackRow>,
		private readonly today: () => string,
		private readonly pause: (ms: number) => Promise<void>,
	) {}

	async take(key: Key): Promise<Taken> {
		const owner = randomUUID();
		this.owners.set(key.mark, owner);
		const taken = await this.ask(key, owner).catch(async (failure: unknown) => {
			// a row that nobody stands behind would keep the next run from sending; the first failure is the one to tell
			await this.release(key).catch(() => undefined);
			throw failure;
		});
		if (taken !== 'new') await this.release(key);
		return taken;
	}

	private async ask(key: Key, owner: string): Promise<Taken> {
		await this.table.insert([{ key: key.mark, owner, state: 'asking', day: this.today() }]);
		for (let looks = 0; looks < LOOKS; looks += 1) {
			const rows = await this.rowsOf(key);
			const own = rows.find((row) => row.owner === owner);
			const others = rows.filter((row) => row.owner !== owner);
			const before = others.map(({ state }) => state).find((state) => state !== 'asking');
			if (!own || before !== undefined) return endingOf(others);
			if (others.length === 0) return (await this.write(key, { state: 'begun' })) ? 'new' : 'begun';
			if (others.some(({ id }) => id < own.id)) return 'begun';
			await this.pause(PAUSE_MS);
		}
		return 'begun';
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
		await this.write(key, { state: ending, day: this.today(), messageId });
	}

	async release({ mark }: Key): Promise<void> {
		const owner = this.owners.get(mark);
		this.owners.delete(mark);
		if (owner !== undefined) await this.table.remove([eq('key', mark), eq('owner', owner)]);
	}

	/** Each row has one writer, so nothing gets lost. */
	async settle(): Promise<void> {}

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

const endingOf = (rows: readonly FallbackRow[]): Exclude<Taken, 'new'> => {
	const states = rows.map(({ state }) => state);
	return states.find((state) => state === 'sms') ?? states.find((state) => state === 'bot') ?? 'begun';
};
