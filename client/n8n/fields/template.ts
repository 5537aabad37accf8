import type { INodeProperties } from 'n8n-workflow';

import { gateways, servicesWhere } from '../../gateways';
import { list, typed } from './locators';

const withTemplates = servicesWhere(({ can }) => can.templates === true);

/** Where a text goes out only as a parameter of a prepared message. */
export const textInTemplate = servicesWhere(({ can }) => can.textInTemplate !== undefined);

/** What a message says where a text needs a prepared message to go in: a text of the workflow's own, or that message. */
const contentField = (): INodeProperties => ({
	displayName: 'Content',
	name: 'content',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Prepared Message',
			value: 'template',
			description: 'What the message in the console says, with parameters filled in',
		},
		{
			name: 'Text',
			value: 'text',
			description: 'A text of your own, which fills a variable of a prepared message',
		},
	],
	default: 'template',
	displayOptions: { show: { service: textInTemplate } },
	description: 'Where the words of the message come from',
});

const templateField = (): INodeProperties => ({
	displayName: 'Prepared Message',
	name: 'template',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	modes: [
		list('searchPrepared'),
		typed('id', 'By ID', 'e.g. 2489300', 'The ID that the console of the service shows'),
	],
	displayOptions: { show: { service: withTemplates } },
	description: 'The message as it was prepared in the console of the service',
});

/** How the prepared message has to look that takes a text. */
const textNotices = (): INodeProperties[] =>
	gateways.flatMap(({ id, can }) => {
		if (can.textInTemplate === undefined) return [];
		const notice: INodeProperties = {
			displayName: can.textInTemplate,
			name: `${id}TextInTemplate`,
			type: 'notice',
			displayOptions: { show: { service: [id], content: ['text'] } },
			default: '',
		};
		return [notice];
	});

const DATA_EXAMPLE = '{ "order": { "number": 4711 }, "state": "shipped" }';

/** The prepared message and what it is filled with; shown only where the service has such messages. */
export const templateFields = (): INodeProperties[] => [
	contentField(),
	templateField(),
	...textNotices(),
	{
		displayName: 'Parameters',
		name: 'parametersFrom',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'None', value: 'none' },
			{ name: 'Entered Here', value: 'fields' },
			{ name: 'From Data', value: 'data', description: 'A JSON object, usually from an expression' },
		],
		default: 'none',
		displayOptions: { show: { service: withTemplates } },
		description: 'What the variables of the prepared message are filled with',
	},
	{
		displayName: 'Parameters',
		name: 'parameters',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Parameter', sortable: true },
		default: {},
		placeholder: 'Add Parameter',
		displayOptions: { show: { service: withTemplates, parametersFrom: ['fields'] } },
		options: [
			{
				name: 'parameter',
				displayName: 'Parameter',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. state',
						description: 'As the prepared message names the variable',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. shipped',
						description: 'What stands in its place',
					},
				],
			},
		],
	},
	{
		displayName: 'Parameters',
		name: 'parametersData',
		type: 'json',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: `e.g. ${DATA_EXAMPLE}`,
		displayOptions: { show: { service: withTemplates, parametersFrom: ['data'] } },
		description: 'A JSON object; its values may be objects and lists themselves',
	},
];

/** What else may be said of a prepared message. */
export const templateOptions = (): INodeProperties[] => [
	{
		displayName: 'Language Version',
		name: 'templateLanguage',
		type: 'string',
		default: '',
		placeholder: 'e.g. en-us',
		displayOptions: { show: { '/service': withTemplates } },
		description: 'Which language version of the prepared message goes out; the service’s choice when empty',
	},
	{
		displayName: 'Text Variable',
		name: 'textVariable',
		type: 'string',
		default: 'text',
		placeholder: 'e.g. text',
		displayOptions: { show: { '/service': textInTemplate, '/content': ['text'] } },
		description: 'The variable of the prepared message that Text fills',
	},
];
