import { optionsField, simplifyField } from '../../../../client/n8n/fields/options';
import { toItems } from '../../../../client/n8n/items';
import { oncePer } from '../../../../client/oncePer';
import { operation } from '../operation';

export const getBalance = operation({
	value: 'getBalance',
	name: 'Get Balance',
	action: 'Get the balance of the account',
	description: 'Show how much money the account has',
	needs: 'getBalance',
	fields: [simplifyField(), optionsField()],
	start: (session) => {
		const { gateway, line } = session;
		const ask = oncePer(async () => await gateway.getBalance?.(line));
		return {
			done: 'done',
			read: () => 'own' as const,
			run: async () => toItems(session, { service: gateway.id, ...(await ask('own')) }),
		};
	},
});
