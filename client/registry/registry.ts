import { languageOf, languageTag } from '../language';
import type { BotEvent } from '../model/event';
import { isFailure, keepFailure, outcomeOf, type Failure } from '../model/outcome';
import { soughtBehind, withPerson } from './behind';
import { blank, keyColumns, keyOf, type StoredRow } from './columns';
import { ASKED_AT_ONCE, Finder } from './finder';
import { effectOf, mergeChange, mergeEvent, mergeReceipt, newRow, whoseEvent } from './merge';
import { conditionsOf, lookups, matching, onePerPerson } from './query';
import { isEmpty, Rows } from './rows';
import { eq, PAGE, type Table } from './table';
import type {
	Found,
	Noted,
	Registry,
	SendReport,
	SubscriberChange,
	SubscriberFilter,
	SubscriberKey,
	SubscriberQuery,
	SubscriberRecord,
} from './types';

/** From so many rows on, it is faster to learn first which of them are new than to ask for each. */
const BULK = 50;

/** Rows that are inserted with one request. */
const BATCH = 500;

/** The registry in one Data Table of n8n. */
export class TableRegistry implements Registry {
	private readonly rows: Rows;
	private readonly finder: Finder;

	constructor(
		private readonly table: Table<StoredRow>,
		private readonly now: () => Date,
	) {
		this.rows = new Rows(table, now);
		this.finder = new Finder(table);
	}

	async note(event: BotEvent): Promise<Noted> {
		return await this.keepOf(event).catch((failure: unknown) => ({
			event: {
				...enriched(event, undefined),
				error: [event.error, notKept(failure)].filter(Boolean).join('. '),
			},
			record: null,
		}));
	}

	/** Whoever shares their id with somebody else is not guessed. */
	private async keepOf(event: BotEvent): Promise<Noted> {
		const sought = soughtBehind(event);
		if (!sought) return await this.keep(event);
		const found = onePerPerson((await this.finder.find(sought)).filter((row) => !isEmpty(row)));
		const [only] = found;
		return await this.keep(only && found.length === 1 ? withPerson(event, only) : event);
	}

	private async keep(event: BotEvent): Promise<Noted> {
		const who = whoseEvent(event);
		if (!who) return { event: enriched(event, undefined), record: null };
		const effect = effectOf(event);
		if (effect === 'none') {
			const row = await this.rows.read(who);
			return { event: enriched(event, row?.record), record: null };
		}
		const missing = effect === 'keeps' ? blank(who) : undefined;
		const changed = await this.rows.change(who, (known) => mergeEvent(known, event), missing);
		if (!changed) return { event: enriched(event, undefined), record: null };
		const { record, before } = changed;
		if (record.username !== null && record.username !== before?.username) await this.moveName(record);
		return { event: enriched(event, record, before === undefined), record };
	}

	/** A username belongs to one person: it is taken from whoever had it before. */
	private async moveName(owner: SubscriberRecord): Promise<void> {
		const { service, botId, username } = owner;
		const rows = await this.table.rows([
			eq('service', service),
			eq('botId', botId),
			eq('username', username),
		]);
		const latest = rows.map(({ record }) => record).reduce(later, owner);
		for (const { record } of rows) {
			if (keyOf(record) === keyOf(latest)) continue;
			await this.rows.change(record, (known) =>
				known.username === username ? { ...known, username: null } : known,
			);
		}
	}

	async noteReceipt(report: SendReport): Promise<string | undefined> {
		return await this.keepReceipt(report).then(() => undefined, notKept);
	}

	private async keepReceipt(report: SendReport): Promise<void> {
		const { service, botId, id: subscriberId, result } = report;
		const who: SubscriberKey = { service, botId, subscriberId };
		const merge = (known: SubscriberRecord): SubscriberRecord => mergeReceipt(known, report, this.now());
		if (isFailure(result)) {
			const before = mergeReceipt(blank(who), report, this.now());
			if (before.status !== null) await this.rows.change(who, merge);
			return;
		}
		if (result.messageId === null) return;
		const row = await this.rows.set(who, { lastMessageId: result.messageId });
		if (row && merge(row.record).status !== row.record.status) await this.rows.change(who, merge);
	}

	async find(query: SubscriberQuery): Promise<SubscriberRecord[]> {
		for (const sought of lookups(query)) {
			const found = onePerPerson((await this.finder.find(sought)).filter((row) => !isEmpty(row)));
			if (found.length > 0) return found;
		}
		return [];
	}

	async *pages(filter: SubscriberFilter): AsyncIterable<SubscriberRecord[]> {
		const conditions = conditionsOf(filter);
		// by the last id instead of n8n's cursor, which counts rows and skips some when others are removed
		let after = 0;
		for (;;) {
			const rows = await this.table.rows(conditions, after);
			const last = rows[rows.length - 1];
			if (!last) return;
			after = last.id;
			const page = rows.filter((row) => !isEmpty(row)).map(({ record }) => record);
			yield page.filter(matching(filter));
		}
	}

