import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { servicesWhere } from '../../../client/gateways';
import type { MediaKind, MessageOptionName, TextFormat } from '../../../client/model/message';

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

/** The text and how to read it. */
export const textFields = (): INodeProperties[] => [
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'e.g. Your order has been shipped',
		description: 'What the message says; the caption when a file is attached',
	},
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

const MEDIA: Record<MediaKind, string> = {
	animation: 'Animation (GIF)',
	audio: 'Audio',
	document: 'Document',
	photo: 'Photo',
	sticker: 'Sticker',
	video: 'Video',
	videoNote: 'Video Note',
	voice: 'Voice Message',
};

const withMedia = (kind: MediaKind): string[] => servicesWhere(({ can }) => can.media.includes(kind));
const attached = { attachment: Object.keys(MEDIA) };

/** A file beside the text: by its address, by the id that the service gave it, or from the item. */
export const mediaFields = (): INodeProperties[] => [
	{
		displayName: 'Attachment',
		name: 'attachment',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'None', value: 'none' },
			...(Object.keys(MEDIA) as MediaKind[]).map((kind) => ({
				name: MEDIA[kind],
				value: kind,
				displayOptions: { show: { service: withMedia(kind) } },
			})),
		],
		default: 'none',
		displayOptions: { show: { service: servicesWhere(({ can }) => can.media.length > 0) } },
		description: 'A file to send; the text becomes its caption',
	},
	{
		displayName: 'File From',
		name: 'fileFrom',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Input Item', value: 'file', description: 'A file that the item carries' },
			{ name: 'Service', value: 'fileId', description: 'A file that the service has, by the ID it gave' },
			{ name: 'Web Address', value: 'url', description: 'The service fetches it from there' },
		],
		default: 'url',
		displayOptions: { show: { ...attached } },
		description: 'Where the file comes from',
	},
	{
		displayName: 'File URL',
		name: 'fileUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/invoice.pdf',
		displayOptions: { show: { ...attached, fileFrom: ['url'] } },
		description: 'A public address that the service can open',
	},
	{
		displayName: 'File ID',
		name: 'fileId',
		type: 'string',
		default: '',
		placeholder: 'e.g. AgACAgIAAxkBAAI…',
		displayOptions: { show: { ...attached, fileFrom: ['fileId'] } },
		description: 'The ID that the service gave to the file when it was sent or received before',
	},
	{
		displayName: 'Input Data Field Name',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		placeholder: 'e.g. data',
		displayOptions: { show: { ...attached, fileFrom: ['file'] } },
		hint: 'The name of the input field containing the file data to be sent',
		description: 'The field of the item that holds the file',
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

/** What the service can do beside the text, where it can. */
export const messageOptions = (): INodeProperties[] => [
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
	{
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
	},
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
	{
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
	},
];
