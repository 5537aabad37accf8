/**
 * Chats as the service knows them: tokens of a contact, under the application that a connected bot is. It never sees
 * who starts the bot, so it has to be told. Source: "Integrating Telegram bot", "Add application tokens".
 */
import type { Line } from '../gateway';
import type { ContactKey, Registered, Registration } from '../model/contact';
import { InvalidInput, Rejected } from '../model/error';
import type { Failure } from '../model/outcome';
import { appUuidOf } from './account';
import { rawOf } from './answer';
import { askApart } from './apart';
import { ask } from './call';
import { DATA, OF_APPLICATION } from './verdicts';

/** Entries of one request. assumed: the service documents no limit. */
export const MOST_TOKENS = 100;

/** Stands before a chat's id where a contact has no other external id, so that the chat can be told from it. */
export const ID_PREFIX = 'tg';

const OF_CHAT = new RegExp(`^${ID_PREFIX}-(\\d+)$`);

/** The chat that an external id was made of; null where it is one of the user's own. */
export const chatOf = (externalId: string | null): string | null =>
	OF_CHAT.exec(externalId ?? '')?.[1] ?? null;

/** What an entry calls each identifier, in the order in which the service searches by them. */
const NAMES: Record<Exclude<ContactKey, 'chatId'>, string> = {
	id: 'contactId',
	externalId: 'externalCustomerId',
	phone: 'phone',
	email: 'email',
};

/**
 * Adds chats to contacts. Each entry carries one identifier: the service ignores all others of a contact that it
 * finds, and its two guides do not agree on when a contact counts as not found.
 *
 * A token that is there already stays; nothing is ever taken away. Any good answer counts as accepted: what it says
 * is not documented.
 */
export async function registerSubscribers(
	line: Line,
	registrations: readonly Registration[],
): Promise<Array<Registered | Failure>> {
	const results = new Map<Registration, Registered | Failure>();
	for (const one of registrations) {
		const refused = whyRefused(one);
		if (refused) results.set(one, refused);
	}
	const good = registrations.filter((one) => !results.has(one));
	for (let at = 0; at < good.length; at += MOST_TOKENS) {
		const some = good.slice(at, at + MOST_TOKENS);
		for (const [one, result] of await askApart(some, async (part) => await addAll(line, part)))
			results.set(one, result);
	}
	return registrations.map((one) => results.get(one) as Registered | Failure);
}

/** What would be wrong with an entry, before anything is asked. */
function whyRefused({ chatId, contact }: Registration): InvalidInput | undefined {
	if (contact.by === 'chatId' || contact.value === '') {
		return new InvalidInput(
			'Identifier',
			'is empty',
			'Name the contact by contact ID, external ID, phone or email',
			'unknownRecipient',
		);
	}
	if (/^-/.test(chatId)) {
		return new InvalidInput(
			'Chat ID',
			`“${chatId}” is a group or a channel`,
			'Give the id of a private chat: only people become contacts',
		);
	}
	if (/^[1-9]\d{0,18}$/.test(chatId)) return undefined;
	return new InvalidInput(
		'Chat ID',
		`“${chatId}” is not the id of a chat`,
		'Give it as the trigger received it',
	);
}

/** By one request. A token that is added twice is there once. */
async function addAll(line: Line, entries: readonly Registration[]): Promise<Registered[]> {
	const raw = await add(line, entries);
	return entries.map(({ chatId, contact }) => ({
		service: 'esputnik',
		chatId,
		contact,
		registered: true,
		raw,
	}));
}

async function add(line: Line, entries: readonly Registration[]): Promise<unknown> {
	const reading = await ask(line, {
		method: 'POST',
		path: `/v1/apps/${await application(line)}/tokens`,
		json: { tokens: entries.map(entryOf) },
		effect: 'write',
		verdicts: DATA,
	}).catch(keepRepeated);
	return reading instanceof Rejected ? reading.facts.raw : rawOf(reading);
}

/** The same chats a moment before: they are registered. */
function keepRepeated(failure: unknown): Rejected {
	if (failure instanceof Rejected && failure.facts.reason === 'duplicate') return failure;
	throw failure;
}

const entryOf = ({ chatId, contact: { by, value } }: Registration): Record<string, unknown> => ({
	token: chatId,
	...(by !== 'chatId' && { [NAMES[by]]: by === 'id' ? Number(value) : value }),
});

const application = async (line: Line): Promise<string> => encodeURIComponent(await appUuidOf(line));

/** Whether the service writes to a chat. assumed: documented for tokens of apps, not of Telegram. */
export async function setSubscriberActive(line: Line, chatId: string, active: boolean): Promise<void> {
	await ask(line, {
		method: 'PUT',
		path: `/v1/contact/token/activated/${await application(line)}/${encodeURIComponent(chatId)}`,
		json: { active },
		effect: 'write',
		verdicts: DATA,
	}).catch((failure: unknown) => unknownChat(failure, chatId));
}

/** Seconds. Source: "Mute application tokens". */
const [SHORTEST, LONGEST] = [5, 31_536_000];

/** Broadcasts only: prepared messages that are sent one by one still arrive. A new time replaces the old one. */
export async function muteSubscriber(line: Line, chatId: string, seconds: number | undefined): Promise<void> {
	if (seconds !== undefined && !(Number.isInteger(seconds) && seconds >= SHORTEST && seconds <= LONGEST)) {
		throw new InvalidInput(
			'Duration',
			`“${seconds}” is no time that eSputnik takes`,
			'Give whole seconds, from 5 to 31,536,000 (a year); or turn on Until Unmuted',
		);
	}
	await change(line, 'mute', chatId, { token: chatId, ...(seconds !== undefined && { duration: seconds }) });
}

export async function unmuteSubscriber(line: Line, chatId: string): Promise<void> {
	await change(line, 'unmute', chatId, { token: chatId });
}

async function change(
	line: Line,
	what: 'mute' | 'unmute',
	chatId: string,
	json: Record<string, unknown>,
): Promise<void> {
	await ask(line, {
		method: 'POST',
		path: `/v1/apps/${await application(line)}/token/${what}`,
		json,
		effect: 'write',
		verdicts: DATA,
	}).catch((failure: unknown) => unknownChat(failure, chatId));
}

/** A chat that the service does not know is named as one; what it says of the application stays. */
function unknownChat(failure: unknown, chatId: string): undefined {
	if (!(failure instanceof Rejected)) throw failure;
	const { code, kind, reason } = failure.facts;
	if (reason === 'duplicate') return undefined;
	if (code !== '404' || OF_APPLICATION.has(kind)) throw failure;
	throw new InvalidInput(
		'Chat ID',
		`“${chatId}” is not registered with eSputnik`,
		'Register it with Subscriber → Add Application Tokens. eSputnik forgets a chat when a message to it was refused',
		'unknownRecipient',
	);
}
