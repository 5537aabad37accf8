import { deliver } from '../../../../client/deliver';
import { mayHaveBeenSent } from '../../../../client/model/outcome';
import { botField, recipientFields, servicesWithManyBots } from '../../../../client/n8n/fields/locators';
import { handlingOptions } from '../../../../client/n8n/fields/message';
import { optionsField, simplifyField } from '../../../../client/n8n/fields/options';
import { readOptions, readText } from '../../../../client/n8n/read/parameters';
import { readAddress, readHandling } from '../../../../client/n8n/read/address';
import { toItems } from '../../../../client/n8n/items';
import { operation } from '../operation';
import { ASK_BUTTON, ASK_TEXT, canAskPhone, phoneRequest } from './phone';

export const askPhone = operation({
	value: 'askPhone',
	name: 'Ask for Phone',
	action: 'Ask for the phone',
	description:
		'Send a text with a button that shares the person’s own phone number; it arrives in the trigger as Phone Shared',
	needs: 'sendMessage',
	only: canAskPhone,
	fields: [
		botField({
			description: 'The bot that asks',
			displayOptions: { show: { service: servicesWithManyBots } },
		}),
		...recipientFields({ description: 'Who is asked; private chats only' }),
		{
			displayName: 'Text',
			name: 'text',
			type: 'string',
			typeOptions: { rows: 2 },
			default: ASK_TEXT,
			description: 'What the message says',
		},
		{
			displayName: 'Button',
			name: 'button',
			type: 'string',
			default: ASK_BUTTON,
			description: 'What the button says',
		},
		simplifyField(),
		optionsField(...handlingOptions()),
	],
	start: (session) => {
		const { gateway, line, context, notes } = session;
		return {
			done: 'asked',
			read: (item) => ({
				address: readAddress(session, item),
				handling: readHandling(context, item),
				message: phoneRequest({
					text: readText(context, 'text', item),
					button: readText(context, 'button', item),
					leeway: readOptions(context, item).leeway,
				}),
			}),
			final: mayHaveBeenSent,
			lane: ({ address }) => `${address.bot ?? ''}/${address.recipient.form}/${address.recipient.value}`,
			known: ({ address }) => ({ service: gateway.id, recipient: { ...address.recipient } }),
			run: async ({ address, handling, message }) => {
				const receipt = await deliver(gateway, line, address, message, handling);
				notes.add(receipt.degraded);
				return toItems(session, receipt);
			},
		};
	},
});
