import { CONTACT_KEYS } from '../../../../client/model/contact';
import { contactFields } from '../../../../client/n8n/fields/contact';
import { optionsField } from '../../../../client/n8n/fields/options';
import { toItems } from '../../../../client/n8n/items';
import { readContactOf } from '../../../../client/n8n/read/contact';
import { operation } from '../operation';

export const deleteContact = operation({
	value: 'delete',
	name: 'Delete',
	action: 'Delete a contact',
	description: 'Delete a contact; one that is not there any more counts as deleted',
	needs: 'deleteContact',
	fields: [
		...contactFields({ description: 'By what the contact is named' }),
		optionsField({
			displayName: 'Erase',
			name: 'erase',
			type: 'boolean',
			default: false,
			description:
				'Whether to erase for good all that the service recorded of the person, too: the data cannot be brought back',
		}),
	],
	start: (session) => {
		const { gateway, line, context, notes } = session;
		return {
			done: 'deleted',
			read: (item) => ({
				contact: readContactOf(context, item, CONTACT_KEYS),
				erase: context.getNodeParameter('options.erase', item, false) === true,
			}),
			lane: ({ contact }) => `${contact.by} ${contact.value}`,
			known: ({ contact }) => ({ service: gateway.id, contact: { ...contact } }),
			run: async ({ contact, erase }) => {
				const wasThere = await gateway.deleteContact?.(line, contact, erase);
				if (wasThere !== true) notes.add(['A contact was not there any more']);
				return toItems(session, { deleted: true });
			},
		};
	},
});
