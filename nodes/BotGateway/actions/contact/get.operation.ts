import { CONTACT_KEYS } from '../../../../client/model/contact';
import { contactFields } from '../../../../client/n8n/fields/contact';
import { optionsField, simplifyField } from '../../../../client/n8n/fields/options';
import { toItems } from '../../../../client/n8n/items';
import { readContactOf } from '../../../../client/n8n/read/contact';
import { operation } from '../operation';

export const get = operation({
	value: 'get',
	name: 'Get',
	action: 'Get a contact',
	description: 'Show what the service knows of a contact',
	needs: 'getContact',
	fields: [
		...contactFields({ description: 'By what the contact is named' }),
		simplifyField(),
		optionsField(),
	],
	start: (session) => {
		const { gateway, line, context } = session;
		return {
			done: 'done',
			read: (item) => readContactOf(context, item, CONTACT_KEYS),
			known: (contact) => ({ service: gateway.id, contact: { ...contact } }),
			run: async (contact) =>
				toItems(session, { service: gateway.id, ...(await gateway.getContact?.(line, contact)) }),
		};
	},
});
