import { createHash } from 'node:crypto';

import { asText, isObject, parseJson } from '../http/json';
import { InvalidInput } from '../model/error';
import { isTimeZone } from '../read/moment';
import type { Arrival, Door } from '../receiver';
import { list } from './answer';
import { isGenuine } from './genuine';

/** One activity or a list of them, whatever the content type said. */
function itemsOf(body: unknown): unknown[] {
	const value = typeof body === 'string' ? (parseJson(body) ?? body) : body;
	// n8n's body of a request without one
	const isNothing = value === '' || (isObject(value) && Object.keys(value).length === 0);
	return isNothing ? [] : list(value);
}

/**
 * The same whenever the service gives it again: the export repeats what was not answered with 200. That an `iid` is of
 * one person's message is not documented, so the person counts as well: two of one mailing must not pass for one.
 */
function idOf(item: unknown): string {
	const { iid, contactId, activityStatus, activityDateTime, clickEventLink } = isObject(item) ? item : {};
	const known = [iid, contactId, activityStatus, activityDateTime, clickEventLink];
	return createHash('sha256')
		.update(JSON.stringify(asText(iid) === null ? item : known))
		.digest('hex')
		.slice(0, 24);
}

const arrivals = (body: unknown): Arrival[] => itemsOf(body).map((update) => ({ id: idOf(update), update }));

/** Bytes: all that n8n itself reads of a request unless its N8N_PAYLOAD_SIZE_MAX says otherwise. */
const LARGEST = 16 * 1_024 * 1_024;

/** Without a secret the export would wait for ever behind the first call, as every call would be refused. */
function lacks({
	webhookPassword,
	webhookSecret,
	timeZone,
}: Readonly<Record<string, unknown>>): InvalidInput | undefined {
	const zone = (asText(timeZone) ?? '').trim();
	if (zone !== '' && !isTimeZone(zone)) {
		return new InvalidInput(
			'Time Zone',
			`“${zone}” in the credential is not known`,
			'Write it as in Europe/Kyiv, or leave it empty',
		);
	}
	if ([webhookPassword, webhookSecret].some((word) => typeof word === 'string' && word !== ''))
		return undefined;
	return new InvalidInput(
		'Webhook Password',
		'is empty in the credential, and so is Webhook Secret: every call of eSputnik would be refused',
		'Enter a login and a password of your own choice, and the same ones with the webhook in the console of eSputnik',
	);
}

/**
 * The data export of the service. Source: its guide on webhooks: a GET when the export is saved, then POSTs in order;
 * everything but 200 is tried again, and whatever comes after it waits. So whatever comes is taken. How many
 * activities one request may hold is not documented.
 */
export const webhook: Door = {
	alsoGet: true,
	setUp:
		'eSputnik tells what became of messages. It does not pass on what people write or press: for that, add a trigger with the service Telegram and the token of the same bot. In the console of eSputnik: account settings → Data export → New data export → Webhook. Enter the production URL of this node, and the login and password (or the header <code>X-Webhook-Secret</code>) that stand in the credential. Activate the workflow first, as eSputnik looks whether the address answers.',
	largest: LARGEST,
	lacks,
	accepted: { status: 200, body: '' },
	refused: 401,
	probe: ({ method }) => (method === 'GET' ? { status: 200, body: '' } : undefined),
	isGenuine,
	arrivals: ({ text, body }) => arrivals((text && parseJson(text)) ?? body),
};
