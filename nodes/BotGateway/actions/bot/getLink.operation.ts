import { optionsField } from '../../../../client/n8n/fields/options';
import { readWord } from '../../../../client/n8n/read/parameters';
import { toItems } from '../../../../client/n8n/items';
import { operation } from '../operation';

export const getLink = operation({
	value: 'getLink',
	name: 'Get Link',
	action: 'Get a link to a bot',
	description: 'Make a link that opens the bot and tells the workflow where the person came from',
	needs: 'getLink',
	fields: [
		{
			displayName: 'Payload',
			name: 'payload',
			type: 'string',
			default: '',
			placeholder: 'e.g. newsletter_2026',
			description:
				'Comes back with the person’s start: up to 64 Latin letters, digits, - and _; empty for a plain link',
		},
		{
			displayName: 'Add to a Group',
			name: 'group',
			type: 'boolean',
			default: false,
			description: 'Whether the link asks for a group to add the bot to, instead of opening the chat with it',
		},
		optionsField(),
	],
	start: (session) => {
		const { gateway, line, context } = session;
		return {
			done: 'done',
			read: (item) => ({
				payload: readWord(context, 'payload', item),
				group: context.getNodeParameter('group', item, false) === true,
			}),
			known: ({ payload }) => ({ service: gateway.id, payload }),
			run: async (link) => {
				const url = await gateway.getLink?.(line, link);
				return toItems(session, { service: gateway.id, ...link, url });
			},
		};
	},
});
