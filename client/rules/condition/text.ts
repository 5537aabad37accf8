/** Conditions about what somebody wrote. */
import { InvalidInput } from '../../model/error';
import type { BotEvent, EventName } from '../../model/event';
import type { Limit } from '../rule';
import { fold, hasWord, linesOf, wordsOf } from '../words';
import { when, type ConditionFields, type Reader } from './reader';

export const WITH_TEXT: readonly EventName[] = ['message', 'subscribed', 'phoneShared'];

/** No message of a service is longer, but an item may hold anything. */
const LONGEST_TEXT = 10_000;

const folded = new WeakMap<BotEvent, string>();

function textOf(event: BotEvent): string {
	const text = folded.get(event) ?? fold((event.message?.text ?? '').slice(0, LONGEST_TEXT));
	folded.set(event, text);
	return text;
}

interface TextTest {
	field: 'texts' | 'words';
	holds: (said: string, words: string[], fields: ConditionFields) => boolean;
	/** See Limit; all words are folded. */
	limits: (words: string[], fields: ConditionFields) => Array<Omit<Limit, 'of' | 'fits'>>;
}

const text =
	({ field: name, holds, limits }: TextTest): Reader =>
	(fields, { field }) => {
		const listed = name === 'texts' ? linesOf(fields[name]) : wordsOf(fields[name]);
		const words = listed.map(fold).filter((word) => word !== '');
		if (words.length === 0)
			throw new InvalidInput(field, 'has no text to look for', 'Fill it in, or remove it');
		const fits = (said: string): boolean => holds(said, words, fields);
		return {
			events: WITH_TEXT,
			limits: limits(words, fields).map((limit) => ({ ...limit, of: 'text', fits })),
			test: ({ event }) => when(fits(textOf(event))),
		};
	};

const has = (said: string, word: string, { wholeWords }: ConditionFields): boolean =>
	wholeWords === true ? hasWord(said, word) : said.includes(word);

/** A whole word in a part of a text need not be one in the text. */
const growing = ({ wholeWords }: ConditionFields): Pick<Limit, 'grows'> =>
	wholeWords === true ? {} : { grows: 'anywhere' };

export const containsAll = text({
	field: 'words',
	holds: (said, words, fields) => words.every((word) => has(said, word, fields)),
	limits: (words, fields) =>
		words.map((word) => ({ stems: { at: 'anywhere', texts: [word] }, ...growing(fields) })),
});

export const containsAny = text({
	field: 'words',
	holds: (said, words, fields) => words.some((word) => has(said, word, fields)),
	limits: (words, fields) => [{ stems: { at: 'anywhere', texts: words }, ...growing(fields) }],
});

export const startsWith = text({
	field: 'texts',
	holds: (said, words) => words.some((word) => said.startsWith(word)),
	limits: (words) => [{ stems: { at: 'start', texts: words }, grows: 'start' }],
});

export const textIs = text({
	field: 'texts',
	holds: (said, words) => words.includes(said),
	limits: (values) => [{ values }],
});
