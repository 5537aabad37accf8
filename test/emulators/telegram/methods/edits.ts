/** Changing and deleting messages, and what is answered to a press. */
import { mediaFields } from '../files';
import { checkMarkup, parseMarkup, type Markup } from '../keyboard';
import type { Message } from '../messages';
import { isRecord } from '../params';
import { badRequest } from '../refusal';
import { parseFormatted } from '../text/formatted';
import type { Call, Method, MethodTable } from './call';
import { reach, readCaption, readText, textFields } from './send';

const MEDIA_FIELDS = ['photo', 'document', 'video', 'animation', 'audio', 'voice', 'video_note', 'sticker'];
const NO_CAPTION = ['video_note', 'sticker'];
const TWO_DAYS = 48 * 60 * 60;

const NOT_MODIFIED =
	'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

const hasMedia = (message: Message): boolean => MEDIA_FIELDS.some((field) => field in message);

/**
 * An edit: arguments are read, the message is found, then changed.
 * assumed: messages of somebody who has blocked the bot can still be edited.
 * @param change the new content fields, made once the message is known; the old ones are named to be dropped
 */
function edit(
	call: Call,
	drop: readonly string[],
	change: (message: Message) => Record<string, unknown>,
): Message {
	const { bot, method, params } = call;
	const markup = parseMarkup(params.json('reply_markup', 'reply keyboard markup'));
	if (params.text('chat_id') === '' && params.integer('message_id') <= 0) {
		if (params.text('inline_message_id') === '') throw badRequest('Message identifier is not specified');
		// inline mode is not emulated
		throw badRequest('MESSAGE_ID_INVALID');
	}
	const chat = bot.chats.resolve(params.text('chat_id'), 'edit', method);
	const before = bot.messages.get(chat.id, params.integer('message_id'));
	if (!before) throw badRequest('message to edit not found');
	const isOwn = before.from ? before.from.id === bot.id : chat.type === 'channel';
	if (!isOwn) throw badRequest("message can't be edited");
	const fields = change(before);
	const shown = checkMarkup(markup, chat.type, { inlineOnly: true, maxBytes: bot.settings.maxMarkupBytes });
	const after = changed(before, drop, fields, shown);
	if (sameContent(before, after)) throw badRequest(NOT_MODIFIED);
	bot.pace.take(call.rateLimit, chat.id, bot.settings.now());
	const message = bot.messages.put({ ...after, edit_date: bot.now() });
	bot.edited.push({ method, message });
	bot.changed();
	return message;
}

/** A keyboard that isn't given again is gone. */
function changed(
	before: Message,
	drop: readonly string[],
	fields: Record<string, unknown>,
	markup: Markup | undefined,
): Message {
	const kept = Object.fromEntries(
		Object.entries(before).filter(([name]) => !drop.includes(name) && name !== 'reply_markup'),
	) as Message;
	return { ...kept, ...fields, ...(markup && { reply_markup: markup }) };
}

function sameContent(before: Message, after: Message): boolean {
	const { edit_date: _edited, ...old } = before;
	const { edit_date: _again, ...now } = after;
	return canonical(old) === canonical(now);
}

