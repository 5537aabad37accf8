import { chatIdField } from '../../../../client/n8n/fields/contact';
import { optionsField } from '../../../../client/n8n/fields/options';
import { toItems } from '../../../../client/n8n/items';
import { readChatId } from '../../../../client/n8n/read/contact';
import { operation, type Operation } from '../operation';

/** Switching a registered chat on and off. */
export const setActive = ({
	active,
	...words
}: Pick<Operation, 'value' | 'name' | 'action' | 'description'> & { active: boolean }): Operation =>
	operation({
		...words,
		needs: 'setSubscriberActive',
		fields: [chatIdField('A chat that was registered with Add Application Tokens'), optionsField()],
		start: (session) => {
			const { gateway, line, context } = session;
			return {
				done: active ? 'activated' : 'deactivated',
				read: (item) => readChatId(context, item),
				lane: (chatId) => chatId,
				known: (chatId) => ({ service: gateway.id, chatId }),
				run: async (chatId) => {
					await gateway.setSubscriberActive?.(line, chatId, active);
					return toItems(session, { service: gateway.id, chatId, active });
				},
			};
		},
	});
