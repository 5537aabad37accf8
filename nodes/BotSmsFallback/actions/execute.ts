import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { noted, tidied } from '../../../client/fallback/claims';
import { takeBack } from '../../../client/fallback/sms';
import { InvalidInput } from '../../../client/model/error';
import { failing, together } from '../../../client/n8n/together';
import { readWord } from '../../../client/n8n/read/parameters';
import { CASCADE } from '../fields/strategy';
import { cascade } from './cascade';
import { fallBack } from './fallBack';
import { byOutcome } from './items';
import { openRun, type Run } from './run';
import { sendAndFallBack } from './sendAndFallBack';

type Operation = (context: IExecuteFunctions, run: Run) => Promise<INodeExecutionData[]>;

/** A map, not an object: a stored `__proto__` finds nothing. */
const OPERATIONS = new Map<string, Operation>([
	['fallBack', async (context, run) => await together(context, fallBack(run))],
	[
		'sendAndFallBack',
		async (context, run) =>
			readWord(context, 'strategy', 0) === CASCADE
				? await together(context, cascade(run))
				: await together(context, sendAndFallBack(run)),
	],
]);

/** Runs the operation over all items and deals them out to Reached by Bot, Sent by SMS and Not Reached. */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const opened = await open(context).catch((failure: unknown) => ({ failure }));
	if ('failure' in opened)
		return byOutcome(await together(context, failing(opened.failure)), context.getNode());
	const { run, operation } = opened;
	const { session, use } = run;
	const items = await operation(context, run)
		.then(async (output) => {
			// of a stopped execution n8n hands on nothing either
			if (context.getExecutionCancelSignal()?.aborted) session.notes.add(await takeBack(use));
			return output;
		})
		.catch(async (failure: unknown) => {
			session.notes.add(await takeBack(use));
			throw failure;
		})
		.finally(async () => {
			session.notes.add([...(await noted(use.claims.settle())), ...(await tidied(use.claims))]);
		});
	const hints = session.notes.toHints();
	if (hints.length > 0) context.addExecutionHints(...hints);
	return byOutcome(items, context.getNode());
}

async function open(context: IExecuteFunctions): Promise<{ run: Run; operation: Operation }> {
	const name = context.getNodeParameter('operation', 0) as string;
	const operation = OPERATIONS.get(name);
	if (!operation)
		throw new InvalidInput('Operation', `“${name}” is not known`, 'Choose an operation in this node');
	return { run: await openRun(context), operation };
}
