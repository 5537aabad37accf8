/**
 * One emulated bot: what a test prepares (people, chats, refusals), what people do to it (say, press, block),
 * and what it did (sent, answered, typed).
 */
import { chatOf, Chats, userOf, type Group, type KnownChat, type Person, type User } from './chats';
import { Deliverer } from './webhook';
import { Files, mediaFields, type MediaKind, type StoredFile } from './files';
import { isInline, type Markup } from './keyboard';
import { Messages, type Message } from './messages';
import { Pace } from './pace';
import type { Upload } from './params';
import type { ChatRefusalName, Refusal } from './refusal';
import type { Settings } from './settings';
import type { Entity } from './text/entity';
import { withFound } from './text/found';
import { Updates, type Update } from './updates';

export interface BotProfile {
	/** `<id>:<secret>` */
	token: string;
	username: string;
	firstName: string;
	description?: string;
	shortDescription?: string;
	/** Belongs to the test environment: reached through `/bot<token>/test/<method>` only. */
	test?: boolean;
	/** May write to bots that allow it too, by `@username` (Bot API 10.0). */
	botToBot?: boolean;
	canJoinGroups?: boolean;
	canReadAllGroupMessages?: boolean;
	supportsInlineQueries?: boolean;
	supportsGuestQueries?: boolean;
	canConnectToBusiness?: boolean;
	hasMainWebApp?: boolean;
	hasTopicsEnabled?: boolean;
	canManageBots?: boolean;
}

/** A message that was accepted, as it was then; see `message()` for what edits made of it. */
export interface Sent {
	method: string;
	chatId: number;
	messageId: number;
	/** Seconds since the epoch. */
	date: number;
	text?: string;
	entities?: Entity[];
	caption?: string;
	captionEntities?: Entity[];
	/** As accepted: also keyboards at the input field. */
	replyMarkup?: Markup;
	media?: StoredFile;
	/** The other arguments as they came, e.g. `disable_notification: 'true'`. */
	flags: Record<string, string>;
	/** As answered. */
	message: Message;
}

export interface Answered {
	callbackQueryId: string;
	text: string;
	showAlert: boolean;
	url: string;
	cacheTime: number;
}

/** Who does something in which chat; the private chat by default. */
export interface Where {
	chatId?: number;
	threadId?: number;
}

export interface Command {
	command: string;
	description: string;
}

const NO_TEXTS = { description: '', shortDescription: '' };

export class EmulatedBot {
	readonly id: number;
	readonly chats: Chats;
	readonly messages = new Messages();
	readonly files: Files;
	readonly updates: Updates;
	readonly pace = new Pace();

	/** Every accepted message in order. */
	readonly sent: Sent[] = [];
	/** Every accepted edit in order, as the message is after it. */
	readonly edited: Array<{ method: string; message: Message }> = [];
	readonly deleted: Array<{ chatId: number; messageId: number }> = [];
	/** Answers to button presses. */
	readonly answered: Answered[] = [];
	/** Chat actions: "typing…". */
	readonly actions: Array<{ chatId: number; action: string }> = [];
	/** Commands by `scope|language`. */
	readonly commands = new Map<string, Command[]>();
	/** Descriptions and names by language; '' is for all. */
	readonly texts = {
		name: new Map<string, string>(),
		description: new Map<string, string>(),
		shortDescription: new Map<string, string>(),
	};

	/** Called after each change that a page would show. */
	onChange: (() => void) | undefined;
	loggedOut = false;
	/** When setWebhook was last called. */
	lastSetWebhook = Number.NEGATIVE_INFINITY;

	private readonly deliverer: Deliverer;
	private readonly presses = new Map<string, number>();
	private pressCount = 0;

	constructor(
		readonly profile: BotProfile,
		readonly settings: Settings,
		elsewhere: (idOrName: number | string) => Person | undefined,
	) {
		if (!/^[1-9]\d*:[\w-]+$/.test(profile.token))
			throw new Error('A token is <id>:<letters, digits, _ or ->');
		this.id = Number(profile.token.split(':')[0]);
		this.chats = new Chats(elsewhere);
		this.files = new Files(this.id, settings);
		this.deliverer = new Deliverer(settings, () => this.updates);
		this.updates = new Updates(settings, (this.id % 1000) * 1_000_000 + 1, () => this.deliverer.go());
		this.resetTexts();
	}

	// what a test prepares

	/** Somebody who has started the bot and may be written to. */
	addPerson(person: Person): KnownChat {
		return this.chats.addPerson(person);
	}

	addChat(group: Group): KnownChat {
		return this.chats.addGroup(group);
	}

