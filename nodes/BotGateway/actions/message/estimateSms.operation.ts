import { estimateSms as estimate } from '../../../../client/estimate';
import { optionsField, simplifyField } from '../../../../client/n8n/fields/options';
import { smsFields, smsOptions } from '../../../../client/n8n/fields/sms';
import { toItems } from '../../../../client/n8n/items';
import { readSms } from '../../../../client/n8n/read/sms';
import { operation } from '../operation';

export const estimateSms = operation({
	value: 'estimateSms',
	name: 'Estimate Cost of SMS',
	action: 'Estimate the cost of an SMS',
	description: 'Find out what an SMS would cost and how many parts it makes, without sending it',
	needs: 'estimateSms',
	fields: [...smsFields(), simplifyField(), optionsField(...smsOptions())],
	start: (session) => {
		const { gateway, line, context } = session;
		return {
			done: 'done',
			read: (item) => readSms(context, item),
			known: ({ phone }) => ({ service: gateway.id, recipient: { form: 'phone', value: phone } }),
			run: async (sms) =>
				toItems(session, {
					service: gateway.id,
					channel: 'sms',
					recipient: { form: 'phone', value: sms.phone },
					...(await estimate(gateway, line, sms)),
				}),
		};
	},
});
