import {
	botField,
	registryRecipientFields,
	servicesWithManyBots,
} from '../../../../client/n8n/fields/locators';
import { optionsField } from '../../../../client/n8n/fields/options';
import { toItems } from '../../../../client/n8n/items';
import { operation } from '../operation';
import { findPeople, knownOf, readWanted } from './people';

export const get = operation({
	value: 'get',
	name: 'Get',
	action: 'Get a subscriber',
	description: 'Show what the registry knows of a person',
	needs: 'registry',
	fields: [
		botField({
			description: 'The bot that the person has connected to; all bots when it is empty',
			displayOptions: { show: { service: servicesWithManyBots } },
		}),
		...registryRecipientFields({ displayName: 'Subscriber', description: 'Who is looked for' }),
		optionsField(),
	],
	start: (session) => ({
		done: 'done',
		read: (item) => readWanted(session, item),
		known: (wanted) => knownOf(session, wanted),
		run: async (wanted) => toItems(session, ...(await findPeople(session, wanted))),
	}),
});
