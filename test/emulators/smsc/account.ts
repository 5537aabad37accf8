/** Source: public clients. */
import { Refused } from './refusal';
import type { State } from './state';

export function balance(state: State, { cur }: Record<string, string>): unknown {
	const { settings } = state;
	if (state.isTooOften('balance', settings.balanceLimit)) throw new Refused(9);
	return {
		balance: settings.balance.toFixed(2),
		...(settings.credit !== null && { credit: settings.credit }),
		...(cur === '1' && { currency: settings.currency }),
	};
}

export function info(_state: State, { get_operator, phone = '' }: Record<string, string>): unknown {
	if (get_operator !== '1') throw new Refused(1);
	if (!/^\+?\d{7,15}$/.test(phone)) throw new Refused(7);
	return {
		country: 'Россия',
		operator: 'МегаФон',
		region: 'Москва',
		mcc: '250',
		mnc: '02',
		tz: '0',
	};
}
