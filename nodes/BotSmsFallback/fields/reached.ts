import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { goalsOf, isOnlyReported, usualGoal, type Goal } from '../../../client/fallback/reached';
import { gateways } from '../../../client/gateways';
import type { Gateway } from '../../../client/gateway';

const GOALS: Record<Goal, INodePropertyOptions> = {
	accepted: {
		name: 'Accepted',
		value: 'accepted',
		description: 'The service took the message and, where it can be asked, does not say that it failed',
	},
	clicked: { name: 'Clicked', value: 'clicked', description: 'A link of the message was opened' },
	delivered: { name: 'Delivered', value: 'delivered', description: 'The message has arrived' },
	read: { name: 'Read', value: 'read', description: 'The person has seen the message' },
	replied: {
		name: 'Replied',
		value: 'replied',
		description: 'The person has done anything in the bot since the message but leave it, after the registry',
		displayOptions: { show: { '/useRegistry': [true] } },
	},
};

/** What counts as reached, once for each service: only what it can know is offered. */
export const reachedFields = (): INodeProperties[] => gateways.map(reachedField);

/** What the service tells, and where nobody but the workflow can know of it: sentences without the last stop. */
function knownOf(gateway: Gateway): string {
	const { can, name } = gateway;
	const isToBeHeard = goalsOf(can).some((goal) => isOnlyReported(goal, gateway));
	const unasked = `${name} cannot be asked, so all but Accepted and Replied need the option Later Status`;
	return [can.furthestStatus.note, ...(isToBeHeard ? [unasked] : [])].join('. ');
}

function reachedField(gateway: Gateway): INodeProperties {
	const goals = goalsOf(gateway.can);
	const field: INodeProperties = {
		displayName: 'Counts as Reached',
		name: 'reached',
		type: 'options',
		options: (Object.keys(GOALS) as Goal[]).filter((goal) => goals.includes(goal)).map((goal) => GOALS[goal]),
		default: 'accepted',
		displayOptions: { show: { service: [gateway.id] } },
		description: `From when on no SMS is sent. ${knownOf(gateway)}.`,
	};
	return { ...field, default: usualGoal(gateway) };
}
