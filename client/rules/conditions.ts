/** The conditions that a rule may have: how each is read from the panel, and when it holds. */
import { compileSearch } from '../events/pattern/pattern';
import { languageTag } from '../language';
import { InvalidInput } from '../model/error';
import { EVENT_NAMES, type BotEvent, type EventName } from '../model/event';
import { isWithin, isZone, minutesOf } from './hours';
import type { Condition, Found } from './rule';
import { fold, hasWord, linesOf, toText, wordsOf } from './words';

/** One condition as the panel stores it: which it is, and the fields of all kinds. */
export type ConditionFields = { when?: unknown } & Record<string, unknown>;

/** What is known while a condition is read. */
interface Place {
	/** In errors: `Rule 2 (“Prices”), condition 1`. */
	field: string;
	/** The workflow's own. */
	zone: string;
}

type Reader = (fields: ConditionFields, place: Place) => Omit<Condition, 'says'>;

/** It holds, and there is nothing to keep. */
const HELD: Found = [];

const when = (holds: boolean): Found | undefined => (holds ? HELD : undefined);

const WITH_TEXT: readonly EventName[] = ['message', 'subscribed', 'phoneShared'];
const PRESSED: readonly EventName[] = ['buttonPressed'];
const WITH_COMMAND: readonly EventName[] = ['message', 'subscribed'];

/** No message of a service is longer, but an item may hold anything. */
const LONGEST_TEXT = 10_000;

const folded = new WeakMap<BotEvent, string>();

function textOf(event: BotEvent): string {
	const text = folded.get(event) ?? fold((event.message?.text ?? '').slice(0, LONGEST_TEXT));
	folded.set(event, text);
	return text;
}

/** Some services tell only that somebody has started the bot, and not by which words. */
const commandOf = ({ message, start }: BotEvent): string | null =>
	message?.command ?? (start && (start.how ?? 'start') === 'start' ? 'start' : null);

/** What stands behind a command. */
export function payloadOf({ message, start }: BotEvent): string {
	if (typeof start?.payload === 'string') return start.payload;
	if (!message || message.command === null) return '';
	return /^\S+\s+([^]*)$/.exec(message.text)?.[1]?.trim() ?? '';
}

interface TextTest {
	field: string;
	listOf: (value: unknown) => string[];
	holds: (said: string, words: string[], fields: ConditionFields) => boolean;
	exact?: true;
}

const text =
	({ field: name, listOf, holds, exact }: TextTest): Reader =>
	(fields, { field }) => {
		const words = listOf(fields[name])
			.map(fold)
			.filter((word) => word !== '');
		if (words.length === 0)
			throw new InvalidInput(field, 'has no text to look for', 'Fill it in, or remove it');
		return {
			events: WITH_TEXT,
			...(exact && { only: { of: 'text', values: words } }),
			test: ({ event }) => when(holds(textOf(event), words, fields)),
		};
	};

const has = (said: string, word: string, { wholeWords }: ConditionFields): boolean =>
	wholeWords === true ? hasWord(said, word) : said.includes(word);

const button =
	(holds: (data: string, wanted: string) => boolean, exact: boolean): Reader =>
	({ data }, { field }) => {
		const wanted = linesOf(data);
		if (wanted.length === 0) throw new InvalidInput(field, 'has no button data', 'Fill it in, or remove it');
		return {
			events: PRESSED,
			...(exact && { only: { of: 'button', values: wanted } }),
			test: ({ event }) => when(wanted.some((one) => holds(event.button?.data ?? '', one))),
		};
	};

const PAYLOADS = new Map<unknown, (payload: string, wanted: string) => boolean>([
	['any', () => true],
	['none', (payload) => payload === ''],
	['some', (payload) => payload !== ''],
	['is', (payload, wanted) => payload === wanted],
]);

