import { isFailure } from '../../../../client/model/outcome';
import { readSubscriber } from '../../../../client/read/subscriber';
import type { SubscriberChange } from '../../../../client/registry/types';
import { botField, servicesWithManyBots } from '../../../../client/n8n/fields/locators';
import { optionsField } from '../../../../client/n8n/fields/options';
import { subscriberIdField } from '../../../../client/n8n/fields/subscriber';
import type { Session } from '../../../../client/n8n/session';
import { toItems } from '../../../../client/n8n/items';
import { operation } from '../operation';
import { readKey, registryOf, withBot } from './people';

export const importPeople = operation({
	value: 'import',
	name: 'Import',
	action: 'Import subscribers',
	description:
		'Put every item into the registry as one person: fields of the item that are named like a column (username, firstName, phone, language, email …) are taken, empty ones left alone',
	needs: 'registry',
	fields: [
		botField({
			required: true,
			description: 'The bot that the people have connected to',
			displayOptions: { show: { service: servicesWithManyBots } },
		}),
		subscriberIdField({ default: '={{ $json.subscriberId }}' }),
		optionsField(),
	],
	start: (session) => ({
		done: 'imported',
		read: (item) => {
			const { json = {} } = session.context.getInputData()[item] ?? {};
			return readSubscriber(readKey(session, item), json, true);
		},
		known: ({ service, subscriberId }) => ({ service, subscriberId }),
		// the registry looks once who is in it already, and cuts the rest into requests of a good size
		batch: { most: Infinity, run: async (changes) => await importAll(session, changes) },
		run: async (change) => {
			const whole = await withBot(session, change);
			const { created } = await registryOf(session).upsert(whole);
			return toItems(session, { ...whole, created });
		},
	}),
});

async function importAll(session: Session, changes: SubscriberChange[]) {
	const whole = await Promise.all(changes.map(async (change) => await withBot(session, change)));
	const results = await registryOf(session).upsertMany(whole);
	return results.map((result, index) =>
		isFailure(result) ? result : toItems(session, { ...whole[index], ...result }),
	);
}
