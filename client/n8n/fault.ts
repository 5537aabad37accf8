import { NodeApiError, NodeOperationError, type IDataObject, type INode } from 'n8n-workflow';

import { redactText } from '../http/redact';
import { InvalidInput } from '../model/error';
import { isFailure, outcomeOf } from '../model/outcome';

/** What an item of the output says when its message failed and the run goes on. */
export interface FaultItem extends IDataObject {
	/** These three names are the ones by which n8n sends an item to a node's own output for failed items. */
	error: string;
	message: string;
	details: IDataObject;
}

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
		const { message } = strange(failure);
		return { error: message, message, details: known };
	}
	const { headline, description, advice, status, reason, kind, code, messageIds } = outcomeOf(failure);
	return {
		error: headline,
		message: description === headline ? advice : `${description}. ${advice}`,
		details: { ...known, status, reason, kind, code, messageIds, advice },
	};
}

/** A failure that nobody planned: its message may go out, the object itself may not. */
const strange = (failure: unknown): Error => {
	if (failure instanceof NodeOperationError || failure instanceof NodeApiError) return failure;
	const message = redactText(failure instanceof Error ? failure.message : String(failure));
	return new Error(message || 'Something went wrong in this node');
};
