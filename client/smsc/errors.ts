import { asText, isObject } from '../http/json';
import { redactText } from '../http/redact';
import type { HttpAnswer, RetryAfter } from '../http/request';
import { Rejected, Unreachable, type RejectionFacts } from '../model/error';
import { numberIn, rawOf, read, type Reading } from './answer';
import type { Call, Purpose } from './call';

type Verdict = Pick<RejectionFacts, 'reason' | 'advice' | 'kind'>;

/** Seconds after which the service takes what it called a repetition, or too many requests. */
const MINUTE = 60;

/** `error_code` → what it means and what to do. Source: /api/http/send, "Коды ошибок"; the texts beside it never count. */
const VERDICTS: ReadonlyMap<number, Verdict> = new Map<number, Verdict>([
	[
		1,
		{
			kind: 'parameters',
			reason: 'invalidMessage',
			advice: 'Check the recipient, the bot and the options of this node',
		},
	],
	[
		2,
		{
			kind: 'login',
			reason: 'unauthorized',
			advice:
				'Check the login and the password, or the API key, in the credential, and whether the page /ips/ of the SMSC cabinet allows the address of this machine',
		},
	],
	[3, { kind: 'noMoney', reason: 'noMoney', advice: 'Top up the account in the SMSC cabinet' }],
	[
		4,
		{
			kind: 'addressBlocked',
			reason: 'rateLimited',
			advice:
				'SMSC has blocked the address of this machine for a while, because too many requests were wrong. Mend what was wrong with them, then wait; see https://smsc.ru/faq/99/',
		},
	],
	[5, { kind: 'date', reason: 'invalidMessage', advice: 'Check the dates in this node' }],
	[
		6,
		{
			kind: 'denied',
			reason: 'invalidMessage',
			advice: 'SMSC forbids this text or this sender. Change the text, or ask SMSC’s support to allow it',
		},
	],
	[
		7,
		{
			kind: 'badNumber',
			reason: 'unknownRecipient',
			advice: 'Check the recipient: an international phone number, @username or #uid',
		},
	],
	[
		8,
		{
			kind: 'undeliverable',
			reason: 'unknownRecipient',
			advice:
				'Ask the person to connect to this bot, and to give it their phone number if you write by phone; or reach them another way',
		},
	],
	[
		9,
		{
			kind: 'tooMany',
			reason: 'rateLimited',
			advice: 'Wait a minute, or raise Longest Wait in the options of this node; ask less often',
		},
	],
]);

const DUPLICATE: Verdict = {
	kind: 'duplicate',
	reason: 'duplicate',
	advice:
		'SMSC takes the same message to the same recipient once a minute. Wait a minute or change the text if it is to go out again',
};

/** An SMS knows no bots, so what to look at is something else. */
const OF_SMS: ReadonlyArray<[number, Verdict]> = [
	[
		1,
		{ kind: 'parameters', reason: 'invalidMessage', advice: 'Check the phone and the options of this node' },
	],
	[
		7,
		{
			kind: 'badNumber',
			reason: 'unknownRecipient',
			advice: 'Check the phone: its country code and all its digits',
		},
	],
	[
		8,
		{
			kind: 'undeliverable',
			reason: 'unknownRecipient',
			advice: 'SMSC cannot reach this phone: check the number, and whether your tariff has its country',
		},
	],
];

/** Where a code means something else. Source: /api/http/send and /api/http/status_messages/check_status. */
const SPECIAL: Partial<Record<Purpose, ReadonlyMap<number, Verdict>>> = {
	send: new Map<number, Verdict>([[9, DUPLICATE]]),
	sms: new Map<number, Verdict>([...OF_SMS, [9, DUPLICATE]]),
	estimateSms: new Map<number, Verdict>(OF_SMS),
	delete: new Map<number, Verdict>([
		[
			5,
			{
				kind: 'notDeleted',
				reason: 'other',
				advice: 'SMSC could not delete it: look at the message’s status',
			},
		],
	]),
};

const UNKNOWN_CODE: Verdict = {
	reason: 'other',
	advice: 'This code is not documented; SMSC’s own words are in the details',
};

/** What is wrong with an answer; null when the service did what it was asked. */
export function failureOf(reading: Reading, { purpose, effect }: Call): Rejected | Unreachable | null {
	const { status, value } = reading;
	if (isObject(value) && (value.error_code !== undefined || value.error !== undefined)) {
		return refusal(reading, purpose);
	}
	if (status === 200 && typeof value === 'object' && value !== null) return null;
	return unreadable(reading, effect);
}

function refusal(reading: Reading, purpose: Purpose): Rejected {
	const { error, error_code } = isObject(reading.value) ? reading.value : {};
	const code = numberIn(error_code);
	const verdict = (code === null ? undefined : verdictOf(code, purpose)) ?? UNKNOWN_CODE;
	return new Rejected({
		...verdict,
		description: redactText(asText(error) ?? `SMSC answered with error ${code ?? 'without a code'}`),
		...(code !== null && { code: String(code) }),
		...(verdict.kind === 'tooMany' && { retryAfter: MINUTE }),
		raw: rawOf(reading),
	});
}

const verdictOf = (code: number, purpose: Purpose): Verdict | undefined =>
	SPECIAL[purpose]?.get(code) ?? VERDICTS.get(code);

/** Not the service itself, or not in order: whether a message went out, nobody can tell. */
export const unreadable = ({ status }: Reading, effect: Call['effect']): Unreachable =>
	new Unreachable({
		outcome: 'unknown',
		code: `HTTP ${status}`,
		description: `The address answered HTTP ${status}, not as SMSC does`,
		advice:
			effect === 'write'
				? 'It may have been carried out: look into the SMSC cabinet before you repeat it. Check the host in the credential'
				: 'Check the host in the credential, or try again later',
	});

/** Wrong login, no money, an address that is blocked: codes after which a batch has to stop. */
const OF_ACCOUNT: ReadonlySet<number | null> = new Set([2, 3, 4]);

export const refusesAccount = (answer: HttpAnswer): boolean => OF_ACCOUNT.has(codeIn(answer));

const codeIn = (answer: HttpAnswer): number | null => {
	const { value } = read(answer);
	return isObject(value) ? numberIn(value.error_code) : null;
};

/**
 * A minute when requests come too fast. Not so for a message: there the same code says that it was taken before,
 * and waiting would send it twice.
 */
export const retryAfter: RetryAfter = (answer, { path, form = {} }) => {
	if (codeIn(answer) !== 9) return undefined;
	return path.endsWith('/send.php') && form.cost !== '1' ? undefined : MINUTE;
};
