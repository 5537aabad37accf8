import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { servicesWhere } from '../../gateways';
import { SUBSCRIBER_STATUSES, type SubscriberStatus } from '../../registry/types';
import { personField, textField } from './person';

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

/** What of a row can be written by hand. */
export const rowFields = (): INodeProperties => ({
	displayName: 'Fields to Set',
	name: 'row',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description: 'What is left out stays as it is',
	options: [
		textField('Chat ID', 'chatId', 'e.g. 123456789', 'Where messages go; the subscriber ID when it is empty'),
		personField('email'),
		personField('externalId'),
		personField('firstName'),
		personField('language'),
		personField('lastName'),
		personField('phone'),
		{
			displayName: 'Phone Confirmed At',
			name: 'phoneConfirmedAt',
			type: 'dateTime',
			default: '',
			description: 'When the person last shared the phone themself',
		},
		textField('Start Payload', 'startPayload', 'e.g. ref_42', 'What the deep link carried'),
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: statusOptions(),
			default: 'active',
			description: 'Whether the person can be written to',
		},
		textField('Username', 'username', 'e.g. @ann_smith', 'The name by which messages find the person'),
	],
});
