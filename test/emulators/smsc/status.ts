/** Source: /api/http/status_messages. */
import { Refused } from './refusal';
import { fullRow, shortRow } from './rows';
import type { State } from './state';

export function status(state: State, fields: Record<string, string>): unknown {
	const { phone = '', id = '', all = '0', del, bot } = fields;
	if (phone === '' || id === '') throw new Refused(1);
	if (bot !== undefined && bot !== '1') throw new Refused(1, 'parameters error: bot is a flag here');
	// a comma at the end keeps the form of a list for one message
	const isList = id.includes(',');
	const ids = id.replace(/,$/, '').split(',');
	const phones = phone.replace(/,$/, '').split(',');
	if (ids.length !== phones.length) throw new Refused(1);
	if (del === '1') return remove(state, ids, phones);
	const { statusLimit, listLimit } = state.settings;
	if (isList && state.isTooOften(`list ${id}`, listLimit)) throw new Refused(9);
	if (ids.some((one, at) => state.isTooOften(`status ${one}/${phones[at]}`, statusLimit)))
		throw new Refused(9);
	const rows = ids.map((one, at) => row(state, one, phones[at] as string, all, isList, bot === '1'));
	return isList ? rows : rows[0];
}

function row(state: State, id: string, phone: string, all: string, isList: boolean, asBot: boolean) {
	const message = state.find(id, phone);
	const names = isList && state.settings.idsInList ? { id: /^\d+$/.test(id) ? Number(id) : id, phone } : {};
	// assumed: without the flag a message of a bot is not found
	if (!message || (message.bot !== null) !== asBot) return { status: -3, ...names };
	const known = all === '0' ? shortRow(state, message) : fullRow(state, message);
	if (isList && !state.settings.idsInList) {
		const { id: _, phone: __, ...nameless } = known as Record<string, unknown>;
		return nameless;
	}
	return { ...known, ...names };
}

function remove(state: State, ids: string[], phones: string[]): unknown {
	const found = ids.map((id, at) => state.find(id, phones[at] as string));
	if (found.some((message) => message === undefined)) throw new Refused(5, 'deletion failed');
	for (const message of found) state.messages.splice(state.messages.indexOf(message as never), 1);
	return { result: 'OK' };
}
