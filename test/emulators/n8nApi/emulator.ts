import { EmulatorServer, type Received, type Reply } from '../server';
import { Refused } from './refused';
import { DataTable } from './tables';

/**
 * The part of n8n's public API that serves Data Tables, on loopback: paths, filters and limits as n8n 2.41.1
 * has them. The same registry also runs against a real n8n in test/e2e/registry.test.ts.
 *
 *     const n8n = await new N8nApiEmulator('key').start();
 *     // base URL: `${n8n.url}/api/v1`
 */
export class N8nApiEmulator extends EmulatorServer {
	readonly tables: DataTable[] = [];

	constructor(readonly apiKey: string) {
		super((request) => respond(this, request));
	}

	/** The rows of a table by its name. */
	rows(name: string) {
		return this.tables.find((table) => table.name === name)?.rows ?? [];
	}
}

function respond(n8n: N8nApiEmulator, request: Received): Reply {
	try {
		if (request.headers['x-n8n-api-key'] !== n8n.apiKey) throw new Refused(401, 'unauthorized');
		return answer(n8n, request);
	} catch (error) {
		if (!(error instanceof Refused)) throw error;
		return { status: error.status, body: { message: error.message } };
	}
}

const PATH = /^\/api\/v1\/data-tables(?:\/([a-zA-Z0-9]+)(?:\/rows(?:\/(update|upsert|delete))?)?)?$/;

/** What n8n's validator lets no value of a query hold as it is. */
const RESERVED = /[:/?#[\]@!$'()*+,;]/;

function answer(n8n: N8nApiEmulator, { method, path, query, search, body, headers }: Received): Reply {
	if (RESERVED.test(search.slice(1))) {
		throw new Refused(400, 'Parameter must be url encoded. Its value may not contain reserved characters.');
	}
	const [matched, id, verb] = PATH.exec(path) ?? [];
	if (matched === undefined) throw new Refused(404, 'not found');
	const json = body.length === 0 ? {} : parsed(body, headers['content-type'] ?? '');
	if (id === undefined) return method === 'GET' ? list(n8n, query) : create(n8n, json);
	const table = n8n.tables.find((one) => one.id === id);
	if (!table) throw new Refused(404, `Could not find the data table: '${id}'`);
	const filter = query['filter'] === undefined ? undefined : (JSON.parse(query['filter']) as unknown);
	const shown = (found: unknown[], isWanted: boolean): unknown => (isWanted ? found : true);
	const rows = (found: unknown[]): Reply => ({
		status: 200,
		body: shown(found, json['returnData'] === true),
	});
	switch (`${method} ${verb ?? ''}`) {
		case 'GET ':
			return { status: 200, body: table.page(filter, { ...query, offset: offsetOf(query['cursor']) }) };
		case 'POST ': {
			const made = table.insert(json['data']);
			return { status: 200, body: { success: true, insertedRows: made.length } };
		}
		case 'PATCH update':
			return rows(table.update(json['filter'], json['data'] as object));
		case 'POST upsert':
			return rows(table.upsert(json['filter'], json['data'] as object));
		case 'DELETE delete':
			return { status: 200, body: shown(table.remove(filter), query['returnData'] === 'true') };
		default:
			throw new Refused(405, `${method} method not allowed`);
	}
}

function parsed(body: Buffer, type: string): Record<string, unknown> {
	if (!type.startsWith('application/json')) throw new Refused(415, `unsupported media type ${type}`);
	return JSON.parse(body.toString()) as Record<string, unknown>;
}

const offsetOf = (cursor: string | undefined): number =>
	cursor === undefined
		? 0
		: (JSON.parse(Buffer.from(cursor, 'base64').toString()) as { offset: number }).offset;

/** Names are found by any part of them, whatever the case. */
function list({ tables }: N8nApiEmulator, query: Record<string, string>): Reply {
	if (Number(query['limit'] ?? 100) > 250) throw new Refused(400, 'request/query/limit must be <= 250');
	const { name = '' } = JSON.parse(query['filter'] ?? '{}') as { name?: string };
	const found = tables.filter((table) => table.name.toLowerCase().includes(name.toLowerCase()));
	return { status: 200, body: { data: found.map((table) => table.shown()), nextCursor: null } };
}

function create({ tables }: N8nApiEmulator, { name, columns }: Record<string, unknown>): Reply {
	if (typeof name !== 'string' || name.trim() === '' || name.length > 128) throw new Refused(400, 'bad name');
	if (tables.some((table) => table.name === name)) {
		throw new Refused(409, `Data table with name '${name}' already exists in this project`);
	}
	const table = new DataTable(`t${tables.length + 1}`, name, columns as never);
	tables.push(table);
	return { status: 201, body: table.shown() };
}