/** JSON with its fields in one order. */
function canonical(value: unknown): string {
	return JSON.stringify(value, (_key, part: unknown) =>
		isRecord(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
	);
}

const editMessageText: Method = (call) => {
	const text = readText(call);
	const preview = call.params.json('link_preview_options', 'link preview options');
	return edit(call, ['text', 'entities', 'link_preview_options'], (message) => {
		if (message.text === undefined) throw badRequest('There is no text in the message to edit');
		try {
			return {
				...textFields(call, 'text', text),
				...(isRecord(preview) && Object.keys(preview).length > 0 && { link_preview_options: preview }),
			};
		} catch (error) {
			// an edit is measured by Telegram's own servers, which say it in their own way
			const isLength = error instanceof Error && error.message.endsWith('message is too long');
			throw isLength ? badRequest('MESSAGE_TOO_LONG') : error;
		}
	});
};

const editMessageCaption: Method = (call) => {
	const caption = readCaption(call);
	return edit(call, ['caption', 'caption_entities'], (message) => {
		if (!hasMedia(message) || NO_CAPTION.some((field) => field in message)) {
			throw badRequest('There is no caption in the message to edit');
		}
		return textFields(call, 'caption', caption);
	});
};

const editMessageMedia: Method = (call) => {
	const { bot, params } = call;
	const media = params.json('media', 'input media');
	if (media === undefined) throw badRequest('Parameter "media" is required');
	const { file, fields } = bot.files.inputMedia(params, media);
	const caption = parseFormatted(
		String(fields['caption'] ?? ''),
		String(fields['parse_mode'] ?? ''),
		Array.isArray(fields['caption_entities']) ? (fields['caption_entities'] as unknown[]) : undefined,
	);
	const drop = [...MEDIA_FIELDS, 'text', 'entities', 'caption', 'caption_entities'];
	return edit(call, drop, () => ({ ...mediaFields(file), ...textFields(call, 'caption', caption) }));
};

const editMessageReplyMarkup: Method = (call) => edit(call, [], () => ({}));

function deletable(call: Call, chatId: number, messageId: number): Message | undefined {
	const message = call.bot.messages.get(chatId, messageId);
	if (message && message.date < call.bot.now() - TWO_DAYS) {
		throw badRequest("message can't be deleted for everyone");
	}
	return message;
}

function remove({ bot }: Call, chatId: number, messageId: number): void {
	if (bot.messages.delete(chatId, messageId)) bot.deleted.push({ chatId, messageId });
	bot.changed();
}

const deleteMessage: Method = (call) => {
	const { bot, method, params } = call;
	if (params.text('chat_id') === '') throw badRequest('Chat identifier is not specified');
	const messageId = params.integer('message_id');
	if (messageId <= 0) throw badRequest('Message identifier is not specified');
	const chat = bot.chats.resolve(params.text('chat_id'), 'write', method);
	if (!deletable(call, chat.id, messageId)) throw badRequest('message to delete not found');
	remove(call, chat.id, messageId);
	return true;
};

/** Messages that aren't found are skipped. */
const deleteMessages: Method = (call) => {
	const { bot, method, params } = call;
	const value = params.json('message_ids', 'message_ids');
	if (value === undefined) throw badRequest('Message identifiers are not specified');
	if (!Array.isArray(value)) throw badRequest('Expected an Array of message identifiers');
	if (value.length > 100) throw badRequest('Too many message identifiers specified');
	if (value.length === 0) throw badRequest('Message identifiers are not specified');
	const ids = value.map((id: unknown) => {
		if (typeof id !== 'number' && typeof id !== 'string')
			throw badRequest('Message identifier must be a Number');
		if (!Number.isInteger(Number(id))) throw badRequest("Can't parse message identifier as a Number");
		if (Number(id) <= 0) throw badRequest('Invalid message identifier specified');
		return Number(id);
	});
	const chat = bot.chats.resolve(params.text('chat_id'), 'write', method);
	const found = ids.filter((id) => deletable(call, chat.id, id));
	for (const id of found) remove(call, chat.id, id);
	return true;
};

/** assumed: a press may be answered again as long as it is open. */
const answerCallbackQuery: Method = ({ bot, params }) => {
	const id = params.text('callback_query_id');
	const text = params.text('text');
	const url = params.text('url');
	if (!bot.isOpen(id)) throw badRequest(TOO_OLD);
	// assumed: both names; the limit of 200 and the kind of address are documented
	if ([...text].length > 200) throw badRequest('MESSAGE_TOO_LONG');
	if (url !== '' && !/^(?:https?:\/\/)?(?:t|telegram)\.me\/\w+\?start(?:group)?=/i.test(url)) {
		throw badRequest('URL_INVALID');
	}
	bot.answered.push({
		callbackQueryId: id,
		text,
		showAlert: params.flag('show_alert'),
		url,
		cacheTime: params.within('cache_time', 0, 0, 30 * 24 * 60 * 60),
	});
	bot.changed();
	return true;
};

const TOO_OLD = 'query is too old and response timeout expired or query ID is invalid';

const ACTIONS = [
	'cancel',
	'typing',
	'upload_photo',
	'record_video',
	'upload_video',
	'record_voice',
	'record_audio',
	'upload_voice',
	'upload_audio',
	'upload_document',
	'choose_sticker',
	'find_location',
	'pick_up_location',
	'record_video_note',
	'upload_video_note',
];

/** For a bot the server says ok without asking. */
const sendChatAction: Method = (call) => {
	const { bot, method, params } = call;
	const action = params.text('action').toLowerCase();
	if (!ACTIONS.includes(action)) throw badRequest('Wrong parameter action in request');
	const chat = bot.chats.resolve(params.text('chat_id'), 'reach', method);
	reach(call, chat);
	bot.actions.push({ chatId: chat.id, action });
	bot.changed();
	return true;
};

export const EDIT_METHODS: MethodTable = {
	editMessageText,
	editMessageCaption,
	editMessageMedia,
	editMessageReplyMarkup,
	deleteMessage,
	deleteMessages,
	answerCallbackQuery,
	sendChatAction,
};
