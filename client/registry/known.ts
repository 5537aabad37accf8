import type { StoredRow } from './columns';

/** Milliseconds for which a row is remembered, and how many rows. */
const FRESH = 60_000;
const MOST = 5_000;

/**
 * Rows as this process last saw them. They save the reading before a change, and only that: a change is made
 * on the condition that the row's revision is still the remembered one, and answers are never given from here.
 */
export class KnownRows {
	private readonly rows = new Map<string, { row: StoredRow; at: number }>();

	get(key: string, now: number): StoredRow | undefined {
		const known = this.rows.get(key);
		return known && known.at > now - FRESH ? known.row : undefined;
	}

	set(key: string, row: StoredRow, now: number): void {
		this.rows.delete(key);
		this.rows.set(key, { row, at: now });
		const [oldest] = this.rows.keys();
		if (this.rows.size > MOST && oldest !== undefined) this.rows.delete(oldest);
	}

	forget(key: string): void {
		this.rows.delete(key);
	}
}
