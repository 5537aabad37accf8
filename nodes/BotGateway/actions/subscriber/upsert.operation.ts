import type { IDataObject } from 'n8n-workflow';

import { readSubscriber } from '../../../../client/read/subscriber';
import { botField, servicesWithManyBots } from '../../../../client/n8n/fields/locators';
import { optionsField } from '../../../../client/n8n/fields/options';
import { rowFields, subscriberIdField } from '../../../../client/n8n/fields/subscriber';
import { toItems } from '../../../../client/n8n/items';
import { operation } from '../operation';
import { readKey, registryOf, withBot } from './people';

export const upsert = operation({
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update a subscriber',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	needs: 'registry',
	fields: [
		botField({
			required: true,
			description: 'The bot that the person has connected to',
			displayOptions: { show: { service: servicesWithManyBots } },
		}),
		subscriberIdField(),
		rowFields(),
		optionsField(),
	],
	start: (session) => ({
		done: 'written',
		read: (item) => {
			const row = session.context.getNodeParameter('row', item, {}) as IDataObject;
			return readSubscriber(readKey(session, item), row, false);
		},
		known: ({ service, subscriberId }) => ({ service, subscriberId }),
		run: async (change) => {
			const { record, created } = await registryOf(session).upsert(await withBot(session, change));
			return toItems(session, { ...record, created });
		},
	}),
});
