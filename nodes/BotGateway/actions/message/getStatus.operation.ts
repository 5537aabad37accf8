import type { MessageRef, StatusReport } from '../../../../client/gateway';
import { optionsField, simplifyField } from '../../fields/options';
import { chatFields, messageIdField } from '../../fields/target';
import { readTarget } from '../../read';
import { operation, toItems } from '../operation';

export const getStatus = operation({
	value: 'getStatus',
	name: 'Get Status',
	action: 'Get the status of a message',
	description: 'Find out what has become of a message that was sent before',
	needs: 'getStatuses',
	fields: [...chatFields(), messageIdField(), simplifyField(), optionsField()],
	start: (session) => {
		const { gateway, line, context } = session;
		const ask = async (refs: MessageRef[]): Promise<StatusReport[]> =>
			(await gateway.getStatuses?.(line, refs)) ?? [];
		return {
			done: 'done',
			read: (item): MessageRef => {
				const { chat, messageId } = readTarget(gateway, context, item);
				return { recipient: chat, messageId };
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
