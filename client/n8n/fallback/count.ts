import type { IExecuteFunctions } from 'n8n-workflow';

import type { Count } from '../../fallback/budget';
import { isObject } from '../../http/json';

/** Under this name n8n keeps it with the node, in the data of the execution. */
const PLACE = 'smsOfRun';

/**
 * What this node has sent in this execution: in every round of a loop, in every try of Retry on Fail, and before a wait
 * that n8n was restarted in.
 */
export function countOf(context: Pick<IExecuteFunctions, 'getContext' | 'getExecutionId'>): Count {
	const kept: Record<string, unknown> = context.getContext('node');
	const execution = context.getExecutionId();
	const known = kept[PLACE];
	if (isCount(known) && known.execution === execution) return known;
	const count: Kept = { execution, sent: 0 };
	kept[PLACE] = count;
	return count;
}

/** An execution that is retried begins with the data of the one that failed. */
interface Kept extends Count {
	execution: string;
}

const isCount = (value: unknown): value is Kept => isObject(value) && typeof value.sent === 'number';
