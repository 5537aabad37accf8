import { chatIdField } from '../../../../client/n8n/fields/contact';
import { optionsField } from '../../../../client/n8n/fields/options';
import { toItems } from '../../../../client/n8n/items';
import { readChatId } from '../../../../client/n8n/read/contact';
import { operation } from '../operation';

export const unmute = operation({
	value: 'unmute',
	name: 'Unmute',
	action: 'Unmute a subscriber',
	description: 'Let broadcasts reach somebody again',
	needs: 'unmuteSubscriber',
	fields: [chatIdField('A chat that was muted'), optionsField()],
	start: (session) => {
		const { gateway, line, context } = session;
		return {
			done: 'unmuted',
			read: (item) => readChatId(context, item),
			lane: (chatId) => chatId,
			known: (chatId) => ({ service: gateway.id, chatId }),
			run: async (chatId) => {
				await gateway.unmuteSubscriber?.(line, chatId);
				return toItems(session, { service: gateway.id, chatId, muted: false });
			},
		};
	},
});
