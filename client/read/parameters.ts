import { isObject, parseJson } from '../http/json';
import { InvalidInput } from '../model/error';
import type { Template } from '../model/message';

/** One parameter as the fields of the panel hold it. */
export interface ParameterField {
	name?: unknown;
	value?: unknown;
}

const FIELD = 'Parameters';

/** @throws InvalidInput for a value without a name, and for a name that comes twice */
export function readParameterFields(fields: readonly ParameterField[]): Template['parameters'] {
	const given = new Map<string, unknown>();
	fields.forEach(({ name, value }, index) => {
		const key = typeof name === 'string' ? name.trim() : '';
		const place = `${FIELD}, parameter ${index + 1}`;
		if (key === '') throw new InvalidInput(place, 'has no name', 'Name the variable that it fills');
		if (given.has(key)) {
			throw new InvalidInput(place, `is “${key}” again`, 'Give each variable one value');
		}
		given.set(key, value ?? '');
	});
	return Object.fromEntries(given);
}

/** A JSON object, or its text; nothing is none. @throws InvalidInput */
export function readParameterData(given: unknown): Template['parameters'] {
	if (given === undefined || given === null || given === '') return {};
	const value = typeof given === 'string' ? parseJson(given) : given;
	if (isObject(value)) return value;
	throw new InvalidInput(FIELD, 'are no JSON object', 'Write them as { "name": "value" }');
}
