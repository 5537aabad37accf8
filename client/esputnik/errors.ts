import type { HttpAnswer, HttpRequest, RetryAfter } from '../http/request';
import { namedPause } from '../http/pause';
import { waitedFor } from '../http/waited';
import { Rejected, Unreachable, type RejectionFacts } from '../model/error';
import { rawOf, read, wordsOf, type Reading } from './answer';

export type Verdict = Pick<RejectionFacts, 'reason' | 'advice' | 'kind'>;

/** HTTP status → what it means and what to do. */
export type Verdicts = ReadonlyMap<number, Verdict>;

/** What each status means for every method. 403 and 429 are read as HTTP defines them: their texts are not documented. */
const VERDICTS: Verdicts = new Map<number, Verdict>([
	[
		400,
		{ reason: 'invalidMessage', advice: 'Change what eSputnik names; its own words are in the description' },
	],
	[
		401,
		{ reason: 'unauthorized', kind: 'apiKey', advice: 'Check the API key and the host in the credential' },
	],
	[
		403,
		{
			reason: 'unauthorized',
			kind: 'right',
			advice: 'Use an API key with all rights in the credential: this one may not do that',
		},
	],
	[
		404,
		{
			reason: 'other',
			kind: 'notFound',
			advice: 'Check the IDs in this node, and the host in the credential',
		},
	],
	[413, { reason: 'invalidMessage', advice: 'Send less in one request' }],
	[
		429,
		{
			reason: 'rateLimited',
			advice: 'Send fewer messages at a time, or raise Longest Wait in the options of this node',
		},
	],
]);

/** Words that say more than the status beside them. Sources: "Add application tokens"; the vendor's Shopify plugin. */
const WORDS: ReadonlyArray<[words: RegExp, verdict: Verdict]> = [
	[
		/duplicated request/i,
		{
			reason: 'duplicate',
			kind: 'duplicatedRequest',
			advice: 'eSputnik has got the same request before. Look there whether it was carried out',
		},
	],
	[
		/wrong app uuid/i,
		{ reason: 'other', kind: 'wrongAppUuid', advice: 'Check the App UUID in the credential' },
	],
	[
		/not registered application/i,
		{
			reason: 'other',
			kind: 'unknownApp',
			advice: 'Check the App UUID in the credential: My Bots in the settings of the account shows it',
		},
	],
	[
		/authentication error/i,
		{ reason: 'unauthorized', kind: 'apiKey', advice: 'Check the API key and the host in the credential' },
	],
];

const REFUSED: Verdict = {
	reason: 'other',
	advice: 'Its own words are in the description; look the request up at eSputnik if they do not help',
};

const REDIRECTED: Verdict = {
	reason: 'other',
	kind: 'redirect',
	advice: 'Choose another host in the credential; requests are not sent on to another address',
};

interface Asked extends Pick<HttpRequest, 'effect'> {
	verdicts?: Verdicts;
}

/** What is wrong with an answer; null when the service did what it was asked. */
export function failureOf(reading: Reading, { effect, verdicts }: Asked): Rejected | Unreachable | null {
	const { status } = reading;
	if (status >= 200 && status < 300) return null;
	if (status >= 300 && status < 400) return refusal(reading, REDIRECTED);
	const verdict = verdictOf(wordsOf(reading)) ?? verdicts?.get(status) ?? VERDICTS.get(status);
	if (status >= 500 && !isDuplicate(verdict)) return brokenServer(reading, effect);
	return refusal(reading, verdict ?? REFUSED);
}

const isDuplicate = (verdict: Verdict | undefined): boolean => verdict?.reason === 'duplicate';

const verdictOf = (words: string | null): Verdict | undefined =>
	words === null ? undefined : WORDS.find(([shape]) => shape.test(words))?.[1];

function refusal(reading: Reading, verdict: Verdict): Rejected {
	const seconds = pauseIn(reading, 0);
	return new Rejected({
		...verdict,
		description: wordsOf(reading) ?? `eSputnik answered HTTP ${reading.status}`,
		code: String(reading.status),
		...(seconds !== undefined && { retryAfter: seconds }),
		raw: rawOf(reading),
	});
}

const brokenServer = (reading: Reading, effect: HttpRequest['effect']): Unreachable =>
	new Unreachable({
		outcome: 'unknown',
		code: `HTTP ${reading.status}`,
		description: `eSputnik is out of order (${[`HTTP ${reading.status}`, wordsOf(reading)].filter(Boolean).join(': ')})`,
		advice: adviceFor(effect),
	});

/** A good answer in which something that has to be there is missing. */
export const unreadable = (reading: Reading, effect: HttpRequest['effect']): Unreachable =>
	new Unreachable({
		outcome: 'unknown',
		code: `HTTP ${reading.status}`,
		description: `eSputnik’s answer could not be read (${wordsOf(reading) ?? `HTTP ${reading.status}`})`,
		advice: adviceFor(effect),
	});

const adviceFor = (effect: HttpRequest['effect']): string =>
	effect === 'write'
		? 'It may have been carried out: look there before you repeat it. Check the host in the credential'
		: 'Check the host in the credential, or try again later';

/** After these the next request would fare no better. */
export const refusesAccount = (answer: HttpAnswer): boolean =>
	answer.status === 401 ||
	answer.status === 403 ||
	(answer.status >= 400 && verdictOf(wordsOf(read(answer)))?.reason === 'unauthorized');

/**
 * Seconds to wait after "too many requests": what the answer names, else 1, 2, 4 … for the tries of one request.
 * The service documents no header; the limits are per second.
 */
export const retryAfter: RetryAfter = (answer, request) => pauseIn(answer, waitedFor(request));

const LONGEST_PAUSE = 60;

function pauseIn(answer: HttpAnswer, waited: number): number | undefined {
	if (answer.status !== 429) return undefined;
	return namedPause(answer) ?? Math.min(LONGEST_PAUSE, Math.round(waited / 1_000) + 1);
}
