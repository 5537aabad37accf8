import type { INodeProperties } from 'n8n-workflow';

/** What keeps the SMS within a budget. What it stops goes to Not Reached, with the reason. */
export const guardField = (): INodeProperties => ({
	displayName: 'Cost Guard',
	name: 'guard',
	type: 'collection',
	placeholder: 'Add Limit',
	default: {},
	description: 'What it stops goes to Not Reached, with the reason',
	options: [
		{
			displayName: 'Allowed Countries',
			name: 'countries',
			type: 'string',
			default: '',
			placeholder: 'e.g. DE, AT, CH',
			description: 'Two-letter codes of the countries that SMS may go to; empty for all',
		},
		{
			displayName: 'Default Country',
			name: 'home',
			type: 'string',
			default: '',
			placeholder: 'e.g. DE',
			description: 'Two-letter code of the country that phone numbers without a country code belong to',
		},
		{
			displayName: 'Long Text',
			name: 'longText',
			type: 'options',
			options: [
				{ name: 'Do Not Send', value: 'refuse' },
				{ name: 'Shorten', value: 'shorten', description: 'The rest is cut off, and the item says so' },
			],
			default: 'refuse',
			description:
				'What to do with an SMS of more than Most Parts, or of more characters than the service takes',
		},
		{
			displayName: 'Most Parts',
			name: 'mostParts',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 3,
			description:
				'Each part of a long SMS is paid for: 160 signs, or 70 as soon as one is not in the GSM alphabet, and a few less when there are several. 0 for any number.',
		},
		{
			displayName: 'Most per Day',
			name: 'mostPerDay',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 1000,
			displayOptions: { show: { '/useRegistry': [true] } },
			description:
				'SMS of all runs that use the same table of fallbacks, in a day of the workflow’s time zone. Runs at the same time each count from what was there when they began.',
		},
		{
			displayName: 'Most per SMS',
			name: 'mostCost',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 4 },
			default: 0,
			description:
				'The highest price of one SMS with all its parts, in the currency of the account. The service is asked before each SMS; one that cannot tell sends none. 0 for any price.',
		},
		{
			displayName: 'Quiet From',
			name: 'quietFrom',
			type: 'string',
			default: '21:00',
			placeholder: 'e.g. 21:00',
			description: 'From when on nobody gets an SMS; give Quiet Until, too',
		},
		{
			displayName: 'Quiet Until',
			name: 'quietUntil',
			type: 'string',
			default: '08:00',
			placeholder: 'e.g. 08:00',
			description: 'When SMS may go out again. Not Reached says in allowedAt which moment that is.',
		},
		{
			displayName: 'Time Zone',
			name: 'timeZone',
			type: 'string',
			default: '',
			placeholder: 'e.g. Europe/Berlin',
			description: 'Where the person is, for the quiet hours; empty for the time zone of the workflow',
		},
	],
});
