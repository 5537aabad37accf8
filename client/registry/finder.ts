import { Rejected } from '../model/error';
import { Turns } from '../turns';
import type { StoredRow } from './columns';
import { conditionsFor, fits, type Sought } from './query';
import { eq, PAGE, type Table } from './table';

/** Values that one request asks for: its address stays well below the 8 kB that servers take. */
export const ASKED_AT_ONCE = 40;

/** Characters of a value that shares a request. Names, numbers and ids are shorter. */
const LONGEST = 64;

type Answer = (sought: Sought) => StoredRow[] | Promise<StoredRow[]>;

/** Questions for the same request. */
interface Batch {
	sought: Sought[];
	answer: Promise<Answer>;
}

/**
 * Looks people up, many with one request: what is asked for while a request is under way goes into the next one
 * together. A hundred people of a run are some four requests instead of a hundred.
 */
export class Finder {
	private readonly turns = new Turns();
	/** The batch that is still to be asked, by column. */
	private readonly open = new Map<string, Batch>();

	constructor(private readonly table: Pick<Table<StoredRow>, 'rows' | 'rowsOfAny'>) {}

	/** @throws Rejected | Unreachable */
	async find(sought: Sought): Promise<StoredRow[]> {
		if (sought.value.length > LONGEST) return await this.alone(sought);
		const batch = this.batchFor(sought.column);
		batch.sought.push(sought);
		const answer = await batch.answer;
		return await answer(sought);
	}

	private batchFor(column: string): Batch {
		const known = this.open.get(column);
		if (known && known.sought.length < ASKED_AT_ONCE) return known;
		const sought: Sought[] = [];
		const answer = this.turns.take(column, async () => {
			if (this.open.get(column) === batch) this.open.delete(column);
			return await this.ask(sought);
		});
		const batch: Batch = { sought, answer };
		this.open.set(column, batch);
		return batch;
	}

	private async ask(sought: readonly Sought[]): Promise<Answer> {
		const values = new Map(sought.map((one) => [JSON.stringify(one), one]));
		const [only] = values.values();
		if (only && values.size === 1) {
			const rows = await this.alone(only);
			return () => rows;
		}
		const conditions = new Map(sought.map(({ column, value }) => [value, eq(column, value)]));
		const rows = await this.table.rowsOfAny([...conditions.values()]).catch(notTogether);
		// a full page may lack somebody, and a refusal may be about one value: then each is asked for by itself
		if (!rows || rows.length >= PAGE) return async (one) => await this.alone(one);
		return (one) => rows.filter(fits(one));
	}

	private async alone(sought: Sought): Promise<StoredRow[]> {
		return await this.table.rows(conditionsFor(sought));
	}
}

const notTogether = (failure: unknown): undefined => {
	if (!(failure instanceof Rejected) || failure.facts.reason !== 'other') throw failure;
};
