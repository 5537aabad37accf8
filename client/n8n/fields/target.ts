import type { INodeProperties } from 'n8n-workflow';

import { servicesWhere } from '../../gateways';
import { recipientFields } from './locators';

/** What kind of message is meant, where a service can be asked about both. */
export const channelField = (): INodeProperties => ({
	displayName: 'Channel',
	name: 'channel',
	type: 'options',
	options: [
		{ name: 'Bot Message', value: 'bot' },
		{ name: 'SMS', value: 'sms' },
	],
	default: 'bot',
	displayOptions: {
		show: {
			service: servicesWhere(
				({ sendSms, getStatuses }) => sendSms !== undefined && getStatuses !== undefined,
			),
		},
	},
	description: 'How the message went out; the receipt of an SMS says so',
});

/** The chat that a sent message lies in. */
export const chatFields = (): INodeProperties[] =>
	recipientFields({ displayName: 'Chat', description: 'Where the message was sent to' });

export const messageIdField = (): INodeProperties => ({
	displayName: 'Message ID',
	name: 'messageId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 4711',
	description: 'The ID of the message, as its receipt gave it',
});
