import { readContactRef } from '../../../../client/contacts/read';
import type { ContactKey, OutsideEvent } from '../../../../client/model/contact';
import { mayHaveBeenSent } from '../../../../client/model/outcome';
import { contactFields, parameterFields } from '../../../../client/n8n/fields/contact';
import { optionsField, simplifyField } from '../../../../client/n8n/fields/options';
import { toItems } from '../../../../client/n8n/items';
import { readParameters } from '../../../../client/n8n/read/contact';
import { readChoice, readWord } from '../../../../client/n8n/read/parameters';
import type { Session } from '../../../../client/n8n/session';
import { operation } from '../operation';

/** A chat is no identifier for events. */
const KEYS: readonly ContactKey[] = ['id', 'externalId', 'email', 'phone'];

export const generate = operation({
	value: 'generate',
	name: 'Generate',
	action: 'Generate an event',
	description: 'Tell the service that something happened, so that its workflows and segments react to it',
	needs: 'generateEvent',
	fields: [
		{
			displayName: 'Event Type',
			name: 'eventType',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. OrderPaid',
			description:
				'What happened, in up to 100 characters without punctuation; a type that the service does not know is made',
		},
		...contactFields({
			keys: KEYS,
			description: 'Whom the event is about. A chat ID is no identifier for events',
			value: {
				required: false,
				description:
					'What the contact is named by. May be empty where the parameters hold contactId, externalCustomerId, email, phone or pushToken, or Event Key is set',
			},
		}),
		...parameterFields(),
		simplifyField(),
		optionsField({
			displayName: 'Event Key',
			name: 'eventKey',
			type: 'string',
			placeholder: 'e.g. order-4711',
			default: '',
			description:
				'Tells two events of one type apart, in up to 300 characters; with it the older version of the request is used, in which nested parameters are texts',
		}),
	],
	start: (session) => {
		const { gateway, line } = session;
		return {
			done: 'generated',
			final: mayHaveBeenSent,
			read: (item) => readEvent(session, item),
			known: ({ type }) => ({ service: gateway.id, type }),
			run: async (event) => {
				const answer = await gateway.generateEvent?.(line, event);
				return toItems(session, { service: gateway.id, type: event.type, accepted: true, ...answer });
			},
		};
	},
});

function readEvent({ context }: Session, item: number): OutsideEvent {
	const key = readWord(context, 'options.eventKey', item);
	const value = readWord(context, 'contactValue', item);
	const by = readChoice(context, item, {
		name: 'contactBy',
		label: 'Contact By',
		of: KEYS,
		usual: 'externalId',
	});
	return {
		type: readWord(context, 'eventType', item),
		...(key !== '' && { key }),
		...(value !== '' && { contact: readContactRef(by, value, 'Value') }),
		parameters: readParameters(context, item),
	};
}
