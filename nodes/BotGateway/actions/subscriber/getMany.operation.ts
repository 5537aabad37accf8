import { botField, servicesWithManyBots } from '../../fields/locators';
import { optionsField, simplifyField } from '../../fields/options';
import { readNumber, readRequiredBot } from '../../read';
import { oncePer, operation, toItems } from '../operation';

export const getMany = operation({
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many subscribers',
	description: 'List the people who have connected to a bot',
	needs: 'listSubscribers',
	fields: [
		botField({
			required: true,
			description: 'The bot whose subscribers are listed',
			displayOptions: { show: { service: servicesWithManyBots } },
		}),
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 50,
			displayOptions: { show: { returnAll: [false] } },
			description: 'Max number of results to return',
		},
		simplifyField(),
		optionsField(),
	],
	start: (session) => {
		const { gateway, line, context } = session;
		const list = oncePer(async (bot: string) => (await gateway.listSubscribers?.(line, bot)) ?? []);
		return {
			done: 'done',
			read: (item) => ({
				bot: readRequiredBot(gateway, context, item),
				limit: context.getNodeParameter('returnAll', item, false)
					? Infinity
					: readNumber(context, item, { name: 'limit', label: 'Limit', least: 1, usual: 50 }),
			}),
			run: async ({ bot, limit }) => toItems(session, ...(await list(bot)).slice(0, limit)),
		};
	},
});
