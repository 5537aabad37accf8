import type { Address } from '../gateway';
import { InvalidInput } from '../model/error';
import type { Receipt } from '../model/receipt';
import type { Addressing } from './call';

/** The one way in which a message is addressed, and the recipient as the service will read it. */
export interface Addressed {
	addressing: Addressing;
	recipient: Receipt['recipient'];
}

/**
 * Turns a recipient into the service's fields. Only one addressing form is ever sent: with all three fields the
 * service takes `subscriberId` and says nothing (reference page "Отправка в чат-бот").
 * @throws InvalidInput naming `Recipient` or `Bot`
 */
export function addressOf({ recipient, bot = '' }: Address): Addressed {
	const { form, value } = recipient;
	if (form !== 'id' && form !== 'phone') {
		throw new InvalidInput(
			'Recipient',
			`“${value}” is a ${form === 'uid' ? 'Telegram user id' : 'username'}, and SMSGOLD knows neither`,
			'Give the subscriber’s id from Subscriber → Get Many, or a phone number',
			'unsupported',
		);
	}
	if (value.trim() === '')
		throw new InvalidInput('Recipient', 'is empty', 'Give a subscriber’s id or a phone number');
	if (form === 'id') return { addressing: { subscriberId: value }, recipient: { form, value, id: value } };

	const number = numberOf(value);
	if (bot.trim() === '') {
		throw new InvalidInput(
			'Bot',
			'is not named',
			'A phone number is looked up among the subscribers of one bot: choose it',
		);
	}
	return { addressing: { botId: bot, number }, recipient: { form, value: number, id: null } };
}

/** What people put between digits. */
const DECORATION = /[\s()\-\u2010-\u2015]/g;

/** International number, digits only. A leading 8 stays: whether it is a trunk prefix cannot be known. */
export function numberOf(value: string, field = 'Recipient'): string {
	const number = value.replace(DECORATION, '').replace(/^\+/, '');
	if (!/^\d+$/.test(number)) {
		throw new InvalidInput(
			field,
			`“${value}” is not a phone number`,
			'Give it in international form, digits only, such as 79990000000',
		);
	}
	return number;
}
