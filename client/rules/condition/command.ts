import { InvalidInput } from '../../model/error';
import type { BotEvent, EventName } from '../../model/event';
import type { Limit } from '../rule';
import { toText, wordsOf } from '../words';
import { when, type Reader } from './reader';

const WITH_COMMAND: readonly EventName[] = ['message', 'subscribed'];

/** Some services tell only that somebody has started the bot, and not by which words. */
const commandOf = ({ message, start }: BotEvent): string | null =>
	message?.command ?? (start && (start.how ?? 'start') === 'start' ? 'start' : null);

/** What stands behind a command. */
export function payloadOf({ message, start }: BotEvent): string {
	if (typeof start?.payload === 'string') return start.payload;
	if (!message || message.command === null) return '';
	return /^\S+\s+([^]*)$/.exec(message.text)?.[1]?.trim() ?? '';
}

/** The payload that a condition asks for: whether one will do, and which values there are. */
interface Payload {
	fits: (payload: string, wanted: string) => boolean;
	values?: (wanted: string) => string[];
}

const PAYLOADS = new Map<unknown, Payload>([
	['any', { fits: () => true }],
	['none', { fits: (payload) => payload === '', values: () => [''] }],
	['some', { fits: (payload) => payload !== '' }],
	['is', { fits: (payload, wanted) => payload === wanted, values: (wanted) => [wanted] }],
]);

/** Everything that services take for a command begins so. */
const SLASH: Limit = {
	of: 'text',
	stems: { at: 'start', texts: ['/'] },
	fits: (said) => said.startsWith('/'),
	implied: true,
};

export const command: Reader = (fields, { field }) => {
	const wanted = wordsOf(fields.command).map((one) => nameIn(one, field));
	const choice = fields.payload ?? 'any';
	const payload = PAYLOADS.get(choice);
	if (!payload)
		throw new InvalidInput(field, 'has an unknown choice for Payload', 'Choose one from the list');
	const behind = toText(fields.payloadText).trim();
	if (choice === 'is' && behind === '')
		throw new InvalidInput(field, 'has no payload text', 'Fill it in, or set Payload to Must Not Be There');
	const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
	const fits = (given: string): boolean => payload.fits(given, behind);
	return {
		events: WITH_COMMAND,
		limits: [
			wanted.length === 0
				? { of: 'command', stems: { at: 'start', texts: [''] }, grows: 'start', fits: isWanted }
				: { of: 'command', values: wanted, fits: isWanted },
			...(choice === 'any' ? [] : [{ of: 'payload' as const, values: payload.values?.(behind), fits }]),
			SLASH,
		],
		test: ({ event }) => {
			const given = commandOf(event);
			return when(given !== null && isWanted(given) && fits(payloadOf(event)));
		},
	};
};

/** Source: Bot API, "BotCommand": 1-32 characters, lowercase English letters, digits and underscores. */
const NAME = /^[a-z\d_]{1,32}$/;

/** As people write it: with a slash or without, and perhaps with the bot that it is for. */
function nameIn(given: string, field: string): string {
	const name = given.toLowerCase().replace(/^\//, '').replace(/@\w+$/, '');
	if (NAME.test(name)) return name;
	throw new InvalidInput(
		field,
		`has “${given}”, which is no command`,
		'Write it as /help: letters from a to z, digits and underscores. What stands behind it belongs to Payload; for other words use Text Starts With',
	);
}
