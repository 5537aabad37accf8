import { botField, servicesWithManyBots } from '../../../../client/n8n/fields/locators';
import { optionsField, simplifyField } from '../../../../client/n8n/fields/options';
import { readRequiredBot } from '../../../../client/n8n/read/parameters';
import { toItems } from '../../../../client/n8n/items';
import { oncePer } from '../../../../client/oncePer';
import { operation } from '../operation';

export const get = operation({
	value: 'get',
	name: 'Get',
	action: 'Get a bot',
	description: 'Show one bot',
	needs: 'getBot',
	fields: [
		botField({
			required: true,
			description: 'The bot to show',
			displayOptions: { show: { service: servicesWithManyBots } },
		}),
		simplifyField(),
		optionsField(),
	],
	start: (session) => {
		const { gateway, line, context } = session;
		const ask = oncePer(async (bot: string) => await gateway.getBot?.(line, bot || undefined));
		return {
			done: 'done',
			read: (item) => readRequiredBot(gateway, context, item),
			run: async (bot) => toItems(session, (await ask(bot)) ?? {}),
		};
	},
});
