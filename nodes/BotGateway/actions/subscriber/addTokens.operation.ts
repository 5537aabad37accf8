import { readContactRef } from '../../../../client/contacts/read';
import { rowOfRegistered } from '../../../../client/contacts/rows';
import type { ContactKey, Registration } from '../../../../client/model/contact';
import { isFailure } from '../../../../client/model/outcome';
import { chatIdField, contactFields } from '../../../../client/n8n/fields/contact';
import { optionsField, simplifyField } from '../../../../client/n8n/fields/options';
import { toItems } from '../../../../client/n8n/items';
import { readChatId, readContactOf } from '../../../../client/n8n/read/contact';
import { readWord } from '../../../../client/n8n/read/parameters';
import type { Session } from '../../../../client/n8n/session';
import { operation } from '../operation';
import { keep, prefixOf } from './keep';

/** In the order in which the service looks for a contact. */
const KEYS: readonly ContactKey[] = ['id', 'externalId', 'phone', 'email'];

export const addTokens = operation({
	value: 'addTokens',
	name: 'Add Application Tokens',
	action: 'Add application tokens of subscribers',
	description:
		'Tell the service whose chats these are, so that it can write to them; many items share a request, and the registry keeps them where it is on',
	needs: 'registerSubscribers',
	fields: [
		chatIdField('The private chat of the person with the bot, as the trigger received it'),
		...contactFields({
			keys: KEYS,
			name: 'Identify By',
			description:
				'Whose chat it is. The service looks for a contact by contact ID, then external ID, then phone, then email, and makes a new one when nobody is found; one identifier is sent, so that nobody is mistaken. Use a phone or an email only where it surely is the person’s own',
			value: {
				displayName: 'Identifier',
				required: false,
				description: 'When it is empty, an external ID is made of tg- and the chat ID',
			},
		}),
		simplifyField(),
		optionsField(),
	],
	start: (session) => {
		const { gateway, line } = session;
		const settle = async (registrations: Registration[]) => {
			const results = (await gateway.registerSubscribers?.(line, registrations)) ?? [];
			await keep(
				session,
				results.flatMap((result) => (isFailure(result) ? [] : [rowOfRegistered(result, prefixOf(gateway))])),
			);
			return results.map((result) => (isFailure(result) ? result : toItems(session, result)));
		};
		return {
			done: 'registered',
			read: (item) => readRegistration(session, item),
			known: ({ chatId, contact }) => ({ service: gateway.id, chatId, contact: { ...contact } }),
			batch: { most: gateway.can.registrations?.atOnce ?? 1, run: settle },
			run: async (registration) => {
				const [result = []] = await settle([registration]);
				if (isFailure(result)) throw result;
				return result;
			},
		};
	},
});

function readRegistration({ gateway, context }: Session, item: number): Registration {
	const chatId = readChatId(context, item);
	const isDefault =
		readWord(context, 'contactBy', item) === 'externalId' && readWord(context, 'contactValue', item) === '';
	return {
		chatId,
		contact: isDefault
			? readContactRef('externalId', `${prefixOf(gateway)}-${chatId}`, 'Identifier')
			: readContactOf(context, item, KEYS, 'Identifier'),
	};
}
