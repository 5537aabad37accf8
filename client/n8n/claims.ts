import type { IExecuteFunctions } from 'n8n-workflow';

import { Unreachable } from '../model/error';
import { Claims, type Store } from '../rules/claims';

/** Keys that n8n keeps of one node: a list in one row of its database, read and written as a whole. */
const MOST = 10_000;

/**
 * n8n's own store of what was processed, which all its processes share and a restart does not empty. It reads and
 * then writes: between processes two calls can cross.
 */
export function storeOf({ helpers }: IExecuteFunctions): Store {
	const add = async (keys: readonly string[]): Promise<ReadonlySet<string>> => {
		const options = { mode: 'entries', maxEntries: MOST } as const;
		const { new: fresh } = await helpers.checkProcessedAndRecord([...keys], 'node', options);
		return new Set(fresh.map(String));
	};
	return {
		// the first two processes that write make the row together, and one of them is refused
		add: async (keys) =>
			await add(keys)
				.catch(async () => await add(keys))
				.catch(notKept),
		remove: async (keys) => await helpers.removeProcessed([...keys], 'node', { mode: 'entries' }),
	};
}

const notKept = (): never => {
	throw new Unreachable({
		outcome: 'notSent',
		code: 'STORE',
		description: 'N8n could not keep in its database that this event is being answered',
		advice: 'Nothing was sent, so that nothing is sent twice. Look at n8n’s database and its log',
	});
};

const claims = new Map<string, Claims>();

/** The claims that a node's runs in this process share. */
export function claimsOf(context: IExecuteFunctions): Claims {
	const node = `${context.getWorkflow().id ?? ''}/${context.getNode().id}`;
	const known = claims.get(node) ?? new Claims();
	claims.set(node, known);
	return known;
}
