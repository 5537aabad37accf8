import type { Recipient } from '../../../../client/model/recipient';
import { recipientFields } from '../../../../client/n8n/fields/locators';
import { botRecipientsOption } from '../../../../client/n8n/fields/message';
import { optionsField, simplifyField } from '../../../../client/n8n/fields/options';
import { readBot, readOptions, readRecipientOf } from '../../../../client/n8n/read/parameters';
import { toItems } from '../../../../client/n8n/items';
import { operation } from '../operation';

export const checkReachable = operation({
	value: 'checkReachable',
	name: 'Check Reachable',
	action: 'Check whether a subscriber can be reached',
	description: 'Find out whether the bot may write to somebody, without sending a message',
	needs: 'checkReachable',
	fields: [
		...recipientFields({ description: 'Who is to be reached; they may see “typing…” for a few seconds' }),
		simplifyField(),
		optionsField(botRecipientsOption()),
	],
	start: (session) => {
		const { gateway, line, context } = session;
		return {
			done: 'checked',
			read: (item) => {
				const bot = readBot(gateway, context, item);
				return {
					recipient: readRecipientOf(gateway, context, item),
					...(bot !== undefined && { bot }),
					leeway: readOptions(context, item).leeway,
				};
			},
			known: ({ recipient }: { recipient: Recipient }) => ({
				service: gateway.id,
				recipient: { ...recipient },
			}),
			run: async ({ leeway, ...address }) => {
				const answer = await gateway.checkReachable?.(line, address, leeway);
				return toItems(session, { service: gateway.id, recipient: address.recipient, ...answer });
			},
		};
	},
});
