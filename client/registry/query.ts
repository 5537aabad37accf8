import { keyOf, type StoredRow } from './columns';
import { toPhone, toUsername } from './merge';
import { fullest } from './rows';
import { eq, type Condition } from './table';
import type { SubscriberFilter, SubscriberQuery, SubscriberRecord } from './types';

/** The columns in which each way to name a recipient is looked up, one after another until something is found. */
const PLACES: Record<SubscriberQuery['recipient']['form'], Array<[column: Place, of: Spelling]>> = {
	id: [
		['subscriberId', (value) => value],
		['chatId', (value) => value],
	],
	uid: [
		['subscriberId', (value) => value],
		['externalId', (value) => value],
	],
	username: [
		['username', toUsername],
		// a row that was typed in by hand
		['username', (value) => value],
	],
	phone: [['phone', toPhone]],
};

type Spelling = (value: string) => string | null;

/** A column in which somebody can be looked up. */
type Place = 'subscriberId' | 'chatId' | 'externalId' | 'username' | 'phone';

/** What the rows have to hold that are looked for. */
export interface Sought extends Pick<SubscriberQuery, 'service' | 'botId'> {
	column: Place;
	value: string;
}

/** What to look for, in this order, until there is an answer. */
export function lookups({ service, botId, recipient }: SubscriberQuery): Sought[] {
	const spelled = PLACES[recipient.form].flatMap(([column, of]): Sought[] => {
		const value = of(recipient.value);
		return value === null ? [] : [{ service, ...(botId !== undefined && { botId }), column, value }];
	});
	return spelled.filter(
		({ column, value }, index) =>
			spelled.findIndex((one) => one.column === column && one.value === value) === index,
	);
}

/** One question, as n8n filters by it. */
export const conditionsFor = ({ service, botId, column, value }: Sought): Condition[] => [
	eq('service', service),
	...(botId === undefined ? [] : [eq('botId', botId)]),
	eq(column, value),
];

/** The same question, for rows that were asked for together with others. */
export const fits =
	({ service, botId, column, value }: Sought) =>
	({ record }: StoredRow): boolean =>
		record.service === service && (botId === undefined || record.botId === botId) && record[column] === value;

/** What n8n filters by. */
export function conditionsOf({ service, botId, status, language, hasPhone }: SubscriberFilter): Condition[] {
	return [
		eq('service', service),
		...(botId === undefined ? [] : [eq('botId', botId)]),
		...(status === undefined ? [] : [eq('status', status)]),
		...(language === undefined
			? []
			: [{ columnName: 'language', condition: 'like' as const, value: `${language}%` }]),
		...(hasPhone === undefined
			? []
			: [{ columnName: 'phone', condition: hasPhone ? ('neq' as const) : ('eq' as const), value: null }]),
	];
}

/** What n8n's filter cannot say: `pt` means `pt` and `pt-br`, not `ptx`. */
export const matching =
	({ language }: SubscriberFilter) =>
	(record: SubscriberRecord): boolean =>
		language === undefined || record.language === language || !!record.language?.startsWith(`${language}-`);

/** Rows of one person count once. */
export function onePerPerson(rows: readonly StoredRow[]): SubscriberRecord[] {
	const people = new Map<string, StoredRow[]>();
	for (const row of rows) {
		const key = keyOf(row.record);
		people.set(key, [...(people.get(key) ?? []), row]);
	}
	return [...people.values()].map((same) => fullest(same)?.record).filter((record) => record !== undefined);
}
