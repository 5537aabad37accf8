import { optionsField, simplifyField } from '../../fields/options';
import { oncePer, operation, toItems } from '../operation';

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
