import { optionsField, simplifyField } from '../../../../client/n8n/fields/options';
import { readRecipient } from '../../../../client/read/recipient';
import { toItems } from '../../../../client/n8n/items';
import { oncePer } from '../../../../client/oncePer';
import { operation } from '../operation';

export const getOperator = operation({
	value: 'getOperator',
	name: 'Get Operator of Number',
	action: 'Get the operator of a phone number',
	description: 'Find out which country and network a phone number belongs to',
	needs: 'getOperator',
	fields: [
		{
			displayName: 'Phone Number',
			name: 'phone',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. +79990000000',
			description: 'The number in international form',
		},
		simplifyField(),
		optionsField(),
	],
	start: (session) => {
		const { gateway, line, context } = session;
		const ask = oncePer(async (phone: string) => await gateway.getOperator?.(line, phone));
		return {
			done: 'done',
			read: (item) =>
				readRecipient('phone', context.getNodeParameter('phone', item, ''), ['phone'], 'Phone Number').value,
			known: (phone) => ({ service: gateway.id, phone }),
			run: async (phone) => toItems(session, { service: gateway.id, ...(await ask(phone)) }),
		};
	},
});
