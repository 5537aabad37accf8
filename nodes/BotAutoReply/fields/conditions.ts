import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { LONGEST_PATTERN } from '../../../client/events/pattern/pattern';
import type { EventName } from '../../../client/model/event';

const KINDS: INodePropertyOptions[] = [
	{ name: 'Anything', value: 'anything', description: 'Whatever a person sends or presses' },
	{ name: 'Button Data Is', value: 'buttonIs', description: 'A button with exactly this data was pressed' },
	{
		name: 'Button Data Starts With',
		value: 'buttonStartsWith',
		description: 'A button was pressed whose data begins so',
	},
	{ name: 'Command', value: 'command', description: 'Such as /start, also by a deep link, or /help' },
	{ name: 'Event', value: 'event', description: 'What happened: a subscription, a shared phone …' },
	{ name: 'Language', value: 'language', description: 'The person’s language is one of these' },
	{
		name: 'Opening Hours',
		value: 'hours',
		description: 'It is within, or outside, certain days and times now',
	},
	{ name: 'Text Contains All', value: 'containsAll', description: 'Every one of these words or phrases' },
	{ name: 'Text Contains Any', value: 'containsAny', description: 'At least one of these words or phrases' },
	{ name: 'Text Is', value: 'textIs', description: 'The whole text is one of these' },
	{
		name: 'Text Matches a Regular Expression',
		value: 'regex',
		description: 'What its groups find can be put into the reply',
	},
	{ name: 'Text Starts With', value: 'startsWith', description: 'The text begins with one of these' },
];

const EVENTS: Record<EventName, string> = {
	buttonPressed: 'Button Pressed',
	linkClicked: 'Link Clicked',
	message: 'Message Received',
	notification: 'Notification',
	phoneShared: 'Phone Shared',
	status: 'Delivery Status',
	subscribed: 'Subscribed',
	unsubscribed: 'Unsubscribed',
};

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const only = (...when: string[]): Pick<INodeProperties, 'displayOptions'> => ({
	displayOptions: { show: { when } },
});

/** The fields of one condition: its kind, then what that kind needs. */
export const conditionFields = (): INodeProperties[] => [
	{
		displayName: 'When',
		name: 'when',
		type: 'options',
		noDataExpression: true,
		options: KINDS,
		default: 'containsAny',
		description: 'What must be so',
	},
	{
		displayName: 'Words',
		name: 'words',
		type: 'string',
		default: '',
		placeholder: 'e.g. price, how much, cost',
		...only('containsAll', 'containsAny'),
		description: 'Words or phrases, separated by commas. Upper and lower case are the same.',
	},
	{
		displayName: 'Whole Words Only',
		name: 'wholeWords',
		type: 'boolean',
		default: false,
		...only('containsAll', 'containsAny'),
		description: 'Whether “art” is not found in “start”',
	},
	{
		displayName: 'Texts',
		name: 'texts',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. yes',
		...only('textIs', 'startsWith'),
		description: 'One a line; one of them is enough. Upper and lower case are the same.',
	},
	{
		displayName: 'Command',
		name: 'command',
		type: 'string',
		default: '/start',
		placeholder: 'e.g. /start',
		...only('command'),
		description: 'With or without the slash; several separated by commas, empty for any command',
	},
	{
		displayName: 'Payload',
		name: 'payload',
		type: 'options',
		options: [
			{ name: 'Any or None', value: 'any' },
			{ name: 'Is Exactly', value: 'is' },
			{ name: 'Must Be There', value: 'some', description: 'As from a deep link' },
			{ name: 'Must Not Be There', value: 'none' },
		],
		default: 'any',
		...only('command'),
		description: 'What stands behind the command, such as ref_42 in /start ref_42',
	},
	{
		displayName: 'Payload Text',
		name: 'payloadText',
		type: 'string',
		default: '',
		placeholder: 'e.g. summer-sale',
		displayOptions: { show: { when: ['command'], payload: ['is'] } },
		description: 'The payload, with upper and lower case as in the link',
	},
	{
		displayName: 'Regular Expression',
		name: 'pattern',
		type: 'string',
		default: '',
		placeholder: 'e.g. order (\\d+)',
		...only('regex'),
		description: `At most ${LONGEST_PATTERN} characters, without slashes around it, looking ahead or behind, or back references. Upper and lower case are the same. Put what a group found into the reply with {match 1}.`,
	},
	{
		displayName: 'Look In',
		name: 'patternIn',
		type: 'options',
		options: [
			{ name: 'Button Data', value: 'button' },
			{ name: 'Message Text', value: 'text' },
		],
		default: 'text',
		...only('regex'),
		description: 'Where the expression must fit',
	},
	{
		displayName: 'Button Data',
		name: 'data',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. order:confirm',
		...only('buttonIs', 'buttonStartsWith'),
		description: 'The callback data that the button was sent with. One a line; one of them is enough.',
	},
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		options: (Object.keys(EVENTS) as EventName[])
			.map((value) => ({ name: EVENTS[value], value }))
			.sort((a, b) => (a.name < b.name ? -1 : 1)),
		default: ['subscribed'],
		...only('event'),
		description: 'One of them is enough',
	},
	{
		displayName: 'Languages',
		name: 'languages',
		type: 'string',
		default: '',
		placeholder: 'e.g. de, pt-BR',
		...only('language'),
		description: 'Codes separated by commas; “pt” also means Portuguese of Brazil',
	},
	{
		displayName: 'Hours',
		name: 'hours',
		type: 'options',
		options: [
			{ name: 'Inside', value: 'inside' },
			{ name: 'Outside', value: 'outside' },
		],
		default: 'outside',
		...only('hours'),
		description: 'Whether it must be within the opening hours or not',
	},
	{
		displayName: 'Days',
		name: 'days',
		type: 'multiOptions',
		options: DAYS.map((name, index) => ({ name, value: index + 1 })),
		default: [1, 2, 3, 4, 5],
		...only('hours'),
		description: 'On which somebody is there',
	},
	{
		displayName: 'From',
		name: 'from',
		type: 'string',
		default: '09:00',
		placeholder: 'e.g. 09:00',
		...only('hours'),
		description: 'When the opening hours begin',
	},
	{
		displayName: 'To',
		name: 'to',
		type: 'string',
		default: '18:00',
		placeholder: 'e.g. 18:00',
		...only('hours'),
		description: 'When they end; a time before From is on the next day',
	},
	{
		displayName: 'Time Zone',
		name: 'zone',
		type: 'string',
		default: '',
		placeholder: 'e.g. Europe/Berlin',
		...only('hours'),
		description: 'In which these times are meant; the workflow’s own when empty',
	},
];
