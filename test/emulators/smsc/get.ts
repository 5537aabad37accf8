/** Source: /api/http/get_data and public clients. */
import { Refused } from './refusal';
import { dateOf, fullRow } from './rows';
import type { State } from './state';

export function get(state: State, fields: Record<string, string>): unknown {
	if (fields.get_messages === '1') return messages(state, fields);
	if (fields.get_answers === '1') return answers(state, fields);
	throw new Refused(1);
}

/** assumed: the newest first, and `prev_id` goes on to older ones. */
function messages(state: State, fields: Record<string, string>): unknown {
	const { start, end, phone, cnt = '1000', prev_id } = fields;
	const from = start === undefined ? 0 : dayOf(state, start);
	const to = end === undefined ? Infinity : dayOf(state, end) + 86_400;
	if (to - from > 190 * 86_400 && start !== undefined && end !== undefined) throw new Refused(1);
	const count = Number(cnt);
	if (!(count >= 1 && count <= 1_000)) throw new Refused(1);
	const phones = phone?.split(',');
	return state.messages
		.filter(({ sent }) => sent >= from && sent < to)
		.filter((message) => !phones || phones.includes(message.phone))
		.filter(({ intId }) => prev_id === undefined || intId < Number(prev_id))
		.toSorted((one, other) => other.intId - one.intId)
		.slice(0, count)
		.map((message) => ({ ...fullRow(state, message), int_id: message.intId, sms_cnt: 1, format: 0 }));
}

/** The first second of `dd.mm.yyyy` by the account's clock. */
function dayOf(state: State, text: string): number {
	const [, day, month, year] = /^(\d\d)\.(\d\d)\.(\d{4})$/.exec(text) ?? [];
	if (day === undefined) throw new Refused(5);
	return Date.UTC(Number(year), Number(month) - 1, Number(day)) / 1_000 - state.settings.utcOffset * 3_600;
}

function answers(state: State, fields: Record<string, string>): unknown {
	const { cnt = '10000', hour = '168', after_id = '0', to_phone } = fields;
	if (!(Number(cnt) >= 1 && Number(cnt) <= 10_000 && Number(hour) >= 1 && Number(hour) <= 168))
		throw new Refused(1);
	const since = state.now() / 1_000 - Number(hour) * 3_600;
	const inOrder = state.settings.answersOrder === 'oldestFirst' ? state.answers : state.answers.toReversed();
	return (
		inOrder
			// assumed: one without a number is listed whatever number is asked after
			.filter(({ id, sent }) => (id === null || id > Number(after_id)) && sent >= since)
			.filter((answer) => to_phone === undefined || answer.to_phone === to_phone)
			.slice(0, Number(cnt))
			.map((answer) => ({
				...answer,
				sent: dateOf(state, answer.sent),
				received: dateOf(state, answer.sent),
			}))
	);
}
