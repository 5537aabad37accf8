import { asText, isObject, type JsonObject } from '../http/json';
import type { BotEvent, EventFile, EventMessage } from '../model/event';
import { fullName } from './person';

/**
 * What a message holds, the telling names first: an animation comes with a document beside it, a venue with a
 * location. Source: Bot API 10.3, "Message"; a kind that is not here is called `other`.
 */
const CONTENT_KINDS = [
	'text',
	'animation',
	'photo',
	'audio',
	'voice',
	'video_note',
	'video',
	'sticker',
	'document',
	'paid_media',
	'story',
	'contact',
	'venue',
	'location',
	'poll',
	'dice',
	'game',
	'invoice',
	'successful_payment',
	'refunded_payment',
	'checklist',
	'rich_message',
	'users_shared',
	'chat_shared',
	'write_access_allowed',
	'connected_website',
	'web_app_data',
] as const;

const FILE_KINDS: ReadonlySet<string> = new Set([
	'animation',
	'photo',
	'audio',
	'voice',
	'video_note',
	'video',
	'sticker',
	'document',
]);

export const contentKindOf = (message: JsonObject): string =>
	CONTENT_KINDS.find((kind) => message[kind] !== undefined) ?? 'other';

/** @param own username of the bot, where it is known */
export function contentOf(message: JsonObject, own?: string | null): EventMessage {
	const kind = contentKindOf(message);
	const text = asText(message.text) ?? asText(message.caption) ?? '';
	const reply = message.reply_to_message;
	return {
		id: asText(message.message_id),
		text,
		kind,
		command: commandOf(text, message.entities, own)?.name ?? null,
		file: FILE_KINDS.has(kind) ? fileOf(kind, message[kind]) : null,
		replyTo: isObject(reply) ? asText(reply.message_id) : null,
	};
}

/** A photo comes in several sizes, the largest last. */
function fileOf(kind: string, media: unknown): EventFile | null {
	const file: unknown = Array.isArray(media) ? media[media.length - 1] : media;
	if (!isObject(file)) return null;
	const fileId = asText(file.file_id);
	if (fileId === null) return null;
	return {
		kind,
		fileId,
		name: asText(file.file_name),
		mimeType: asText(file.mime_type),
		size: typeof file.file_size === 'number' ? file.file_size : null,
	};
}

const COMMAND = /^\/([a-z0-9_]{1,32})(?:@([a-z0-9_]+))?(?:\s+([^]*))?$/i;

/**
 * A command at the very beginning. Telegram marks it with an entity; clients exist that send "/start" without
 * any, so the text alone is enough where nothing is marked. What is said to another bot of a group is no command here.
 */
export function commandOf(
	text: string,
	entities: unknown,
	own?: string | null,
): { name: string; rest: string } | undefined {
	const [whole, name = '', addressee, rest = ''] = COMMAND.exec(text) ?? [];
	if (whole === undefined) return undefined;
	if (own && addressee !== undefined && addressee.toLowerCase() !== own.toLowerCase()) return undefined;
	const marked = Array.isArray(entities) && entities.some(isCommandAtStart);
	if (Array.isArray(entities) && entities.length > 0 && !marked) return undefined;
	return { name: name.toLowerCase(), rest: rest.trim() };
}

const isCommandAtStart = (entity: unknown): boolean =>
	isObject(entity) && entity.type === 'bot_command' && entity.offset === 0;

/** What a deep link may carry; a text that a person wrote behind /start by hand is no payload. */
const PAYLOAD = /^[\w-]{1,64}$/;

export const payloadOf = (rest: string): string | null => (PAYLOAD.test(rest) ? rest : null);

/**
 * A contact card. Only a card on which Telegram says that it is the sender's own proves a phone: anybody can
 * pass on the card of somebody else.
 */
export function cardOf(message: JsonObject): BotEvent['card'] {
	const { contact, from } = message;
	if (!isObject(contact)) return undefined;
	const own =
		isObject(from) && asText(contact.user_id) !== null && asText(contact.user_id) === asText(from.id);
	return {
		phone: (asText(contact.phone_number) ?? '').replace(/\D/g, ''),
		name: fullName(asText(contact.first_name), asText(contact.last_name)) ?? '',
		own,
	};
}
