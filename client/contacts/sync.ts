import type { Gateway, Line } from '../gateway';
import type { ContactData, Registration } from '../model/contact';
import { isFailure, type Failure } from '../model/outcome';
import { Turns } from '../turns';
import type { Person } from './person';
import { isNotThere, switchChat, toWords, type GoneMeans } from './switching';

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
	/** Why the person was not registered: `blocked`, `unsubscribed` or `deactivated`. */
	skipped: string | null;
	/** Whether the service was told not to write to the chat any more, and knew it. */
	deactivated: boolean;
	/** Names of what the service does not allow, so that it was left out. */
	leftOut: string[];
	/** Why the data was not written although the chat was registered, or the chat not switched off or on. */
	problem: string | null;
}

/** A person, and what is wanted where they have gone. */
export interface Syncing extends Person {
	goneMeans: GoneMeans;
}

/**
 * Registers people with a service, each under one identifier, and then writes what is known of them: a service may
 * ignore all that stands beside the identifier by which it finds a contact.
 *
 * Nobody is registered who has gone; the service itself lets go of a chat when a message to it is refused, and until
 * then the chat can be switched off.
 * One result for each, in order. @throws what concerns them all
 */
export async function syncPeople(
	gateway: Gateway,
	line: Line,
	people: readonly Syncing[],
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
			const answer = settled.get(person);
			if (isFailure(answer)) return answer;
			// the second of two items about one person has to find what the first has written
			return await turns.take(person.chatId, async () => ({
				...beginning(gateway, person),
				...(await (person.gone === undefined ? bringUpToDate : letGo)(gateway, line, person)),
			}));
		}),
	);
}

async function letGo(gateway: Gateway, line: Line, person: Syncing): Promise<Partial<Synced>> {
	const { chatId, gone = null, goneMeans } = person;
	if (goneMeans === 'passOver') return { skipped: gone };
	const { done, problem } = await switchChat(gateway, line, chatId, false);
	return { skipped: gone, deactivated: done, problem };
}

async function bringUpToDate(gateway: Gateway, line: Line, person: Syncing): Promise<Partial<Synced>> {
	// registering a chat that is there already does not switch it on
	const switched =
		person.goneMeans === 'passOver' ? null : await switchChat(gateway, line, person.chatId, true);
	const written = await write(gateway, line, person);
	const problems = [switched?.problem ?? null, written.problem ?? null].filter((text) => text !== null);
	return { registered: true, ...written, problem: problems.length === 0 ? null : problems.join('. ') };
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
	deactivated: false,
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

const toProblem = (failure: unknown): string =>
	isNotThere(failure)
		? 'The service does not show the contact of this chat yet. Sync again later'
		: toWords(failure);
