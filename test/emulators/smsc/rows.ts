import type { Message, State } from './state';

/** `DD.MM.YYYY hh:mm:ss` by the account's clock. */
export function dateOf(state: State, seconds: number): string {
	const iso = new Date((seconds + state.settings.utcOffset * 3_600) * 1_000).toISOString();
	const [year, month, day] = iso.slice(0, 10).split('-');
	return `${day}.${month}.${year} ${iso.slice(11, 19)}`;
}

/** Words for some codes, as the service writes them. */
const NAMES: Record<number, string> = {
	0: 'Передано оператору',
	1: 'Доставлено',
	2: 'Прочитано',
	20: 'Невозможно доставить',
};

/** The short form. `err` is there when it says something. */
export const shortRow = (state: State, { status, err, changed }: Message) => ({
	status,
	last_date: dateOf(state, changed),
	last_timestamp: changed,
	...(err !== 0 && { err }),
});

/** The form of all=2. Source: fixture. */
export const fullRow = (state: State, message: Message) => ({
	id: message.id,
	...shortRow(state, message),
	...(NAMES[message.status] && { status_name: NAMES[message.status] }),
	send_date: dateOf(state, message.sent),
	send_timestamp: message.sent,
	phone: message.phone,
	cost: message.cost,
	sender_id: 'SMSC.RU',
	message: message.text,
	country: 'Россия',
	operator: 'МегаФон',
	region: 'Москва',
});
