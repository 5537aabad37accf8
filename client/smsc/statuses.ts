import type { Line, MessageRef, StatusReport } from '../gateway';
import { asText, isObject, type JsonObject } from '../http/json';
import type { Pace } from '../http/request';
import { InvalidInput } from '../model/error';
import { rowsIn } from './answer';
import { ask } from './call';
import { MOST_STATUSES } from './limits';
import { phonesOf } from './recipient';
import { reporterOf } from './report';

/** A message as the service finds it again: its id is not unique without the recipient. */
interface Sought {
	id: string;
	phone: string;
}

/** See Operations.getStatuses. Up to 100 messages share a request. */
export async function getStatuses(line: Line, refs: readonly MessageRef[]): Promise<StatusReport[]> {
	const sought = refs.map(soughtOf);
	const reports: StatusReport[] = [];
	for (let at = 0; at < refs.length; at += MOST_STATUSES) {
		const rows = await askFor(line, sought.slice(at, at + MOST_STATUSES));
		const report = await reporterOf(line, rows.filter(isObject));
		reports.push(
			...rows.map((row, place) => {
				const { messageId, recipient } = refs[at + place] as MessageRef;
				return report(row ?? {}, { messageId, recipient });
			}),
		);
	}
	return reports;
}

/** The service's row for each message; undefined where it says nothing about one. */
async function askFor(line: Line, sought: readonly Sought[]): Promise<Array<JsonObject | undefined>> {
	const { value } = await ask(line, {
		purpose: 'status',
		effect: 'read',
		pace: paceOf(sought),
		fields: { ...fieldsOf(sought), all: '2' },
	});
	const rows = rowsIn(value);
	return sought.map((one, place) => rowFor(one, place, rows, sought.length));
}

/** `bot` is a flag here, and a name when a message is sent. */
export const fieldsOf = (sought: readonly Sought[]): Record<string, string> => ({
	phone: sought.map(({ phone }) => phone).join(','),
	id: sought.map(({ id }) => id).join(','),
	bot: '1',
});

/** Source: /api/http/status_messages/check_status: five questions a minute for one message, one for the same list. */
const paceOf = (sought: readonly Sought[]): Pace[] => {
	const key = `status ${sought.map(({ id, phone }) => `${id}/${phone}`).join()}`;
	return [{ key, limit: sought.length === 1 ? 5 : 1, per: 60_000 }];
};

/**
 * The row of one message: by its id, of several by the recipient too. An answer that names no ids goes by the
 * order of the question.
 */
function rowFor(
	{ id, phone }: Sought,
	place: number,
	rows: readonly JsonObject[],
	count: number,
): JsonObject | undefined {
	const own = rows.filter((row) => asText(row.id) === id);
	const inPlace = rows.length === count ? rows[place] : undefined;
	if (own.length === 0) return rows.every((row) => asText(row.id) === null) ? inPlace : undefined;
	return (
		own.find((row) => bare(asText(row.phone) ?? '') === bare(phone)) ??
		own.find((row) => row === inPlace) ??
		own[0]
	);
}

const bare = (phone: string): string => phone.replace(/^\+/, '').toLowerCase();

/** @throws InvalidInput: a comma in one id would make the service answer for other messages */
export function soughtOf({ messageId, recipient }: MessageRef): Sought {
	if (!/^[\w.-]{1,40}$/.test(messageId)) {
		throw new InvalidInput(
			'Message ID',
			`“${messageId}” is not an id of SMSC`,
			'Give the id that the receipt of the message holds',
		);
	}
	return { id: messageId, phone: phonesOf(recipient) };
}