const command: Reader = (fields, { field }) => {
	const wanted = toText(fields.command).trim().replace(/^\//, '').toLowerCase();
	const fits = PAYLOADS.get(fields.payload ?? 'any');
	if (!fits) throw new InvalidInput(field, 'has an unknown choice for Payload', 'Choose one from the list');
	const payload = toText(fields.payloadText).trim();
	return {
		events: WITH_COMMAND,
		...(wanted !== '' && { only: { of: 'command', values: [wanted] } }),
		test: ({ event }) => {
			const given = commandOf(event);
			if (given === null || (wanted !== '' && given !== wanted)) return undefined;
			return when(fits(payloadOf(event), payload));
		},
	};
};

const pattern: Reader = (fields, { field }) => {
	const given = toText(fields.pattern);
	if (given === '') throw new InvalidInput(field, 'has no regular expression', 'Fill it in, or remove it');
	const search = compileSearch(given, `${field}, Regular Expression`);
	return fields.patternIn === 'button'
		? { events: PRESSED, test: ({ event }) => search(event.button?.data ?? '') }
		: { events: WITH_TEXT, test: ({ event }) => search(event.message?.text ?? '') };
};

const event: Reader = ({ events: given }, { field }) => {
	const wanted: unknown[] = Array.isArray(given) ? given : wordsOf(given);
	const events = EVENT_NAMES.filter((name) => wanted.includes(name));
	if (events.length > 0) return { events, test: ({ event: { event: name } }) => when(events.includes(name)) };
	throw new InvalidInput(field, 'names no event', 'Choose at least one');
};

/** `pt` is said of `pt-br`, too. */
const language: Reader = ({ languages }, { field }) => {
	const given = wordsOf(languages);
	const tags = given.flatMap((one) => languageTag(one) ?? []);
	if (tags.length === 0 || tags.length < given.length) {
		throw new InvalidInput(field, 'names no language that can be understood', 'Use codes such as de, pt-BR');
	}
	const speaks = (spoken: string): boolean =>
		tags.some((tag) => spoken === tag || spoken.startsWith(`${tag}-`));
	return { test: ({ event: { language: spoken } }) => when(speaks(spoken)) };
};

const hours: Reader = (fields, place) => {
	const { field } = place;
	const days = new Set((Array.isArray(fields.days) ? fields.days : wordsOf(fields.days)).map(Number));
	const zone = toText(fields.zone).trim() || place.zone;
	const [from, to] = [minutesOf(toText(fields.from)), minutesOf(toText(fields.to))];
	if (from === undefined || to === undefined)
		throw new InvalidInput(field, 'has a time that cannot be read', 'Write it as 09:30');
	if (![...days].some((day) => day >= 1 && day <= 7))
		throw new InvalidInput(field, 'names no day', 'Choose at least one');
	if (!isZone(zone))
		throw new InvalidInput(field, `has an unknown time zone “${zone}”`, 'Write it as Europe/Berlin');
	const outside = fields.hours === 'outside';
	return { test: ({ now }) => when(isWithin({ days, from, to, zone }, now) !== outside) };
};

const READERS = new Map<unknown, Reader>([
	['anything', () => ({ test: () => HELD })],
	['buttonIs', button((data, wanted) => data === wanted, true)],
	['buttonStartsWith', button((data, wanted) => data.startsWith(wanted), false)],
	['command', command],
	[
		'containsAll',
		text({
			field: 'words',
			listOf: wordsOf,
			holds: (said, words, fields) => words.every((word) => has(said, word, fields)),
		}),
	],
	[
		'containsAny',
		text({
			field: 'words',
			listOf: wordsOf,
			holds: (said, words, fields) => words.some((word) => has(said, word, fields)),
		}),
	],
	['event', event],
	['hours', hours],
	['language', language],
	['regex', pattern],
	[
		'startsWith',
		text({
			field: 'texts',
			listOf: linesOf,
			holds: (said, words) => words.some((word) => said.startsWith(word)),
		}),
	],
	[
		'textIs',
		text({ field: 'texts', listOf: linesOf, holds: (said, words) => words.includes(said), exact: true }),
	],
]);

/** @throws InvalidInput naming rule and condition */
export function readCondition(fields: ConditionFields, place: Place): Condition {
	const reader = READERS.get(fields.when);
	if (!reader) throw new InvalidInput(place.field, 'is of an unknown kind', 'Choose one from the list');
	// "anything" says nothing, so two rules that differ in it only are the same
	const says = fields.when === 'anything' ? '' : JSON.stringify(Object.entries(fields).sort());
	return { says, ...reader(fields, place) };
}
