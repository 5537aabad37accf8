import type { HistoryQuery, Line, StatusReport } from '../gateway';
import { asText, type JsonObject } from '../http/json';
import { InvalidInput } from '../model/error';
import { readRecipient } from '../read/recipient';
import { listIn } from './answer';
import { ask } from './call';
import { capabilities } from './capabilities';
import { calendarOf } from './dates';
import { HISTORY_PAGE } from './limits';
import { phonesOf, recipientOf } from './recipient';
import { reporterOf } from './report';

/** See Operations.getHistory. Pages go on after the last `int_id`, until one is not full. */
export async function getHistory(line: Line, query: HistoryQuery): Promise<StatusReport[]> {
	const period = await periodOf(line, query);
	const phone = query.recipient ? phoneOf(query.recipient) : undefined;
	const rows: JsonObject[] = [];
	for (let last: string | null = ''; last !== null && rows.length < query.limit;) {
		const count = Math.min(HISTORY_PAGE, query.limit - rows.length);
		const page = await askPage(line, {
			...period,
			...(phone !== undefined && { phone }),
			cnt: String(count),
			...(last !== '' && { prev_id: last }),
		});
		rows.push(...page.slice(0, count));
		const next: string | null = page.length < count ? null : asText(page[page.length - 1]?.int_id);
		// a service that did not go on would be asked for ever
		last = next === last ? null : next;
	}
	const report = await reporterOf(line, rows);
	return rows.map((row) =>
		report(row, { messageId: asText(row.id) ?? '', recipient: recipientOf(asText(row.phone) ?? '') }),
	);
}

const askPage = async (line: Line, fields: Record<string, string>): Promise<JsonObject[]> =>
	listIn(
		(await ask(line, { purpose: 'history', effect: 'read', fields: { get_messages: '1', ...fields } })).value,
		'phone',
	);

/** As it was written when the message was sent. @throws InvalidInput, since the service would list nothing for it */
const phoneOf = (typed: string): string =>
	phonesOf(readRecipient('phone', typed, capabilities.recipients, 'Sent To'));

/** Milliseconds; the service's six months, of which the longest have 184 days. */
const LONGEST_PERIOD = 184 * 24 * 3_600_000;

/** Days in the account's zone. @throws InvalidInput for a period that the service would refuse */
async function periodOf(line: Line, { from, to }: HistoryQuery): Promise<Record<string, string>> {
	if (from === undefined && to === undefined) return {};
	const end = to === undefined ? line.now().getTime() : Date.parse(to);
	const start = from === undefined ? end : Date.parse(from);
	if (start > end) throw new InvalidInput('From', 'lies after To', 'Exchange the two');
	if (end - start > LONGEST_PERIOD) {
		throw new InvalidInput(
			'From',
			'lies more than six months before To',
			'Ask SMSC for six months at a time',
		);
	}
	const { toDay } = await calendarOf(line);
	return { ...(from !== undefined && { start: toDay(from) }), ...(to !== undefined && { end: toDay(to) }) };
}
