import { languageField } from '../../fields/language';
import { optionsField } from '../../fields/options';
import { readWord } from '../../read';
import { oncePer, operation, toItems } from '../operation';

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