	async search(filter: SubscriberFilter, text: string, from = '0'): Promise<Found> {
		const rows = await this.table.rows(conditionsOf(filter), Number(from), text.trim());
		const records = rows.filter((row) => !isEmpty(row)).map(({ record }) => record);
		const last = rows.length < PAGE ? undefined : rows[rows.length - 1];
		return { records: records.filter(matching(filter)), next: last && String(last.id) };
	}

	async upsert(change: SubscriberChange): Promise<{ record: SubscriberRecord; created: boolean }> {
		const first = newRow(change, this.now());
		const changed = await this.rows.change(
			change,
			(known) => (known.firstSeen === null ? first : mergeChange(known, change, this.now())),
			blank(change),
		);
		return { record: changed?.record ?? first, created: changed?.before === undefined };
	}

	async upsertMany(changes: readonly SubscriberChange[]): Promise<Array<{ created: boolean } | Failure>> {
		const known = changes.length < BULK ? undefined : await this.keysOf(changes).catch(keepFailure);
		if (isFailure(known)) return changes.map(() => known);
		const seen = new Set(known);
		const isFresh = changes.map((change) => {
			const key = keyOf(change);
			return known !== undefined && !seen.has(key) && seen.add(key).has(key);
		});
		const inserted = await this.insert(changes.filter((_, index) => isFresh[index]));
		const results: Array<{ created: boolean } | Failure> = [];
		let next = 0;
		for (const [index, change] of changes.entries()) {
			const done = isFresh[index] ? inserted[next++] : undefined;
			results.push(done ?? (await this.upsert(change).then(({ created }) => ({ created }), keepFailure)));
		}
		return results;
	}

	/** New rows, many with one request; a request that fails fails its own rows only. */
	private async insert(changes: readonly SubscriberChange[]): Promise<Array<{ created: boolean } | Failure>> {
		const results: Array<{ created: boolean } | Failure> = [];
		for (let from = 0; from < changes.length; from += BATCH) {
			const records = changes.slice(from, from + BATCH).map((change) => newRow(change, this.now()));
			const rows = records.map((record) => ({ ...record, ...keyColumns(record), revision: 1 }));
			const failure = await this.table.insert(rows).then(() => undefined, keepFailure);
			for (let row = 0; row < rows.length; row += 1) results.push(failure ?? { created: true });
		}
		return results;
	}

	/** Who of the people that the changes are about is in the registry already, and some more. */
	private async keysOf(changes: readonly SubscriberChange[]): Promise<Set<string>> {
		const keys = new Set<string>();
		const bots = new Map(changes.map(({ service, botId }) => [`${service}/${botId}`, { service, botId }]));
		for (const bot of bots.values()) {
			const mine = changes.filter(({ service, botId }) => service === bot.service && botId === bot.botId);
			if (await this.addList(bot, Math.ceil(mine.length / ASKED_AT_ONCE), keys)) continue;
			await this.addThose(
				mine.filter((change) => !keys.has(keyOf(change))),
				keys,
			);
		}
		return keys;
	}

	/** Reads a bot's list, as long as that is less work than to ask for people. @returns whether it was all of it */
	private async addList(bot: SubscriberFilter, most: number, keys: Set<string>): Promise<boolean> {
		let pages = 0;
		for await (const page of this.pages(bot)) {
			for (const record of page) keys.add(keyOf(record));
			if ((pages += 1) > most) return false;
		}
		return true;
	}

	private async addThose(people: readonly SubscriberKey[], keys: Set<string>): Promise<void> {
		const asked = people.map(({ service, botId, subscriberId: value }) =>
			this.finder.find({ service, botId, column: 'subscriberId', value }),
		);
		for (const rows of await Promise.all(asked))
			for (const row of rows) if (!isEmpty(row)) keys.add(keyOf(row.record));
	}

	async remove(key: SubscriberKey): Promise<boolean> {
		return await this.rows.remove(key);
	}
}

/** The event with what is known beyond it: the language to answer in, and whether the person is new. */
function enriched(event: BotEvent, record: SubscriberRecord | undefined, isNew?: boolean): BotEvent {
	const language = languageOf(event.subscriber?.language, record?.language ?? languageTag(event.language));
	return {
		...event,
		language,
		...(event.start && isNew !== undefined && { start: { ...event.start, isNew } }),
	};
}

const later = (one: SubscriberRecord, other: SubscriberRecord): SubscriberRecord =>
	(other.lastSeen ?? '') > (one.lastSeen ?? '') ? other : one;

/** One sentence for people; a failure that nobody planned may hold anything, so its words stay inside. */
export function notKept(failure: unknown): string {
	if (!isFailure(failure)) return 'The registry was not updated, for a reason unknown';
	const { description, advice } = outcomeOf(failure);
	return `The registry was not updated. ${description}. ${advice}`;
}
