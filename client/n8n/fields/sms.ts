import type { INodeProperties } from 'n8n-workflow';

import type { SmsOptionName } from '../../gateway';
import { servicesWhere } from '../../gateways';

export const phoneField = (): INodeProperties => ({
	displayName: 'Phone',
	name: 'phone',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. +79990000000',
	description: 'The phone number with its country code',
});

/** Who gets an SMS, and what it says. */
export const smsFields = (): INodeProperties[] => [
	phoneField(),
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 3 },
		required: true,
		default: '',
		placeholder: 'e.g. Your order has been shipped',
		description: 'What the SMS says. Long texts are sent, and paid for, as several parts',
	},
];

const withOption = (service: string, option: SmsOptionName): { show: Record<string, string[]> } => ({
	show: { [service]: servicesWhere(({ can }) => can.smsOptions?.includes(option) === true) },
});

/** What the service can do beside phone and text, where it can. @param service the parameter that names the service */
export const smsOptions = (service = '/service'): INodeProperties[] => [
	{
		displayName: 'Client ID',
		name: 'clientId',
		type: 'string',
		default: '',
		placeholder: 'e.g. order-4711',
		displayOptions: withOption(service, 'clientId'),
		description: 'An ID of your own for this message, by which the service reports on it where it can',
	},
	{
		displayName: 'Extra Fields',
		name: 'extra',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. { "name": "value" }',
		displayOptions: withOption(service, 'extra'),
		description:
			'Fields of the service’s own request that this node does not know, sent as they are; they win over what it writes',
	},
	{
		displayName: 'Send At',
		name: 'sendAt',
		type: 'dateTime',
		default: '',
		displayOptions: withOption(service, 'sendAt'),
		description: 'When the SMS is to go out, where the service can wait; at once when this is empty or over',
	},
	{
		displayName: 'Sender',
		name: 'sender',
		type: 'string',
		default: '',
		placeholder: 'e.g. MYSHOP',
		displayOptions: withOption(service, 'sender'),
		description: 'The sender name, as it is registered with the service; its usual one when this is empty',
	},
];
