import { optionsField, simplifyField } from '../../fields/options';
import { oncePer, operation, toItems } from '../operation';

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
