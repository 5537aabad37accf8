import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { failing, together } from '../../../client/n8n/together';
import { InvalidInput } from '../../../client/model/error';
import { openSession, type Session } from '../../../client/n8n/session';
import { isOffered, refusal } from './offered';
import type { Operation } from './operation';
import { findOperation } from './resources';

/** Finds the operation, runs it over all items, and shows what had to be changed on the way. */
export async function route(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const opened = open(context);
	if ('failure' in opened) return [await together(context, failing(opened.failure))];
	const { session, operation } = opened;
	const work = operation.start(session);
	const output = await together(context, work);
	const hints = session.notes.toHints();
	if (hints.length > 0) context.addExecutionHints(...hints);
	return [work.after ? await work.after(output) : output];
}

type Opened = { session: Session; operation: Operation } | { failure: unknown };

function open(context: IExecuteFunctions): Opened {
	try {
		const session = openSession(context);
		const resource = context.getNodeParameter('resource', 0) as string;
		// a resource of which the service has nothing shows no menu of operations
		const name = context.getNodeParameter('operation', 0, '') as string;
		const operation = findOperation(resource, name);
		if (!operation) {
			return {
				failure: new InvalidInput('Operation', `“${name}” is not known`, 'Choose an operation in this node'),
			};
		}
		if (!isOffered(session.gateway, operation, session.registry !== undefined))
			return { failure: refusal(session.gateway, operation) };
		return { session, operation };
	} catch (failure) {
		return { failure };
	}
}
