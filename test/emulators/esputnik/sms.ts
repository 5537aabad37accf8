/** SMS: their senders, and sending them. */
import { randomUUID } from 'node:crypto';

import type { Received, Reply } from '../server';
import { fieldsOf, good, listOf, Refused } from './answers';
import type { State } from './state';

export const interfaces = (state: State): Reply =>
	good(
		state,
		state.settings.senders.map((value) => ({ type: 'sms', value })),
	);

export function sendSms(state: State, { body }: Received): Reply {
	const { from, text, phoneNumbers } = fieldsOf(body);
	const phones = listOf(phoneNumbers).map(String);
	// assumed: the words of these refusals
	if (typeof text !== 'string' || text === '') throw new Refused(400, 'Text must be specified');
	if (typeof from !== 'string' || !state.settings.senders.includes(from)) {
		throw new Refused(400, `Interface '${String(from as string)}' not found`);
	}
	if (phones.length === 0) throw new Refused(400, 'Phone numbers must be specified');
	return good(state, { results: phones.map((phone) => sendOne(state, { from, text, phone })) });
}

function sendOne(state: State, { from, text, phone }: { from: string; text: string; phone: string }): object {
	const words =
		state.errors.get(phone) ??
		(/^\d{8,15}$/.test(phone) ? undefined : `'${phone}' is not valid phone number`);
	if (words !== undefined) return { id: 0, locator: phone, status: 'ERROR', message: words };
	const requestId = randomUUID();
	state.sent.push({
		channel: 'sms',
		requestId,
		messageId: null,
		locator: phone,
		contact: undefined,
		text,
		externalRequestId: null,
		languageCode: null,
		from,
		status: 'DELIVERED',
		failed: false,
		delivered: true,
		at: state.now(),
	});
	return { id: 0, locator: phone, status: 'OK', requestId };
}
