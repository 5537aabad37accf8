/** The conditions that a rule may have, and how each is read from the panel. */
import { InvalidInput } from '../model/error';
import { buttonIs, buttonStartsWith } from './condition/button';
import { event, hours, language } from './condition/circumstance';
import { command } from './condition/command';
import { pattern } from './condition/pattern';
import { when, type ConditionFields, type Place, type Reader } from './condition/reader';
import { containsAll, containsAny, startsWith, textIs } from './condition/text';
import type { Condition } from './rule';

export type { ConditionFields } from './condition/reader';

/** By the value that workflows store. */
const READERS = new Map<unknown, Reader>([
	['anything', () => ({ says: '', test: () => when(true) })],
	['buttonIs', buttonIs],
	['buttonStartsWith', buttonStartsWith],
	['command', command],
	['containsAll', containsAll],
	['containsAny', containsAny],
	['event', event],
	['hours', hours],
	['language', language],
	['regex', pattern],
	['startsWith', startsWith],
	['textIs', textIs],
]);

/** @throws InvalidInput naming rule and condition */
export function readCondition(fields: ConditionFields, place: Place): Condition {
	const reader = READERS.get(fields.when);
	if (!reader) throw new InvalidInput(place.field, 'is of an unknown kind', 'Choose one from the list');
	return { says: JSON.stringify(Object.entries(fields).sort()), ...reader(fields, place) };
}
