/** Whom a bot knows and whether it may write to them. */
import {
	CHAT_REFUSALS,
	Refused,
	badRequest,
	refusalFor,
	type Access,
	type ChatRefusal,
	type ChatRefusalName,
	type Refusal,
} from './refusal';

export type ChatType = 'private' | 'group' | 'supergroup' | 'channel';

export interface Person {
	id: number;
	firstName: string;
	lastName?: string;
	username?: string;
	languageCode?: string;
	isPremium?: boolean;
	isBot?: boolean;
	bio?: string;
}

export interface Group {
	id: number;
	type: 'group' | 'supergroup' | 'channel';
	title: string;
	username?: string;
	isForum?: boolean;
	/** Topics that exist. */
	threads?: number[];
}

/** As the Bot API writes a User: what is empty is left out. */
export interface User {
	id: number;
	is_bot: boolean;
	first_name: string;
	last_name?: string;
	username?: string;
	language_code?: string;
	is_premium?: true;
}

/** As the Bot API writes a Chat inside a message. */
export interface Chat {
	id: number;
	type: ChatType;
	title?: string;
	first_name?: string;
	last_name?: string;
	username?: string;
	is_forum?: true;
}

export interface KnownChat {
	id: number;
	type: ChatType;
	person?: Person;
	group?: Group;
	refusal?: ChatRefusal;
}

export const userOf = (person: Person): User => ({
	id: person.id,
	is_bot: person.isBot === true,
	first_name: person.firstName,
	...(person.lastName && { last_name: person.lastName }),
	...(person.username && { username: person.username }),
	...(person.languageCode && { language_code: person.languageCode }),
	...(person.isPremium && { is_premium: true as const }),
});

export function chatOf({ id, type, person, group }: KnownChat): Chat {
	if (group) {
		return {
			id,
			title: group.title,
			...(group.username && { username: group.username }),
			...(group.isForum && { is_forum: true as const }),
			type,
		};
	}
	return {
		id,
		first_name: person?.firstName ?? '',
		...(person?.lastName && { last_name: person.lastName }),
		...(person?.username && { username: person.username }),
		type,
	};
}

export class Chats {
	private readonly known = new Map<number, KnownChat>();

	/** @param elsewhere finds other bots of the emulator by id or name */
	constructor(private readonly elsewhere: (idOrName: number | string) => Person | undefined) {}

	addPerson(person: Person): KnownChat {
		const before = this.known.get(person.id);
		const chat: KnownChat = {
			id: person.id,
			type: 'private',
			person,
			...(person.isBot && { refusal: CHAT_REFUSALS.isBot }),
			...(before?.refusal && { refusal: before.refusal }),
		};
		this.known.set(person.id, chat);
		return chat;
	}

	addGroup(group: Group): KnownChat {
		const chat: KnownChat = { id: group.id, type: group.type, group };
		this.known.set(group.id, chat);
		return chat;
	}

	get(id: number): KnownChat | undefined {
		const chat = this.known.get(id);
		if (chat) return chat;
		const bot = this.elsewhere(id);
		return bot && this.addPerson(bot);
	}

	/** For tests: a chat that must be there. */
	must(id: number): KnownChat {
		const chat = this.get(id);
		if (!chat) throw new Error(`Unknown chat ${id}: call addPerson or addChat first`);
		return chat;
	}

	all(): KnownChat[] {
		return [...this.known.values()];
	}

	/** A chat that isn't known yet is made up, so that a refusal can be ordered for a bare id. */
	refuse(id: number, why: ChatRefusalName | Refusal | ChatRefusal): void {
		const made = (): KnownChat =>
			id < 0
				? this.addGroup({ id, type: id < -1_000_000_000_000 ? 'supergroup' : 'group', title: `Chat ${id}` })
				: this.addPerson({ id, firstName: '' });
		const chat = this.get(id) ?? made();
		chat.refusal = typeof why === 'string' ? CHAT_REFUSALS[why] : { from: 'edit', ...why };
	}

	allow(id: number): void {
		const chat = this.known.get(id);
		if (chat) delete chat.refusal;
	}

	clearRefusals(): void {
		for (const chat of this.known.values()) {
			if (chat.person?.isBot) chat.refusal = CHAT_REFUSALS.isBot;
			else delete chat.refusal;
		}
	}

	/**
	 * The chat that a call names (Client.cpp `check_chat`).
	 * @param named an id, or `@name` of a bot, a channel or a supergroup: never of a person
	 */
	resolve(named: string, access: Access, method: string): KnownChat {
		if (named === '') throw badRequest('chat_id is empty');
		const chat = named.startsWith('@')
			? this.byName(named.slice(1))
			: this.get(Number(/^-?\d+/.exec(named)?.[0] ?? 0));
		if (!chat) throw badRequest('chat not found');
		// what Telegram's own servers say comes last, see `reach`
		this.check(chat, access === 'reach' ? 'write' : access, method);
		return chat;
	}

	/** What is known only when something is really delivered: blocked, never started and the like. */
	reach(chat: KnownChat, method: string): void {
		this.check(chat, 'reach', method);
	}

	private check(chat: KnownChat, access: Access, method: string): void {
		const refusal = chat.refusal && refusalFor(chat.refusal, access, method, chat.type);
		if (refusal) throw new Refused(refusal);
	}

	private byName(name: string): KnownChat | undefined {
		const wanted = name.toLowerCase();
		for (const chat of this.known.values()) {
			if (chat.person && !chat.person.isBot) continue;
			if ((chat.group ?? chat.person)?.username?.toLowerCase() === wanted) return chat;
		}
		const bot = this.elsewhere(wanted);
		return bot && this.addPerson(bot);
	}
}
