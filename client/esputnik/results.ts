/**
 * What the service says of each recipient of one request. The request succeeds with HTTP 200 also where nobody gets
 * anything: `status` decides, for each by itself. Source: "Send prepared message" and its samples.
 */
import { asText, type JsonObject } from '../http/json';
import { redact, redactText } from '../http/redact';
import { Rejected, type RejectionFacts } from '../model/error';
import { NO_RESULT, type Failure } from '../model/outcome';
import { isObject } from '../http/json';
import { objects, type Reading } from './answer';
import { unreadable } from './errors';

/** A message that is in the queue: its id for later, which is the requestId; the `id` beside it is always 0. */
export interface Queued {
	requestId: string | null;
	raw: unknown;
}

/** What was sent: a message to a chat with a bot, or an SMS. */
export type Kind = 'chat' | 'sms';

/**
 * One result for each locator, in the order of the question: found by its locator where that is unique, else by its
 * place where there are as many results as locators, else nobody knows.
 */
export function resultsOf(
	reading: Reading,
	locators: readonly string[],
	kind: Kind = 'chat',
): Array<Queued | Failure> {
	const resultOf = (row: JsonObject | undefined): Queued | Failure => readResult(row, kind);
	const rows = rowsIn(reading);
	if (rows.length === 0) return locators.map(() => unreadable(reading, 'write'));
	const asked = countOf(locators);
	const answered = countOf(rows.map(locatorIn));
	const byLocator = new Map(rows.map((row) => [locatorIn(row), row]));
	return locators.map((locator, index) => {
		if (asked.get(locator) === 1 && answered.get(locator) === 1) return resultOf(byLocator.get(locator));
		const inPlace = rows.length === locators.length ? rows[index] : undefined;
		const name = inPlace ? locatorIn(inPlace) : null;
		const isAnothers = name !== null && name !== locator && asked.has(name);
		return resultOf(isAnothers ? undefined : inPlace);
	});
}

const rowsIn = ({ value }: Reading): JsonObject[] => (isObject(value) ? objects(value.results) : []);

const locatorIn = ({ locator }: JsonObject): string | null => asText(locator);

function countOf<T>(values: readonly T[]): Map<T, number> {
	const counts = new Map<T, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return counts;
}

function readResult(row: JsonObject | undefined, kind: Kind): Queued | Failure {
	if (!row) return NO_RESULT;
	const status = (asText(row.status) ?? '').toUpperCase();
	const requestId = asText(row.requestId);
	if (status === 'OK' || (status === '' && requestId !== null)) return { requestId, raw: redact(row) };
	if (status === 'ERROR' || asText(row.message) !== null) return refusalOf(row, kind);
	return NO_RESULT;
}

type Verdict = Pick<RejectionFacts, 'reason' | 'advice'>;

/**
 * What the words of an ERROR mean. One sample is documented, for an e-mail; the others are read as the statuses of
 * "Get single message status" are called. `only`: of what they can be said; a number has no bot to block or to start.
 */
const VERDICTS: ReadonlyArray<[words: RegExp, verdict: Verdict, only?: Kind]> = [
	[
		/duplicated request/i,
		{ reason: 'duplicate', advice: 'Look in eSputnik whether the message went out before' },
	],
	[
		/forbidden|blocked/i,
		{
			reason: 'blocked',
			advice: 'The person has to unblock the bot, and the chat to be registered with eSputnik again',
		},
		'chat',
	],
	[/not valid|invalid|incorrect/i, { reason: 'unknownRecipient', advice: 'Check the recipient' }],
	[
		/unsubscribed|not confirmed|blacklist/i,
		{ reason: 'notSubscribed', advice: 'eSputnik does not write to this person: look at the contact there' },
	],
	[
		/not found|not registered|unregistered|cannot find|can't find|unknown/i,
		{
			reason: 'notSubscribed',
			advice:
				'Register the chat with eSputnik when the person starts the bot, and again after they blocked it for a while: eSputnik forgets it then',
		},
		'chat',
	],
	[/money|balance/i, { reason: 'noMoney', advice: 'Top up the account in eSputnik' }],
];

const REFUSED: Verdict = {
	reason: 'other',
	advice: 'Its own words are in the description; look the recipient up in eSputnik if they do not help',
};

function refusalOf(row: JsonObject, kind: Kind): Rejected {
	const words = asText(row.message) ?? 'eSputnik did not take the message, and did not say why';
	const known = VERDICTS.find(([shape, , only = kind]) => only === kind && shape.test(words));
	return new Rejected({
		...(known?.[1] ?? REFUSED),
		kind: 'notQueued',
		description: redactText(words),
		raw: redact(row),
	});
}
