/** What happens when a run begins at this node. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { compileFilter } from '../../client/events/filter';
import { InvalidInput } from '../../client/model/error';
import type { BotEvent } from '../../client/model/event';
import { toNodeError } from '../../client/n8n/fault';
import { hasBegun } from '../../client/poller/begun';
import { lineOf, listeningLineOf } from '../../client/n8n/line';
import { placeOf } from './place';
import { findPoller, LONGEST_WAIT } from './poll';
import { prepare } from './prepare';
import { isAnswer } from './question';
import { readSetup } from './read';
import { registryOf } from './registry';

/**
 * In a run that an event has started, the event passes through. A test run by polling has none yet: it waits
 * for the first event beside the workflows that are active, and takes it from nobody.
 *
 * This is `execute` and not the trigger's own way of trying out, because n8n calls that one also for an event
 * that came by a test webhook, and would wait for another.
 */
export async function passOrWait(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const given = context.getInputData();
	for (const { json } of given) hasBegun(json);
	if (context.getMode() !== 'manual') return [given];
	const settled = await waited(context).then(
		(items) => ({ items }),
		(failure: unknown) => ({ failure }),
	);
	if ('failure' in settled) throw toNodeError(context.getNode(), settled.failure, 0);
	return [settled.items];
}

async function waited(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const setup = readSetup((name, usual) => context.getNodeParameter(name, 0, usual));
	const { polling } = setup.receiver;
	if (setup.onlyClicks) throw notTried();
	if (setup.byWebhook || !polling) return context.getInputData();
	const fits = compileFilter(setup.filter, setup.receiver);
	// answers to questions are for workflows that are active
	const wants = (event: BotEvent): boolean => !isAnswer(setup, event) && fits(event);
	const line = lineOf(context, setup.gateway, LONGEST_WAIT);
	const registry = registryOf(context, setup);
	const { poller } = await findPoller(context, setup, polling, line);
	const place = await placeOf(polling, line, {});
	// whoever was stopped until now is not told of it any more, and would take an event for nobody
	if (context.getExecutionCancelSignal()?.aborted) return [];
	const id = `${context.getExecutionId()}/test`;
	return await new Promise<INodeExecutionData[]>((resolve, reject) => {
		context.onExecutionCancellation(() => {
			void poller.leave(id);
			resolve([]);
		});
		poller.join(
			{
				id,
				line: listeningLineOf(context, setup.gateway),
				...place,
				wanted: setup.filter.events,
				once: true,
				wants,
				take: async (event) => {
					resolve([await prepare(event, { context, setup, line, registry })]);
					return true;
				},
				log: (text) => context.logger.warn(`${setup.gateway.name}: ${text}`),
				tell: ({ description, advice }) => {
					void poller.leave(id);
					reject(new NodeOperationError(context.getNode(), description, { description: advice }));
				},
			},
			false,
		);
	});
}

const notTried = (): InvalidInput =>
	new InvalidInput(
		'Link Clicked',
		'cannot be tried out: tracked links lead to the production URL',
		'Activate the workflow and open a link that was sent',
		'unsupported',
	);
