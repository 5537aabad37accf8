import { isObject, parseJson } from '../http/json';
import { InvalidInput } from '../model/error';

/**
 * Fields for the service's own request: an object, or the JSON text of one.
 * @throws InvalidInput when it is something else
 */
export function readExtra(given: unknown): Record<string, unknown> {
	const value = typeof given === 'string' ? parseJson(given.trim() || '{}') : (given ?? {});
	if (isObject(value)) return value;
	throw new InvalidInput('Extra Fields', 'are no JSON object', 'Write them as { "Name": "value" }');
}

/** The same for a form, whose fields are texts: objects go as JSON. */
export const asTexts = (fields: Record<string, unknown>): Record<string, string> =>
	Object.fromEntries(
		Object.entries(fields).map(([name, value]) => [
			name,
			typeof value === 'object' ? JSON.stringify(value) : String(value),
		]),
	);
