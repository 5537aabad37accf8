import type { INodeProperties } from 'n8n-workflow';

import { canBePressed } from '../../../client/capability';
import { servicesWhere } from '../../../client/gateways';

/** n8n makes a tool for human approval out of this node, and knows these parameters by their names. */
export const questionFields = (): INodeProperties[] => [
	{
		displayName: 'Message',
		name: 'message',
		type: 'string',
		typeOptions: { rows: 4 },
		required: true,
		default: '',
		placeholder: 'e.g. May we deliver your order today?',
		description: 'What the person is asked',
	},
];

/** Where a question can be answered inside the chat. */
const byPress = {
	service: servicesWhere(canBePressed),
	responseType: ['approval', 'choices'],
};

export const responseFields = (): INodeProperties[] => [
	{
		displayName: 'Response Type',
		name: 'responseType',
		type: 'options',
		options: [
			{ name: 'Approval', value: 'approval', description: 'Approve or decline with a button' },
			{ name: 'Choices', value: 'choices', description: 'Choose one of your own answers with a button' },
			{ name: 'Free Text', value: 'freeText', description: 'Write an answer on a page' },
		],
		default: 'approval',
		description: 'How the person answers',
	},
	{
		displayName: 'Approval Options',
		name: 'approvalOptions',
		type: 'fixedCollection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: { responseType: ['approval'] } },
		options: [
			{
				displayName: 'Values',
				name: 'values',
				values: [
					{
						displayName: 'Type of Approval',
						name: 'approvalType',
						type: 'options',
						options: [
							{ name: 'Approve Only', value: 'single' },
							{ name: 'Approve and Decline', value: 'double' },
						],
						default: 'double',
						description: 'Whether the person can also say no',
					},
					{
						displayName: 'Approve Button Label',
						name: 'approveLabel',
						type: 'string',
						default: 'Approve',
						description: 'What the button says that agrees',
					},
					{
						displayName: 'Decline Button Label',
						name: 'disapproveLabel',
						type: 'string',
						default: 'Decline',
						description: 'What the button says that refuses',
						displayOptions: { show: { approvalType: ['double'] } },
					},
				],
			},
		],
	},
	{
		displayName: 'Choices',
		name: 'choices',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Choice', sortable: true },
		placeholder: 'Add Choice',
		default: {},
		displayOptions: { show: { responseType: ['choices'] } },
		options: [
			{
				displayName: 'Choice',
				name: 'choice',
				values: [
					{
						displayName: 'Label',
						name: 'label',
						type: 'string',
						default: '',
						placeholder: 'e.g. Tomorrow morning',
						description: 'What the button says',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. tomorrow-am',
						description: 'What comes out; the label when this is empty',
					},
				],
			},
		],
	},
	{
		displayName: 'Answer By',
		name: 'answerBy',
		type: 'options',
		displayOptions: { show: byPress },
		options: [
			{
				name: 'Buttons in the Chat',
				value: 'press',
				description: 'One press answers, without a page. Needs an active Bot Gateway Trigger.',
			},
			{ name: 'Links', value: 'links', description: 'A page opens, where the answer is confirmed' },
		],
		default: 'links',
		description: 'What a press on a button does',
	},
	{
		displayName:
			'The presses come to a Bot Gateway Trigger: a workflow of this n8n must be active that begins with one for the same bot, with Button Pressed among its events. It is not started by these presses. With Links none is needed',
		name: 'pressNotice',
		type: 'notice',
		displayOptions: { show: { ...byPress, answerBy: ['press'] } },
		default: '',
	},
	// read when the answer comes: n8n shows a waiting node its input only through expressions
	{
		displayName: 'Asked Items',
		name: 'askedItems',
		type: 'hidden',
		default: '={{ $input.all() }}',
		description: 'The input, for whoever takes the answer',
	},
];

export const APPROVE = 'Approve';
export const DECLINE = 'Decline';

