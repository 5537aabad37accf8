import { InvalidInput } from '../model/error';
import type { Recipient } from '../model/recipient';

/**
 * How a message names its recipient in `phones` and `phone`: digits, `@nick` or `#ID`.
 * @throws InvalidInput naming `Recipient`
 */
export function phonesOf({ form, value }: Recipient): string {
	if (form === 'id') {
		throw invalid(`“${value}” is of a form that SMSC does not know`, 'unsupported');
	}
	const text = value.trim();
	if (text === '') throw invalid('is empty');
	if (form === 'phone') {
		const digits = text.replace(/[\s()\-\u2010-\u2015]/g, '').replace(/^\+/, '');
		if (!/^\d+$/.test(digits)) throw invalid(`“${value}” is not a phone number`);
		return digits;
	}
	// these separate recipients from each other, and one message is for one person
	if (/[\s,;]/.test(text)) throw invalid(`“${value}” holds more than one name`);
	return `${form === 'username' ? '@' : '#'}${text}`;
}

const invalid = (detail: string, reason?: 'unsupported'): InvalidInput =>
	new InvalidInput('Recipient', detail, 'Give +79990000000, @ann_smith or #123456', reason);

/** The other way round: the recipient of a message that the service lists. */
export function recipientOf(phone: string): Recipient {
	const value = phone.replace(/^[@#+]/, '');
	if (phone.startsWith('@')) return { form: 'username', value };
	return { form: phone.startsWith('#') ? 'uid' : 'phone', value };
}
