/**
 * What all sends share, in the order in which the server looks at things (Client.cpp `do_send_message`): the text,
 * the JSON of reply and keyboard, the chat, the topic, the message replied to, the meaning of keyboard and content,
 * and last what only delivery shows.
 */
import { CHAT_REFUSALS, Refused, badRequest } from '../refusal';
import { chatOf, type KnownChat } from '../chats';
import type { StoredFile } from '../files';
import { checkMarkup, isInline, parseMarkup, type Markup } from '../keyboard';
import type { Message } from '../messages';
import { isRecord } from '../params';
import { parseFormatted, showFormatted } from '../text/formatted';
import type { Formatted } from '../text/entity';
import type { Call } from './call';

export const TEXT = { of: 4096, tooLong: 'Message is too long' };
export const CAPTION = { of: 1024, tooLong: 'Message caption is too long', mayBeEmpty: true };

/** Fields of the message; the file that they show, if any. */
export interface Content {
	fields: Record<string, unknown>;
	media?: StoredFile;
}

/** Arguments that `Sent` has in fields of their own. */
const NOT_FLAGS = ['chat_id', 'text', 'caption', 'entities', 'caption_entities', 'reply_markup', 'media'];

/** @returns the text as written; `showText` says how it is shown */
export function readText({ params }: Call): Formatted {
	const text = params.text('text');
	if (text === '') throw badRequest('Message text is empty');
	return parseFormatted(text, params.text('parse_mode'), params.list('entities'));
}

export const readCaption = ({ params }: Call): Formatted =>
	parseFormatted(params.text('caption'), params.text('parse_mode'), params.list('caption_entities'));

/** Text or caption as fields of a message. */
export function textFields(
	call: Call,
	kind: 'text' | 'caption',
	formatted: Formatted,
): Record<string, unknown> {
	const shown = showFormatted(formatted, kind === 'text' ? TEXT : CAPTION);
	if (kind === 'caption' && shown.text === '') return {};
	// people whom the bot doesn't know can't be mentioned; the text stays
	const entities = shown.entities.flatMap((entity) => {
		if (entity.type !== 'text_mention') return [entity];
		const person = call.bot.chats.get(entity.user?.id ?? 0)?.person;
		return person
			? [{ ...entity, user: { id: person.id, is_bot: person.isBot === true, first_name: person.firstName } }]
			: [];
	});
	const entitiesField = kind === 'text' ? 'entities' : 'caption_entities';
	return { [kind]: shown.text, ...(entities.length > 0 && { [entitiesField]: entities }) };
}

/**
 * Checks a send and carries it out.
 * @param contentOf what is sent, checked once the chat is known
 */
export function send(call: Call, contentOf: (chat: KnownChat) => Content): Message {
	const { params } = call;
	const markup = parseMarkup(params.json('reply_markup', 'reply keyboard markup'));
	const prepared = prepare(call);
	const content = contentOf(prepared.chat);
	const shown = checkMarkup(markup, prepared.chat.type, { maxBytes: call.bot.settings.maxMarkupBytes });
	reach(call, prepared.chat);
	return put(call, prepared, content, shown);
}

export interface Prepared {
	chat: KnownChat;
	threadId: number | undefined;
	replyTo: Message | undefined;
}

/** Chat, topic and reply of a send. */
export function prepare(call: Call): Prepared {
	const { bot, method, params } = call;
	const reply = readReply(call);
	if (params.text('business_connection_id') !== '') throw badRequest('business connection not found');
	const chat = bot.chats.resolve(params.text('chat_id'), 'reach', method);
	const thread = Math.max(params.integer('message_thread_id'), 0);
	// 1 is the General topic, which is sent to without naming it
	if (thread > 1 && !chat.group?.threads?.includes(thread)) throw badRequest('Message thread not found');
	return { chat, threadId: thread > 1 ? thread : undefined, replyTo: reply(chat) };
}

