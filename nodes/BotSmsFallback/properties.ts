import type { INodeProperties } from 'n8n-workflow';

import { gateways, usualService } from '../../client/gateways';
import { FALLBACKS_TABLE } from '../../client/n8n/fallback/claims';
import { buttonFields } from '../../client/n8n/fields/buttons';
import { botField, recipientFields, servicesWithManyBots } from '../../client/n8n/fields/locators';
import { mediaFields } from '../../client/n8n/fields/media';
import { handlingOptions, messageOptions, textFields } from '../../client/n8n/fields/message';
import { optionsField, simplifyField } from '../../client/n8n/fields/options';
import { templateFields, templateOptions } from '../../client/n8n/fields/template';
import { registryTableField, useRegistryField } from '../../client/n8n/registry';
import { guardField } from './fields/guard';
import { botFailureOption, clientIdOption, commonOptions, laterStatusOption } from './fields/options';
import { reachedFields } from './fields/reached';
import { smsFields } from './fields/sms';
import { strategyFields, unlessCascade } from './fields/strategy';
import { throughFields } from './fields/through';

/** Every field of the node, in the order of the panel. */
export const properties = (): INodeProperties[] => [
	{
		displayName: 'Service',
		name: 'service',
		type: 'options',
		noDataExpression: true,
		options: gateways.map(({ id, name }) => ({ name, value: id })),
		default: usualService,
		description: 'Through whom the bot’s messages go',
	},
	...throughFields(),
	useRegistryField(
		'Whether to use the list of subscribers in a data table: for phones, replies, and names of people. A table beside it then keeps each fallback, so that several workers at once never send two SMS for one key, and counts the SMS of a day.',
	),
	registryTableField(),
	{
		displayName: 'Fallbacks Table',
		name: 'fallbacksTable',
		type: 'string',
		default: FALLBACKS_TABLE,
		displayOptions: { show: { useRegistry: [true] } },
		description: 'The name of the data table that holds one row for each fallback; made on first use',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Fall Back for Receipts',
				value: 'fallBack',
				action: 'Send an SMS where an earlier message did not reach',
				description: 'Look at messages that were sent before, and send an SMS to those not reached',
			},
			{
				name: 'Send and Fall Back',
				value: 'sendAndFallBack',
				action: 'Send a message and an SMS to those not reached',
				description: 'Send by the bot, and by SMS to those whom the service cannot reach right now',
			},
		],
		default: 'fallBack',
	},
	...for_('fallBack', [
		notice(
			'fallBackHint',
			'Three nodes: Bot Gateway → Send with the option Recipient Not Reached set to Output a Receipt, then Wait, then this node. The wait survives restarts when it is longer than a minute.',
		),
		{
			displayName: 'Receipt',
			name: 'receipt',
			type: 'json',
			default: '={{ $json }}',
			description: 'What the node that sent the message has put out; the item itself as a rule',
		},
		...reachedFields(),
	]),
	...for_('sendAndFallBack', strategyFields()),
	...forSending([
		notice(
			'sendHint',
			'The SMS goes to those whom the service refuses right now. To give people time to read first, use Fall Back for Receipts after a Wait.',
		),
		...gateways
			.filter(({ can }) => !can.tellsUnreached)
			.map(({ id, name }) => ({
				...notice(
					`${id}Silent`,
					`${name} takes messages for people whom its bot cannot reach, so hardly anybody gets the SMS.`,
				),
				displayOptions: { show: { service: [id] } },
			})),
		botField({
			description: 'The bot that writes; needed for a recipient by phone, and to list its subscribers',
			displayOptions: { show: { service: servicesWithManyBots } },
		}),
		...recipientFields({}),
		...templateFields(),
		...textFields(),
		...mediaFields(),
		...buttonFields(),
	]),
	...smsFields(),
	guardField(),
	simplifyField(),
	...for_('fallBack', [optionsField(...commonOptions(), laterStatusOption(), clientIdOption())]),
	...for_('sendAndFallBack', [
		optionsField(
			...commonOptions(),
			botFailureOption(),
			...messageOptions(),
			...templateOptions(),
			...handlingOptions().filter(({ name }) => !DECIDED_HERE.includes(name)),
		),
	]),
];

/** What this node is for, so that it is no option. */
const DECIDED_HERE = ['unknownOutcome', 'refused', 'duplicates'];

/** Fields for what this node sends by the bot. */
const forSending = (fields: INodeProperties[]): INodeProperties[] =>
	for_(
		'sendAndFallBack',
		fields.map((field) => ({ ...field, displayOptions: { ...field.displayOptions, ...unlessCascade } })),
	);

/** Fields of one operation. */
function for_(operation: string, fields: INodeProperties[]): INodeProperties[] {
	return fields.map((field) => ({
		...field,
		displayOptions: {
			...field.displayOptions,
			show: { operation: [operation], ...field.displayOptions?.show },
		},
	}));
}

function notice(name: string, displayName: string): INodeProperties {
	return { displayName, name, type: 'notice', default: '' };
}
