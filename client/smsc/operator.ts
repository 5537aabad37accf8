import type { Line, PhoneOperator } from '../gateway';
import { asText, isObject } from '../http/json';
import { rawOf } from './answer';
import { ask } from './call';
import { phonesOf } from './recipient';

/** Source: public clients, `info.php?get_operator=1`. */
export async function getOperator(line: Line, phone: string): Promise<PhoneOperator> {
	const number = phonesOf({ form: 'phone', value: phone });
	const reading = await ask(line, {
		purpose: 'operator',
		effect: 'read',
		fields: { get_operator: '1', phone: number },
	});
	const { country, operator, region, mcc, mnc, tz } = isObject(reading.value) ? reading.value : {};
	return {
		phone: number,
		country: asText(country),
		operator: asText(operator),
		region: asText(region),
		mcc: asText(mcc),
		mnc: asText(mnc),
		timeZone: asText(tz),
		raw: rawOf(reading),
	};
}
