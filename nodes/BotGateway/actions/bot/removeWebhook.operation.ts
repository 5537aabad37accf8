import { optionsField } from '../../../../client/n8n/fields/options';
import { toItems } from '../../../../client/n8n/items';
import { operation } from '../operation';

export const removeWebhook = operation({
	value: 'removeWebhook',
	name: 'Remove Webhook',
	action: 'Remove the webhook of a bot',
	description:
		'Stop the service from sending updates of the bot to an address, for example one of another program',
	needs: 'removeWebhook',
	fields: [
		{
			displayName: 'Drop Waiting Updates',
			name: 'dropPending',
			type: 'boolean',
			default: false,
			description: 'Whether messages that wait are lost too; else they come to whoever receives next',
		},
		optionsField(),
	],
	start: (session) => {
		const { gateway, line, context } = session;
		return {
			done: 'removed',
			read: (item) => context.getNodeParameter('dropPending', item, false) === true,
			run: async (dropPending) => {
				await gateway.removeWebhook?.(line, dropPending);
				return toItems(session, { service: gateway.id, removed: true });
			},
		};
	},
});
