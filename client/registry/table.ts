import { isObject, type JsonObject } from '../http/json';
import type { Send } from '../http/request';
import { InvalidInput, Rejected } from '../model/error';
import { ask } from './call';
import type { Column } from './columns';

/** The most rows that n8n puts on one page. */
export const PAGE = 250;

export interface Condition {
	columnName: string;
	condition: 'eq' | 'neq' | 'like' | 'gt' | 'lt';
	value: string | number | null;
}

export const eq = (columnName: string, value: string | number | null): Condition => ({
	columnName,
	condition: 'eq',
	value,
});

type Values = Record<string, string | number | null>;

/** Ids of tables that were found, by account and name: a table's id never changes while it exists. */
const found = new Map<string, Promise<string>>();

/** What a table holds. */
export interface TableKind<Row> {
	/** The label of the field in which people name the table. */
	field: string;
	/** It is made with these; one that exists has to have them. */
	columns: readonly Column[];
	/** Reads a row as n8n gives it; undefined for what is none. */
	read: (row: unknown) => Row | undefined;
}

/** A Data Table of n8n, over n8n's public API. All conditions of a filter have to hold. */
export class Table<Row> {
	constructor(
		private readonly send: Send,
		private readonly name: string,
		/** Tells apart the tables of two n8n in this process. */
		private readonly account: string,
		private readonly kind: TableKind<Row>,
	) {}

	/** Tells this table from every other in this process. */
	get place(): string {
		return `${this.account}/${this.name}`;
	}

	/** The first page of the rows that fit, the oldest first; the next page begins after the last row's id. */
	async rows(filters: readonly Condition[], after = 0, search = ''): Promise<Row[]> {
		const conditions: Condition[] = [
			...filters,
			...(after > 0 ? [{ columnName: 'id', condition: 'gt' as const, value: after }] : []),
		];
		const answer = await this.inTable((id) =>
			ask(this.send, {
				method: 'GET',
				path: `/data-tables/${id}/rows`,
				query: {
					limit: String(PAGE),
					sortBy: 'id:asc',
					...(search && { search }),
					...asQuery(conditions),
				},
				effect: 'read',
			}),
		);
		return this.toRows(isObject(answer) ? answer.data : []);
	}

	/** The first page of the rows of which any condition holds. */
	async rowsOfAny(filters: readonly Condition[]): Promise<Row[]> {
		const query = { limit: String(PAGE), sortBy: 'id:asc', ...asQuery(filters, 'or') };
		const answer = await this.inTable((id) =>
			ask(this.send, { method: 'GET', path: `/data-tables/${id}/rows`, query, effect: 'read' }),
		);
		return this.toRows(isObject(answer) ? answer.data : []);
	}

	/** Adds rows with one request. */
	async insert(data: readonly Values[]): Promise<void> {
		await this.inTable((id) =>
			ask(this.send, {
				method: 'POST',
				path: `/data-tables/${id}/rows`,
				json: { data, returnType: 'count' },
				effect: 'write',
			}),
		);
	}

	/** Changes the rows that fit, or adds one; repeating it does no harm. */
	async upsert(filters: readonly Condition[], data: Values): Promise<Row[]> {
		return await this.write('POST', 'upsert', filters, data, 'read');
	}

	/** Changes the rows that fit, and returns them as they are now. */
	async update(
		filters: readonly Condition[],
		data: Values,
		effect: 'read' | 'write' = 'write',
	): Promise<Row[]> {
		return await this.write('PATCH', 'update', filters, data, effect);
	}

	/** @returns the rows that were removed */
	async remove(filters: readonly Condition[]): Promise<Row[]> {
		const answer = await this.inTable((id) =>
			ask(this.send, {
				method: 'DELETE',
				path: `/data-tables/${id}/rows/delete`,
				query: { ...asQuery(filters), returnData: 'true' },
				effect: 'write',
			}),
		);
		return this.toRows(answer);
	}

	/** Removes rows of which nobody wants to know what they were: there may be many. Repeating it does no harm. */
	async clear(filters: readonly Condition[]): Promise<void> {
		await this.inTable((id) =>
			ask(this.send, {
				method: 'DELETE',
				path: `/data-tables/${id}/rows/delete`,
				query: asQuery(filters),
				effect: 'read',
			}),
		);
	}

