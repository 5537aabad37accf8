/** What Telegram sends, in our words. Pure; reads what is there, whatever is missing or of another type. */
import { asText, isObject, type JsonObject } from '../http/json';
import { languageOf } from '../language';
import type { BotEvent, EventChat, EventName, EventPerson } from '../model/event';
import type { Reading } from '../receiver';
import { cardOf, commandOf, contentKindOf, contentOf, payloadOf } from './content';
import { happeningIn } from './happenings';
import { chatOf, personOf } from './person';

/** What the event adds to what all have. */
type Part = { event: EventName } & Partial<
	Pick<BotEvent, 'message' | 'button' | 'card' | 'start' | 'status' | 'notification' | 'error' | 'subscriber'>
>;

/** What is known of an update before its kind is read. */
interface About {
	kind: string;
	who: EventPerson | null;
	chat: EventChat | null;
	/** The bot's own username, where it is known. */
	own: string | null | undefined;
}

type Reader = (body: JsonObject, about: About) => Part;

/** An update holds one kind beside its id; kinds that this version does not know are notifications. */
export function readUpdate(update: unknown, { bot, receivedAt }: Reading): BotEvent[] {
	const [kind, body] = contentOfUpdate(update);
	const message = isObject(body.message) ? body.message : {};
	const who = senderOf(body);
	const chat = placeOf(body.chat ?? message.chat, isObject(body.message) ? message : body);
	const part = partOf(body, { kind, who, chat, own: bot?.username });
	const subscriber = part.subscriber === undefined ? who : part.subscriber;
	return [
		{
			service: 'telegram',
			bot: bot && { id: bot.id, name: bot.name },
			chat,
			language: languageOf(subscriber?.language, null),
			happenedAt: timeOf(body.edit_date ?? body.date),
			receivedAt,
			raw: update,
			...part,
			subscriber,
		},
	];
}

/** A channel's post is copied into the channel's group by an account of Telegram's, which is nobody who writes. */
function senderOf({ from, user, is_automatic_forward: isCopy }: JsonObject): EventPerson | null {
	const person = personOf(from ?? user);
	return person && isCopy === true ? { ...person, isBot: true } : person;
}

/** Where it was said, with what a reply to it has to name. */
function placeOf(chat: unknown, said: JsonObject): EventChat | null {
	const place = chatOf(chat);
	const topicId = said.is_topic_message === true ? asText(said.message_thread_id) : null;
	const businessConnectionId = asText(said.business_connection_id);
	return (
		place && {
			...place,
			...(topicId !== null && { topicId }),
			...(businessConnectionId !== null && { businessConnectionId }),
		}
	);
}

function contentOfUpdate(update: unknown): [kind: string, body: JsonObject] {
	if (!isObject(update)) return ['unknown', {}];
	const found = Object.entries(update).find(([name]) => name !== 'update_id');
	return found === undefined ? ['unknown', {}] : [found[0], isObject(found[1]) ? found[1] : {}];
}

function partOf(body: JsonObject, about: About): Part {
	const reader = READERS.get(about.kind) ?? notification;
	const part = reader(body, about);
	if (Object.keys(body).length > 0) return part;
	return { ...part, error: 'This update holds nothing that could be read' };
}

const notification: Reader = (_body, { kind }) => ({ event: 'notification', notification: { kind } });

/** Service messages by which a person lets the bot write without pressing Start. */
const ALLOWING: ReadonlySet<string> = new Set(['write_access_allowed', 'connected_website']);

const message: Reader = (body, { kind, who, chat, own }) => {
	const happening = happeningIn(body);
	if (happening !== undefined) return { event: 'notification', notification: { kind: happening } };
	const content = contentOf(body, own);
	const isPrivate = kind === 'message' && chat?.type === 'private';
	const command = isPrivate ? commandOf(content.text, body.entities, own) : undefined;
	if (command?.name === 'start' && contentKindOf(body) === 'text') {
		const start = { payload: payloadOf(command.rest), isNew: null, how: 'start' as const };
		return { event: 'subscribed', message: content, start };
	}
	if (isPrivate && ALLOWING.has(content.kind)) {
		return { event: 'subscribed', message: content, start: { payload: null, isNew: null, how: 'allowed' } };
	}
	const card = cardOf(body);
	if (!card) return { event: 'message', message: content };
	const subscriber = who && card.own ? { ...who, phone: card.phone } : who;
	return { event: 'phoneShared', message: content, card, subscriber };
};

const press: Reader = (body) => {
	const from = isObject(body.message) ? body.message : {};
	return {
		event: 'buttonPressed',
		button: {
			pressId: asText(body.id) ?? '',
			data: asText(body.data) ?? '',
			messageId: asText(from.message_id) ?? asText(body.inline_message_id),
		},
	};
};

/** In a private chat it comes on block and unblock only; in groups it is about the bot's membership there. */
const membership: Reader = (body, about) => {
	const [before, after] = [body.old_chat_member, body.new_chat_member].map((member) =>
		isObject(member) ? asText(member.status) : null,
	);
	if (about.chat?.type !== 'private' || after === before) return notification(body, about);
	if (after === 'kicked' || after === 'left') {
		const status = { messageId: null, status: 'blocked' as const, reason: 'blocked', description: null };
		return { event: 'unsubscribed', status };
	}
	if (after !== 'member') return notification(body, about);
	return { event: 'subscribed', start: { payload: null, isNew: null, how: 'unblocked' } };
};

const READERS = new Map<string, Reader>([
	['message', message],
	['channel_post', message],
	['business_message', message],
	['callback_query', press],
	['my_chat_member', membership],
]);

/** Seconds since the epoch. */
function timeOf(seconds: unknown): string | null {
	if (typeof seconds !== 'number' || seconds <= 0) return null;
	const time = new Date(seconds * 1_000);
	return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
