import { NodeApiError, NodeOperationError, type IDataObject, type INode } from 'n8n-workflow';

import { redactText } from '../http/redact';
import { InvalidInput } from '../model/error';
import { isFailure, outcomeOf } from '../model/outcome';

/**
 * What an item of the output says when its message failed and the run goes on.
 *
 * All of it stands under one name. Every version of n8n then knows the item for a failed one and sends it to the
 * node's error output; and there, where n8n adds the fields of the input, none of those is overwritten: a `message`
 * of the workflow's own must not become ours on its way to the next node.
 */
export interface FaultItem extends IDataObject {
	error: Fault;
}

/** `message` says what happened, `description` the service's own words where they say more, `advice` what to do. */
export type Fault = IDataObject & { message: string };

/** A failure in the words of n8n: what happened, what to do, which item. Plain fields only, nothing of the transport. */
export function toNodeError(
	node: INode,
	failure: unknown,
	itemIndex: number,
	note = '',
): NodeApiError | NodeOperationError {
	if (!isFailure(failure)) return withNote(new NodeOperationError(node, strange(failure)), itemIndex, note);
	const { headline, description, advice, code } = outcomeOf(failure);
	const lines = [description === headline ? '' : description, advice, note];
	const text = lines.filter((line) => line !== '').join('. ');
	const error =
		failure instanceof InvalidInput
			? new NodeOperationError(node, headline, { itemIndex, description: text })
			: new NodeApiError(
					node,
					{ message: headline, description: text },
					{
						message: headline,
						description: text,
						itemIndex,
						...(code !== null && /^\d{3}$/.test(code) && { httpCode: code }),
					},
				);
	// n8n puts its own words in place of a sentence that names a network code, among them "retry immediately"
	error.message = headline;
	return error;
}

/** n8n hands an error of its own back as it is, so what we know is added afterwards. */
function withNote(error: NodeOperationError, itemIndex: number, note: string): NodeOperationError {
	error.context.itemIndex ??= itemIndex;
	if (note) error.description = error.description ? `${error.description}. ${note}` : note;
	return error;
}

/** The same for an item that fails while the others go on. */
export function toFaultItem(failure: unknown, known: IDataObject): FaultItem {
	if (!isFailure(failure)) {
		return { error: { ...known, message: strange(failure).message } };
	}
	const { headline, description, ...facts } = outcomeOf(failure);
	return {
		error: {
			...known,
			message: headline,
			...(description !== headline && { description }),
			...facts,
		},
	};
}

/** A failure that nobody planned: its message may go out, the object itself may not. */
const strange = (failure: unknown): Error => {
	if (failure instanceof NodeOperationError || failure instanceof NodeApiError) return failure;
	const message = redactText(failure instanceof Error ? failure.message : String(failure));
	return new Error(message || 'Something went wrong in this node');
};
