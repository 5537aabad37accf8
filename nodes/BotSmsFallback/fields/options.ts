import type { INodeProperties } from 'n8n-workflow';

import { servicesWhere } from '../../../client/gateways';

const withStatuses = servicesWhere(({ getStatuses }) => getStatuses !== undefined);

const unknownOption = (): INodeProperties => ({
	displayName: 'Unknown Outcome',
	name: 'unknown',
	type: 'options',
	options: [
		{
			name: 'Ask the Service, Else Count as Sent',
			value: 'ask',
			description: 'By the message ID, or the Client ID where the message had one',
			displayOptions: { show: { '/service': withStatuses } },
		},
		{ name: 'Count as Not Sent', value: 'failed', description: 'The person may get both messages' },
		{ name: 'Count as Sent', value: 'sent', description: 'The person may get none' },
	],
	default: 'sent',
	description:
		'What to do when the connection broke off while the bot’s message was sent, so that nobody can tell whether it was',
});

const senderOption = (): INodeProperties => ({
	displayName: 'SMS Sender',
	name: 'smsSender',
	type: 'string',
	default: '',
	placeholder: 'e.g. MYSHOP',
	description: 'The sender name, as it is registered with the SMS service; its usual one when this is empty',
});

const rememberOption = (): INodeProperties => ({
	displayName: 'Remember',
	name: 'remember',
	type: 'number',
	typeOptions: { minValue: 100, maxValue: 100000 },
	default: 10000,
	displayOptions: { show: { '/useRegistry': [false] } },
	description:
		'Keys of this node that n8n keeps; the oldest are forgotten first. Set it above what you send between two repeats.',
});

const forgetOption = (): INodeProperties => ({
	displayName: 'Forget After',
	name: 'forgetAfter',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 400,
	displayOptions: { show: { '/useRegistry': [true] } },
	description:
		'Days after which the row of a key or a receipt is removed from the table of fallbacks, so that an SMS can be sent for it again. Without this option, or with 0, rows stay for good.',
});

/** Options of both operations. */
export const commonOptions = (): INodeProperties[] => [
	forgetOption(),
	unknownOption(),
	senderOption(),
	rememberOption(),
];

export const laterStatusOption = (): INodeProperties => ({
	displayName: 'Later Status',
	name: 'laterStatus',
	type: 'string',
	default: '',
	placeholder: 'e.g. delivered',
	description:
		'What the workflow has heard of the message since, such as delivered, read or failed; empty where it has heard nothing',
});

export const clientIdOption = (): INodeProperties => ({
	displayName: 'Client ID',
	name: 'clientId',
	type: 'string',
	default: '',
	placeholder: 'e.g. order-4711',
	displayOptions: { show: { '/service': withStatuses } },
	description:
		'The ID of your own that the message was sent with, to ask about it where the service gave none',
});

export const botFailureOption = (): INodeProperties => ({
	displayName: 'Bot Cannot Send',
	name: 'botFailure',
	type: 'options',
	options: [
		{ name: 'Fail the Item', value: 'fail' },
		{ name: 'Send the SMS', value: 'sms' },
	],
	default: 'fail',
	description:
		'What to do when it is not about the person: the service is down, or does not take the account or the message. All items get an SMS then.',
});
