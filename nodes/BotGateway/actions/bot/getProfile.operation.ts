import { languageField } from '../../../../client/n8n/fields/language';
import { optionsField } from '../../../../client/n8n/fields/options';
import { readWord } from '../../../../client/n8n/read/parameters';
import { toItems } from '../../../../client/n8n/items';
import { oncePer } from '../../../../client/oncePer';
import { operation } from '../operation';

export const getProfile = operation({
	value: 'getProfile',
	name: 'Get Profile',
	action: 'Get the profile of a bot',
	description: 'Show the name and the descriptions of the bot, for one language',
	needs: 'getProfile',
	fields: [languageField(), optionsField()],
	start: (session) => {
		const { gateway, line, context } = session;
		const ask = oncePer(async (language: string) => await gateway.getProfile?.(line, language));
		return {
			done: 'done',
			read: (item) => readWord(context, 'language', item),
			run: async (language) => toItems(session, { language, ...(await ask(language)) }),
		};
	},
});
