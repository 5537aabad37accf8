/** `{first name}` and the like in the texts of a rule. */
import { InvalidInput } from '../model/error';
import type { BotEvent } from '../model/event';
import { payloadOf } from './condition/command';
import type { Found } from './rule';

/** Where the values come from. */
export interface Facts {
	event: BotEvent;
	/** The match of the rule's pattern and its groups. */
	found: Found;
}

interface Placeholder {
	/** As it is written in the documentation. */
	name: string;
	description: string;
	value: (facts: Facts) => string | null | undefined;
}

export const PLACEHOLDERS: readonly Placeholder[] = [
	{ name: 'bot', description: 'the name of the bot', value: ({ event }) => event.bot?.name },
	{
		name: 'button',
		description: 'the data of the button that was pressed',
		value: ({ event }) => event.button?.data,
	},
	{ name: 'chat', description: 'the title of the chat', value: ({ event }) => event.chat?.title },
	{
		name: 'first name',
		description: 'the person’s first name',
		value: ({ event }) => event.subscriber?.firstName,
	},
	{
		name: 'language',
		description: 'the code of the person’s language',
		value: ({ event }) => event.language,
	},
	{
		name: 'last name',
		description: 'the person’s last name',
		value: ({ event }) => event.subscriber?.lastName,
	},
	{
		name: 'name',
		description: 'first and last name, else the username',
		value: ({ event: { subscriber } }) => (subscriber?.name === subscriber?.id ? null : subscriber?.name),
	},
	{
		name: 'payload',
		description: 'what stood behind the command, such as the payload of a deep link',
		value: ({ event }) => payloadOf(event),
	},
	{
		name: 'phone',
		description: 'the phone number that the person shared, with its +',
		value: ({ event: { subscriber, card } }) => {
			const phone = subscriber?.phone ?? (card?.own === true ? card.phone : null);
			return phone && `+${phone.replace(/^\+/, '')}`;
		},
	},
	{ name: 'text', description: 'what the person wrote', value: ({ event }) => event.message?.text },
	{
		name: 'username',
		description: 'the person’s username, with its @',
		value: ({ event: { subscriber } }) => subscriber?.username && `@${subscriber.username}`,
	},
];

/** What stands before a value for people to read, and in no address: `https://t.me/{username}`. */
const SIGNS = new Map([
	['phone', '+'],
	['username', '@'],
]);

export function withoutSign(name: string, value: string): string {
	const sign = SIGNS.get(keyOf(name)) ?? '';
	return value.startsWith(sign) ? value.slice(sign.length) : value;
}

/** Groups of a pattern: `{match 1}`; `{match}` is all that the pattern fitted. */
const MATCH = /^match(\d{1,2})?$/;

const byName = new Map(PLACEHOLDERS.map((placeholder) => [keyOf(placeholder.name), placeholder]));

/**
 * A word or several in braces, with what is shown instead where there is no value behind a bar. Braces around
 * anything else, JSON for example, are left alone; so are those behind a backslash.
 */
export const SHAPE = /\\([{}])|\{([\p{L}][\p{L}\p{N} _-]{0,39})(?:\|([^{}]{0,200}))?\}/gu;

/** Upper and lower case are the same, and so is how words are separated: `{First_Name}`. */
function keyOf(name: string): string {
	return name.toLowerCase().replace(/[\s_-]+/g, '');
}

export const valueOf = (name: string): ((facts: Facts) => string | null | undefined) | undefined => {
	const key = keyOf(name);
	const match = MATCH.exec(key);
	if (match) return ({ found }) => found[Number(match[1] ?? 0)];
	return byName.get(key)?.value;
};

/** What is known by name, to be told to people: `{bot}, {button} …`. */
export const knownPlaceholders = (): string =>
	[...PLACEHOLDERS.map(({ name }) => name), 'match 1'].map((name) => `{${name}}`).join(', ');

/**
 * Finds an unknown placeholder in a text; a regular expression for the editor, where this code does not run. Written
 * without braces beside each other, which would end an expression.
 */
export const placeholderPattern = `/(^|[^\\\\{$])[{](?!(match([ _-]?[0-9]{1,2})?|${PLACEHOLDERS.map(
	({ name }) => name.replace(' ', '[ _-]?'),
).join(
	'|',
)})[ _-]*([|][^{}]*)?[}])[A-Za-z\\u00C0-\\uFFFF][A-Za-z0-9\\u00C0-\\uFFFF _-]{0,39}([|][^{}]*)?[}]/i`;

/** The placeholders of a text, each once, by their plain names. */
export const placeholdersIn = (text: string): string[] => [...new Set(namesIn(text).map(keyOf))];

const namesIn = (text: string): string[] => [...text.matchAll(SHAPE)].flatMap(([, , name]) => name ?? []);

/**
 * @param groups of the rule's regular expression; 0 for none, null where the rule has no expression
 * @throws InvalidInput naming the placeholder
 */
export function checkPlaceholders(text: string, field: string, groups: number | null): void {
	for (const name of namesIn(text)) {
		const [isMatch, group] = MATCH.exec(keyOf(name)) ?? [];
		if (isMatch !== undefined) checkGroup(name, Number(group ?? 0), field, groups);
		else if (!byName.has(keyOf(name))) {
			const advice = `Use ${knownPlaceholders()}, or write \\{ where a brace is meant`;
			throw new InvalidInput(field, `has an unknown placeholder {${name}}`, advice);
		}
	}
}

/** What never has a value would leave a hole in every reply. */
function checkGroup(name: string, group: number, field: string, groups: number | null): void {
	if (groups !== null && group <= groups) return;
	const has = groups === null ? 'no regular expression' : groups === 1 ? 'one group' : `${groups} groups`;
	throw new InvalidInput(
		field,
		`has {${name}}, and the rule has ${groups === null ? has : `a regular expression with ${has}`}`,
		'Put what is to be found into round brackets: order (\\d+)',
	);
}
