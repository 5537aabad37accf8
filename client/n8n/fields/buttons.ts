import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { servicesWhere } from '../../gateways';
import type { ButtonKind } from '../../model/button';

const withKind = (...kinds: ButtonKind[]): string[] =>
	servicesWhere(({ can }) => kinds.some((kind) => can.buttons.includes(kind)));

/** Where there are no link buttons, a link may still become a line of the text. */
const withLinks = servicesWhere(({ can }) => can.buttons.includes('url') || can.linksInText === true);

const KIND_LABELS: Record<ButtonKind, { name: string; description: string }> = {
	url: { name: 'Link', description: 'Opens a web page' },
	callback: { name: 'Callback', description: 'Comes back to the workflow when pressed' },
	webApp: { name: 'Web App', description: 'Opens a web app inside the messenger' },
	copyText: { name: 'Copy Text', description: 'Puts a text on the clipboard' },
	reply: { name: 'Keyboard: Text', description: 'Sends its own text as the person’s message' },
	requestContact: {
		name: 'Keyboard: Share Phone',
		description: 'Sends the person’s phone number when they agree',
	},
	requestLocation: {
		name: 'Keyboard: Share Location',
		description: 'Sends where the person is when they agree',
	},
};

/** Each kind is offered only where the service has it. */
const kindOptions: INodePropertyOptions[] = (Object.keys(KIND_LABELS) as ButtonKind[])
	.map((kind) => ({
		...KIND_LABELS[kind],
		value: kind,
		displayOptions: { show: { '/service': kind === 'url' ? withLinks : withKind(kind) } },
	}))
	.sort((a, b) => (a.name < b.name ? -1 : 1));

const DATA_EXAMPLE =
	'[[{ "text": "Open", "url": "https://example.com" }, { "text": "Yes", "callback": "yes" }]]';

/** Buttons drawn here, or given as data by an expression. */
export const buttonFields = (): INodeProperties[] => [
	{
		displayName: 'Buttons',
		name: 'buttonsFrom',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'None', value: 'none' },
			{ name: 'Drawn Here', value: 'fields' },
			{
				name: 'From Data',
				value: 'data',
				description: 'Rows of buttons as JSON, usually from an expression',
			},
		],
		default: 'none',
		description: 'Where the buttons under the message come from',
	},
	{
		displayName: 'Buttons',
		name: 'buttons',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Button', sortable: true },
		default: {},
		placeholder: 'Add Button',
		displayOptions: { show: { buttonsFrom: ['fields'] } },
		options: [{ name: 'button', displayName: 'Button', values: buttonValues() }],
	},
	{
		displayName: 'Buttons',
		name: 'buttonsData',
		type: 'json',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: `e.g. ${DATA_EXAMPLE}`,
		displayOptions: { show: { buttonsFrom: ['data'] } },
		description: 'Rows of buttons; each has a text and exactly one kind, as in the example',
	},
];

function buttonValues(): INodeProperties[] {
	return [
		{
			displayName: 'Text',
			name: 'text',
			type: 'string',
			default: '',
			placeholder: 'e.g. Open my order',
			description: 'What the button says',
		},
		{
			displayName: 'Kind',
			name: 'kind',
			type: 'options',
			options: kindOptions,
			default: 'url',
			description: 'What the button does',
		},
		{
			displayName: 'Link',
			name: 'url',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/orders/4711',
			displayOptions: { show: { kind: ['url', 'webApp'] } },
			description: 'What the button opens',
		},
		{
			displayName: 'Callback Data',
			name: 'data',
			type: 'string',
			default: '',
			placeholder: 'e.g. order:4711:confirm',
			displayOptions: { show: { kind: ['callback'] } },
			description: 'What comes back when the button is pressed: 64 bytes at most',
		},
		{
			displayName: 'Text to Copy',
			name: 'value',
			type: 'string',
			default: '',
			placeholder: 'e.g. SALE-2026',
			displayOptions: { show: { kind: ['copyText'] } },
			description: 'What goes to the clipboard: 256 characters at most',
		},
		{
			displayName: 'Same Row as the Button Before',
			name: 'sameRow',
			type: 'boolean',
			default: false,
			description: 'Whether the button stands beside the one before it instead of below',
		},
		{
			displayName: 'Style',
			name: 'style',
			type: 'options',
			options: [
				{ name: 'Danger (Red)', value: 'danger' },
				{ name: 'Default', value: 'default' },
				{ name: 'Primary (Blue)', value: 'primary' },
				{ name: 'Success (Green)', value: 'success' },
			],
			default: 'default',
			displayOptions: { show: { '/service': servicesWhere(({ can }) => can.buttonStyles === true) } },
			description: 'The color of the button, in apps that show it',
		},
	];
}
