import { asText, isObject, type JsonObject } from '../http/json';
import { redact } from '../http/redact';
import { DEFAULT_LANGUAGE } from '../language';
import type { BotEvent } from '../model/event';
import type { Reading } from '../receiver';
import type { Kind } from './callback';
import { isoOfDate, isoOfTimestamp } from './dates';
import { chatOf, personOf } from './person';
import { progressOf } from './status';

/** What a callback or a list of inbound messages holds, before it is read. */
export interface Update {
	/** `answer`: a row of `get_answers`, whose fields have other names than those of a callback. */
	kind: Kind | 'answer';
	/** In the service's own words. */
	row: JsonObject;
	/** ISO 8601, where it took the account's time zone to read it. */
	happenedAt: string | null;
}

/** See Receiver.read. Never throws. */
export function readUpdate(update: unknown, about: Reading): BotEvent[] {
	if (!isUpdate(update)) return [unreadable(update, about)];
	const { kind, row, happenedAt } = update;
	const person = personOf(asText(row.phone) ?? '');
	return [
		{
			...PARTS[kind](row),
			service: 'smsc',
			bot: about.bot,
			subscriber: person,
			chat: chatOf(person),
			language: DEFAULT_LANGUAGE,
			happenedAt: happenedAt ?? isoOfTimestamp(row.ts) ?? isoOfDate(row.time, about.settings),
			receivedAt: about.receivedAt,
			raw: redact(row),
		},
	];
}

const UNREADABLE = 'SMSC sent something that could not be read';

type Parts = Pick<BotEvent, 'event' | 'message' | 'status' | 'notification' | 'error'>;

const PARTS: Record<Update['kind'], (row: JsonObject) => Parts> = {
	status: ({ id, status, err }) => ({
		event: 'status',
		status: { messageId: asText(id), ...progressOf(status, err) },
	}),
	inbound: ({ id, mes }) => messageOf(id, mes),
	answer: ({ id, phone, message }) => ({
		...messageOf(id, message),
		...(asText(phone) === null && asText(message) === null && { error: UNREADABLE }),
	}),
	waitcall: () => ({ event: 'notification', notification: { kind: 'confirmationCall' } }),
};

function messageOf(id: unknown, words: unknown): Parts {
	const text = asText(words) ?? '';
	const command = /^\/(\w+)/.exec(text)?.[1]?.toLowerCase() ?? null;
	return {
		event: 'message',
		message: { id: asText(id), text, kind: 'text', command, file: null, replyTo: null },
	};
}

const unreadable = (update: unknown, { bot, receivedAt }: Reading): BotEvent => ({
	event: 'notification',
	service: 'smsc',
	bot,
	subscriber: null,
	chat: null,
	notification: { kind: 'unknown' },
	language: DEFAULT_LANGUAGE,
	happenedAt: null,
	receivedAt,
	error: UNREADABLE,
	raw: redact(update),
});

const isUpdate = (value: unknown): value is Update =>
	isObject(value) &&
	typeof value.kind === 'string' &&
	Object.hasOwn(PARTS, value.kind) &&
	isObject(value.row);
