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
	/** Messages of bots and SMS are kept apart, so one request asks for one kind. */
	isSms: boolean;
}

/** See Operations.getStatuses. Up to 100 messages share a request. */
export async function getStatuses(line: Line, refs: readonly MessageRef[]): Promise<StatusReport[]> {
	const all = refs.map((ref) => ({ ref, sought: soughtOf(ref) }));
	const reports = new Map<MessageRef, StatusReport>();
	for (const share of sharesOf(all)) {
		const rows = await askFor(
			line,
			share.map(({ sought }) => sought),
		);
		const report = await reporterOf(line, rows.filter(isObject));
		share.forEach(({ ref }, place) => reports.set(ref, report(rows[place] ?? {}, ref)));
	}
	return refs.flatMap((ref) => reports.get(ref) ?? []);
}

/** What one request can ask for. */
function sharesOf<T extends { sought: Sought }>(all: readonly T[]): T[][] {
	const kinds = [true, false].map((isSms) => all.filter(({ sought }) => sought.isSms === isSms));
	return kinds.flatMap((kind) =>
		Array.from({ length: Math.ceil(kind.length / MOST_STATUSES) }, (_, n) =>
			kind.slice(n * MOST_STATUSES, (n + 1) * MOST_STATUSES),
		),
	);
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

/** `bot` is a flag here, and a name when a message is sent; without it an SMS is meant. */
export const fieldsOf = (sought: readonly Sought[]): Record<string, string> => ({
	phone: sought.map(({ phone }) => phone).join(','),
	id: sought.map(({ id }) => id).join(','),
	...(!sought.every(({ isSms }) => isSms) && { bot: '1' }),
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
export function soughtOf({ messageId, recipient, channel }: MessageRef): Sought {
	if (!/^[\w.-]{1,40}$/.test(messageId)) {
		throw new InvalidInput(
			'Message ID',
			`“${messageId}” is not an id of SMSC`,
			'Give the id that the receipt of the message holds',
		);
	}
	const isSms = channel === 'sms';
	if (isSms && recipient.form !== 'phone') {
		throw new InvalidInput(
			'Recipient',
			`“${recipient.value}” is no phone, and an SMS goes to phones only`,
			'Give the phone number of the SMS, or set Channel to Bot Message',
		);
	}
	return { id: messageId, phone: phonesOf(recipient), isSms };
}
