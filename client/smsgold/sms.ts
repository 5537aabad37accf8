import type { Line, Sms } from '../gateway';
import { redactText } from '../http/redact';
import { InvalidInput, PartlySent, type Rejected } from '../model/error';
import type { Receipt } from '../model/receipt';
import { asTexts } from '../read/extra';
import { read, type Reading } from './answer';
import { httpFailureOf, refusal, refused, unreadable, type Advice } from './errors';
import { numberOf } from './recipient';
import { accepted } from './receipt';
import { readSmsAnswer } from './smsAnswer';

const ADVICE: Advice = {
	refused: 'Check the account, the phone, the text and the sender against what SMSGOLD says',
	address: 'SMS Base URL',
};

/** Characters of a text. Source: the page of "HTTP v2", /razrabotchikam/http-web-smsgold-ru/metod-post-zaprosov. */
export const TEXT_LIMIT = 480;

/**
 * Sends an SMS by the service's "HTTP v2" API, which has a host of its own. A good answer means that the service
 * took it, our status `sent`: what becomes of it, it tells only to an address that is set in its cabinet.
 */
export async function sendSms(line: Line, sms: Sms): Promise<Receipt> {
	const form = formOf(sms);
	const reading = read(await line.send({ method: 'POST', path: '/http2/', form, effect: 'write' }));
	return {
		channel: 'sms',
		...accepted(line, reading, idsIn(reading)),
		recipient: { form: 'phone', value: form.number, id: null },
	};
}

/** @throws InvalidInput when it cannot be sent as it is */
function formOf({ phone, text, sender, extra = {} }: Sms): { number: string } & Record<string, string> {
	const length = [...text].length;
	if (length > TEXT_LIMIT) {
		throw new InvalidInput(
			'Text',
			`has ${length} characters, and SMSGOLD takes ${TEXT_LIMIT} in an SMS`,
			'Shorten it, or send it as several SMS',
		);
	}
	return {
		action: 'send',
		number: numberOf(phone, 'Phone'),
		text,
		...(sender !== undefined && { sender }),
		...asTexts(extra),
	};
}

/**
 * The ids of the messages that the service took: one, or one for each part.
 * @throws Rejected when it refused all of them
 * @throws PartlySent when it refused some
 * @throws Unreachable when the answer does not tell, since it may have been sent
 */
function idsIn(reading: Reading): string[] {
	const failure = httpFailureOf(reading, 'write', ADVICE);
	if (failure) throw failure;
	const answer = readSmsAnswer(reading.body);
	if (!answer) throw unreadable(reading);
	const { err, messages } = answer;
	const taken = messages.filter((one) => one.err === null);
	const said = err ?? messages.find((one) => one.err !== null)?.err ?? null;
	const ids = taken.flatMap(({ id }) => id ?? []);
	if (said === null) {
		if (taken.length === 0) throw unreadable(reading);
		return ids;
	}
	const refusedWith = refusalOf(reading, said);
	throw err === null && taken.length > 0 ? new PartlySent(refusedWith, ids, messages.length) : refusedWith;
}

const refusalOf = (reading: Reading, said: string): Rejected =>
	refusal(reading, refused(ADVICE), redactText(said));
