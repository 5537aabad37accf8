import type { INodeProperties } from 'n8n-workflow';

import { unfitNamesOption } from './contact';

/** By what an import finds the contacts that are there already. */
export const importFields = (): INodeProperties[] => [
	{
		displayName: 'Match By',
		name: 'matchBy',
		type: 'options',
		options: [
			{ name: 'Contact ID', value: 'id', description: 'The service’s own ID, in the field ID of the data' },
			{ name: 'Email', value: 'email' },
			{ name: 'Email or Phone', value: 'emailOrPhone' },
			{ name: 'External ID', value: 'externalId' },
			{ name: 'Phone', value: 'phone' },
			{ name: 'Further Field', value: 'field', description: 'A field of your own in the service' },
		].sort((one, other) => (one.name < other.name ? -1 : 1)),
		default: 'externalId',
		description:
			'By what contacts that are there are found; that field itself is not changed. An external ID in the data comes before everything else. Of several contacts with one email or phone, the service takes the one without an external ID, or the last changed',
	},
	{
		displayName: 'Field ID',
		name: 'fieldId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 79814',
		displayOptions: { show: { matchBy: ['field'] } },
		description: 'The service’s ID of the field that contacts are matched by',
	},
];

export const importOptions = (): INodeProperties[] => [
	{
		displayName: 'Event for New Contacts',
		name: 'newContactEvent',
		type: 'string',
		placeholder: 'e.g. NewFromBot',
		default: '',
		description: 'Type of the event that each new contact raises; none when it is empty',
	},
	{
		displayName: 'Groups',
		name: 'groups',
		type: 'string',
		placeholder: 'e.g. Customers, Bot',
		default: '',
		description: 'Names of segments that the contacts are put into, separated by commas',
	},
	{
		displayName: 'Groups to Leave',
		name: 'groupsLeft',
		type: 'string',
		placeholder: 'e.g. Leads',
		default: '',
		description: 'Names of segments that the contacts are taken out of, separated by commas',
	},
	{
		displayName: 'Longest Import',
		name: 'longestImport',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 3600 },
		default: 600,
		description: 'Seconds to wait for the end. After that the items leave with the state that was seen last',
	},
	{
		displayName: 'Restore Deleted',
		name: 'restoreDeleted',
		type: 'boolean',
		default: false,
		description: 'Whether contacts that were deleted are restored; else they are passed over',
	},
	unfitNamesOption(),
	{
		displayName: 'Wait for End',
		name: 'waitForEnd',
		type: 'boolean',
		default: true,
		description:
			'Whether to wait until the service has worked on all contacts. Without it the items leave at once, with an ID for Get Import Status',
	},
];
