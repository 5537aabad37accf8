import { optionsField } from '../../fields/options';
import { chatFields, messageIdField } from '../../fields/target';
import { readTarget } from '../../read';
import { operation, toItems } from '../operation';

export const deleteMessage = operation({
	value: 'delete',
	name: 'Delete',
	action: 'Delete a message',
	description: 'Delete a message that the bot sent, where the service still allows it',
	needs: 'deleteMessage',
	fields: [...chatFields(), messageIdField(), optionsField()],
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
