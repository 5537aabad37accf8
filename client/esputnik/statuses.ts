import type { Line, MessageRef, StatusReport } from '../gateway';
import { asText, firstText, isObject, type JsonObject } from '../http/json';
import { redact, redactText } from '../http/redact';
import { InvalidInput } from '../model/error';
import { bool, objects } from './answer';
import { ask } from './call';
import { unreadable } from './errors';
import { statusOf, type Known } from './status';

/** Ids of one request. The service documents no maximum. */
export const MOST = 50;

/** Source: "Get single message status". @throws InvalidInput for an id that would ask for other messages */
export async function getStatuses(line: Line, refs: readonly MessageRef[]): Promise<StatusReport[]> {
	refs.forEach(checkId);
	const reports: StatusReport[] = [];
	for (let start = 0; start < refs.length; start += MOST) {
		reports.push(...(await reportsOn(line, refs.slice(start, start + MOST))));
	}
	return reports;
}

async function reportsOn(line: Line, refs: readonly MessageRef[]): Promise<StatusReport[]> {
	const ids = [...new Set(refs.map(({ messageId }) => messageId))];
	const reading = await ask(line, {
		method: 'GET',
		path: '/v1/message/status',
		query: { ids: ids.join(',') },
		effect: 'read',
	});
	if (!isObject(reading.value)) throw unreadable(reading, 'read');
	const rows = objects(reading.value.results);
	const only = ids.length === 1 && rows.length === 1 ? rows[0] : undefined;
	// by id, never by place; one answer to one question needs none
	const rowOf = (id: string): JsonObject | undefined =>
		rows.find(({ requestId }) => asText(requestId) === id) ??
		(only && asText(only.requestId) === null ? only : undefined);
	return refs.map((ref) => toReport(ref, rowOf(ref.messageId)));
}

function toReport({ recipient, messageId, channel }: MessageRef, row: JsonObject | undefined): StatusReport {
	const word = row ? (asText(row.status) ?? '') : 'MESSAGE_NOT_FOUND';
	const isSms = channel === 'sms' || recipient.form === 'phone';
	const { status, reason } = statusOf(word, isSms ? '' : JSON.stringify(row)) ?? guess(row ?? {}, isSms);
	const words = row ? firstText(row.message, row.statusDescription, row.description) : null;
	return {
		service: 'esputnik',
		recipient,
		messageId,
		status,
		reason,
		description:
			redactText([row ? word : 'eSputnik does not know this message', words].filter(Boolean).join(': ')) ||
			null,
		cost: null,
		time: null,
		raw: row ? redact(row) : null,
	};
}

/** A word that nobody has named. Telegram tells bots nothing of delivery, so `delivered` cannot mean more than sent there. */
function guess({ failed, delivered }: JsonObject, isSms: boolean): Known {
	if (bool(failed) === true) return { status: 'failed', reason: 'other' };
	if (bool(delivered) !== true) return { status: 'unknown', reason: null };
	return { status: isSms ? 'delivered' : 'sent', reason: null };
}

function checkId({ messageId }: MessageRef): void {
	if (/^[\w-]{1,64}$/.test(messageId)) return;
	throw new InvalidInput(
		'Message ID',
		`“${messageId}” is not an id of eSputnik`,
		'Give the id that the receipt of the message holds',
	);
}
