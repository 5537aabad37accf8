/** The filters of n8n's Data Tables, as n8n 2.41.1 reads them. */
import { Refused } from './refused';

export interface Column {
	id: string;
	name: string;
	type: string;
	index: number;
}

export type Row = { id: number } & Record<string, unknown>;

interface Condition {
	columnName: string;
	condition: string;
	value: unknown;
}

/** The public API's own description of itself refuses every other condition. */
const CONDITIONS = ['eq', 'neq', 'like', 'ilike', 'gt', 'gte', 'lt', 'lte'];
const SYSTEM = ['id', 'createdAt', 'updatedAt'];

/** @throws Refused for what n8n does not take */
export function filterOf(given: unknown, columns: readonly Column[]): (row: Row) => boolean {
	const { type = 'and', filters } = (given ?? {}) as { type?: string; filters?: Condition[] };
	if (!['and', 'or'].includes(type) || !Array.isArray(filters))
		throw new Refused(400, 'Invalid filter fields');
	const tests = filters.map((one) => testOf(one, columns));
	if (type === 'or') return (row) => tests.some((test) => test(row));
	return (row) => tests.every((test) => test(row));
}

function testOf({ columnName, condition, value }: Condition, columns: readonly Column[]) {
	if (!CONDITIONS.includes(condition) || value === undefined) throw new Refused(400, 'Invalid filter fields');
	const known = SYSTEM.includes(columnName) || columns.some(({ name }) => name === columnName);
	if (!known) throw new Refused(400, `unknown column name '${columnName}'`);
	if (value === null && !['eq', 'neq'].includes(condition))
		throw new Refused(400, `${condition.toUpperCase()} filter value cannot be null or undefined`);
	const cell = (row: Row): unknown => row[columnName] ?? null;
	switch (condition) {
		case 'eq':
			return (row: Row) => cell(row) === value;
		case 'neq':
			return (row: Row) => cell(row) !== value;
		case 'like':
			return like(columnName, String(value), '');
		case 'ilike':
			return like(columnName, String(value), 'i');
		default:
			return compared(columnName, condition, value);
	}
}

function like(columnName: string, value: string, flags: string) {
	const pattern = value.includes('%') ? value : `%${value}%`;
	const shape = new RegExp(
		`^${pattern
			.split('%')
			.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
			.join('[^]*')}$`,
		flags,
	);
	return (row: Row) => row[columnName] !== null && shape.test(String(row[columnName] ?? ''));
}

function compared(columnName: string, condition: string, value: unknown) {
	return (row: Row) => {
		const cell = row[columnName] as number | string | null | undefined;
		if (cell === null || cell === undefined) return false;
		const other = value as number | string;
		if (condition === 'gt') return cell > other;
		if (condition === 'gte') return cell >= other;
		return condition === 'lt' ? cell < other : cell <= other;
	};
}
