import type { INodeProperties } from 'n8n-workflow';

import { servicesWhere } from '../../../client/gateways';
import { stagesField } from '../../../client/n8n/fields/cascade';

const withCascades = servicesWhere(({ sendCascade }) => sendCascade !== undefined);

/** The value for "the service decides". */
export const CASCADE = 'cascade';

/** Hides what the service's own cascade has no use for. */
export const unlessCascade = { hide: { strategy: [CASCADE] } };

/** Who decides about the SMS, where the service could do it itself. */
export const strategyFields = (): INodeProperties[] => [
	{
		displayName: 'Strategy',
		name: 'strategy',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Bot, Then SMS',
				value: 'node',
				description: 'This node sends by the bot, and an SMS to those whom the service refuses',
			},
			{
				name: 'Cascade of the Service',
				value: CASCADE,
				description: 'One request: the service waits, and tries one way after the other',
			},
		],
		default: 'node',
		displayOptions: { show: { service: withCascades } },
		description: 'Who decides whether an SMS is sent',
	},
	{
		displayName:
			'What makes the service go on to the next stage, how long it waits and which fields a stage needs is not documented: ask the service. n8n learns only that it took the cascade, so the items come out in Sent by SMS. Texts and prices are the service’s: Most Parts and Most per SMS do not hold for them.',
		name: 'cascadeNotice',
		type: 'notice',
		displayOptions: { show: { service: withCascades, strategy: [CASCADE] } },
		default: '',
	},
	{ ...stagesField(), displayOptions: { show: { service: withCascades, strategy: [CASCADE] } } },
];
