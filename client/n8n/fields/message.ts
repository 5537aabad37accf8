import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { servicesWhere } from '../../gateways';
import type { MessageOptionName, TextFormat } from '../../model/message';
import { textInTemplate } from './template';

const textAlone = servicesWhere(({ can }) => can.textInTemplate === undefined);

const FORMATS: Record<TextFormat, INodePropertyOptions> = {
	plain: { name: 'Plain Text', value: 'plain', description: 'Sent as it is' },
	html: { name: 'HTML', value: 'html', description: 'Tags such as &lt;b&gt; and &lt;a href="…"&gt;' },
	markdownV2: {
		name: 'MarkdownV2',
		value: 'markdownV2',
		description: '*bold*, _italic_, [link](https://…); other signs need a backslash',
	},
	markdown: { name: 'Markdown (Legacy)', value: 'markdown', description: 'The older, simpler Markdown' },
};

const textField = (extra: Partial<INodeProperties>): INodeProperties => ({
	displayName: 'Text',
	name: 'text',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	placeholder: 'e.g. Your order has been shipped',
	description: 'What the message says; the caption when a file is attached',
	...extra,
});

/** The text and how to read it. */
export const textFields = (): INodeProperties[] => [
	textField({ displayOptions: { show: { service: textAlone } } }),
	textField({
		description: 'What the message says',
		displayOptions: { show: { service: textInTemplate, content: ['text'] } },
	}),
	{
		displayName: 'Format',
		name: 'format',
		type: 'options',
		options: (Object.keys(FORMATS) as TextFormat[]).map((format) => FORMATS[format]),
		default: 'plain',
		displayOptions: { show: { service: servicesWhere(({ can }) => can.formats.length > 1) } },
		description: 'How bold text, links and the like are written',
	},
];

const withOption = (option: MessageOptionName): { show: Record<string, string[]> } => ({
	show: { '/service': servicesWhere(({ can }) => can.options.includes(option)) },
});

/** How the first link of a text is shown. */
export const linkPreviewOption = (): INodeProperties => ({
	displayName: 'Link Preview',
	name: 'linkPreview',
	type: 'options',
	options: [
		{ name: 'Above the Text', value: 'aboveText' },
		{ name: 'Large', value: 'large' },
		{ name: 'Off', value: 'off' },
		{ name: 'Small', value: 'small' },
	],
	default: 'off',
	displayOptions: withOption('linkPreview'),
	description: 'How the first link of the text is shown',
});

/** Whether bots may be written to. */
export const botRecipientsOption = (): INodeProperties => ({
	displayName: 'Allow Bots as Recipients',
	name: 'botRecipients',
	type: 'boolean',
	default: false,
	displayOptions: {
		show: { '/service': servicesWhere(({ checkReachable }) => checkReachable !== undefined) },
	},
	description: 'Whether to write to bots too; both bots need bot-to-bot mode for that',
});

/** What becomes of buttons that the service does not have. */
export const unsupportedButtonsOption = (): INodeProperties => ({
	displayName: 'Unsupported Buttons',
	name: 'unsupportedButtons',
	type: 'options',
	options: [
		{ name: 'Refuse', value: 'refuse' },
		{
			name: 'Send What Is Possible',
			value: 'degrade',
			description: 'Links are kept, other buttons are left out, and the receipt says so',
		},
	],
	default: 'refuse',
	description: 'What to do with kinds of buttons that the service does not have',
});

/** What becomes of a message of which nobody knows whether it arrived. */
export const noAnswerOption = (): INodeProperties => ({
	displayName: 'No Answer',
	name: 'unknownOutcome',
	type: 'options',
	options: [
		{ name: 'Fail the Item', value: 'fail' },
		{ name: 'Output a Receipt With the Status Unknown', value: 'receipt' },
		{ name: 'Send Again (May Arrive Twice)', value: 'again' },
	],
	default: 'receipt',
	description:
		'What to do when the connection breaks off after sending, so that nobody can tell whether the message arrived',
});

/** What becomes of a message that the service took before. */
export const duplicatesOption = (): INodeProperties => ({
	displayName: 'Duplicates',
	name: 'duplicates',
	type: 'options',
	options: [
		{
			name: 'Count as Sent',
			value: 'accept',
			description: 'A receipt that says so; the person has got the message once',
		},
		{ name: 'Fail the Item', value: 'refuse' },
	],
	default: 'accept',
	displayOptions: { show: { '/service': servicesWhere(({ can }) => can.duplicatesAre !== undefined) } },
	description: 'What to do when the service says that it took the same message shortly before',
});

