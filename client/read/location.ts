import { InvalidInput } from '../model/error';
import type { Location } from '../model/message';

/** A place as a user typed it or an expression gave it; coordinates in degrees, with a point. */
export interface LocationFields {
	latitude: string;
	longitude: string;
	name: string;
	address: string;
}

/** @throws InvalidInput naming the field */
export const readLocation = ({ latitude, longitude, name, address }: LocationFields): Location => ({
	latitude: degrees('Latitude', latitude, 90),
	longitude: degrees('Longitude', longitude, 180),
	...(name !== '' && { name }),
	...(address !== '' && { address }),
});

const DEGREES = /^[+-]?\d{1,3}(\.\d+)?$/;

function degrees(field: string, typed: string, most: number): number {
	const text = typed.trim();
	const value = Number(text);
	if (DEGREES.test(text) && Math.abs(value) <= most) return value;
	throw new InvalidInput(
		field,
		text === '' ? 'is empty' : `“${text}” is not a number of degrees between -${most} and ${most}`,
		'Give degrees with a point, such as 52.520008',
	);
}
