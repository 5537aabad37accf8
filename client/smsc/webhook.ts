import { createHash } from 'node:crypto';

import { InvalidInput } from '../model/error';
import type { Arrival, Callback, Door } from '../receiver';
import { hasProof, kindOf, provenOf, rowsOf, withoutProof, type Kind, type Row } from './callback';
import { isProven } from './digest';
import type { Update } from './updates';

/** Milliseconds; see idOf. */
const MINUTE = 60_000;

/** No spaces are cut off: the secret counts as the cabinet has it. */
const secretOf = ({ callbackSecret }: Readonly<Record<string, unknown>>): string =>
	typeof callbackSecret === 'string' ? callbackSecret : '';

function lacks(account: Readonly<Record<string, unknown>>): InvalidInput | undefined {
	if (secretOf(account) !== '') return undefined;
	return new InvalidInput(
		'Callback Secret',
		'is empty in the credential, so anybody could start this workflow',
		'Enter the secret word that stands beside the handler URL in the SMSC cabinet',
	);
}

const isGenuine: Door['isGenuine'] = (request, account) => {
	const rows = rowsOf(request);
	const secret = secretOf(account);
	return rows.length > 0 && rows.every((row) => isProven(provenOf(row), secret, row));
};

/** What the handler URL asks for is seen in what comes to it. */
function whyRefused(request: Callback): string | undefined {
	if (!rowsOf(request).every(hasProof)) {
		return 'no digest came with it: does the handler URL in the SMSC cabinet end with ?charset=utf-8&fmt=3&sha1, and does a secret word stand beside it?';
	}
	if (request.query.charset?.toLowerCase() === 'utf-8') return undefined;
	return 'the handler URL in the SMSC cabinet lacks charset=utf-8, without which digests of cyrillic messages do not fit';
}

const arrivals = (request: Callback, now: Date): Arrival[] =>
	rowsOf(request).map((row) => {
		const update: Update = { kind: kindOf(row), row: withoutProof(row), happenedAt: null };
		return { id: idOf(row, now), update };
	});

/**
 * The same for whatever the service gives again. A status with another reason (`err`) tells something else, so that
 * counts; 0 says as little as none. A message without an id of its own and without a time cannot be
 * told from the same words of the same person, so its minute counts: better a repeat than a lost answer.
 */
function idOf(row: Row, now: Date): string {
	const { id, phone, status, err, ts, time, to, mes } = row;
	const when = ts || time;
	const parts: Record<Kind, unknown[]> = {
		status: [id, phone, status, when, err || '0'],
		waitcall: [phone, when],
		inbound: [id, phone, to, mes, id || when ? when : Math.floor(now.getTime() / MINUTE)],
	};
	const kind = kindOf(row);
	const text = JSON.stringify([kind, ...parts[kind].map((part) => part ?? null)]);
	return createHash('sha256').update(text).digest('hex').slice(0, 24);
}

/**
 * The handler URL of the cabinet. Source: /api/http/miscellaneous/callback; fields and digests from public clients.
 * Nothing can be registered by a request: a person enters the address in the cabinet.
 */
export const webhook: Door = {
	alsoGet: true,
	setUp:
		'In the SMSC cabinet, in the settings of the user, enter the webhook URL of this node as handler of statuses and inbound messages, with <code>?charset=utf-8&fmt=3&sha1</code> at its end, and a secret word. Enter the same word as Callback Secret in the credential. For a test run enter the test URL meanwhile',
	lacks,
	// assumed, as how long the service waits is not documented
	answerWithin: 3_000,
	accepted: { status: 200, body: 'ok', contentType: 'text/plain' },
	refused: 403,
	isGenuine,
	whyRefused,
	arrivals,
};
