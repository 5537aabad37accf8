import { Rejected } from '../model/error';
import { changesOf, keyColumns, keyOf, type StoredRow } from './columns';
import { KnownRows } from './known';
import { eq, type Table } from './table';
import { Turns } from '../turns';
import type { SubscriberKey, SubscriberRecord } from './types';

/** How often a change is tried against a row that others change at the same time: each time one of them was faster. */
const TRIES = 40;

export interface Changed {
	record: SubscriberRecord;
	/** As the row was before; undefined when there was none. */
	before: SubscriberRecord | undefined;
}

/** What this process remembers of a table, whichever node asks. */
interface Memory {
	known: KnownRows;
	turns: Turns;
}

const memories = new Map<string, Memory>();

function memoryOf(place: string): Memory {
	const memory = memories.get(place) ?? { known: new KnownRows(), turns: new Turns() };
	memories.set(place, memory);
	return memory;
}

/**
 * Single rows of the registry. Other processes and people write into them too, so every change is made on the
 * condition that nobody was faster: the row still has the revision that the change was worked out from.
 */
export class Rows {
	private readonly memory: Memory;

	constructor(
		private readonly table: Table<StoredRow>,
		private readonly now: () => Date,
	) {
		this.memory = memoryOf(table.place);
	}

	/** The row as it is now. */
	async read(who: SubscriberKey): Promise<StoredRow | undefined> {
		return fullest(await this.table.rows([eq('key', keyOf(who))]));
	}

	/**
	 * Works out the new state of a row and writes it, one change of a person after another.
	 * @param merge called again when somebody else changed the row meanwhile
	 * @param missing gives the state to begin with where there is no row; undefined: none is made
	 */
	async change(
		who: SubscriberKey,
		merge: (known: SubscriberRecord) => SubscriberRecord,
		missing?: SubscriberRecord,
	): Promise<Changed | undefined> {
		const key = keyOf(who);
		return await this.memory.turns.take(key, async () => {
			for (let tries = 0; tries < TRIES; tries += 1) {
				const settled = await this.attempt(who, merge, missing);
				if (settled !== 'again') return settled;
				this.memory.known.forget(key);
			}
			throw new Rejected({
				reason: 'other',
				description: `The registry’s row ${key} is changed by others all the time`,
				advice: 'Look for a workflow that writes the same row without end',
			});
		});
	}

	private async attempt(
		who: SubscriberKey,
		merge: (known: SubscriberRecord) => SubscriberRecord,
		missing: SubscriberRecord | undefined,
	): Promise<Changed | undefined | 'again'> {
		const remembered = this.memory.known.get(keyOf(who), this.now().getTime());
		const row = remembered ?? (await this.read(who)) ?? (missing && (await this.seed(who)));
		if (!row) return undefined;
		const isNew = isEmpty(row);
		const known = isNew && missing ? missing : row.record;
		const merged = merge(known);
		const changes = changesOf(row.record, merged);
		// the remembered row saves reading before a change; without a change it may be out of date
		if (Object.keys(changes).length === 0) {
			return remembered ? 'again' : { record: row.record, before: isNew ? undefined : row.record };
		}
		const data = { ...changes, revision: (row.revision ?? 0) + 1 };
		const [updated] = await this.table.update([eq('id', row.id), eq('revision', row.revision)], data);
		if (!updated) return 'again';
		this.memory.known.set(keyOf(who), updated, this.now().getTime());
		return { record: updated.record, before: isNew ? undefined : row.record };
	}

	/** An empty row to begin with. Whoever fills it first, by its revision, is the one who saw the person first. */
	private async seed(who: SubscriberKey): Promise<StoredRow | undefined> {
		return fullest(await this.table.upsert([eq('key', keyOf(who))], keyColumns(who)));
	}

	/** Sets columns that depend on nothing else, without reading; undefined where there is no row. */
	async set(who: SubscriberKey, data: Partial<SubscriberRecord>): Promise<StoredRow | undefined> {
		return fullest(await this.table.update([eq('key', keyOf(who))], data as Record<string, string>, 'read'));
	}

	async remove(who: SubscriberKey): Promise<boolean> {
		this.memory.known.forget(keyOf(who));
		return (await this.table.remove([eq('key', keyOf(who))])).length > 0;
	}
}

/** A row that was made and not filled. */
export const isEmpty = ({ revision, record }: StoredRow): boolean =>
	revision === null && record.firstSeen === null && record.status === null && record.chatId === null;

/** Two processes that meet a new person in the same moment can leave two rows on some databases. */
export const fullest = (rows: readonly StoredRow[]): StoredRow | undefined =>
	rows.reduce<StoredRow | undefined>(
		(best, row) => (best === undefined || (row.revision ?? 0) > (best.revision ?? 0) ? row : best),
		undefined,
	);
