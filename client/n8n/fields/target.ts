import type { INodeProperties } from 'n8n-workflow';

import { recipientFields } from './locators';

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
