import { InvalidInput } from '../model/error';

/** A number that can be called, and where. */
export interface Phone {
	/** E.164: `+79990000001`. */
	e164: string;
	/** Without the `+`, as the gateways take it. */
	digits: string;
	/** ISO 3166-1 alpha-2; null for numbers that belong to no country, such as satellites. */
	country: string | null;
}

/** Numbers as people write them down. */
export interface Phones {
	/**
	 * @param home the country of a number without its country code; empty for none
	 * @returns what is wrong with it where it is no number of any country
	 */
	read(typed: string, home?: string): Phone | InvalidInput;
	isCountry(code: string): boolean;
}

/**
 * A number that a registry or a service knows: international, and mostly without its +. Without one it would be
 * read at home first, where the same digits may be somebody else's number.
 */
export const international = (phone: string): string => (phone === '' ? '' : `+${phone.replace(/^\+/, '')}`);

/** Loads what is known of the world's numbers, on first use: it takes longer than the rest of the package. */
export async function openPhones(): Promise<Phones> {
	const { isSupportedCountry, parsePhoneNumberFromString } = await import('../vendor/phone');

	const parse = (text: string, home?: string): Phone | undefined => {
		const country = home !== undefined && isSupportedCountry(home) ? home : undefined;
		const number = parsePhoneNumberFromString(text, {
			extract: false,
			...(country && { defaultCountry: country }),
		});
		if (!number?.isValid() || number.ext !== undefined) return undefined;
		return {
			e164: number.number,
			digits: number.number.slice(1),
			country: number.country ?? null,
		};
	};

	return {
		isCountry: (code) => isSupportedCountry(code),
		read: (typed, home = '') => {
			const text = typed.trim();
			if (text === '')
				return new InvalidInput('Phone', 'is empty', 'Give a phone number with its country code');
			// services and registries write international numbers without the +
			const phone = text.startsWith('+')
				? parse(text)
				: ((home === '' ? undefined : parse(text, home)) ?? parse(`+${text}`));
			if (phone) return phone;
			return new InvalidInput(
				'Phone',
				`“${text}” is not a phone number`,
				home === '' && !text.startsWith('+')
					? 'Give it with + and its country code, or set Default Country'
					: 'Give it with + and its country code, e.g. +79990000000',
			);
		},
	};
}
