/** Data tables of the shared n8n, as its public API shows them. */
import { sharedN8n } from './n8n';

const n8n = sharedN8n();

const ALL = 'limit=250';

/** The rows of a table; none where there is no such table. */
export async function rowsOf(name: string): Promise<Array<Record<string, unknown>>> {
	const at = '/api/v1/data-tables';
	const { data } = await n8n.call<{ data: Array<{ id: string; name: string }> }>('GET', `${at}?${ALL}`);
	const id = data.find((one) => one.name === name)?.id;
	if (id === undefined) return [];
	return (await n8n.call<{ data: Array<Record<string, unknown>> }>('GET', `${at}/${id}/rows?${ALL}`)).data;
}
