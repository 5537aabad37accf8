import { InvalidInput } from '../model/error';
import type { BotEvent, EventChat, EventName } from '../model/event';
import type { Receiver } from '../receiver';
import { compilePattern } from './pattern/pattern';

export const KEYWORD_MODES = ['contains', 'exact', 'regex'] as const;

export type KeywordMode = (typeof KEYWORD_MODES)[number];

/** What a workflow wants to be started by. Empty lists and texts let everything pass. */
export interface FilterSettings {
	events: readonly EventName[];
	/** Ids. */
	chats: readonly string[];
	/** Ids, `@usernames` or phones. */
	users: readonly string[];
	chatTypes: ReadonlyArray<EventChat['type']>;
	keyword: string;
	keywordMode: KeywordMode;
	/** In the service's own language. */
	query: string;
	ignoreBots: boolean;
}

/** Whether an event starts the workflow. Pure: it decides before anything is loaded, kept or started. */
export type Wants = (event: BotEvent) => boolean;

/**
 * Reads the filters once, when the trigger is activated.
 * @throws InvalidInput for a pattern or query that cannot be read
 */
export function compileFilter(settings: FilterSettings, receiver: Receiver): Wants {
	const parts: Wants[] = [
		ofEvents(settings.events),
		...(settings.ignoreBots ? [notByBots] : []),
		...(settings.chats.length > 0 ? [inChats(settings.chats)] : []),
		...(settings.users.length > 0 ? [byUsers(settings.users)] : []),
		...(settings.chatTypes.length > 0 ? [ofChatTypes(settings.chatTypes)] : []),
		...(settings.keyword === '' ? [] : [saying(settings)]),
		...(settings.query === '' ? [] : [fitting(settings.query, receiver)]),
	];
	return (event) => parts.every((part) => part(event));
}

const ofEvents = (events: readonly EventName[]): Wants => {
	const wanted = new Set(events);
	return ({ event }) => wanted.has(event);
};

/** Two bots that answer each other never stop. */
const notByBots: Wants = ({ subscriber }) => subscriber?.isBot !== true;

/** Ids are compared to the letter; where they are phones, people write them with + and spaces. */
const idsIn = (typed: readonly string[]): ReadonlySet<string> =>
	new Set(typed.flatMap((id) => (PHONE.test(id) ? [id, id.replace(/\D/g, '')] : [id])));

const PHONE = /^\+[\d\s().-]+$/;

const inChats = (chats: readonly string[]): Wants => {
	const wanted = idsIn(chats);
	return ({ chat }) => chat !== null && wanted.has(chat.id);
};

const byUsers = (users: readonly string[]): Wants => {
	const ids = idsIn(users);
	const names = new Set(users.map((user) => user.toLowerCase().replace(/^@/, '')));
	return ({ subscriber }) =>
		subscriber !== null &&
		(ids.has(subscriber.id) ||
			(subscriber.phone !== null && ids.has(subscriber.phone)) ||
			(subscriber.username !== null && names.has(subscriber.username.toLowerCase())));
};

const ofChatTypes = (types: FilterSettings['chatTypes']): Wants => {
	const wanted = new Set(types);
	return ({ chat }) => chat !== null && wanted.has(chat.type);
};

/** The text of a message, or the data of a pressed button. */
const textOf = ({ message, button }: BotEvent): string | undefined => button?.data ?? message?.text;

function saying({ keyword, keywordMode }: FilterSettings): Wants {
	const fits = textTest(keyword, keywordMode);
	return (event) => {
		const text = textOf(event);
		return text !== undefined && fits(text);
	};
}

function textTest(keyword: string, mode: KeywordMode): (text: string) => boolean {
	if (mode === 'regex') return compilePattern(keyword, 'Keyword');
	const wanted = keyword.trim().toLowerCase();
	if (mode === 'exact') return (text) => text.trim().toLowerCase() === wanted;
	return (text) => text.toLowerCase().includes(wanted);
}

function fitting(query: string, { nativeFilter }: Receiver): Wants {
	if (!nativeFilter) {
		throw new InvalidInput('Filter Query', 'is not available for this service', 'Empty it', 'unsupported');
	}
	const fits = nativeFilter.compile(query);
	return ({ raw }) => fits(raw);
}
