import { readContactData } from '../../../../client/contacts/read';
import { CONTACT_KEYS } from '../../../../client/model/contact';
import { contactFields, dataFields, unfitNamesOption } from '../../../../client/n8n/fields/contact';
import { optionsField, simplifyField } from '../../../../client/n8n/fields/options';
import { toItems } from '../../../../client/n8n/items';
import { readContactOf, readData, readLeeway } from '../../../../client/n8n/read/contact';
import { operation } from '../operation';

export const upsert = operation({
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update a contact',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	needs: 'upsertContact',
	fields: [
		...contactFields({
			name: 'Match By',
			description:
				'By what the contact is found. By external ID, phone or email it is made when nobody is found; whoever has the same phone or email and no external ID of their own is taken for the same person',
		}),
		...dataFields('fields', '={{ $json.contact }}'),
		simplifyField(),
		optionsField(unfitNamesOption()),
	],
	start: (session) => {
		const { gateway, line, context } = session;
		return {
			done: 'written',
			read: (item) => ({
				contact: readContactOf(context, item, CONTACT_KEYS),
				data: readContactData(readData(context, item)),
				leeway: readLeeway(context, item),
			}),
			// the second of two items about one contact has to find what the first has written
			lane: ({ contact }) => `${contact.by} ${contact.value}`,
			known: ({ contact }) => ({ service: gateway.id, contact: { ...contact } }),
			run: async ({ contact, data, leeway }) => {
				const written = await gateway.upsertContact?.(line, contact, data, leeway);
				return toItems(session, { service: gateway.id, ...written });
			},
		};
	},
});
