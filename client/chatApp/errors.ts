import type { HttpAnswer, HttpRequest } from '../http/request';
import { Rejected, Unreachable, type RejectionFacts } from '../model/error';
import { rawOf, read, type Reading } from './answer';
import { CODES, FAMILIES, TOO_FAST, type Verdict } from './codes';

const REFUSED: Verdict = {
	reason: 'other',
	advice: 'Look the code up in the console of the service; its own words are in the details',
};

const NOT_THE_SERVICE: Verdict = {
	reason: 'other',
	advice: 'Check the Endpoint in the credential, and whether a proxy answers in place of the service',
};

/** HTTP statuses by which a server says that a request is too long, before the service sees it. */
const TOO_LONG: ReadonlySet<number> = new Set([413, 414, 431]);

const SHORTEN: Verdict = {
	reason: 'invalidMessage',
	advice:
		'Shorten the message, or set Parameters in the credential to In the Body: an address may only be so long',
};

/** What is known of a code; undefined for one that nobody has named. */
const verdictOn = (code: string): Verdict | undefined =>
	CODES.get(code) ?? FAMILIES.find(([shape]) => shape.test(code))?.[1];

/**
 * What is wrong with an answer; null when the service did what it was asked. A code that is not `OK` is a refusal
 * at any HTTP status; only a broken server with a code that nobody knows leaves open what it did.
 */
export function failureOf(reading: Reading, effect: HttpRequest['effect']): Rejected | Unreachable | null {
	const { status, code } = reading;
	if (code === 'OK' && status < 400) return null;
	const verdict = code === null ? undefined : verdictOn(code);
	if (verdict) return refusal(reading, verdict);
	if (status >= 500 || (code === null && status < 300) || code === 'OK') return unclear(reading, effect);
	if (TOO_LONG.has(status)) return refusal(reading, SHORTEN);
	if (status === 429) return refusal(reading, TOO_FAST);
	return refusal(reading, code === null ? NOT_THE_SERVICE : REFUSED);
}

function refusal(reading: Reading, verdict: Verdict): Rejected {
	const { code, message, status } = reading;
	const seconds = retryAfter(reading);
	const facts: RejectionFacts = {
		...verdict,
		description: message ?? code ?? `The address answered HTTP ${status}, not as the service does`,
		code: code ?? String(status),
		...(code !== null && { kind: code }),
		...(seconds !== undefined && { retryAfter: seconds }),
		raw: rawOf(reading),
	};
	return new Rejected(facts);
}

/** No JSON of the service, or a server that broke off: it may have acted before. */
const unclear = ({ status, code, message }: Reading, effect: HttpRequest['effect']): Unreachable =>
	new Unreachable({
		outcome: 'unknown',
		code: `HTTP ${status}`,
		description:
			code === null
				? `Chat App’s answer could not be read (HTTP ${status})`
				: `Chat App is out of order (HTTP ${status}, ${[code, message].filter(Boolean).join(': ')})`,
		advice:
			effect === 'write'
				? 'The message may have been sent: look into the console before you send it again'
				: 'Try again later, and check the Endpoint in the credential',
	});

/** An answer in which something that has to be there is missing. */
export const unknownShape = (what: string, reading: Reading): Rejected =>
	new Rejected({
		reason: 'other',
		kind: 'unexpectedShape',
		description: `Chat App answered in an unexpected response shape: ${what}`,
		advice: 'Report the shape of this answer to the makers of this node; it is in the details',
		raw: rawOf(reading),
	});

/** Milliseconds: the least that is waited, and the most that the vendor's SDK takes from the header. */
const SHORTEST = 1_000;
const LONGEST = 120_000;

/**
 * Seconds to wait when an answer says that requests come too fast. The header's unit is not documented;
 * the vendor's SDK takes it as milliseconds.
 */
export function retryAfter(answer: HttpAnswer): number | undefined {
	const told = answer.body.includes('Throttling') && (read(answer).code ?? '').includes('Throttling');
	if (!told && answer.status !== 429) return undefined;
	const given = Number(answer.headers['x-acs-retry-after'] ?? '');
	return Math.min(LONGEST, Math.max(SHORTEST, Number.isFinite(given) ? given : 0)) / 1_000;
}
