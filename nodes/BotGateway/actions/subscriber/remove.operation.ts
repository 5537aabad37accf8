import {
	botField,
	registryRecipientFields,
	servicesWithManyBots,
} from '../../../../client/n8n/fields/locators';
import { optionsField } from '../../../../client/n8n/fields/options';
import { InvalidInput } from '../../../../client/model/error';
import { toItems } from '../../../../client/n8n/items';
import { operation } from '../operation';
import { findPeople, knownOf, readWanted, registryOf } from './people';

export const remove = operation({
	value: 'remove',
	name: 'Remove',
	action: 'Remove a subscriber',
	description: 'Remove a person from the registry; they come back when they write to the bot again',
	needs: 'registry',
	fields: [
		botField({
			description: 'The bot whose subscriber is removed',
			displayOptions: { show: { service: servicesWithManyBots } },
		}),
		...registryRecipientFields({ displayName: 'Subscriber', description: 'Who is removed' }),
		optionsField(),
	],
	start: (session) => ({
		done: 'removed',
		read: (item) => readWanted(session, item),
		lane: ({ recipient }) => recipient.value,
		known: (wanted) => knownOf(session, wanted),
		run: async (wanted) => {
			const [person, another] = await findPeople(session, wanted);
			if (another) {
				throw new InvalidInput(
					'Subscriber',
					`“${wanted.recipient.value}” is more than one person`,
					'Give the id',
				);
			}
			return toItems(session, { deleted: person ? await registryOf(session).remove(person) : false });
		},
	}),
});