/** What the service can do beside the text, where it can. */
export const messageOptions = (): INodeProperties[] => [
	{
		displayName: 'Client ID',
		name: 'clientId',
		type: 'string',
		default: '',
		placeholder: 'e.g. order-4711',
		displayOptions: withOption('clientId'),
		description: 'An ID of your own for this message, by which the service reports on it',
	},
	{
		displayName: 'Confirm Phone Again After (Days)',
		name: 'confirmPhoneDays',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		displayOptions: withOption('confirmPhoneDays'),
		description:
			'The text is hidden until the person has confirmed their phone, if they last did so longer ago than this; 0 never asks',
	},
	{
		displayName: 'Extra Fields',
		name: 'extra',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. { "Name": "value" }',
		displayOptions: withOption('extra'),
		description:
			'Fields of the service’s own request that this node does not know, sent as they are; they win over what it writes',
	},
	{
		displayName: 'Hide Keyboard After One Use',
		name: 'oneTimeKeyboard',
		type: 'boolean',
		default: false,
		displayOptions: withOption('keyboard'),
		description: 'Whether the keyboard folds away once a button was pressed',
	},
	{
		displayName: 'Input Placeholder',
		name: 'inputPlaceholder',
		type: 'string',
		default: '',
		displayOptions: withOption('keyboard'),
		description: 'Shown in the empty input field while the keyboard is up: 64 characters at most',
	},
	{
		displayName: 'Keep Keyboard Open',
		name: 'persistentKeyboard',
		type: 'boolean',
		default: false,
		displayOptions: withOption('keyboard'),
		description: 'Whether the keyboard stays when the person opens their own',
	},
	{
		displayName: 'Lifetime (Hours)',
		name: 'lifetime',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 0,
		displayOptions: withOption('lifetime'),
		description: 'After how long the service gives up on the message; 0 leaves it to the service',
	},
	linkPreviewOption(),
	{
		displayName: 'Protect Content',
		name: 'protect',
		type: 'boolean',
		default: false,
		displayOptions: withOption('protect'),
		description: 'Whether the person is kept from forwarding and saving it',
	},
	{
		displayName: 'Reply To',
		name: 'replyTo',
		type: 'string',
		default: '',
		placeholder: 'e.g. 4711',
		displayOptions: withOption('replyTo'),
		description: 'The ID of the message that this one answers',
	},
	{
		displayName: 'Send At',
		name: 'sendAt',
		type: 'dateTime',
		default: '',
		displayOptions: withOption('sendAt'),
		description: 'When the message is to go out; at once when this is empty or over',
	},
	{
		displayName: 'Silent',
		name: 'silent',
		type: 'boolean',
		default: false,
		displayOptions: withOption('silent'),
		description: 'Whether the message arrives without a sound',
	},
	{
		displayName: 'Topic ID',
		name: 'topicId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 12',
		displayOptions: withOption('topicId'),
		description: 'The topic of the group or chat to write into',
	},
];

/** What the user allows us to change, and what becomes of messages that did not go through. */
export const handlingOptions = (): INodeProperties[] => [
	botRecipientsOption(),
	{
		displayName: 'Broken Format',
		name: 'brokenFormat',
		type: 'options',
		options: [
			{ name: 'Refuse', value: 'refuse' },
			{ name: 'Send as Plain Text', value: 'plain' },
		],
		default: 'refuse',
		displayOptions: { show: { '/service': servicesWhere(({ can }) => can.formats.length > 1) } },
		description: 'What to do with a text whose formatting the service cannot read',
	},
	duplicatesOption(),
	{
		displayName: 'Long Text',
		name: 'longText',
		type: 'options',
		options: [
			{ name: 'Refuse', value: 'refuse' },
			{ name: 'Split Into Several Messages', value: 'split' },
		],
		default: 'refuse',
		displayOptions: { show: { '/service': servicesWhere(({ can }) => can.textLimit !== null) } },
		description: 'What to do with a text over the service’s limit',
	},
	noAnswerOption(),
	{
		displayName: 'Recipient Not Reached',
		name: 'refused',
		type: 'options',
		options: [
			{ name: 'Fail the Item', value: 'fail' },
			{ name: 'Output a Receipt With the Reason', value: 'receipt' },
		],
		default: 'fail',
		displayOptions: { show: { '/service': servicesWhere(({ can }) => can.tellsUnreached) } },
		description:
			'What to do when the service cannot reach this person, for example because they blocked the bot',
	},
	unsupportedButtonsOption(),
];
