import type { INodeProperties } from 'n8n-workflow';

/** Who gets an SMS, and what it says. */
export const smsFields = (): INodeProperties[] => [
	{
		displayName: 'Phone',
		name: 'phone',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. +79990000000',
		description: 'The phone number with its country code',
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 3 },
		required: true,
		default: '',
		placeholder: 'e.g. Your order has been shipped',
		description: 'What the SMS says. Long texts are sent, and paid for, as several parts.',
	},
];

export const smsOptions = (): INodeProperties[] => [
	{
		displayName: 'Client ID',
		name: 'clientId',
		type: 'string',
		default: '',
		placeholder: 'e.g. order-4711',
		description: 'An ID of your own for this message, by which the service reports on it where it can',
	},
	{
		displayName: 'Extra Fields',
		name: 'extra',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. { "name": "value" }',
		description:
			'Fields of the service’s own request that this node does not know, sent as they are; they win over what it writes',
	},
	{
		displayName: 'Send At',
		name: 'sendAt',
		type: 'dateTime',
		default: '',
		description: 'When the SMS is to go out, where the service can wait; at once when this is empty or over',
	},
	{
		displayName: 'Sender',
		name: 'sender',
		type: 'string',
		default: '',
		placeholder: 'e.g. MYSHOP',
		description: 'The sender name, as it is registered with the service; its usual one when this is empty',
	},
];
