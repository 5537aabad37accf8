/** The trigger's item → the event that it was. What people changed on the way must not break anything. */
import { asText, isObject, parseJson, type JsonObject } from '../http/json';
import { languageOf } from '../language';
import { InvalidInput } from '../model/error';
import {
	EVENT_NAMES,
	type BotEvent,
	type EventName,
	type EventChat,
	type EventMessage,
	type EventPerson,
} from '../model/event';
import { ENDED, PROGRESS, type DeliveryStatus } from '../model/status';

/**
 * @param value the item, or its JSON as a text
 * @throws InvalidInput when it is no event at all
 */
export function readEvent(value: unknown, receivedAt: string): BotEvent {
	const json = typeof value === 'string' ? parseJson(value) : value;
	const given = isObject(json) ? json : {};
	const event = EVENT_NAMES.find((name) => name === given.event);
	const service = asText(given.service);
	if (!event || service === null) {
		throw new InvalidInput(
			'Event',
			'is missing: the item does not come from a Bot Gateway Trigger',
			'Put this node behind that trigger, or give the trigger’s item in the option Event',
		);
	}
	const lastKnown = isObject(given.contact) ? asText(given.contact.language) : null;
	const subscriber = personOf(given.subscriber, lastKnown);
	const { message, button, card, start, status, link, notification } = given;
	return {
		event: isForeign(event, card) ? 'message' : event,
		service,
		bot: botOf(given.bot),
		subscriber,
		chat: chatOf(given.chat),
		...(isObject(message) && { message: messageOf(message) }),
		...(isObject(button) && {
			button: {
				pressId: asText(button.pressId) ?? '',
				data: asText(button.data) ?? '',
				messageId: asText(button.messageId),
			},
		}),
		...(isObject(card) && {
			card: {
				phone: asText(card.phone) ?? '',
				name: asText(card.name) ?? '',
				own: card.own === true,
			},
		}),
		...(isObject(start) && { start: startOf(start) }),
		...(isObject(status) && { status: statusOf(status) }),
		...(isObject(link) && { link: linkOf(link) }),
		...(isObject(notification) && { notification: { kind: asText(notification.kind) ?? 'unknown' } }),
		language: languageOf(asText(given.language), subscriber?.language),
		happenedAt: asText(given.happenedAt),
		receivedAt: asText(given.receivedAt) ?? receivedAt,
		raw: null,
	};
}

/** Anybody can send the card of somebody else: nothing is shared by that. */
const isForeign = (event: EventName, card: unknown): boolean =>
	event === 'phoneShared' && isObject(card) && card.own === false;

/** @param lastKnown of their languages, where the event itself does not tell */
function personOf(given: unknown, lastKnown: string | null): EventPerson | null {
	const id = isObject(given) ? asText(given.id) : null;
	if (!isObject(given) || id === null) return null;
	return {
		id,
		name: asText(given.name) ?? id,
		firstName: asText(given.firstName),
		lastName: asText(given.lastName),
		username: asText(given.username)?.replace(/^@/, '') ?? null,
		language: asText(given.language) ?? lastKnown,
		phone: asText(given.phone),
		isBot: given.isBot === true,
	};
}

function botOf(given: unknown): BotEvent['bot'] {
	const id = isObject(given) ? asText(given.id) : null;
	return isObject(given) && id !== null ? { id, name: asText(given.name) } : null;
}

const CHAT_TYPES: ReadonlyArray<EventChat['type']> = ['private', 'group', 'channel', 'unknown'];

function chatOf(given: unknown): EventChat | null {
	const id = isObject(given) ? asText(given.id) : null;
	if (!isObject(given) || id === null) return null;
	const type = CHAT_TYPES.find((one) => one === given.type) ?? 'unknown';
	const [topicId, businessConnectionId] = [asText(given.topicId), asText(given.businessConnectionId)];
	return {
		id,
		type,
		title: asText(given.title),
		...(topicId !== null && { topicId }),
		...(businessConnectionId !== null && { businessConnectionId }),
	};
}

const messageOf = (given: JsonObject): EventMessage => ({
	id: asText(given.id),
	text: asText(given.text) ?? '',
	kind: asText(given.kind) ?? 'other',
	command: asText(given.command)?.replace(/^\//, '').toLowerCase() ?? null,
	file: null,
	replyTo: asText(given.replyTo),
});

const STATUSES: readonly DeliveryStatus[] = [...PROGRESS, ...ENDED];

const statusOf = ({
	messageId,
	status,
	reason,
	description,
}: JsonObject): NonNullable<BotEvent['status']> => ({
	messageId: asText(messageId),
	status: STATUSES.find((one) => one === status) ?? 'unknown',
	reason: asText(reason),
	description: asText(description),
});

const linkOf = ({ url, ref }: JsonObject): NonNullable<BotEvent['link']> => ({
	url: asText(url) ?? '',
	...(typeof ref === 'string' && { ref }),
});

const startOf = ({ payload, isNew, how }: JsonObject): NonNullable<BotEvent['start']> => ({
	payload: asText(payload),
	isNew: typeof isNew === 'boolean' ? isNew : null,
	...((how === 'start' || how === 'unblocked' || how === 'allowed') && { how }),
});
