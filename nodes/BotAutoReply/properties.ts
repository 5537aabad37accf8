import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

import type { Gateway } from '../../client/gateway';
import { gateways, usualService } from '../../client/gateways';
import { accountsOf } from '../../client/n8n/accounts';
import type { EventName } from '../../client/model/event';
import { botField, servicesWithManyBots } from '../../client/n8n/fields/locators';
import { textFields } from '../../client/n8n/fields/message';
import { translationAccounts, translationField } from '../../client/n8n/fields/translation';
import { registryTableField, useRegistryField } from '../../client/n8n/registry';
import { options } from './fields/options';
import { rulesField } from './fields/rules';

/** What people do at a bot that can be answered by rules. */
const SAID: ReadonlySet<EventName> = new Set<EventName>(['message', 'buttonPressed']);

/** Services from which something arrives that can be answered: not those that only tell what became of messages. */
export const answering: readonly Gateway[] = gateways.filter(
	({ receiver, sendMessage }) =>
		sendMessage !== undefined && receiver?.events.some((event) => SAID.has(event)) === true,
);

/** The service's account, and where it is wanted the registry's and the translator's. */
export const accounts = (): INodeCredentialDescription[] => [
	...accountsOf(answering),
	...translationAccounts(),
];

/** Every field of the node, in the order of the panel. */
export const properties = (): INodeProperties[] => [
	{
		displayName: 'Service',
		name: 'service',
		type: 'options',
		noDataExpression: true,
		options: answering.map(({ id, name }) => ({ name, value: id })),
		default: usualService,
		description: 'The service of the trigger before this node: the answers go the same way',
	},
	botField({
		description: 'The bot that answers, where the service does not tell which bot somebody wrote to',
		displayOptions: { show: { service: servicesWithManyBots } },
	}),
	rulesField(),
	{
		displayName: 'Answer By',
		name: 'which',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'All Rules That Hold',
				value: 'all',
				description: 'Each sends its reply, from top to bottom',
			},
			{
				name: 'The First Rule That Holds',
				value: 'first',
				description: 'The rules below it are not looked at',
			},
		],
		default: 'first',
		description: 'What happens when several rules hold',
	},
	{
		displayName: 'Branch by Rule',
		name: 'branches',
		type: 'boolean',
		noDataExpression: true,
		default: false,
		description: 'Whether each rule that has a name gets an output of its own instead of Replied',
	},
	...textFields().filter(({ name }) => name === 'format'),
	translationField(),
	useRegistryField(
		'Whether to note in the list of subscribers, which this package keeps in a data table, who could not be reached because they blocked the bot',
	),
	registryTableField(),
	options(),
];
