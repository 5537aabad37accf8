import { languageField } from '../../../../client/n8n/fields/language';
import { optionsField } from '../../../../client/n8n/fields/options';
import { readWord } from '../../../../client/n8n/read/parameters';
import { toItems } from '../../../../client/n8n/items';
import { oncePer } from '../../../../client/oncePer';
import { operation } from '../operation';

export const getCommands = operation({
	value: 'getCommands',
	name: 'Get Commands',
	action: 'Get the commands of a bot',
	description: 'Show the commands in the menu of the bot, for one language',
	needs: 'getCommands',
	fields: [languageField(), optionsField()],
	start: (session) => {
		const { gateway, line, context } = session;
		const ask = oncePer(async (language: string) => (await gateway.getCommands?.(line, language)) ?? []);
		return {
			done: 'done',
			read: (item) => readWord(context, 'language', item),
			run: async (language) => toItems(session, ...(await ask(language))),
		};
	},
});
