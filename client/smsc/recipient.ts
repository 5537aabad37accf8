import { InvalidInput } from '../model/error';
import type { Recipient } from '../model/recipient';

/**
 * How a message names its recipient in `phones` and `phone`: digits, `@nick` or `#ID`. The service knows no other
 * id of a person, so such a name is the id that events and the registry have.
 * @throws InvalidInput naming `Recipient`
 */
export function phonesOf({ form, value }: Recipient): string {
	if (form === 'id') {
		if (!/^([@#]\S|\d{7,15}$)/.test(value)) {
			throw invalid(`“${value}” is of a form that SMSC does not know`, 'unsupported');
		}
		return phonesOf(recipientOf(value));
	}
	if (form === 'phone') return phoneOf(value);
	const text = value.trim();
	if (text === '') throw invalid('is empty');
	// these separate recipients from each other, and one message is for one person
	if (/[\s,;]/.test(text)) throw invalid(`“${value}” holds more than one name`);
	return `${form === 'username' ? '@' : '#'}${text}`;
}

/**
 * The digits of a phone, as an SMS and a bot that was given the phone need them.
 * @param field where it was given
 */
export function phoneOf(value: string, field = 'Recipient'): string {
	const digits = value
		.trim()
		.replace(/[\s()\-\u2010-\u2015]/g, '')
		.replace(/^\+/, '');
	if (/^\d+$/.test(digits)) return digits;
	const detail = value.trim() === '' ? 'is empty' : `“${value}” is not a phone number`;
	throw new InvalidInput(field, detail, 'Give it with its country code, such as +79990000000');
}

const invalid = (detail: string, reason?: 'unsupported'): InvalidInput =>
	new InvalidInput('Recipient', detail, 'Give +79990000000, @ann_smith or #123456', reason);

/** The other way round: the recipient of a message that the service lists. */
export function recipientOf(phone: string): Recipient {
	const value = phone.replace(/^[@#+]/, '');
	if (phone.startsWith('@')) return { form: 'username', value };
	return { form: phone.startsWith('#') ? 'uid' : 'phone', value };
}
