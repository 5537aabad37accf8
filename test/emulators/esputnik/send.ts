/** Send prepared message (smartsend), Get single message status, and the list of prepared messages. */
import { randomUUID } from 'node:crypto';

import type { Received, Reply } from '../server';
import { fieldsOf, good, isFields, listOf, Refused, type Fields } from './answers';
import type { Contact, Prepared, Sent, State } from './state';
import { render } from './velocity';

/** Recipients of one request. Source: "Send prepared message". */
const MOST = 1_000;

export function smartsend(state: State, { body }: Received, [id = '']: string[]): Reply {
	const prepared = state.messages.get(Number(id));
	// assumed: the words
	if (!prepared) throw new Refused(404, `Message with id=${id} not found`);
	const fields = fieldsOf(body);
	const recipients = listOf(fields.recipients).filter(isFields);
	if (recipients.length < 1 || recipients.length > MOST) {
		throw new Refused(400, `The number of recipients must be from 1 to ${MOST}`);
	}
	// `false` for every channel but e-mail; with anything else the message is taken for one
	if (fields.email !== false) throw new Refused(400, `Message with id=${id} is not an email message`);
	// assumed: a request is looked at as a whole before anything of it is queued
	const checked = recipients.map((one) => check(state, one));
	return good(state, { id: 0, results: checked.map((one) => sendOne(state, prepared, one)) });
}

interface Checked {
	recipient: Fields;
	locator: string;
	contact?: Contact;
	parameters: unknown;
}

/** @throws Refused 400 that is the whole request's */
function check(state: State, recipient: Fields): Checked {
	const found = find(state, recipient);
	const words = state.spoilers.get(found.locator);
	if (words !== undefined) throw new Refused(400, words);
	return { ...found, recipient, parameters: parametersOf(recipient.jsonParam) };
}

function sendOne(state: State, prepared: Prepared, checked: Checked): Fields {
	const { locator, contact } = checked;
	const words = state.errors.get(locator) ?? (contact ? undefined : refusalOf(state, locator));
	if (words !== undefined) return { id: 0, locator, status: 'ERROR', message: words };
	const sent = queue(state, prepared, checked);
	return { id: 0, locator, status: 'OK', requestId: sent.requestId };
}

// assumed: the words, and that an unregistered token is refused at once
const refusalOf = ({ settings }: State, locator: string): string | undefined =>
	settings.unknownLocator === 'error' ? `Contact with token '${locator}' not found` : undefined;

function find(state: State, { locator, contactId }: Fields): { locator: string; contact?: Contact } {
	if (typeof locator === 'string') return { locator, contact: state.findByToken(locator) };
	const contact = state.contacts.get(Number(contactId));
	// assumed: the newest token of several
	return { locator: contact?.tokens.at(-1)?.token ?? String(contactId as string), contact };
}

function queue(state: State, prepared: Prepared, { recipient, locator, contact, parameters }: Checked): Sent {
	const { externalRequestId, languageCode } = recipient;
	const language = typeof languageCode === 'string' ? languageCode : null;
	const text = render(
		(language === null ? undefined : prepared.languages?.[language]) ?? prepared.body,
		parameters,
	);
	const sent: Sent = {
		channel: 'telegram',
		requestId: randomUUID(),
		messageId: prepared.id,
		locator,
		contact,
		text,
		externalRequestId: typeof externalRequestId === 'string' ? externalRequestId : null,
		languageCode: language,
		from: null,
		// Telegram itself refuses an empty text; one that is not registered was never in the bot
		...(contact && text.trim() !== ''
			? state.settings.sentStatus
			: { status: 'FAILED', failed: true, delivered: false }),
		at: state.now(),
	};
	state.sent.push(sent);
	return sent;
}

/** A text with JSON in it; an object in its place is not documented. @throws Refused 400 */
function parametersOf(jsonParam: unknown): unknown {
	if (jsonParam === undefined || jsonParam === null) return {};
	if (typeof jsonParam !== 'string') throw new Refused(400, 'jsonParam must be a string');
	try {
		return JSON.parse(jsonParam) as unknown;
	} catch {
		throw new Refused(400, 'jsonParam is not valid JSON');
	}
}

export function statuses(state: State, { query }: Received): Reply {
	const ids = (query.ids ?? '').split(',').filter((id) => id !== '');
	const results = ids.map((requestId) => {
		const sent = state.sent.find((one) => one.requestId === requestId);
		// from a 2015 SMS client
		if (!sent) return { requestId, status: 'MESSAGE_NOT_FOUND', failed: true, delivered: false };
		const done = state.now() >= sent.at + state.settings.delay;
		const { status, failed, delivered } = done
			? sent
			: { status: 'IN_QUEUE', failed: false, delivered: false };
		return { requestId, status, failed, delivered };
	});
	return good(state, { results });
}

// assumed: the whole answer
export const messages = (state: State, { query }: Received): Reply =>
	good(
		state,
		[...state.messages.values()]
			.filter(({ name }) => name.toLowerCase().includes((query.search ?? '').toLowerCase()))
			.slice(
				Number(query.startindex ?? '1') - 1,
				Number(query.startindex ?? '1') - 1 + Number(query.maxrows ?? '500'),
			)
			.map(({ id, name }) => ({ id, name })),
	);
