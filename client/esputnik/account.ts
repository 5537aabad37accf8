import type { AccountStatus, Balance, Line } from '../gateway';
import type { Bot } from '../model/bot';
import { asText, isObject } from '../http/json';
import { InvalidInput } from '../model/error';
import { num, rawOf } from './answer';
import { ask } from './call';
import { unreadable } from './errors';

/** The fields of the credential that requests need and that are no secrets. */
export const SETTINGS = ['appUuid', 'timeZone'] as const;

/**
 * `app_uuid` of the bot, which the console shows; there is no request that lists it.
 * @throws InvalidInput when the credential names none
 */
export async function appUuidOf(line: Line): Promise<string> {
	const { appUuid = '' } = (await line.settings?.()) ?? {};
	if (appUuid.trim() !== '') return appUuid.trim();
	throw new InvalidInput(
		'App UUID',
		'is empty in the credential',
		'Enter the application ID that My Bots in the settings of the eSputnik account shows',
	);
}

/** The one bot of the account, as far as the credential tells; the service itself does not. */
export async function getBot(line: Line): Promise<Bot> {
	const id = await appUuidOf(line);
	return { id, name: id, username: null, description: null, link: null, raw: null };
}

/** An account that answers is open: the service tells no more. */
export async function getAccountStatus(line: Line): Promise<AccountStatus> {
	const reading = await ask(line, { method: 'GET', path: '/v1/account/info', effect: 'read' });
	if (!isObject(reading.value)) throw unreadable(reading, 'read');
	return { open: true, raw: rawOf(reading) };
}

export async function getBalance(line: Line): Promise<Balance> {
	const reading = await ask(line, { method: 'GET', path: '/v1/balance', effect: 'read' });
	const { currentBalance, creditLimit, currency } = isObject(reading.value) ? reading.value : {};
	const amount = num(currentBalance);
	if (amount === null) throw unreadable(reading, 'read');
	return { amount, currency: asText(currency), credit: num(creditLimit), raw: rawOf(reading) };
}
