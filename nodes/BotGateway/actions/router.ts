import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { has, unsupported } from '../../../client/capability';
import { toNodeError } from '../../../client/n8n/fault';
import { together } from '../../../client/n8n/together';
import { InvalidInput } from '../../../client/model/error';
import { openSession, type Session } from '../session';
import type { Operation } from './operation';
import { findOperation } from './resources';

/** Finds the operation, runs it over all items, and shows what had to be changed on the way. */
export async function route(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const opened = open(context);
	if ('failure' in opened) throw toNodeError(context.getNode(), opened.failure, 0);
	const { session, operation } = opened;
	const output = await together(context, operation.start(session));
	const hints = session.notes.toHints();
	if (hints.length > 0) context.addExecutionHints(...hints);
	return [output];
}

type Opened = { session: Session; operation: Operation } | { failure: unknown };

/** What is wrong with the node as a whole fails the run, whatever its items say. */
function open(context: IExecuteFunctions): Opened {
	try {
		const session = openSession(context);
		const resource = context.getNodeParameter('resource', 0) as string;
		const name = context.getNodeParameter('operation', 0) as string;
		const operation = findOperation(resource, name);
		if (!operation) {
			return {
				failure: new InvalidInput('Operation', `“${name}” is not known`, 'Choose an operation in this node'),
			};
		}
		if (!has(session.gateway, operation.needs))
			return { failure: unsupported(session.gateway, operation.needs) };
		return { session, operation };
	} catch (failure) {
		return { failure };
	}
}