	/** From now on this chat answers so. A name of `CHAT_REFUSALS` or any refusal of your own. */
	refuse(chatId: number, why: ChatRefusalName | Refusal): void {
		this.chats.refuse(chatId, why);
	}

	/** Takes a refusal back. */
	allow(chatId: number): void {
		this.chats.allow(chatId);
	}

	/** A group becomes a supergroup; the old id answers with the new one. */
	migrate(oldId: number, newId: number): void {
		const { group } = this.chats.must(oldId);
		if (!group) throw new Error(`${oldId} is no group`);
		const to = this.chats.addGroup({ ...group, id: newId, type: 'supergroup' });
		this.chats.refuse(oldId, {
			code: 400,
			description: 'Bad Request: group chat was upgraded to a supergroup chat',
			parameters: { migrate_to_chat_id: newId },
			from: 'write',
		});
		const service = (chat: KnownChat, fields: object): void => {
			const message = {
				message_id: this.messages.nextId(chat),
				chat: chatOf(chat),
				date: this.now(),
				...fields,
			};
			this.update('message', message, `chat ${chat.id}`);
		};
		service(this.chats.must(oldId), { migrate_to_chat_id: newId });
		service(to, { migrate_from_chat_id: oldId });
	}

	/** A file that the bot has already seen. */
	addFile(kind: MediaKind, upload: Upload): StoredFile {
		return this.files.add(kind, upload);
	}

	// what people do

	/** Somebody writes, and may be written to from then on. Commands get their entities. */
	say(userId: number, text: string, where: Where = {}): Message {
		const entities = withFound(text, []);
		return this.receive(userId, { text, ...(entities.length > 0 && { entities }) }, where);
	}

	/** Opens the bot by its Start button or a deep link. */
	start(userId: number, payload?: string): Message {
		return this.say(userId, payload === undefined ? '/start' : `/start ${payload}`);
	}

	/** Sends a message with any content, e.g. `{ location: { latitude: 1, longitude: 2 } }`. */
	receive(userId: number, content: Record<string, unknown>, where: Where = {}): Message {
		const person = this.person(userId);
		const chat = this.chats.must(where.chatId ?? userId);
		if (chat.type === 'private' && chat.refusal && !person.isBot) this.unblock(userId);
		const message: Message = {
			message_id: this.messages.nextId(chat),
			from: userOf(person),
			chat: chatOf(chat),
			date: this.now(),
			...(where.threadId !== undefined && {
				message_thread_id: where.threadId,
				is_topic_message: true as const,
			}),
			...content,
		};
		this.messages.put(message);
		this.update('message', message, `chat ${chat.id}`);
		return message;
	}

	/** @param of the person on the card; the sender's own by default */
	shareContact(userId: number, phone: string, of: number = userId): Message {
		const person = this.person(of);
		return this.receive(userId, {
			contact: {
				phone_number: phone,
				first_name: person.firstName,
				...(person.lastName && { last_name: person.lastName }),
				user_id: of,
			},
		});
	}

	sendFile(userId: number, kind: MediaKind, upload: Upload, caption?: string): Message {
		const file = this.files.add(kind, upload);
		return this.receive(userId, { ...mediaFields(file), ...(caption !== undefined && { caption }) });
	}

	/** Presses a button with this data, which need not be on the message: data can be forged. */
	press(messageId: number, data: string, by: { userId?: number; chatId?: number } = {}): Update | undefined {
		const message =
			by.chatId === undefined ? this.messages.find(messageId) : this.messages.get(by.chatId, messageId);
		const chatId = message?.chat.id ?? by.chatId;
		if (chatId === undefined)
			throw new Error(`No message ${messageId}: name its chat to press on a deleted one`);
		const userId = by.userId ?? chatId;
		const id = `${BigInt(this.id) * 4_294_967_296n + BigInt(++this.pressCount)}`;
		this.presses.set(id, this.settings.now() + this.settings.callbackSeconds * 1000);
		return this.update(
			'callback_query',
			{
				id,
				from: userOf(this.person(userId)),
				message: message ?? { chat: chatOf(this.chats.must(chatId)), message_id: messageId, date: 0 },
				chat_instance: `-${Math.abs(chatId)}0001`,
				data,
			},
			`callback ${userId}`,
		);
	}

