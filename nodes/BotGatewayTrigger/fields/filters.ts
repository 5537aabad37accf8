import type { INodeProperties } from 'n8n-workflow';

import { LONGEST_PATTERN } from '../../../client/events/pattern/pattern';

/** What must fit before anything is loaded, kept or started. */
export const filters = (withQuery: string[]): INodeProperties => ({
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	options: [
		{
			displayName: 'Chat IDs',
			name: 'chats',
			type: 'string',
			default: '',
			placeholder: 'e.g. 42, -1001234567890',
			description: 'Only events from these chats, separated by commas',
		},
		{
			displayName: 'Chat Types',
			name: 'chatTypes',
			type: 'multiOptions',
			options: [
				{ name: 'Channel', value: 'channel' },
				{ name: 'Group', value: 'group' },
				{ name: 'Private', value: 'private' },
			],
			default: ['private'],
			description: 'Only events from chats of these types',
		},
		{
			displayName: 'grammY Filter Query',
			name: 'query',
			type: 'string',
			displayOptions: { show: { '/service': withQuery } },
			default: '',
			placeholder: 'e.g. message:photo, callback_query:data',
			description:
				'For those who know grammY: only updates that fit one of these queries, separated by commas',
		},
		{
			displayName: 'Ignore Bots',
			name: 'ignoreBots',
			type: 'boolean',
			default: true,
			description:
				'Whether to pass over what other bots do. Two bots that answer each other do not stop by themselves.',
		},
		{
			displayName: 'Keyword',
			name: 'keyword',
			type: 'string',
			default: '',
			placeholder: 'e.g. order',
			description:
				'Only messages with this text, or buttons with it in their data. Upper and lower case are the same.',
		},
		{
			displayName: 'Keyword Must',
			name: 'keywordMode',
			type: 'options',
			options: [
				{ name: 'Be Contained', value: 'contains', description: 'Anywhere in the text' },
				{ name: 'Be the Whole Text', value: 'exact' },
				{
					name: 'Match as Regular Expression',
					value: 'regex',
					description: `At most ${LONGEST_PATTERN} characters, without looking ahead or behind and without back references`,
				},
			],
			default: 'contains',
		},
		{
			displayName: 'Users',
			name: 'users',
			type: 'string',
			default: '',
			placeholder: 'e.g. 42, @ann',
			description: 'Only events by these people: IDs, usernames or phones, separated by commas',
		},
	],
});
