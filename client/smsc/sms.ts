import type { CostEstimate, Line, Sms } from '../gateway';
import { InvalidInput } from '../model/error';
import type { Receipt } from '../model/receipt';
import { optionFields, timeNotes } from './compose';
import { costOf } from './estimate';
import { TEXT_LIMIT } from './limits';
import { phoneOf } from './recipient';
import { carry } from './send';

/** Sends an SMS: the request of a message without `bot`, which is what makes it one. */
export async function sendSms(line: Line, sms: Sms): Promise<Receipt> {
	const fields = fieldsOf(sms, line.now());
	return {
		channel: 'sms',
		bot: null,
		recipient: { form: 'phone', value: fields.phones, id: null },
		degraded: timeNotes(sms, line.now()),
		...(await carry(line, 'sms', fields)),
	};
}

/** What an SMS would cost, and how many parts it makes. Nothing is sent. */
export const estimateSms = async (line: Line, sms: Sms): Promise<CostEstimate> =>
	await costOf(line, 'estimateSms', fieldsOf(sms, line.now()));

/**
 * Source: /api/http/send.
 * @throws InvalidInput when it cannot be sent as it is
 */
function fieldsOf(sms: Sms, now: Date): { phones: string; mes: string } & Record<string, string> {
	const { phone, text, sender } = sms;
	return {
		phones: phoneOf(phone, 'Phone'),
		mes: textOf(text),
		...(sender !== undefined && { sender: senderOf(sender) }),
		...optionFields(sms, now),
	};
}

function textOf(text: string): string {
	const length = [...text].length;
	if (length <= TEXT_LIMIT) return text;
	throw new InvalidInput(
		'Text',
		`has ${length} characters, and SMSC takes ${TEXT_LIMIT} in an SMS`,
		'Shorten it, or send it as several SMS',
	);
}

/** 11 latin characters or 15 digits. */
function senderOf(sender: string): string {
	if (/^([ -~]{1,11}|\d{1,15})$/.test(sender)) return sender;
	throw new InvalidInput(
		'Sender',
		`“${sender}” is not a sender name that SMSC takes`,
		'Give up to 11 latin characters or up to 15 digits, as registered in the SMSC cabinet',
	);
}
