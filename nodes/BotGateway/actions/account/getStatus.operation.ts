import { optionsField, simplifyField } from '../../../../client/n8n/fields/options';
import { toItems } from '../../../../client/n8n/items';
import { oncePer } from '../../../../client/oncePer';
import { operation } from '../operation';

export const getStatus = operation({
	value: 'getStatus',
	name: 'Get Status',
	action: 'Get the status of the account',
	description: 'Find out whether the service is open for this account',
	needs: 'getAccountStatus',
	fields: [simplifyField(), optionsField()],
	start: (session) => {
		const { gateway, line } = session;
		const ask = oncePer(async () => await gateway.getAccountStatus?.(line));
		return {
			done: 'done',
			read: () => 'own' as const,
			run: async () => toItems(session, { service: gateway.id, ...(await ask('own')) }),
		};
	},
});
