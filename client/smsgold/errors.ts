import { namedPause } from '../http/pause';
import type { HttpAnswer, HttpRequest } from '../http/request';
import { Rejected, Unreachable, type RejectionFacts } from '../model/error';
import { rawOf, saysNo, wordsOf, type Reading } from './answer';

type Verdict = Pick<RejectionFacts, 'reason' | 'advice'>;

/** What people should look at, which differs between the APIs of the service. */
export interface Advice {
	refused: string;
	/** The field of the credential that holds the address. */
	address: string;
}

const BOT_API: Advice = {
	refused: 'Check the recipient, the text and the buttons against what SMSGOLD says',
	address: 'Base URL',
};

/**
 * HTTP status → what it means and what to do. The service documents no table of its own, so each status is read
 * as HTTP defines it and nothing is guessed from the words beside it.
 */
const VERDICTS: ReadonlyMap<number, Verdict> = new Map<number, Verdict>([
	[401, { reason: 'unauthorized', advice: 'Check the user ID and the password in the credential' }],
	[
		403,
		{ reason: 'unauthorized', advice: 'Check in the SMSGOLD cabinet whether this user may use this API' },
	],
	[413, { reason: 'invalidMessage', advice: 'Send a shorter text or fewer buttons' }],
	[
		429,
		{
			reason: 'rateLimited',
			advice: 'Send fewer messages at a time, or raise Longest Wait in the options of this node',
		},
	],
]);

const notFound = ({ address }: Advice): Verdict => ({
	reason: 'other',
	advice: `Check that the bot and the recipient still exist, and the ${address} in the credential`,
});

const redirected = ({ address }: Advice): Verdict => ({
	reason: 'other',
	advice: `Enter the address that answers as ${address} in the credential; requests are not sent on to another address`,
});

/** What is wrong with an answer; null when the service did what it was asked. */
export function failureOf(
	reading: Reading,
	effect: HttpRequest['effect'],
	advice = BOT_API,
): Rejected | Unreachable | null {
	const failure = httpFailureOf(reading, effect, advice);
	if (failure) return failure;
	if (saysNo(reading.value)) return refusal(reading, refused(advice));
	return effect === 'write' && isSomebodyElses(reading) ? unreadable(reading) : null;
}

/** The same by the HTTP status alone. */
export function httpFailureOf(
	reading: Reading,
	effect: HttpRequest['effect'],
	advice: Advice,
): Rejected | Unreachable | null {
	const { status } = reading;
	if (status >= 200 && status < 300) return null;
	if (status >= 300 && status < 400) return refusal(reading, redirected(advice), redirection(reading));
	if (status === 404) return refusal(reading, notFound(advice));
	if (status >= 400 && status < 500) return refusal(reading, VERDICTS.get(status) ?? refused(advice));
	return brokenServer(reading, effect);
}

export const refused = ({ refused: advice }: Advice): Verdict => ({ reason: 'other', advice });

/** A web page, or a JSON that breaks off: whether the service itself took the message, nobody can tell. */
const isSomebodyElses = ({ value, body }: Reading): boolean =>
	value === undefined && /^[\s\uFEFF]*[<{[]/.test(body);

export const unreadable = (reading: Reading): Unreachable =>
	new Unreachable({
		outcome: 'unknown',
		code: `HTTP ${reading.status}`,
		description: `SMSGOLD’s answer could not be read (${wordsOf(reading)})`,
		advice: 'The message may have been sent: look into the SMSGOLD cabinet before you send it again',
	});

export function refusal(reading: Reading, verdict: Verdict, description = wordsOf(reading)): Rejected {
	const seconds = retryAfter(reading);
	return new Rejected({
		...verdict,
		description,
		code: String(reading.status),
		...(seconds !== undefined && { retryAfter: seconds }),
		raw: rawOf(reading),
	});
}

/** A GET carries the password in its query, and a redirect repeats it: only the host is told. */
function redirection({ status, headers }: Reading): string {
	const target = headers.location ?? '';
	const host = URL.canParse(target) ? ` to ${new URL(target).host}` : '';
	return `HTTP ${status}: the service leads${host} elsewhere`;
}

const brokenServer = (reading: Reading, effect: HttpRequest['effect']): Unreachable =>
	new Unreachable({
		outcome: 'unknown',
		code: `HTTP ${reading.status}`,
		description: `SMSGOLD is out of order (${wordsOf(reading)})`,
		advice:
			effect === 'write'
				? 'The message may have been sent: look into the SMSGOLD cabinet before you send it again'
				: 'Try again later',
	});

/** A list that is no JSON, for instance the page of a proxy. */
export const notJson = (reading: Reading): Unreachable =>
	new Unreachable({
		outcome: 'unknown',
		code: `HTTP ${reading.status}`,
		description: `SMSGOLD answered with something that is not JSON (${wordsOf(reading)})`,
		advice: 'Check the Base URL in the credential, and whether a proxy answers in place of SMSGOLD',
	});

export const unknownShape = (reading: Reading): Rejected =>
	new Rejected({
		reason: 'other',
		kind: 'unexpectedShape',
		description: `SMSGOLD answered in an unexpected response shape: no list of entries with an id (${wordsOf(reading)})`,
		advice:
			'Check the Base URL in the credential; if it is right, report the shape of this answer to the makers of this node',
		code: String(reading.status),
		raw: rawOf(reading),
	});

export const unknownBot = (id: string): Rejected =>
	new Rejected({
		reason: 'other',
		kind: 'unknownBot',
		description: `The account has no bot with the id “${id}”`,
		advice:
			'Choose a bot from the list, or copy its identifier from the page of bots and channels in the SMSGOLD cabinet',
	});

/** Seconds to wait after "too many requests" when the service names none. */
const USUAL_PAUSE = 1;

/** Seconds to wait when requests come too fast, at least 1; undefined when the answer does not say so. */
export const retryAfter = (answer: HttpAnswer): number | undefined =>
	answer.status === 429 ? (namedPause(answer) ?? USUAL_PAUSE) : undefined;
