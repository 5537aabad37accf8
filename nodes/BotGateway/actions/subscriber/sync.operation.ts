import { readPerson, type Person } from '../../../../client/contacts/person';
import { readObject } from '../../../../client/contacts/read';
import { syncPeople, type Synced } from '../../../../client/contacts/sync';
import { isFailure } from '../../../../client/model/outcome';
import { optionsField } from '../../../../client/n8n/fields/options';
import { toItems } from '../../../../client/n8n/items';
import type { Session } from '../../../../client/n8n/session';
import { operation } from '../operation';

const FIELD = 'Subscriber';

export const sync = operation({
	value: 'sync',
	name: 'Sync to {service}',
	action: 'Sync a subscriber',
	description:
		'Register the chat of a person and bring their contact up to date; takes events of the trigger and rows of the registry as they are, and passes over people who have gone',
	needs: 'registerSubscribers',
	fields: [
		{
			displayName: 'Subscriber',
			name: 'person',
			type: 'json',
			required: true,
			default: '={{ $json }}',
			description:
				'An event of the Bot Gateway Trigger, or a row of the registry as Subscriber → Get Many gives it',
		},
		optionsField(),
	],
	start: (session) => {
		const { gateway, line, context } = session;
		const settle = async (people: Person[]) =>
			(await syncPeople(gateway, line, people)).map((result) =>
				isFailure(result) ? result : toItems(session, told(session, result)),
			);
		return {
			done: 'synced',
			read: (item) => {
				const given: unknown = context.getNodeParameter('person', item, '');
				return readPerson(readObject(given, FIELD, '{ "chatId": "123456789" }'), FIELD);
			},
			// also where they share no request: the second has to find what the first has written
			lane: ({ chatId }) => chatId,
			known: ({ chatId }) => ({ service: gateway.id, chatId }),
			batch: { most: gateway.can.registrations?.atOnce ?? 1, run: settle },
			run: async (person) => {
				const [result = []] = await settle([person]);
				if (isFailure(result)) throw result;
				return result;
			},
		};
	},
});

/** What was not written although the item is no failure is shown beside the output too. */
function told({ notes }: Session, result: Synced): Synced {
	if (result.problem !== null) notes.add([`The contact was not brought up to date: ${result.problem}`]);
	if (result.leftOut.length > 0) notes.add(['A name was left out, because the service does not allow it']);
	return result;
}
