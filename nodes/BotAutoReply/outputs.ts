/** The ways that items take out of the node. */
import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';

import { dealOut } from '../../client/n8n/items';

/** What stands at the outputs that the node always has. */
export const OUTPUTS = ['Replied', 'No Match', 'Held Back'] as const;

export type Way = (typeof OUTPUTS)[number];

interface Parameters {
	branches?: unknown;
	rules?: { rule?: Array<{ name?: unknown }> };
}

/** The outputs of the node: those that it always has, and one for each named rule where the user wants that. */
export function outputNames({ branches, rules }: Parameters): string[] {
	const names = (rules?.rule ?? []).map(({ name }) => (typeof name === 'string' ? name.trim() : ''));
	const all = [...OUTPUTS, ...(branches === true ? names : [])];
	return all.filter((name, index) => name !== '' && all.indexOf(name) === index);
}

/** Those that rules have. One whose rule is called as the node's own are does not take the items of those. */
export const branchesOf = (names: readonly string[]): readonly string[] => names.slice(OUTPUTS.length);

/** The same for the editor. Braces that stand together would end the expression, so there are none. */
export const outputsExpression: `={{${string}}}` = `={{ ${[
	JSON.stringify(OUTPUTS),
	'.concat($parameter["branches"] === true ? (($parameter["rules"] || []).rule || [])',
	'.map((rule) => String(rule.name || "").trim()) : [])',
	'.filter((name, index, all) => name !== "" && all.indexOf(name) === index)',
	'.map((name) => ({ type: "main", displayName: name }))',
].join('')} }}`;

/** Which output an item takes, by its data: `together` hands items back in one list. */
const ways = new WeakMap<IDataObject, string>();

/** @param way an output's name */
export function sendOut(item: INodeExecutionData, way: string): INodeExecutionData {
	ways.set(item.json, way);
	return item;
}

/** Items by output. An item that failed has no way of its own: nobody was answered, so it is held back. */
export const byOutput = (
	items: readonly INodeExecutionData[],
	node: Pick<INode, 'type'>,
	names: readonly string[],
): INodeExecutionData[][] =>
	dealOut(items, node, names.length, ({ json }) => names.indexOf(ways.get(json) ?? 'Held Back'));
