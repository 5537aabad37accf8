import type { BotCommand } from '../../../../client/model/care';
import { languageField } from '../../../../client/n8n/fields/language';
import { optionsField } from '../../../../client/n8n/fields/options';
import { readWord } from '../../../../client/n8n/read/parameters';
import { toItems } from '../../../../client/n8n/items';
import { operation } from '../operation';

export const setCommands = operation({
	value: 'setCommands',
	name: 'Set Commands',
	action: 'Set the commands of a bot',
	description: 'Replace the menu of the bot for one language; no commands remove it',
	needs: 'setCommands',
	fields: [
		{
			displayName: 'Commands',
			name: 'commands',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Command', sortable: true },
			default: {},
			placeholder: 'Add Command',
			description: 'In the order of the menu',
			options: [
				{
					name: 'command',
					displayName: 'Command',
					values: [
						{
							displayName: 'Command',
							name: 'command',
							type: 'string',
							default: '',
							placeholder: 'e.g. orders',
							description: 'Small Latin letters, digits and underscores, without the slash',
						},
						{
							displayName: 'Description',
							name: 'description',
							type: 'string',
							default: '',
							placeholder: 'e.g. Show my orders',
							description: 'What the menu says about it',
						},
					],
				},
			],
		},
		languageField(),
		optionsField(),
	],
	start: (session) => {
		const { gateway, line, context } = session;
		return {
			done: 'set',
			read: (item) => ({
				language: readWord(context, 'language', item),
				commands: (context.getNodeParameter('commands.command', item, []) as BotCommand[]).map(
					({ command, description }) => ({ command: command.trim().replace(/^\//, ''), description }),
				),
			}),
			known: ({ language }) => ({ service: gateway.id, language }),
			run: async ({ language, commands }) => {
				await gateway.setCommands?.(line, commands, language);
				return toItems(session, { service: gateway.id, language, commands: commands.length, set: true });
			},
		};
	},
});
