import type { INodeProperties } from 'n8n-workflow';

export const options = (withFiles: string[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Download Files',
			name: 'download',
			type: 'boolean',
			displayOptions: { show: { '/service': withFiles } },
			default: false,
			description: 'Whether to load files that come with messages. Only for events that passed the filters.',
		},
		{
			displayName: 'Language Fallback',
			name: 'languageFallback',
			type: 'string',
			default: 'en',
			placeholder: 'e.g. de',
			description: 'The language of an event when nothing is known of the person’s own',
		},
		{
			displayName: 'Largest File (MB)',
			name: 'largestFile',
			type: 'number',
			typeOptions: { minValue: 0.1, maxValue: 2000, numberPrecision: 1 },
			displayOptions: { show: { '/service': withFiles } },
			default: 20,
			description: 'Larger files are not loaded; the event then says so in its field error',
		},
		{
			displayName: 'Put Output File in Field',
			name: 'fileField',
			type: 'string',
			displayOptions: { show: { '/service': withFiles } },
			default: 'data',
			hint: 'The name of the output binary field to put the file in',
		},
		{
			displayName: 'Remove a Foreign Webhook',
			name: 'removeForeign',
			type: 'boolean',
			displayOptions: { show: { '/receive': ['polling'] } },
			default: false,
			description:
				'Whether to remove a webhook that something else has set when this workflow is activated. That other program then gets no more updates.',
		},
		{
			displayName: 'Take Over a Foreign Webhook',
			name: 'takeOver',
			type: 'boolean',
			displayOptions: { show: { '/receive': ['webhook'] } },
			default: false,
			description:
				'Whether to replace a webhook that something else has set when this workflow is activated. That other program then gets no more updates.',
		},
	],
});
