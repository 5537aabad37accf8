import type { INodeProperties } from 'n8n-workflow';

import { unlessCascade } from './strategy';

/** Who gets the SMS, what it says, how often, and by what it is known again. */
export const smsFields = (): INodeProperties[] => [
	{
		displayName: 'Phone',
		name: 'phone',
		type: 'string',
		default: '',
		placeholder: 'e.g. +79990000000',
		description:
			'Who gets the SMS. When it is empty, the recipient’s phone is taken, if the bot was told one, or the one in the registry.',
	},
	{
		displayName: 'SMS Text',
		name: 'smsText',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. Your order has been shipped',
		description:
			'What the SMS says. When it is empty, the bot’s text is taken, with a line for each link button.',
		displayOptions: { show: { operation: ['sendAndFallBack'] }, ...unlessCascade },
	},
	{
		displayName: 'SMS Text',
		name: 'smsText',
		type: 'string',
		typeOptions: { rows: 3 },
		required: true,
		default: '',
		placeholder: 'e.g. Your order has been shipped',
		description: 'What the SMS says',
		displayOptions: { show: { operation: ['fallBack'] } },
	},
	{
		displayName: 'Most SMS per Run',
		name: 'mostPerRun',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 100,
		description:
			'What is over it goes to Not Reached; 0 for any number. A run is one execution of the workflow, with all rounds of its loops.',
	},
	{
		displayName: 'Key',
		name: 'key',
		type: 'string',
		default: '',
		placeholder: 'e.g. order-4711',
		description:
			'One SMS at most is ever sent for a key, whatever is repeated. When it is empty, a receipt is known by its message; a message that is sent here, by its recipient and all that it says and shows, for at least six hours.',
	},
];
