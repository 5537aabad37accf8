import type { MessageRef, StatusReport } from '../../../../client/gateway';
import { optionsField, simplifyField } from '../../../../client/n8n/fields/options';
import { channelField, chatFields, messageIdField } from '../../../../client/n8n/fields/target';
import { readTarget } from '../../../../client/n8n/read/parameters';
import { toItems } from '../../../../client/n8n/items';
import { operation } from '../operation';

export const getStatus = operation({
	value: 'getStatus',
	name: 'Get Status',
	action: 'Get the status of a message',
	description: 'Find out what has become of a message that was sent before',
	needs: 'getStatuses',
	fields: [channelField(), ...chatFields(), messageIdField(), simplifyField(), optionsField()],
	start: (session) => {
		const { gateway, line, context } = session;
		const ask = async (refs: MessageRef[]): Promise<StatusReport[]> =>
			(await gateway.getStatuses?.(line, refs)) ?? [];
		return {
			done: 'done',
			read: (item): MessageRef => {
				const { chat, ...message } = readTarget(gateway, context, item);
				return { ...message, recipient: chat };
			},
			known: ({ recipient, messageId }) => ({
				service: gateway.id,
				recipient: { ...recipient },
				messageId,
			}),
			run: async (ref) => toItems(session, ...(await ask([ref]))),
			batch: {
				most: gateway.can.statusesAtOnce ?? 1,
				run: async (refs) => (await ask(refs)).map((report) => toItems(session, report)),
			},
		};
	},
});
