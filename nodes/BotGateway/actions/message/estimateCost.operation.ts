import { estimate } from '../../../../client/estimate';
import { buttonFields } from '../../../../client/n8n/fields/buttons';
import { botField, recipientFields, servicesWithManyBots } from '../../../../client/n8n/fields/locators';
import { messageOptions, textFields, unsupportedButtonsOption } from '../../../../client/n8n/fields/message';
import { optionsField, simplifyField } from '../../../../client/n8n/fields/options';
import { readButtons, readFormat, readOptions, readText } from '../../../../client/n8n/read/parameters';
import { readAddress } from '../../../../client/n8n/read/address';
import { toItems } from '../../../../client/n8n/items';
import { operation } from '../operation';

export const estimateCost = operation({
	value: 'estimateCost',
	name: 'Estimate Cost',
	action: 'Estimate the cost of a message',
	description: 'Find out what a message would cost, without sending it',
	needs: 'estimateCost',
	fields: [
		botField({
			description: 'The bot that would write',
			displayOptions: { show: { service: servicesWithManyBots } },
		}),
		...recipientFields({ description: 'Who would get the message' }),
		...textFields(),
		...buttonFields(),
		simplifyField(),
		optionsField(...messageOptions(), unsupportedButtonsOption()),
	],
	start: (session) => {
		const { gateway, line, context, notes } = session;
		return {
			done: 'done',
			read: (item) => ({
				address: readAddress(session, item),
				message: {
					text: readText(context, 'text', item),
					format: readFormat(gateway, context, item),
					buttons: readButtons(context, item),
					...readOptions(context, item),
				},
			}),
			known: ({ address }) => ({ service: gateway.id, recipient: { ...address.recipient } }),
			run: async ({ address, message }) => {
				const answer = await estimate(gateway, line, address, message);
				notes.add(answer.degraded);
				return toItems(session, { service: gateway.id, recipient: address.recipient, ...answer });
			},
		};
	},
});