	private async write(
		method: 'POST' | 'PATCH',
		verb: string,
		filters: readonly Condition[],
		data: Values,
		effect: 'read' | 'write',
	): Promise<Row[]> {
		const json = { filter: { type: 'and', filters }, data, returnData: true };
		const answer = await this.inTable((id) =>
			ask(this.send, { method, path: `/data-tables/${id}/rows/${verb}`, json, effect }),
		);
		return this.toRows(answer);
	}

	/** Does something with the table; one that was removed or lost a column meanwhile is looked up once more. */
	private async inTable(work: (id: string) => Promise<unknown>): Promise<unknown> {
		return await work(await this.id()).catch(async (failure: unknown) => {
			if (!isOutdated(failure)) throw failure;
			found.delete(this.place);
			return await work(await this.id());
		});
	}

	private async id(): Promise<string> {
		const known = found.get(this.place);
		if (known) return await known;
		const id = this.findOrCreate();
		found.set(this.place, id);
		id.catch(() => found.delete(this.place));
		return await id;
	}

	private async findOrCreate(): Promise<string> {
		const table = (await this.find()) ?? (await this.create());
		const missing = missingColumns(this.kind.columns, table.columns);
		if (missing.length === 0) return table.id;
		throw new InvalidInput(
			this.kind.field,
			`“${this.name}” has no column ${missing.map(({ name, type }) => `${name} (${type})`).join(', ')}`,
			'Add it to the table in n8n under Data tables, or give the name of a table that does not exist: it is made then',
		);
	}

	/** n8n finds names by any part of them. */
	private async find(): Promise<FoundTable | undefined> {
		const answer = await ask(this.send, {
			method: 'GET',
			path: '/data-tables',
			query: { limit: String(PAGE), filter: JSON.stringify({ name: this.name }) },
			effect: 'read',
		});
		const tables = (isObject(answer) && Array.isArray(answer.data) ? answer.data : [])
			.filter(isTable)
			.filter(({ name }) => name === this.name);
		if (tables.length < 2) return tables[0];
		throw new InvalidInput(
			this.kind.field,
			`“${this.name}” is the name of ${tables.length} tables that the API key can see`,
			'Rename all but one, or give a name that is used once',
		);
	}

	/** Another process may have been faster: n8n then says 409, or 500 in the very same moment. Theirs is taken. */
	private async create(): Promise<FoundTable> {
		const columns = this.kind.columns.map(({ name, type }) => ({ name, type }));
		const made = await ask(this.send, {
			method: 'POST',
			path: '/data-tables',
			json: { name: this.name, columns },
			effect: 'write',
		}).catch(async (failure: unknown) => {
			const theirs = await this.find();
			if (!theirs) throw failure;
			return theirs;
		});
		if (isTable(made)) return made;
		throw new Rejected({
			reason: 'other',
			description: `n8n did not say which table it has made as “${this.name}”`,
			advice: 'Look at the table in n8n under Data tables, and run the workflow again',
		});
	}

	private toRows(rows: unknown): Row[] {
		return (Array.isArray(rows) ? rows : []).map(this.kind.read).filter((row) => row !== undefined);
	}
}

type FoundTable = { id: string; name: string; columns: unknown[] } & JsonObject;

const isTable = (value: unknown): value is FoundTable =>
	isObject(value) &&
	typeof value.id === 'string' &&
	typeof value.name === 'string' &&
	Array.isArray(value.columns);

/** A column of another type cannot hold what belongs into it, so it counts as missing. */
const missingColumns = (wanted: readonly Column[], columns: unknown[]) =>
	wanted.filter(
		({ name, type }) =>
			!columns.some((column) => isObject(column) && column.name === name && column.type === type),
	);

/** The table is gone, or lacks a column that it had. */
const isOutdated = (failure: unknown): boolean =>
	failure instanceof Rejected &&
	failure.facts.kind !== 'notN8n' &&
	(failure.facts.code === '404' ||
		(failure.facts.code === '400' && /unknown column name/i.test(failure.message)));

const asQuery = (filters: readonly Condition[], type: 'and' | 'or' = 'and'): Record<string, string> =>
	filters.length === 0 ? {} : { filter: JSON.stringify({ type, filters }) };
