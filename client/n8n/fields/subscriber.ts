import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { servicesWhere } from '../../gateways';
import { SUBSCRIBER_STATUSES, type SubscriberStatus } from '../../registry/types';

const STATUSES: Record<SubscriberStatus, string> = {
	active: 'Active',
	blocked: 'Blocked',
	deactivated: 'Deactivated',
	unsubscribed: 'Unsubscribed',
};

const statusOptions = (): INodePropertyOptions[] =>
	SUBSCRIBER_STATUSES.map((value) => ({ name: STATUSES[value], value }));

/** The services whose subscribers only the registry can list. */
const listedByRegistry = servicesWhere((gateway) => gateway.listSubscribers === undefined);

/** Which rows of the registry are wanted. */
export const filtersField = (): INodeProperties => ({
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	displayOptions: { show: { service: listedByRegistry, useRegistry: [true] } },
	options: [
		{
			displayName: 'Has Phone',
			name: 'hasPhone',
			type: 'boolean',
			default: true,
			description: 'Whether the phone of the person is to be known, or not to be known',
		},
		{
			displayName: 'Language',
			name: 'language',
			type: 'string',
			default: '',
			placeholder: 'e.g. pt',
			description: 'Regional forms are found too: pt finds pt-br',
		},
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: statusOptions(),
			default: 'active',
			description: 'Whether the person can be written to, as far as is known',
		},
	],
});

/** The service's own id of a person; the row of the registry is found and made by it. */
export const subscriberIdField = (extra: Partial<INodeProperties> = {}): INodeProperties => ({
	displayName: 'Subscriber ID',
	name: 'subscriberId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 123456789',
	description: 'The service’s own ID of the person, as the trigger received it',
	...extra,
});

const text = (
	displayName: string,
	name: string,
	placeholder: string,
	description: string,
): INodeProperties => {
	const words = { displayName, name, placeholder, default: '', description };
	return { ...words, type: 'string' };
};

/** What of a row can be written by hand. */
export const rowFields = (): INodeProperties => ({
	displayName: 'Fields to Set',
	name: 'row',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description: 'What is left out stays as it is',
	options: [
		text('Chat ID', 'chatId', 'e.g. 123456789', 'Where messages go; the subscriber ID when it is empty'),
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			placeholder: 'e.g. ann@example.com',
			default: '',
			description: 'Where the person gets e-mail',
		},
		text('External ID', 'externalId', 'e.g. crm-4711', 'The person’s ID in a system of your own'),
		text('First Name', 'firstName', 'e.g. Ann', 'As the person writes it'),
		text('Language', 'language', 'e.g. pt-br', 'The language to write in'),
		text('Last Name', 'lastName', 'e.g. Lee', 'As the person writes it'),
		text('Phone', 'phone', 'e.g. +79990000000', 'In international form'),
		{
			displayName: 'Phone Confirmed At',
			name: 'phoneConfirmedAt',
			type: 'dateTime',
			default: '',
			description: 'When the person last shared the phone themself',
		},
		text('Start Payload', 'startPayload', 'e.g. ref_42', 'What the deep link carried'),
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: statusOptions(),
			default: 'active',
			description: 'Whether the person can be written to',
		},
		text('Username', 'username', 'e.g. @ann_smith', 'The name by which messages find the person'),
	],
});
