import type { Gateway, Line } from '../gateway';
import type { ContactData, Registration } from '../model/contact';
import { InvalidInput } from '../model/error';
import { isFailure, outcomeOf, type Failure } from '../model/outcome';
import { Turns } from '../turns';
import type { Person } from './person';

/** What became of one person. */
export interface Synced {
	service: string;
	chatId: string;
	externalId: string;
	/** Whether the service was told of the chat, and took it. */
	registered: boolean;
	/** Whether name, phone and the like were written; false where nothing is known, or it did not work. */
	updated: boolean;
	contactId: string | null;
	/** Why nothing was done: `blocked`, `unsubscribed` or `deactivated`. */
	skipped: string | null;
	/** Names of what the service does not allow, so that it was left out. */
	leftOut: string[];
	/** Why the data was not written although the chat was registered. */
	problem: string | null;
}

/**
 * Registers people with a service, each under one identifier, and then writes what is known of them: a service may
 * ignore all that stands beside the identifier by which it finds a contact.
 *
 * Nobody is registered who has gone; the service itself lets go of a chat when a message to it is refused.
 * One result for each, in order. @throws what concerns them all
 */
export async function syncPeople(
	gateway: Gateway,
	line: Line,
	people: readonly Person[],
): Promise<Array<Synced | Failure>> {
	const here = people.filter(({ gone }) => gone === undefined);
	const answers =
		here.length === 0
			? []
			: ((await gateway.registerSubscribers?.(line, here.map(toRegistration(gateway)))) ?? []);
	const settled = new Map(here.map((person, index) => [person, answers[index]]));
	const turns = new Turns();
	return await Promise.all(
		people.map(async (person) => {
			const start = beginning(gateway, person);
			if (person.gone !== undefined) return { ...start, skipped: person.gone };
			const answer = settled.get(person);
			if (isFailure(answer)) return answer;
			// the second of two items about one person has to find what the first has written
			const written = await turns.take(person.chatId, async () => await write(gateway, line, person));
			return { ...start, registered: true, ...written };
		}),
	);
}

const externalIdOf = ({ can }: Gateway, { externalId, chatId }: Person): string =>
	externalId ?? `${can.registrations?.idPrefix ?? 'chat'}-${chatId}`;

const toRegistration =
	(gateway: Gateway) =>
	(person: Person): Registration => ({
		chatId: person.chatId,
		contact: { by: 'externalId', value: externalIdOf(gateway, person) },
	});

const beginning = (gateway: Gateway, person: Person): Synced => ({
	service: gateway.id,
	chatId: person.chatId,
	externalId: externalIdOf(gateway, person),
	registered: false,
	updated: false,
	contactId: null,
	skipped: null,
	leftOut: [],
	problem: null,
});

/** By the chat, which names the contact that was found or made, whatever it was found by. */
async function write(
	{ upsertContact }: Gateway,
	line: Line,
	{ chatId, data }: Person,
): Promise<Partial<Synced>> {
	const told: ContactData = { ...data };
	delete told.externalId; // it is there already, or is not to be changed
	if (!upsertContact || Object.keys(told).length === 0) return {};
	const written = await upsertContact(line, { by: 'chatId', value: chatId }, told, {
		unfitNames: 'leaveOut',
	}).catch(toProblem);
	if (typeof written === 'string') return { problem: written };
	return { updated: true, contactId: written.id, leftOut: written.leftOut };
}

function toProblem(failure: unknown): string {
	if (!isFailure(failure)) throw failure;
	if (failure instanceof InvalidInput && failure.reason === 'unknownRecipient') {
		return 'The service does not show the contact of this chat yet. Sync again later';
	}
	const { headline, description, advice } = outcomeOf(failure);
	return [headline, description === headline ? '' : description, advice]
		.filter((text) => text !== '')
		.join('. ');
}
