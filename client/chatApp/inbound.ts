import { asText, firstText, isObject, parseJson, type JsonObject } from '../http/json';
import type { BotEvent, EventFile, EventMessage } from '../model/event';
import type { Part } from './events';
import { trimmed } from './items';
import { chatOf, personOf } from './person';

/** Types whose `Message` describes a file. */
const FILES: ReadonlySet<string> = new Set(['image', 'video', 'audio', 'document']);

/** Types by which somebody says something. All others tell what the service has to say. */
const SAID: ReadonlySet<string> = new Set([...FILES, 'text', 'location', 'contacts', 'reply']);

/** What somebody wrote or pressed. `Message` is the text itself, or for all other types a JSON in a text. */
export function inbound(item: JsonObject): Part {
	const type = (asText(item.Type) ?? '').toLowerCase();
	const subscriber = personOf(item);
	const about = { subscriber, chat: chatOf(subscriber) };
	if (!SAID.has(type)) return { ...about, event: 'notification', notification: { kind: type } };
	const parsed = type === 'text' ? undefined : parseJson(asText(item.Message) ?? '');
	const content = isObject(parsed) ? trimmed(parsed) : isObject(item.Message) ? trimmed(item.Message) : {};
	const message = messageOf(item, type, content);
	if (type === 'reply') {
		const data = firstText(content.payload, content.text) ?? message.text;
		const pressId = message.id ?? '';
		return { ...about, event: 'buttonPressed', message, button: { pressId, data, messageId: null } };
	}
	const card = type === 'contacts' ? ownContactIn(parsed, subscriber?.id) : undefined;
	if (card) {
		const sharing = subscriber && { ...subscriber, phone: card.phone };
		return { ...about, event: 'phoneShared', message, card, subscriber: sharing };
	}
	return { ...about, event: 'message', message };
}

function messageOf(item: JsonObject, type: string, content: JsonObject): EventMessage {
	const isPlain = type === 'text';
	// a reply that is no JSON after all is still what somebody said
	const bare = isPlain || (type === 'reply' && Object.keys(content).length === 0) ? item.Message : undefined;
	const text = firstText(bare, type === 'reply' ? content.text : content.caption) ?? '';
	return {
		id: asText(item.MessageId),
		text,
		kind: type,
		command: isPlain ? commandOf(text) : null,
		file: FILES.has(type) ? fileOf(type, content) : null,
		replyTo: null,
	};
}

const COMMAND = /^\/([a-z0-9_]{1,32})(?:@[a-z0-9_]+)?(?=\s|$)/i;

const commandOf = (text: string): string | null => COMMAND.exec(text)?.[1]?.toLowerCase() ?? null;

/** The service keeps a file for seven days at its address, which needs no key; there is no other way to it. */
function fileOf(kind: string, { id, url, filename, name, mimeType }: JsonObject): EventFile | null {
	const [fileId, address] = [asText(id), asText(url)];
	if (fileId === null && address === null) return null;
	return {
		kind,
		fileId: fileId ?? '',
		name: firstText(filename, name),
		mimeType: asText(mimeType),
		size: null,
		...(address !== null && { url: address }),
	};
}

/** Names that ids of people have in contact cards of Telegram and of WhatsApp; the service documents none. */
const IDS = ['userId', 'user_id', 'waId', 'wa_id'];
const PHONES = ['phoneNumber', 'phone_number', 'phone'];

/** A contact card counts as the sender's own only where it is the only one and says their very id. */
function ownContactIn(parsed: unknown, sender: string | undefined): BotEvent['card'] {
	const cards: unknown[] = Array.isArray(parsed) ? parsed : [parsed];
	const [card] = cards;
	if (cards.length !== 1 || !isObject(card) || sender === undefined) return undefined;
	const phone = firstText(...PHONES.map((name) => card[name]))?.replace(/\D/g, '') ?? '';
	const isOwn = IDS.some((name) => asText(card[name]) === sender);
	if (!isOwn || phone === '') return undefined;
	return { phone, name: firstText(card.name, card.firstName, card.first_name) ?? '', own: true };
}
