import type { Balance, Line } from '../gateway';
import { asText, isObject } from '../http/json';
import { numberIn, rawOf } from './answer';
import { ask } from './call';
import { unreadable } from './errors';

/** More than ten questions a minute are refused. Source: public clients. */
const PACE = { key: 'balance', limit: 10, per: 60_000 };

export async function getBalance(line: Line): Promise<Balance> {
	const reading = await ask(line, {
		purpose: 'balance',
		effect: 'read',
		pace: [PACE],
		fields: { cur: '1' },
	});
	const { balance, currency, credit } = isObject(reading.value) ? reading.value : {};
	const amount = numberIn(balance);
	if (amount === null) throw unreadable(reading, 'read');
	return { amount, currency: asText(currency), credit: numberIn(credit), raw: rawOf(reading) };
}
