import { optionsField, simplifyField } from '../../../../client/n8n/fields/options';
import { toItems } from '../../../../client/n8n/items';
import { oncePer } from '../../../../client/oncePer';
import { operation } from '../operation';

export const getMany = operation({
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many bots',
	description: 'List the bots of the account',
	needs: 'listBots',
	fields: [simplifyField(), optionsField()],
	start: (session) => {
		const { gateway, line } = session;
		const list = oncePer(async () => (await gateway.listBots?.(line)) ?? []);
		return {
			done: 'done',
			read: () => 'all' as const,
			run: async () => toItems(session, ...(await list('all'))),
		};
	},
});
