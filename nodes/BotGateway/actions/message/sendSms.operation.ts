import { deliverSms } from '../../../../client/deliver';
import { mayHaveBeenSent } from '../../../../client/model/outcome';
import { toItems } from '../../../../client/n8n/items';
import { duplicatesOption, noAnswerOption } from '../../../../client/n8n/fields/message';
import { optionsField, simplifyField } from '../../../../client/n8n/fields/options';
import { smsFields, smsOptions } from '../../../../client/n8n/fields/sms';
import { readHandling } from '../../../../client/n8n/read/address';
import { readSms } from '../../../../client/n8n/read/sms';
import { operation } from '../operation';

export const sendSms = operation({
	value: 'sendSms',
	name: 'Send SMS',
	action: 'Send an SMS',
	description: 'Send a text to a phone, past the bot',
	needs: 'sendSms',
	fields: [
		...smsFields(),
		simplifyField(),
		optionsField(...smsOptions(), duplicatesOption(), noAnswerOption()),
	],
	start: (session) => {
		const { gateway, line, context } = session;
		return {
			done: 'sent',
			read: (item) => ({ sms: readSms(context, item), handling: readHandling(context, item) }),
			final: mayHaveBeenSent,
			lane: ({ sms }) => sms.phone,
			known: ({ sms }) => ({ service: gateway.id, recipient: { form: 'phone', value: sms.phone } }),
			run: async ({ sms, handling }) => toItems(session, await deliverSms(gateway, line, sms, handling)),
		};
	},
});
