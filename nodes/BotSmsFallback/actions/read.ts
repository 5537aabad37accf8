import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { SmsWish } from '../../../client/fallback/guard';
import { UNKNOWNS, type UnknownIs } from '../../../client/fallback/judge';
import type { Phones } from '../../../client/fallback/phone';
import { checkZone, readQuietHours } from '../../../client/fallback/quiet';
import { InvalidInput } from '../../../client/model/error';
import { readChoice, readNumber, readText, readWord } from '../../../client/n8n/read/parameters';

/** Reads what an item says of its SMS; the phone may still be empty. @throws InvalidInput */
export function readWish(context: IExecuteFunctions, item: number, phones: Phones): SmsWish {
	const guard = context.getNodeParameter('guard', item, {}) as IDataObject;
	const word = (name: string): string => String(guard[name] ?? '').trim();
	const number = (name: string, label: string): number =>
		readNumber(context, item, { name: `guard.${name}`, label, least: 0, usual: 0 });
	const quiet = readQuietHours(word('quietFrom'), word('quietUntil'));
	const sender = readWord(context, 'options.smsSender', item);
	return {
		phone: readWord(context, 'phone', item),
		text: readText(context, 'smsText', item),
		home: readCountries(word('home'), 'Default Country', phones)[0] ?? '',
		countries: readCountries(word('countries'), 'Allowed Countries', phones),
		mostParts: number('mostParts', 'Most Parts'),
		longText: word('longText') === 'shorten' ? 'shorten' : 'refuse',
		...(quiet && { quiet }),
		zone: checkZone(word('timeZone') || context.getTimezone()),
		mostCost: number('mostCost', 'Most per SMS'),
		...(sender && { sender }),
	};
}

/** A code that nobody knows would let nothing through, or everything. */
function readCountries(text: string, field: string, phones: Phones): string[] {
	const codes = text.split(/[\s,;]+/).filter((code) => code !== '');
	return codes.map((code) => {
		const country = code.toUpperCase();
		if (phones.isCountry(country)) return country;
		throw new InvalidInput(field, `“${code}” is no country`, 'Write two-letter codes, as in DE, AT, CH');
	});
}

export const readUnknown = (context: IExecuteFunctions, item: number): UnknownIs =>
	readChoice(context, item, {
		name: 'options.unknown',
		label: 'Unknown Outcome',
		of: UNKNOWNS,
		usual: 'sent',
	});
