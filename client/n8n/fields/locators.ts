import type { INodeProperties, INodePropertyMode } from 'n8n-workflow';

import { gateways, servicesWhere } from '../../gateways';
import type { Gateway } from '../../gateway';
import { RECIPIENT_FORMS, type RecipientForm } from '../../model/recipient';

/** A way to name one thing by typing it. */
export const typed = (
	name: string,
	displayName: string,
	placeholder: string,
	hint?: string,
): INodePropertyMode => {
	const mode = { name, displayName, placeholder, ...(hint && { hint }) };
	return { ...mode, type: 'string' };
};

/** A way to pick it from what the service lists. */
export const list = (searchListMethod: string): INodePropertyMode => {
	const mode = { name: 'list', displayName: 'From List', placeholder: 'Select from the list…' };
	return { ...mode, type: 'list', typeOptions: { searchListMethod, searchable: true } };
};

/** The bot that a service with many bots is asked about. */
export const botField = (extra: Partial<INodeProperties>): INodeProperties => ({
	displayName: 'Bot',
	name: 'bot',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [list('searchBots'), typed('id', 'By ID', 'e.g. 5f2b6c0e1d3a4f0012ab34cd')],
	...extra,
});

export const servicesWithManyBots = servicesWhere(({ can }) => can.bots === 'many');

const MODES: Record<RecipientForm, INodePropertyMode> = {
	id: typed('id', 'By ID', 'e.g. 123456789', 'The service’s own ID of the person or chat'),
	username: typed('username', 'By Username', 'e.g. @my_channel'),
	uid: typed('uid', 'By User ID (#)', 'e.g. #123456'),
	phone: typed('phone', 'By Phone', 'e.g. +79990000000'),
};

/**
 * The recipient, once for each service: only the ways that the service knows, from its list where it has one;
 * with the registry all of them.
 */
export const recipientFields = (extra: Partial<INodeProperties>): INodeProperties[] =>
	gateways.flatMap((gateway) => [
		recipientField(gateway, modesOf(gateway), false, extra),
		recipientField(gateway, modesWithRegistry(gateway), true, extra),
	]);

/** The same, for what is in the registry only. */
export const registryRecipientFields = (extra: Partial<INodeProperties>): INodeProperties[] =>
	gateways.map((gateway) => recipientField(gateway, modesOfPeople(), true, extra));

const recipientField = (
	gateway: Gateway,
	modes: INodePropertyMode[],
	registry: boolean,
	extra: Partial<INodeProperties>,
): INodeProperties => ({
	displayName: 'Recipient',
	name: 'recipient',
	type: 'resourceLocator',
	required: true,
	default: { mode: modes[0]?.name ?? 'id', value: '' },
	description: 'Who gets the message',
	modes,
	...extra,
	displayOptions: { show: { service: [gateway.id], useRegistry: [registry] } },
});

const modesOf = ({ can, listSubscribers }: Gateway): INodePropertyMode[] => [
	...(listSubscribers ? [list('searchSubscribers')] : []),
	...can.recipients.map((form) => MODES[form]),
];

const modesOfPeople = (): INodePropertyMode[] => [
	list('searchSubscribers'),
	...RECIPIENT_FORMS.map((form) => (form === 'username' ? PERSON : MODES[form])),
];

const PERSON = typed(
	'username',
	'By Username',
	'e.g. @ann_smith',
	'The name of a person who is in the registry',
);

/** A name of a channel says the same as one of a person, so the user says which it is. */
const modesWithRegistry = ({ can }: Gateway): INodePropertyMode[] => [
	...modesOfPeople(),
	...(can.usernamesArePublic ? [CHANNEL] : []),
];

const CHANNEL = typed(
	'channel',
	'By Channel Name',
	'e.g. @my_channel',
	'A channel, a public group or a bot; nobody is looked up in the registry',
);
