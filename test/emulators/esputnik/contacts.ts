/** Contacts one by one. Where no source is named, the words of a refusal are assumed. */
import type { Received, Reply } from '../server';
import { fieldsOf, good, isFields, listOf, Refused, type Fields } from './answers';
import type { Channel, Contact, State } from './state';

export function search(state: State, { query }: Received): Reply {
	const found = [...state.contacts.values()].filter((contact) => fits(state, contact, query));
	const from = Number(query.startindex ?? '1');
	const most = Number(query.maxrows ?? '500');
	// counted from 1; a 0 would be the place before the first
	if (!(from >= 1) || !(most >= 1 && most <= 500)) throw new Refused(400, 'Wrong startindex or maxrows');
	const reply = good(
		state,
		found.slice(from - 1, from - 1 + most).map(({ id, channels, more }) => {
			// lists have less than the contact itself. Source: yespo.io's API reference, `BaseContact`
			const { firstName, lastName, fields, addressBookId } = more;
			return { id, firstName, lastName, channels, fields, addressBookId };
		}),
	);
	if (!('status' in reply)) return reply;
	return { ...reply, headers: { ...reply.headers, TotalCount: String(found.length) } };
}

function fits(state: State, contact: Contact, query: Record<string, string>): boolean {
	const { email, sms, firstname, lastname, externalCustomerId } = query;
	const has = (type: string, value: string): boolean => state.findByChannel(type, value).includes(contact);
	return (
		(email === undefined || has('email', email)) &&
		(sms === undefined || has('sms', sms)) &&
		(firstname === undefined || contact.more.firstName === firstname) &&
		(lastname === undefined || contact.more.lastName === lastname) &&
		(externalCustomerId === undefined || contact.externalCustomerId === externalCustomerId)
	);
}

const wholeOf = ({ id, externalCustomerId, channels, more }: Contact): Fields => ({
	id,
	externalCustomerId,
	channels,
	...more,
});

function byId(state: State, id: string): Contact {
	const contact = state.contacts.get(Number(id));
	if (!contact) throw new Refused(404, `Contact with id=${id} not found`);
	return contact;
}

export const get = (state: State, _: Received, [id = '']: string[]): Reply =>
	good(state, wholeOf(byId(state, id)));

export function add(state: State, { body }: Received): Reply {
	const fields = fieldsOf(body);
	refuseRepeated(state, 'POST /v1/contact', body);
	check(fields);
	const channels = channelsOf(fields);
	const known =
		[...state.contacts.values()].find(
			({ externalCustomerId }) =>
				externalCustomerId !== undefined && externalCustomerId === fields.externalCustomerId,
		) ?? channels.flatMap(({ type, value }) => state.findByChannel(type, value))[0];
	const contact = known ?? state.addContact();
	write(contact, fields, 'merge');
	return good(state, { id: contact.id });
}

export function update(state: State, { body }: Received, [id = '']: string[]): Reply {
	const fields = fieldsOf(body);
	const contact = byId(state, id);
	refuseRepeated(state, `PUT /v1/contact/${id}`, body);
	check(fields);
	const { externalCustomerId } = fields;
	const owner = [...state.contacts.values()].find((one) => one.externalCustomerId === externalCustomerId);
	// documented as an error; assumed: the words
	if (externalCustomerId !== undefined && owner && owner !== contact) {
		throw new Refused(400, `externalCustomerId '${String(externalCustomerId)}' belongs to another contact`);
	}
	write(contact, fields, state.settings.update);
	// recorded: a text under a JSON header
	return {
		status: 200,
		body: `Contact with id='${id}' has been updated`,
		headers: { 'content-type': 'application/json; charset=UTF-8' },
	};
}

/** Source: yespo.io's API reference: 409, "Repeated request within 1 minute". */
function refuseRepeated(state: State, what: string, body: Buffer): void {
	const request = `${what} ${body.toString('utf8')}`;
	const last = state.requests.get(request);
	state.requests.set(request, state.now());
	if (last !== undefined && state.now() - last < 60_000) throw new Refused(409, 'Duplicated request');
}

/** Two of a kind at most, one at least. Source: yespo.io's API reference, `ContactUpdate`. */
function check(fields: Fields): void {
	const channels = channelsOf(fields);
	if (!Array.isArray(fields.channels)) throw new Refused(400, 'channels must be specified');
	for (const { type, value } of channels) {
		if (type === 'email' && !/^[^@\s]+@[^@\s]+$/.test(value))
			throw new Refused(400, `'${value}' is not valid email`);
		if (channels.filter((one) => one.type === type).length > 2)
			throw new Refused(400, `Too many channels of type ${type}`);
	}
	for (const name of ['firstName', 'lastName']) {
		const text = fields[name];
		if (typeof text === 'string' && text.length > 40) throw new Refused(400, `${name} is too long`);
	}
}

export const channelsOf = ({ channels }: Fields): Channel[] =>
	listOf(channels)
		.filter(isFields)
		.map(({ type, value, device }) => ({
			type: String(type),
			value: String(value),
			...(device !== undefined && { device }),
		}));

const OWN = new Set(['id', 'channels', 'externalCustomerId', 'groups', 'ordersInfo']);

// assumed: whether what is not sent stays
export function write(contact: Contact, fields: Fields, how: 'merge' | 'replace'): void {
	if (typeof fields.externalCustomerId === 'string') contact.externalCustomerId = fields.externalCustomerId;
	else if (how === 'replace') delete contact.externalCustomerId;
	const more = Object.fromEntries(Object.entries(fields).filter(([name]) => !OWN.has(name)));
	const groups = contact.more.groups;
	contact.more = { ...(how === 'merge' ? contact.more : groups === undefined ? {} : { groups }), ...more };
	const given = channelsOf(fields);
	const kept =
		how === 'merge' ? contact.channels.filter(({ type }) => !given.some((one) => one.type === type)) : [];
	contact.channels = [...kept, ...given];
}

export function remove(state: State, { query }: Received, [id]: string[]): Reply {
	const { externalCustomerId, erase } = query;
	const contact =
		id === undefined
			? [...state.contacts.values()].find((one) => one.externalCustomerId === externalCustomerId)
			: state.contacts.get(Number(id));
	if (!contact) {
		if (state.settings.deleteUnknown === 'text') return { status: 200, body: 'Contact not found' };
		throw new Refused(404, 'Contact not found');
	}
	state.contacts.delete(contact.id);
	if (erase === 'true') state.erased.push(contact.id);
	return { status: 200, body: '' };
}
