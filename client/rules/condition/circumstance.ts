/** Conditions about what happened, to whom, and when. */
import { formsOf, languageTag } from '../../language';
import { InvalidInput } from '../../model/error';
import { EVENT_NAMES } from '../../model/event';
import { isAlways, isWithin, isZone, minutesOf, type Hours } from '../hours';
import { toText, wordsOf } from '../words';
import { when, type Reader } from './reader';

/** What happened is all that it says, and that is told by the events. */
export const event: Reader = ({ events: given }, { field }) => {
	const wanted: unknown[] = Array.isArray(given) ? given : wordsOf(given);
	const events = EVENT_NAMES.filter((name) => wanted.includes(name));
	if (events.length === 0) throw new InvalidInput(field, 'names no event', 'Choose at least one');
	return {
		says: '',
		events,
		namesEvents: true,
		test: ({ event: { event: name } }) => when(events.includes(name)),
	};
};

/** `pt` is said of `pt-br`, too. */
export const language: Reader = ({ languages }, { field }) => {
	const given = wordsOf(languages);
	const tags = given.flatMap((one) => languageTag(one) ?? []);
	if (tags.length === 0 || tags.length < given.length) {
		throw new InvalidInput(field, 'names no language that can be understood', 'Use codes such as de, pt-BR');
	}
	const wanted = new Set(tags.flatMap((tag) => formsOf(tag)[0] ?? []));
	const fits = (spoken: string): boolean => formsOf(spoken).some((form) => wanted.has(form));
	return {
		limits: [{ of: 'language', values: [...wanted], fits }],
		test: ({ event: { language: spoken } }) => when(fits(spoken)),
	};
};

export const hours: Reader = (fields, place) => {
	const { field } = place;
	const given: unknown[] = Array.isArray(fields.days) ? fields.days : wordsOf(fields.days);
	const days = new Set(given.map(Number).filter((day) => day >= 1 && day <= 7));
	const zone = toText(fields.zone).trim() || place.zone;
	const [from, to] = [minutesOf(toText(fields.from)), minutesOf(toText(fields.to))];
	if (from === undefined || to === undefined)
		throw new InvalidInput(field, 'has a time that cannot be read', 'Write it as 09:30');
	if (days.size === 0) throw new InvalidInput(field, 'names no day', 'Choose at least one');
	if (!isZone(zone))
		throw new InvalidInput(field, `has an unknown time zone “${zone}”`, 'Write it as Europe/Berlin');
	const open: Hours = { days, from, to, zone };
	const isOutside = fields.hours === 'outside';
	return {
		...(isOutside && isAlways(open) && { never: 'its opening hours never end' }),
		test: ({ now }) => when(isWithin(open, now) !== isOutside),
	};
};
