import { compileSearch } from '../../events/pattern/pattern';
import { InvalidInput } from '../../model/error';
import { toText } from '../words';
import { PRESSED } from './button';
import type { Reader } from './reader';
import { WITH_TEXT } from './text';

/** A regular expression. What it finds, and its groups, can be put into the reply. */
export const pattern: Reader = (fields, { field }) => {
	const given = toText(fields.pattern);
	if (given === '') throw new InvalidInput(field, 'has no regular expression', 'Fill it in, or remove it');
	const { search, groups } = compileSearch(given, `${field}, Regular Expression`);
	return fields.patternIn === 'button'
		? { events: PRESSED, groups, test: ({ event }) => search(event.button?.data ?? '') }
		: { events: WITH_TEXT, groups, test: ({ event }) => search(event.message?.text ?? '') };
};
