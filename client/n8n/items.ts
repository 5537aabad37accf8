import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';

import type { Session } from './session';

/** Output items from our own objects; `raw` is left out of the simple form. */
export const toItems = (
	{ simplify }: Pick<Session, 'simplify'>,
	...results: object[]
): INodeExecutionData[] =>
	results.map((result) => {
		const { raw, ...simple } = result as { raw?: unknown };
		return { json: (simplify ? simple : { ...simple, raw }) as IDataObject, pairedItem: 0 };
	});

/**
 * Deals items out to the outputs of a node. n8n tells an agent of the first output and of no other, so as its tool
 * the node has all items in that one.
 */
export function dealOut(
	items: readonly INodeExecutionData[],
	{ type }: Pick<INode, 'type'>,
	count: number,
	outputOf: (item: INodeExecutionData) => number,
): INodeExecutionData[][] {
	const outputs = Array.from({ length: count }, (): INodeExecutionData[] => []);
	const isTool = type.endsWith('Tool');
	for (const item of items) outputs[isTool ? 0 : outputOf(item)]?.push(item);
	return outputs;
}
