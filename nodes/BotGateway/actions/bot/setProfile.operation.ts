import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { BotProfile } from '../../../../client/model/care';
import { InvalidInput } from '../../../../client/model/error';
import { languageField } from '../../../../client/n8n/fields/language';
import { optionsField } from '../../../../client/n8n/fields/options';
import { readWord } from '../../../../client/n8n/read/parameters';
import { toItems } from '../../../../client/n8n/items';
import { operation } from '../operation';

const textField = (name: keyof BotProfile, displayName: string, description: string): INodeProperties => {
	const field = { displayName, name, description };
	return { ...field, type: 'string', default: '' };
};

/** In alphabetical order of the labels, as n8n shows collections. */
const TEXTS: INodeProperties[] = [
	textField('description', 'Description', 'Shown in the empty chat before somebody presses Start'),
	textField('name', 'Name', 'Shown in the list of chats and above the chat'),
	textField('shortDescription', 'Short Description', 'Shown on the page of the bot and when it is shared'),
];

export const setProfile = operation({
	value: 'setProfile',
	name: 'Set Profile',
	action: 'Set the profile of a bot',
	description: 'Change the name and the descriptions of the bot, for one language',
	needs: 'setProfile',
	fields: [
		{
			displayName: 'Texts',
			name: 'profile',
			type: 'collection',
			placeholder: 'Add Text',
			default: {},
			description: 'What is not added stays as it is; an empty one is removed',
			options: TEXTS,
		},
		languageField(),
		optionsField(),
	],
	start: (session) => {
		const { gateway, line, context } = session;
		return {
			done: 'set',
			read: (item) => {
				const given = context.getNodeParameter('profile', item, {}) as IDataObject;
				const profile: Partial<BotProfile> = Object.fromEntries(
					TEXTS.filter(({ name }) => typeof given[name] === 'string').map(({ name }) => [name, given[name]]),
				);
				if (Object.keys(profile).length === 0) {
					throw new InvalidInput('Texts', 'are empty', 'Add the text that is to be changed');
				}
				return { language: readWord(context, 'language', item), profile };
			},
			known: ({ language }) => ({ service: gateway.id, language }),
			run: async ({ language, profile }) => {
				await gateway.setProfile?.(line, profile, language);
				return toItems(session, { service: gateway.id, language, ...profile, set: true });
			},
		};
	},
});
