import { chatIdField } from '../../../../client/n8n/fields/contact';
import { optionsField } from '../../../../client/n8n/fields/options';
import { toItems } from '../../../../client/n8n/items';
import { readChatId } from '../../../../client/n8n/read/contact';
import { readNumber } from '../../../../client/n8n/read/parameters';
import { operation } from '../operation';

export const mute = operation({
	value: 'mute',
	name: 'Mute',
	action: 'Mute a subscriber',
	description:
		'Hold broadcasts back from somebody who is talking with the bot; messages sent to them alone still arrive',
	needs: 'muteSubscriber',
	fields: [
		chatIdField('A chat that was registered with Add Application Tokens'),
		{
			displayName: 'Until Unmuted',
			name: 'untilUnmuted',
			type: 'boolean',
			default: false,
			description: 'Whether it stays muted until Unmute, instead of for a time',
		},
		{
			displayName: 'Duration',
			name: 'duration',
			type: 'number',
			typeOptions: { minValue: 5, maxValue: 31_536_000 },
			default: 3600,
			displayOptions: { show: { untilUnmuted: [false] } },
			description: 'Seconds, from 5 to 31,536,000 (a year); it takes the place of an earlier one',
		},
		optionsField(),
	],
	start: (session) => {
		const { gateway, line, context } = session;
		return {
			done: 'muted',
			read: (item) => ({
				chatId: readChatId(context, item),
				seconds:
					context.getNodeParameter('untilUnmuted', item, false) === true
						? undefined
						: readNumber(context, item, { name: 'duration', label: 'Duration', least: 0, usual: 3600 }),
			}),
			lane: ({ chatId }) => chatId,
			known: ({ chatId }) => ({ service: gateway.id, chatId }),
			run: async ({ chatId, seconds }) => {
				await gateway.muteSubscriber?.(line, chatId, seconds);
				const until = seconds === undefined ? null : new Date(line.now().getTime() + seconds * 1_000);
				return toItems(session, {
					service: gateway.id,
					chatId,
					muted: true,
					until: until?.toISOString() ?? null,
				});
			},
		};
	},
});
