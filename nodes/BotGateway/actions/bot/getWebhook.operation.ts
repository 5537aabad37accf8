import { optionsField, simplifyField } from '../../../../client/n8n/fields/options';
import { toItems } from '../../../../client/n8n/items';
import { oncePer } from '../../../../client/oncePer';
import { operation } from '../operation';

export const getWebhook = operation({
	value: 'getWebhook',
	name: 'Get Webhook',
	action: 'Get the webhook of a bot',
	description: 'Show where the service sends the updates of the bot, how many wait, and what went wrong last',
	needs: 'getWebhook',
	fields: [simplifyField(), optionsField()],
	start: (session) => {
		const { gateway, line } = session;
		const ask = oncePer(async () => await gateway.getWebhook?.(line));
		return {
			done: 'done',
			read: () => 'own' as const,
			run: async () => toItems(session, { service: gateway.id, ...(await ask('own')) }),
		};
	},
});