/** What the person reads beside the question. */
export const USUAL_TEXTS = {
	confirmText: 'Please confirm your answer',
	doneText: 'Thank you, your answer has arrived. You can close this page.',
	noticeText: 'Thank you, your answer has arrived.',
	refusedText: 'This question is for somebody else.',
	messageButtonLabel: 'Respond',
	responseFormButtonLabel: 'Submit',
} as const;

const textOption = (
	displayName: string,
	name: keyof typeof USUAL_TEXTS,
	description: string,
): INodeProperties => {
	const words = { displayName, name, description, default: USUAL_TEXTS[name] };
	return { ...words, type: 'string' };
};

const forPresses = { show: { '/answerBy': ['press'] } };

const forFreeText = { show: { '/responseType': ['freeText'] } };

export const questionOptions = (): INodeProperties[] => [
	textOption('Confirm Text', 'confirmText', 'What the page says above the button that gives the answer'),
	textOption('Done Text', 'doneText', 'What the page says when the answer has arrived'),
	{
		...textOption('Done Notice', 'noticeText', 'What the person sees after pressing a button in the chat'),
		displayOptions: forPresses,
	},
	{
		displayName: 'Who May Answer',
		name: 'mayAnswer',
		type: 'string',
		default: '',
		placeholder: 'e.g. 42, @ann',
		displayOptions: forPresses,
		description:
			'IDs or usernames of the people whose answer counts, separated by commas; everybody else is told so',
	},
	{
		...textOption(
			'Refused Notice',
			'refusedText',
			'What somebody else sees after pressing a button in the chat',
		),
		displayOptions: forPresses,
	},
	{
		...textOption('Message Button Label', 'messageButtonLabel', 'What the button under the message says'),
		displayOptions: forFreeText,
	},
	{
		...textOption(
			'Response Form Button Label',
			'responseFormButtonLabel',
			'What the button of the form says',
		),
		displayOptions: forFreeText,
	},
	{
		displayName: 'Several Items',
		name: 'severalItems',
		type: 'options',
		options: [
			{ name: 'Ask All, the First Answer Counts', value: 'first' },
			{ name: 'Refuse', value: 'refuse' },
		],
		default: 'refuse',
		description:
			'N8n waits once for all items of a run; for an answer to each, put this node into a loop over items with a batch size of 1',
	},
	limitWaitTimeOption(),
];

/** As n8n's own nodes have it. */
function limitWaitTimeOption(): INodeProperties {
	return {
		displayName: 'Limit Wait Time',
		name: 'limitWaitTime',
		type: 'fixedCollection',
		default: { values: { limitType: 'afterTimeInterval', resumeAmount: 45, resumeUnit: 'minutes' } },
		description:
			'How long to wait for an answer; after that the item goes on with data.timedOut set to true, up to a minute late',
		options: [
			{
				displayName: 'Values',
				name: 'values',
				values: [
					{
						displayName: 'Limit Type',
						name: 'limitType',
						type: 'options',
						options: [
							{ name: 'After Time Interval', value: 'afterTimeInterval' },
							{ name: 'At Specified Time', value: 'atSpecifiedTime' },
						],
						default: 'afterTimeInterval',
						description: 'When the waiting ends',
					},
					{
						displayName: 'Amount',
						name: 'resumeAmount',
						type: 'number',
						typeOptions: { minValue: 0, numberPrecision: 2 },
						default: 1,
						displayOptions: { show: { limitType: ['afterTimeInterval'] } },
						description: 'How long to wait',
					},
					{
						displayName: 'Unit',
						name: 'resumeUnit',
						type: 'options',
						options: [
							{ name: 'Days', value: 'days' },
							{ name: 'Hours', value: 'hours' },
							{ name: 'Minutes', value: 'minutes' },
						],
						default: 'hours',
						description: 'Of the amount',
						displayOptions: { show: { limitType: ['afterTimeInterval'] } },
					},
					{
						displayName: 'Max Date and Time',
						name: 'maxDateAndTime',
						type: 'dateTime',
						default: '',
						displayOptions: { show: { limitType: ['atSpecifiedTime'] } },
						description: 'The moment until which to wait',
					},
				],
			},
		],
	};
}
