import { limitFields } from '../../../../client/n8n/fields/limit';
import { optionsField, simplifyField } from '../../../../client/n8n/fields/options';
import { readLimit, readMomentOf, readWord } from '../../../../client/n8n/read/parameters';
import { toItems } from '../../../../client/n8n/items';
import { operation } from '../operation';

export const getHistory = operation({
	value: 'getHistory',
	name: 'Get History',
	action: 'Get the history of the account',
	description: 'List messages that were sent before, the newest first',
	needs: 'getHistory',
	fields: [
		{
			displayName: 'From',
			name: 'from',
			type: 'dateTime',
			default: '',
			description: 'The first day; empty leaves it to the service',
		},
		{
			displayName: 'To',
			name: 'to',
			type: 'dateTime',
			default: '',
			description: 'The last day; empty means today',
		},
		{
			displayName: 'Sent To',
			name: 'sentTo',
			type: 'string',
			default: '',
			placeholder: 'e.g. +79990000000',
			description: 'Only messages to this recipient, named as when they were sent',
		},
		...limitFields(),
		simplifyField(),
		optionsField(),
	],
	start: (session) => {
		const { gateway, line, context } = session;
		return {
			done: 'done',
			read: (item) => {
				const [from, to] = [
					readMomentOf(context, item, { name: 'from', label: 'From' }),
					readMomentOf(context, item, { name: 'to', label: 'To' }),
				];
				const recipient = readWord(context, 'sentTo', item);
				return {
					...(from !== undefined && { from }),
					...(to !== undefined && { to }),
					...(recipient !== '' && { recipient }),
					limit: readLimit(context, item),
				};
			},
			run: async (query) => toItems(session, ...((await gateway.getHistory?.(line, query)) ?? [])),
		};
	},
});
