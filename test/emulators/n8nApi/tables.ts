import { filterOf, type Column, type Row } from './filter';
import { Refused } from './refused';

const COLUMN_NAME = /^[a-zA-Z][a-zA-Z0-9_]{0,62}$/;
const TYPES = ['string', 'number', 'boolean', 'date'];
const SYSTEM = ['id', 'createdat', 'updatedat'];

/** One Data Table. Every change is whole before the next one begins, as in a transaction. */
export class DataTable {
	readonly columns: Column[];
	rows: Row[] = [];
	private lastId = 0;

	constructor(
		readonly id: string,
		readonly name: string,
		columns: Array<{ name: string; type: string }>,
	) {
		this.columns = columns.map(({ name, type }, index) => {
			if (!COLUMN_NAME.test(name) || SYSTEM.includes(name.toLowerCase()))
				throw new Refused(400, `bad column ${name}`);
			if (!TYPES.includes(type)) throw new Refused(400, `bad type ${type}`);
			return { id: `c${index}`, name, type, index };
		});
	}

	shown() {
		const { id, name, columns } = this;
		return { id, name, columns, projectId: 'p1', createdAt: NOW, updatedAt: NOW, sizeBytes: 0 };
	}

	page(filter: unknown, { sortBy = 'id:asc', limit = '100', offset = 0 }) {
		if (!/^\w+:(asc|desc)$/.test(sortBy)) throw new Refused(400, 'Invalid sort format');
		if (Number(limit) > 250) throw new Refused(400, 'request/query/limit must be <= 250');
		const [by = 'id', direction] = sortBy.split(':');
		const fits = this.rows.filter(filter === undefined ? () => true : filterOf(filter, this.columns));
		const sorted = fits.sort((a, b) =>
			(a[by] as number) > (b[by] as number) === (direction === 'asc') ? 1 : -1,
		);
		const data = sorted.slice(offset, offset + Number(limit));
		const more = offset + data.length < sorted.length;
		const cursor = { limit: Number(limit), offset: offset + data.length };
		return { data, nextCursor: more ? Buffer.from(JSON.stringify(cursor)).toString('base64') : null };
	}

	insert(rows: unknown) {
		if (!Array.isArray(rows) || rows.length === 0)
			throw new Refused(400, 'request/body/data must NOT have fewer than 1 items');
		const ready = rows.map((row) => this.cells(row as object));
		const made = ready.map((row) => this.add(row));
		return made;
	}

	upsert(filter: unknown, data: object) {
		const updated = this.update(filter, data);
		return updated.length > 0 ? updated : this.insert([data]);
	}

	update(filter: unknown, data: object) {
		const cells = this.cells(data);
		if (Object.keys(cells).length === 0) throw new Refused(400, 'data must not be empty');
		const fits = this.rows.filter(this.needed(filter));
		for (const row of fits) Object.assign(row, cells);
		return fits;
	}

	remove(filter: unknown) {
		const gone = this.rows.filter(this.needed(filter));
		this.rows = this.rows.filter((row) => !gone.includes(row));
		return gone;
	}

	private needed(filter: unknown) {
		const { filters } = (filter ?? {}) as { filters?: unknown[] };
		if (!filters || filters.length === 0) throw new Refused(400, 'filter must not be empty');
		return filterOf(filter, this.columns);
	}

	private add(cells: object): Row {
		const empty = Object.fromEntries(this.columns.map(({ name }) => [name, null]));
		this.lastId += 1;
		const now = new Date().toISOString();
		const row = { ...empty, ...cells, id: this.lastId, createdAt: now, updatedAt: now };
		this.rows.push(row);
		return row;
	}

	private cells(row: object): Record<string, unknown> {
		return Object.fromEntries(
			Object.entries(row).map(([name, value]: [string, unknown]) => {
				const column = this.columns.find((one) => one.name === name);
				if (!column) throw new Refused(400, `unknown column name '${name}'`);
				return [name, cell(value, column)];
			}),
		);
	}
}

const NOW = '2026-01-01T00:00:00.000Z';

function cell(value: unknown, { name, type }: Column): unknown {
	if (value === null) return null;
	const wrong = new Refused(400, `value '${String(value)}' does not match column type '${type}': ${name}`);
	if (type === 'date') {
		const date = new Date(value as string);
		if (Number.isNaN(date.getTime())) throw wrong;
		return date.toISOString();
	}
	if (typeof value !== type) throw wrong;
	return value;
}
