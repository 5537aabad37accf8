import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { CONTACT_KEYS, type ContactKey } from '../../model/contact';
import { personField, textField } from './person';

const KEY_OPTIONS: Record<ContactKey, INodePropertyOptions> = {
	chatId: {
		name: 'Chat ID',
		value: 'chatId',
		description: 'Of a chat with the bot, after it was registered with Add Application Tokens',
	},
	id: { name: 'Contact ID', value: 'id', description: 'The service’s own ID of the contact' },
	email: { name: 'Email', value: 'email', description: 'May be shared by several contacts' },
	externalId: {
		name: 'External ID',
		value: 'externalId',
		description: 'The person’s ID in a system of your own, or tg- and the chat ID',
	},
	phone: { name: 'Phone', value: 'phone', description: 'May be shared by several contacts' },
};

const keyOptions = (keys: readonly ContactKey[]): INodePropertyOptions[] =>
	keys.map((key) => KEY_OPTIONS[key]).sort((one, other) => (one.name < other.name ? -1 : 1));

/** By what one contact is named, and the value; see read/contact. */
export function contactFields({
	keys = CONTACT_KEYS,
	name = 'Contact By',
	description,
	value = {},
}: {
	keys?: readonly ContactKey[];
	name?: string;
	description: string;
	value?: Partial<INodeProperties>;
}): INodeProperties[] {
	return [
		{
			displayName: name,
			name: 'contactBy',
			type: 'options',
			options: keyOptions(keys),
			default: 'externalId',
			description,
		},
		{
			displayName: 'Value',
			name: 'contactValue',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. tg-123456789',
			description: 'What the contact is named by; a phone in international form',
			...value,
		},
	];
}

/** A chat with the bot, as the trigger tells it. */
export const chatIdField = (description: string): INodeProperties => ({
	displayName: 'Chat ID',
	name: 'chatId',
	type: 'string',
	required: true,
	default: '={{ $json.chat.id }}',
	placeholder: 'e.g. 123456789',
	description,
});

/** What of a contact is written: as fields, or as JSON. */
export const dataFields = (from: 'fields' | 'json', json: string): INodeProperties[] => [
	{
		displayName: 'Data From',
		name: 'dataFrom',
		type: 'options',
		options: [
			{ name: 'Fields Below', value: 'fields' },
			{ name: 'JSON', value: 'json', description: 'One object, e.g. the contact of an event' },
		],
		default: from,
		description: 'Where the data of the contact comes from',
	},
	{
		displayName: 'Contact Data',
		name: 'data',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: { dataFrom: ['fields'] } },
		description: 'What is left out or empty stays as it is',
		options: [
			textField('Address', 'address', 'e.g. Main Street 1', 'Street and house'),
			personField('email'),
			personField('externalId'),
			personField('firstName', 'Up to 40 letters'),
			personField('language'),
			personField('lastName', 'Up to 40 letters'),
			personField('phone', 'In international form; only a number that is the person’s own'),
			textField('Postcode', 'postcode', 'e.g. 01001', 'Of the address'),
			textField('Region', 'region', 'e.g. Kyiv region', 'Of the address'),
			textField('Time Zone', 'timeZone', 'e.g. Europe/Kyiv', 'By its name in the tz database'),
			textField('Town', 'town', 'e.g. Kyiv', 'Of the address'),
		],
	},
	{
		displayName: 'Further Fields',
		name: 'furtherFields',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: { dataFrom: ['fields'] } },
		description: 'Fields of your own in the service, by the IDs that its address book gives them',
		options: [
			{
				displayName: 'Field',
				name: 'field',
				values: [
					textField('Field ID', 'id', 'e.g. 79814', 'The service’s ID of the field'),
					textField('Value', 'value', 'e.g. gold', 'What it holds from now on'),
				],
			},
		],
	},
	{
		displayName: 'Contact Data (JSON)',
		name: 'dataJson',
		type: 'json',
		default: json,
		displayOptions: { show: { dataFrom: ['json'] } },
		description:
			'An object with any of externalId, phone, email, firstName, lastName, language, timeZone, address, region, town, postcode, and fields (an object of field IDs and values); other names are left out',
	},
];

export const unfitNamesOption = (): INodeProperties => ({
	displayName: 'Unfit Names',
	name: 'unfitNames',
	type: 'options',
	options: [
		{
			name: 'Leave the Name Out',
			value: 'leaveOut',
			description: 'Write all the rest, and say so in the output',
		},
		{ name: 'Refuse the Item', value: 'refuse' },
	],
	default: 'refuse',
	description: 'What to do with a name that the service does not allow, such as one with emoji',
});

/** Parameters of an event, as fields or JSON. */
export const parameterFields = (): INodeProperties[] => [
	{
		displayName: 'Parameters From',
		name: 'parametersFrom',
		type: 'options',
		options: [
			{ name: 'Fields Below', value: 'fields' },
			{ name: 'JSON', value: 'json', description: 'One object; its values may be nested' },
		],
		default: 'fields',
		description: 'Where the parameters of the event come from',
	},
	{
		displayName: 'Parameters',
		name: 'parameters',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Parameter',
		default: {},
		displayOptions: { show: { parametersFrom: ['fields'] } },
		description: 'What the event carries; messages and conditions read it by name',
		options: [
			{
				displayName: 'Parameter',
				name: 'parameter',
				values: [
					textField('Name', 'name', 'e.g. orderNumber', 'By which messages and conditions read it'),
					textField('Value', 'value', 'e.g. 4711', 'What it holds'),
				],
			},
		],
	},
	{
		displayName: 'Parameters (JSON)',
		name: 'parametersJson',
		type: 'json',
		default: '{}',
		displayOptions: { show: { parametersFrom: ['json'] } },
		description: 'An object of names and values; values may be nested',
	},
];