	/** Presses the button with this label: an inline one gives its data, one at the input field is said. */
	tap(messageId: number, label: string, by: { userId?: number; chatId?: number } = {}): void {
		const sent = this.sent.findLast(
			(one) => one.messageId === messageId && (by.chatId === undefined || one.chatId === by.chatId),
		);
		const markup = this.messages.find(messageId)?.reply_markup ?? sent?.replyMarkup;
		const rows = isInline(markup)
			? markup.inline_keyboard
			: markup && 'keyboard' in markup
				? markup.keyboard
				: [];
		const button = rows.flat().find(({ text }) => text === label);
		if (!button) throw new Error(`No button "${label}" at message ${messageId}`);
		if (typeof button['callback_data'] === 'string') this.press(messageId, button['callback_data'], by);
		else if (!isInline(markup) && sent) this.say(by.userId ?? sent.chatId, label, { chatId: sent.chatId });
	}

	/** Blocks the bot: a `my_chat_member` comes, and writing is refused. */
	block(userId: number): void {
		this.chats.refuse(userId, 'blocked');
		this.membership(userId, 'member', 'kicked');
	}

	unblock(userId: number): void {
		const wasBlocked = this.chats.must(userId).refusal?.description.includes('blocked') === true;
		this.chats.allow(userId);
		if (wasBlocked) this.membership(userId, 'kicked', 'member');
	}

	/** The account ends; nothing is told to the bot. */
	deactivate(userId: number): void {
		this.chats.refuse(userId, 'deactivated');
	}

	/**
	 * Any update.
	 * @param key updates with the same key reach a webhook in order
	 * @returns nothing when the bot doesn't want this kind
	 */
	update(kind: string, payload: unknown, key = kind): Update | undefined {
		const update = this.updates.add(kind, payload, key);
		this.changed();
		return update;
	}

	// what it did

	/** A message as it is now. */
	message(chatId: number, messageId: number): Message | undefined {
		return this.messages.get(chatId, messageId);
	}

	/** Attempts to deliver updates to the webhook. */
	get deliveries(): Deliverer['log'] {
		return this.deliverer.log;
	}

	get delivery(): Deliverer {
		return this.deliverer;
	}

	/** Waits until so many messages were accepted in all. */
	async untilSent(count: number, withinMs = 60_000): Promise<Sent[]> {
		const end = Date.now() + withinMs;
		while (this.sent.length < count) {
			if (Date.now() > end) throw new Error(`${this.sent.length} of ${count} messages after ${withinMs} ms`);
			await new Promise((resolve) => setTimeout(resolve, 5));
		}
		return [...this.sent];
	}

	/** Forgets what was said and done, the webhook and refusals; keeps people, chats and files, and goes on counting ids. */
	reset(): void {
		for (const list of [this.sent, this.edited, this.deleted, this.answered, this.actions]) list.length = 0;
		this.commands.clear();
		this.resetTexts();
		this.chats.clearRefusals();
		this.messages.clear();
		this.pace.clear();
		this.presses.clear();
		this.deliverer.set(undefined);
		this.deliverer.log.length = 0;
		this.updates.stop();
		this.updates.clear();
		this.updates.allowed = undefined;
		this.loggedOut = false;
		this.lastSetWebhook = Number.NEGATIVE_INFINITY;
	}

	stop(): void {
		this.updates.stop();
		this.deliverer.stop();
	}

	// for the methods

	get user(): User {
		return userOf(this.asPerson());
	}

	asPerson(): Person {
		const firstName = this.texts.name.get('') ?? this.profile.firstName;
		return { id: this.id, firstName, username: this.profile.username, isBot: true };
	}

	/** Seconds since the epoch. */
	now(): number {
		return Math.floor(this.settings.now() / 1000);
	}

	/** Whether this press may still be answered. */
	isOpen(callbackQueryId: string): boolean {
		return (this.presses.get(callbackQueryId) ?? 0) > this.settings.now();
	}

	changed(): void {
		this.onChange?.();
	}

	private person(userId: number): Person {
		const { person } = this.chats.must(userId);
		if (!person) throw new Error(`${userId} is no person`);
		return person;
	}

	private membership(userId: number, from: string, to: string): void {
		const member = (status: string): object => ({
			user: this.user,
			status,
			...(status === 'kicked' && { until_date: 0 }),
		});
		this.update(
			'my_chat_member',
			{
				chat: chatOf(this.chats.must(userId)),
				from: userOf(this.person(userId)),
				date: this.now(),
				old_chat_member: member(from),
				new_chat_member: member(to),
			},
			`my_chat_member ${userId}`,
		);
	}

	private resetTexts(): void {
		const { firstName, description, shortDescription } = { ...NO_TEXTS, ...this.profile };
		for (const texts of Object.values(this.texts)) texts.clear();
		this.texts.name.set('', firstName);
		this.texts.description.set('', description);
		this.texts.shortDescription.set('', shortDescription);
	}
}
