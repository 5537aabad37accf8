import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type INode,
	type JsonObject,
} from 'n8n-workflow';

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
	if (!isFailure(failure)) return new NodeOperationError(node, strange(failure), { itemIndex });
	const { headline, description, advice, code } = outcomeOf(failure);
	const lines = [description === headline ? '' : description, advice, note];
	const text = lines.filter((line) => line !== '').join('. ');
	if (failure instanceof InvalidInput) {
		return new NodeOperationError(node, headline, { itemIndex, description: text });
	}
	const plain: JsonObject = { message: headline, description: text };
	return new NodeApiError(node, plain, {
		message: headline,
		description: text,
		itemIndex,
		...(code !== null && /^\d{3}$/.test(code) && { httpCode: code }),
	});
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
const strange = (failure: unknown): Error =>
	failure instanceof NodeOperationError || failure instanceof NodeApiError
		? failure
		: new Error(redactText(failure instanceof Error ? failure.message : String(failure)));
