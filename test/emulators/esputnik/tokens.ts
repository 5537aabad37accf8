/** Application tokens: adding, muting, whose they are, whether they are active. */
import type { Received, Reply } from '../server';
import { fieldsOf, good, isFields, listOf, nothing, Refused, type Fields } from './answers';
import type { Contact, State } from './state';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Documented for mute and unmute; assumed for all other methods that name an application. */
function appOf(state: State, uuid: string): string {
	if (!UUID.test(uuid)) throw new Refused(400, 'Wrong app uuid');
	if (!state.bots.some((bot) => bot.uuid === uuid)) throw new Refused(404, 'Not registered application');
	return uuid;
}

export function addTokens(state: State, { body }: Received, [uuid = '']: string[]): Reply {
	const app = appOf(state, uuid);
	const entries = listOf(fieldsOf(body).tokens).filter(isFields);
	if (entries.length === 0) throw new Refused(400, 'Tokens must be specified');
	// assumed: all entries are looked at before the first one is carried out
	for (const entry of entries) check(entry);
	for (const entry of entries) addToken(state, app, entry);
	const { tokensAnswer } = state.settings;
	if (tokensAnswer === 'object') return good(state, {});
	return tokensAnswer === 'text' ? { ...nothing, body: 'Tokens have been added' } : nothing;
}

// assumed: the words
function check(entry: Fields): void {
	if (typeof entry.token !== 'string' || entry.token === '')
		throw new Refused(400, 'Token must be specified');
	if (IDENTIFIERS.every((name) => entry[name] === undefined)) {
		throw new Refused(400, `No contact identifier for token '${entry.token}'`);
	}
	if (typeof entry.email === 'string' && !entry.email.includes('@')) {
		throw new Refused(400, `'${entry.email}' is not valid email`);
	}
}

/** In the order in which the service searches. */
const IDENTIFIERS = ['contactId', 'externalCustomerId', 'phone', 'email'] as const;

/** Rules 1–6 of the guides; `settings.notFound` decides where they differ. */
function addToken(state: State, app: string, entry: Fields): void {
	const given = IDENTIFIERS.filter((name) => entry[name] !== undefined);
	const searched = state.settings.notFound === 'highest' ? given.slice(0, 1) : given;
	const found = searched
		.map((name) => find(state, name, String(entry[name])))
		.find((one) => one !== undefined);
	const contact = found ?? state.addContact(madeOf(entry));
	const token = String(entry.token);
	// assumed: a token that is there already stays as it is
	if (!contact.tokens.some((one) => one.token === token && one.app === app)) {
		contact.tokens.push({ app, token, active: true });
	}
}

function find(state: State, name: (typeof IDENTIFIERS)[number], value: string): Contact | undefined {
	const contacts = [...state.contacts.values()];
	if (name === 'contactId') return state.contacts.get(Number(value));
	if (name === 'externalCustomerId') return contacts.find((one) => one.externalCustomerId === value);
	return state.findByChannel(name === 'phone' ? 'sms' : 'email', value)[0];
}

const madeOf = ({ externalCustomerId, phone, email }: Fields): Partial<Contact> => ({
	...(typeof externalCustomerId === 'string' && { externalCustomerId }),
	channels: [
		...(typeof email === 'string' ? [{ type: 'email', value: email }] : []),
		...(typeof phone === 'string' ? [{ type: 'sms', value: phone }] : []),
	],
});

export function mute(state: State, { body }: Received, [uuid = '']: string[]): Reply {
	const app = appOf(state, uuid);
	const { token, duration } = fieldsOf(body);
	if (typeof token !== 'string' || token === '') throw new Refused(400, 'Token must be specified');
	if (
		duration !== undefined &&
		!(Number.isInteger(duration) && Number(duration) >= 5 && Number(duration) <= 31_536_000)
	) {
		throw new Refused(400, 'Duration must be positive int');
	}
	requireToken(state, app, token);
	state.muted.set(token, duration === undefined ? Infinity : state.now() + Number(duration) * 1_000);
	return nothing;
}

export function unmute(state: State, { body }: Received, [uuid = '']: string[]): Reply {
	const app = appOf(state, uuid);
	const { token } = fieldsOf(body);
	if (typeof token !== 'string' || token === '') throw new Refused(400, 'Token must be specified');
	requireToken(state, app, token);
	state.muted.delete(token);
	return nothing;
}

// assumed: a token that nobody has is refused with 404, and the words
function requireToken(state: State, app: string, token: string): Contact {
	const contact = state.findByToken(token, app);
	if (!contact) throw new Refused(404, `Token '${token}' not found`);
	return contact;
}

export function contactId(state: State, _: Received, [uuid = '', token = '']: string[]): Reply {
	const { id } = requireToken(state, appOf(state, uuid), token);
	const { contactIdAnswer } = state.settings;
	if (contactIdAnswer === 'number') return good(state, id);
	return contactIdAnswer === 'text'
		? { status: 200, body: String(id), headers: { 'content-type': 'text/plain' } }
		: good(state, { id });
}

export function activated(
	state: State,
	{ method, body }: Received,
	[uuid = '', token = '']: string[],
): Reply {
	const app = appOf(state, uuid);
	const own = requireToken(state, app, token).tokens.find((one) => one.token === token && one.app === app);
	if (!own) throw new Refused(404, `Token '${token}' not found`);
	if (method === 'PUT') {
		const { active } = fieldsOf(body);
		if (typeof active !== 'boolean') throw new Refused(400, 'active must be boolean');
		own.active = active;
	}
	return good(state, { active: own.active });
}