/** The last questions before a message is out: is the recipient reachable, and is the pace kept. */
export function reach(call: Call, chat: KnownChat): void {
	const { bot, method, params } = call;
	if (!mayWriteToBot(call, chat, params.text('chat_id'))) bot.chats.reach(chat, method);
	bot.pace.take(call.rateLimit, chat.id, bot.settings.now());
}

/** assumed: two bots that both allow it may write to each other by `@username`. */
function mayWriteToBot({ bot, botWithId }: Call, chat: KnownChat, named: string): boolean {
	if (!bot.profile.botToBot || !chat.person?.isBot || !named.startsWith('@')) return false;
	if (!botWithId(chat.id)?.profile.botToBot) throw new Refused(CHAT_REFUSALS.botToBotDisabled);
	return true;
}

/** Checks the JSON at once; the message itself once the chat is known. */
function readReply({ bot, method, params }: Call): (chat: KnownChat) => Message | undefined {
	let wanted: { messageId: number; chatId: string; orWithout: boolean };
	if (params.has('reply_to_message_id')) {
		wanted = {
			messageId: params.integer('reply_to_message_id'),
			chatId: '',
			orWithout: params.flag('allow_sending_without_reply'),
		};
	} else {
		const reply = params.json('reply_parameters', 'reply parameters');
		if (reply === undefined) return () => undefined;
		if (!isRecord(reply)) throw badRequest('Object expected as reply parameters');
		if (Object.keys(reply).length === 0) return () => undefined;
		if (reply['message_id'] === undefined) throw badRequest('Can\'t find field "message_id"');
		parseFormatted(String(reply['quote'] ?? ''), String(reply['quote_parse_mode'] ?? ''), undefined);
		wanted = {
			messageId: Number(reply['message_id']),
			chatId: String(reply['chat_id'] ?? ''),
			orWithout: reply['allow_sending_without_reply'] === true,
		};
	}
	return (chat) => {
		if (!(wanted.messageId > 0)) return undefined;
		const of = wanted.chatId === '' ? chat : bot.chats.resolve(wanted.chatId, 'read', method);
		const message = bot.messages.get(of.id, wanted.messageId);
		if (!message && !wanted.orWithout) throw badRequest('message to be replied not found');
		return message;
	};
}

/** The message is out: gives it its number, keeps it, notes it in `sent`. */
export function put(
	{ bot, method, params, botWithId }: Call,
	{ chat, threadId, replyTo }: Prepared,
	{ fields, media }: Content,
	markup: Markup | undefined,
): Message {
	const message: Message = {
		message_id: bot.messages.nextId(chat),
		...(chat.type === 'channel' ? { sender_chat: chatOf(chat) } : { from: bot.user }),
		chat: chatOf(chat),
		date: bot.now(),
		...(threadId !== undefined && { message_thread_id: threadId, is_topic_message: true as const }),
		...(replyTo && { reply_to_message: withoutReply(replyTo) }),
		...fields,
		...(params.flag('protect_content') && { has_protected_content: true }),
		...(params.text('message_effect_id') !== '' && { effect_id: params.text('message_effect_id') }),
		...(isInline(markup) && { reply_markup: markup }),
	};
	bot.messages.put(message);
	const { text, entities, caption, caption_entities: captionEntities } = message;
	bot.sent.push({
		method,
		chatId: chat.id,
		messageId: message.message_id,
		date: message.date,
		...(text !== undefined && { text }),
		...(entities && { entities }),
		...(caption !== undefined && { caption }),
		...(captionEntities && { captionEntities }),
		...(markup && { replyMarkup: markup }),
		...(media && { media }),
		flags: Object.fromEntries(Object.entries(params.all()).filter(([name]) => !NOT_FLAGS.includes(name))),
		message,
	});
	const other = chat.person?.isBot ? botWithId(chat.id) : undefined;
	if (other) {
		other.update('message', { ...message, chat: chatOf(other.addPerson(bot.asPerson())) }, `chat ${bot.id}`);
	}
	bot.changed();
	return message;
}

/** "The Message object in this field will not contain further reply_to_message fields." */
function withoutReply(message: Message): Message {
	const { reply_to_message: _reply, ...rest } = message;
	return rest;
}
