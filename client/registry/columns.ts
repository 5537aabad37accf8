import { asText, isObject } from '../http/json';
import {
	SUBSCRIBER_STATUSES,
	type SubscriberKey,
	type SubscriberRecord,
	type SubscriberStatus,
} from './types';
import type { TableKind } from './table';

/** The types that n8n's Data Tables have. */
export type ColumnType = 'string' | 'number' | 'boolean' | 'date';

export interface Column {
	name: string;
	type: ColumnType;
	/** For the documentation. */
	about: string;
}

/**
 * The columns of the registry's table, in the order in which they are made. n8n adds `id`, `createdAt` and
 * `updatedAt` by itself.
 */
export const COLUMNS: readonly Column[] = [
	{
		name: 'key',
		type: 'string',
		about: 'service/botId/subscriberId: who the row is about, in one text. Never change it',
	},
	{
		name: 'service',
		type: 'string',
		about: 'The service through which the person is reached, such as telegram',
	},
	{ name: 'botId', type: 'string', about: 'The bot that the person has connected to' },
	{
		name: 'subscriberId',
		type: 'string',
		about: 'The service’s own id of the person; the only thing that never changes',
	},
	{ name: 'chatId', type: 'string', about: 'Where messages to the person go' },
	{ name: 'username', type: 'string', about: 'In lower case, without @. Empty when someone else has it now' },
	{ name: 'firstName', type: 'string', about: 'As the person writes it; may be empty' },
	{ name: 'lastName', type: 'string', about: 'As the person writes it; may be empty' },
	{
		name: 'phone',
		type: 'string',
		about: 'International, digits only. Kept only when the person shared their own',
	},
	{ name: 'phoneConfirmedAt', type: 'date', about: 'When the person last shared the phone' },
	{ name: 'language', type: 'string', about: 'The last language heard, such as pt-br' },
	{
		name: 'status',
		type: 'string',
		about: 'active, blocked (the person blocked the bot), deactivated (the account is gone) or unsubscribed',
	},
	{
		name: 'statusAt',
		type: 'date',
		about: 'The moment that the status is known from; older news changes nothing',
	},
	{ name: 'startPayload', type: 'string', about: 'What the last deep link carried' },
	{ name: 'firstSeen', type: 'date', about: 'When the registry first heard of the person' },
	{ name: 'lastSeen', type: 'date', about: 'When the person last did something' },
	{ name: 'lastMessageId', type: 'string', about: 'The last message that was sent to the person' },
	{ name: 'email', type: 'string', about: 'Yours to fill' },
	{ name: 'externalId', type: 'string', about: 'Yours to fill: the person’s id in another system' },
	{
		name: 'revision',
		type: 'number',
		about: 'Counts the changes, so that two writers do not undo each other. Leave it alone',
	},
];

/** What a row holds beside the key. */
export type Field = Exclude<keyof SubscriberRecord, keyof SubscriberKey>;

const DATES: ReadonlySet<string> = new Set(
	COLUMNS.filter(({ type }) => type === 'date').map(({ name }) => name),
);

export const FIELDS: readonly Field[] = COLUMNS.map(({ name }) => name).filter(
	(name) => !['key', 'service', 'botId', 'subscriberId', 'revision'].includes(name),
) as Field[];

/** Who is meant, as one text. */
export const keyOf = ({ service, botId, subscriberId }: SubscriberKey): string =>
	[service, botId, subscriberId].map(encodeURIComponent).join('/');

/** The columns that say who is meant. */
export const keyColumns = ({ service, botId, subscriberId }: SubscriberKey) => ({
	key: keyOf({ service, botId, subscriberId }),
	service,
	botId,
	subscriberId,
});

/** A row of the table: what n8n and the registry keep of it, and the person. */
export interface StoredRow {
	id: number;
	/** Null for a row that nobody has filled through the registry yet. */
	revision: number | null;
	record: SubscriberRecord;
}

export const blank = ({ service, botId, subscriberId }: SubscriberKey): SubscriberRecord => ({
	service,
	botId,
	subscriberId,
	chatId: null,
	username: null,
	firstName: null,
	lastName: null,
	phone: null,
	phoneConfirmedAt: null,
	language: null,
	status: null,
	statusAt: null,
	startPayload: null,
	firstSeen: null,
	lastSeen: null,
	lastMessageId: null,
	email: null,
	externalId: null,
});

/** Reads a row as n8n gives it; undefined for what is none. People may have edited it, so nothing is taken on trust. */
export function toStoredRow(row: unknown): StoredRow | undefined {
	if (!isObject(row) || typeof row.id !== 'number') return undefined;
	const { revision } = row;
	const who = {
		service: asText(row.service) ?? '',
		botId: asText(row.botId) ?? '',
		subscriberId: asText(row.subscriberId) ?? '',
	};
	const fields = Object.fromEntries(
		FIELDS.map((name) => [name, DATES.has(name) ? toIso(row[name]) : asText(row[name])]),
	) as unknown as SubscriberRecord;
	return {
		id: row.id,
		revision: typeof revision === 'number' ? revision : null,
		record: { ...fields, ...who, status: statusOf(row.status) },
	};
}

const statusOf = (value: unknown): SubscriberStatus | null =>
	SUBSCRIBER_STATUSES.find((status) => status === value) ?? null;

/** One way to write a moment, so that two can be compared; null for what is none. */
export function toIso(value: unknown): string | null {
	const time = typeof value === 'string' || typeof value === 'number' ? new Date(value) : undefined;
	return time === undefined || Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/** The columns in which two states of a row differ, with the newer values. */
export const changesOf = (before: SubscriberRecord, after: SubscriberRecord) =>
	Object.fromEntries(
		FIELDS.filter((name) => before[name] !== after[name]).map((name) => [name, after[name]]),
	);

/** The registry's table. */
export const SUBSCRIBERS: TableKind<StoredRow> = {
	field: 'Registry Table',
	columns: COLUMNS,
	read: toStoredRow,
};
