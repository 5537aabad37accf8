import type { IDataObject } from 'n8n-workflow';

import { readContactData } from '../../../../client/contacts/read';
import { limitFields } from '../../../../client/n8n/fields/limit';
import { optionsField, simplifyField } from '../../../../client/n8n/fields/options';
import { personField } from '../../../../client/n8n/fields/person';
import { toItems } from '../../../../client/n8n/items';
import { readLimit } from '../../../../client/n8n/read/parameters';
import { operation } from '../operation';

export const getMany = operation({
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many contacts',
	description: 'List contacts, or search for them',
	needs: 'searchContacts',
	fields: [
		...limitFields(),
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			description: 'Contacts that fit all of them',
			options: [
				personField('email', 'The whole address'),
				personField('externalId', 'The person’s ID in a system of your own, or tg- and the chat ID'),
				personField('firstName', 'As it stands in the contact'),
				personField('lastName', 'As it stands in the contact'),
				personField('phone'),
			],
		},
		simplifyField(),
		optionsField({
			displayName: 'Load in Full',
			name: 'inFull',
			type: 'boolean',
			default: false,
			description:
				'Whether to load each contact by itself, with one more request each: lists leave out external ID, language, address and groups',
		}),
	],
	start: (session) => {
		const { gateway, line, context } = session;
		return {
			done: 'done',
			read: (item) => {
				const filters = context.getNodeParameter('filters', item, {}) as IDataObject;
				return {
					...readContactData(filters),
					inFull: context.getNodeParameter('options.inFull', item, false) === true,
					limit: readLimit(context, item),
				};
			},
			run: async (filter) => {
				const found = (await gateway.searchContacts?.(line, filter)) ?? [];
				return found.flatMap((contact) => toItems(session, { service: gateway.id, ...contact }));
			},
		};
	},
});
