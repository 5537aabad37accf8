import { readPerson } from '../../../../client/contacts/person';
import { readObject } from '../../../../client/contacts/read';
import { rowOfSynced, type RowChange } from '../../../../client/contacts/rows';
import { GONE_MEANS } from '../../../../client/contacts/switching';
import { syncPeople, type Synced, type Syncing } from '../../../../client/contacts/sync';
import { idPrefixOf, servicesWhere } from '../../../../client/gateways';
import { isFailure, type Failure } from '../../../../client/model/outcome';
import { optionsField } from '../../../../client/n8n/fields/options';
import { toItems } from '../../../../client/n8n/items';
import { readChoice } from '../../../../client/n8n/read/parameters';
import type { Session } from '../../../../client/n8n/session';
import { operation } from '../operation';
import { keep, prefixOf } from './keep';

const FIELD = 'Subscriber';

export const sync = operation({
	value: 'sync',
	name: 'Sync to {service}',
	action: 'Sync a subscriber',
	description:
		'Register the chat of a person and bring their contact up to date; takes events of the trigger and rows of the registry as they are, passes over people who have gone, and keeps the registry in step where it is on',
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
		optionsField({
			displayName: 'People Who Left',
			name: 'goneMeans',
			type: 'options',
			options: [
				{
					name: 'Deactivate Their Chat',
					value: 'deactivate',
					description:
						'Switch the chat off, and on again when they are back. That the service does so for chats with a bot is assumed: it documents it for tokens of apps.',
				},
				{
					name: 'Pass Over',
					value: 'passOver',
					description:
						'Do nothing: the service itself forgets a chat when a message to it is refused because of a block',
				},
			],
			default: 'passOver',
			displayOptions: {
				show: { '/service': servicesWhere((gateway) => gateway.setSubscriberActive !== undefined) },
			},
			description: 'What to do about somebody who has blocked the bot or unsubscribed',
		}),
	],
	start: (session) => {
		const { gateway, line } = session;
		const settle = async (people: Syncing[]) => {
			const results = await syncPeople(gateway, line, people);
			await keep(session, rowsOf(session, people, results));
			return results.map((result) => (isFailure(result) ? result : toItems(session, told(session, result))));
		};
		return {
			done: 'synced',
			read: (item) => readSyncing(session, item),
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

const rowsOf = (
	{ gateway }: Session,
	people: readonly Syncing[],
	results: ReadonlyArray<Synced | Failure>,
): RowChange[] =>
	people.flatMap((person, index) => {
		const result = results[index];
		return result === undefined || isFailure(result) ? [] : [rowOfSynced(person, result, prefixOf(gateway))];
	});

function readSyncing({ gateway, context }: Session, item: number): Syncing {
	const given: unknown = context.getNodeParameter('person', item, '');
	return {
		...readPerson(
			readObject(given, FIELD, '{ "chatId": "123456789" }'),
			FIELD,
			(service) => idPrefixOf(service) === prefixOf(gateway),
		),
		goneMeans: readChoice(context, item, {
			name: 'options.goneMeans',
			label: 'People Who Left',
			of: GONE_MEANS,
			usual: 'passOver',
		}),
	};
}

/** What was not written although the item is no failure is shown beside the output too. */
function told({ notes }: Session, result: Synced): Synced {
	if (result.problem !== null) {
		const what = result.registered ? 'The contact was not brought up to date' : 'A chat was not switched off';
		notes.add([`${what}: ${result.problem}`]);
	}
	if (result.leftOut.length > 0) notes.add(['A name was left out, because the service does not allow it']);
	return result;
}
