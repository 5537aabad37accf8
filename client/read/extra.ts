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
