import { optionsField } from '../../../../client/n8n/fields/options';
import { channelField, chatFields, messageIdField } from '../../../../client/n8n/fields/target';
import { readTarget } from '../../../../client/n8n/read/parameters';
import { toItems } from '../../../../client/n8n/items';
import { operation } from '../operation';

export const deleteMessage = operation({
	value: 'delete',
	name: 'Delete',
	action: 'Delete a message',
	description: 'Delete a message that was sent before, where the service still allows it',
	needs: 'deleteMessage',
	fields: [channelField(), ...chatFields(), messageIdField(), optionsField()],
	start: (session) => {
		const { gateway, line, context } = session;
		return {
			done: 'deleted',
			read: (item) => readTarget(gateway, context, item),
			lane: ({ chat }) => chat.value,
			known: ({ chat, messageId }) => ({ service: gateway.id, recipient: { ...chat }, messageId }),
			run: async (target) => {
				await gateway.deleteMessage?.(line, target);
				return toItems(session, { deleted: true });
			},
		};
	},
});
