import type { Gateway, Line } from '../gateway';
import type { Contact, ContactData, ContactRef, Registration } from '../model/contact';
import { Unreachable } from '../model/error';
import { isFailure, outcomeOf, type Failure } from '../model/outcome';
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
	const places = new Map(
		await Promise.all(here.map(async (one) => [one, await placeOf(gateway, line, one)] as const)),
	);
	const fresh = here.filter((person) => places.get(person) === undefined);
	const answers =
		fresh.length === 0
			? []
			: ((await gateway.registerSubscribers?.(line, fresh.map(toRegistration(gateway)))) ?? []);
	const failures = new Map(fresh.map((person, index) => [person, answers[index]]));
	const turns = new Turns();
	return await Promise.all(
		people.map(async (person) => {
			const place = places.get(person) ?? failures.get(person);
			if (isFailure(place)) return place;
			const known = place && 'id' in place ? place : undefined;
			// the second of two items about one person has to find what the first has written
			return await turns.take(person.chatId, async () => ({
				...beginning(gateway, person),
				...(person.gone === undefined
					? await bringUpToDate(gateway, line, person, known)
					: await letGo(gateway, line, person)),
			}));
		}),
	);
}

/**
 * The contact under which a chat stands already. It stays there, whatever the person is called now: registered under
 * another id as well, it would stand under two, and get everything twice. Undefined where it stands nowhere, or the
 * service does not say; a failure where it could not be asked.
 */
async function placeOf(
	{ getContact }: Gateway,
	line: Line,
	{ chatId }: Person,
): Promise<Contact | Failure | undefined> {
	if (!getContact) return undefined;
	return await getContact(line, { by: 'chatId', value: chatId }).catch((failure: unknown) => {
		if (!isFailure(failure)) throw failure;
		const isOpen = failure instanceof Unreachable || outcomeOf(failure).reason === 'rateLimited';
		return isOpen ? failure : undefined;
	});
}

async function letGo(gateway: Gateway, line: Line, person: Syncing): Promise<Partial<Synced>> {
	const { chatId, gone = null, goneMeans } = person;
	if (goneMeans === 'passOver') return { skipped: gone };
	const { done, problem } = await switchChat(gateway, line, chatId, false);
	return { skipped: gone, deactivated: done, problem };
}

async function bringUpToDate(
	gateway: Gateway,
	line: Line,
	person: Syncing,
	known: Contact | undefined,
): Promise<Partial<Synced>> {
	// registering a chat that is there already does not switch it on
	const switched =
		person.goneMeans === 'passOver' ? null : await switchChat(gateway, line, person.chatId, true);
	const written = await write(gateway, line, person, known);
	const problems = [switched?.problem ?? null, written.problem ?? null].filter((text) => text !== null);
	return { registered: true, ...written, problem: problems.length === 0 ? null : problems.join('. ') };
}

const externalIdOf = (gateway: Gateway, { externalId, chatId }: Person): string =>
	externalId ?? madeId(gateway, chatId);

const madeId = ({ can }: Gateway, chatId: string): string =>
	`${can.registrations?.idPrefix ?? 'chat'}-${chatId}`;

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
	gateway: Gateway,
	line: Line,
	person: Person,
	known: Contact | undefined,
): Promise<Partial<Synced>> {
	const { upsertContact } = gateway;
	const told: ContactData = { ...person.data };
	if (!mayBeNamed(gateway, person, known)) delete told.externalId;
	if (!upsertContact || Object.keys(told).length === 0) return { contactId: known?.id ?? null };
	const ref: ContactRef = known ? { by: 'id', value: known.id } : { by: 'chatId', value: person.chatId };
	const written = await upsertContact(line, ref, told, { unfitNames: 'leaveOut' }).catch(toProblem);
	if (typeof written === 'string') return { problem: written };
	return { updated: true, contactId: written.id, leftOut: written.leftOut };
}

/**
 * Whether a contact gets the id that the user gave the person: where it has none, or the one that was made of the chat.
 * A contact that was just registered has it already.
 */
const mayBeNamed = (gateway: Gateway, { data, chatId }: Person, known: Contact | undefined): boolean =>
	known !== undefined &&
	data.externalId !== madeId(gateway, chatId) &&
	[null, madeId(gateway, chatId)].includes(known.externalId);

const toProblem = (failure: unknown): string =>
	isNotThere(failure)
		? 'The service does not show the contact of this chat yet. Sync again later'
		: toWords(failure);
