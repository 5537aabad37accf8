import { deliverCascade } from '../../../../client/deliver';
import { mayHaveBeenSent } from '../../../../client/model/outcome';
import { toItems } from '../../../../client/n8n/items';
import { cascadeFields } from '../../../../client/n8n/fields/cascade';
import { noAnswerOption } from '../../../../client/n8n/fields/message';
import { optionsField, simplifyField } from '../../../../client/n8n/fields/options';
import { readHandling } from '../../../../client/n8n/read/address';
import { readCascade } from '../../../../client/n8n/read/cascade';
import { operation } from '../operation';

export const sendCascade = operation({
	value: 'sendCascade',
	name: 'Send by Cascade',
	action: 'Send a message by cascade',
	description: 'Let the service try one way after the other, for example its bot and then an SMS',
	needs: 'sendCascade',
	fields: [...cascadeFields(), simplifyField(), optionsField(noAnswerOption())],
	start: (session) => {
		const { gateway, line, context } = session;
		return {
			done: 'sent',
			read: (item) => ({ cascade: readCascade(context, item), handling: readHandling(context, item) }),
			final: mayHaveBeenSent,
			lane: ({ cascade }) => cascade.phone,
			known: ({ cascade }) => ({
				service: gateway.id,
				recipient: { form: 'phone', value: cascade.phone },
			}),
			run: async ({ cascade, handling }) =>
				toItems(session, await deliverCascade(gateway, line, cascade, handling)),
		};
	},
});
