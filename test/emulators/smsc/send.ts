/** Source: /api/http/send; `bot` and `smsreq` from public clients. */
import { Refused } from './refusal';
import type { State } from './state';

export function send(state: State, fields: Record<string, string>): unknown {
	check(state, fields);
	const { phones = '', mes = '', bot, id, cost = '0' } = fields;
	const { settings } = state;
	const same = `send ${phones} ${mes} ${bot ?? ''}`;
	if (cost === '1') {
		if (state.isTooOften(`cost ${same}`, settings.costLimit)) throw new Refused(9);
		return { cost: priceOf(state, fields), cnt: partsOf(fields) };
	}
	if (settings.duplicateWindow > 0 && state.isTooOften(same, 1, settings.duplicateWindow))
		throw new Refused(9);
	const reached = bot === undefined || isReached(state, bot, phones);
	if (!reached && settings.notConnected === null) throw new Refused(8);
	const price = priceOf(state, fields);
	if (Number(price) > settings.balance) throw new Refused(3);
	settings.balance -= Number(price);
	const message = state.keep(
		{
			phone: phones,
			text: mes,
			bot: bot ?? null,
			cost: price,
			status: reached ? settings.status : (settings.notConnected?.status ?? 20),
			err: reached ? 0 : (settings.notConnected?.err ?? 0),
			fields,
		},
		id,
	);
	return {
		id: message.id,
		cnt: partsOf(fields),
		...((cost === '2' || cost === '3') && { cost: price }),
		...(cost === '3' && { balance: settings.balance.toFixed(2) }),
	};
}

/** assumed: to somebody who is not connected, for whom the service charges nothing, it also estimates nothing. */
function priceOf(state: State, fields: Record<string, string>): string {
	const { bot, phones = '' } = fields;
	if (bot !== undefined && state.isConnected(bot, phones)) return state.settings.price;
	if (bot !== undefined && !isReached(state, bot, phones)) return '0';
	return (Number(state.settings.smsPrice) * partsOf({ ...fields, bot: undefined })).toFixed(2);
}

/** By the bot, or else by an SMS where the cabinet forwards. */
const isReached = (state: State, bot: string, phones: string): boolean =>
	state.isConnected(bot, phones) || (state.settings.forwardBySms && PHONE.test(phones));

/** An SMS has 160 latin or 70 other characters, several have 153 or 67 each. A message of a bot is one. */
function partsOf({ bot, mes = '' }: Record<string, string | undefined>): number {
	if (bot !== undefined) return 1;
	const [one, several] = /^[\n -~]*$/.test(mes) ? [160, 153] : [70, 67];
	return mes.length <= one ? 1 : Math.ceil(mes.length / several);
}

/** One recipient: phone, `@nick` or `#ID`. Lists, groups and e-mail are not emulated. */
const PHONES = /^(\+?\d{7,15}|@\w{3,32}|#\S{1,64})$/;

/** What an SMS can go to, and who can send it: 11 latin characters or 15 digits. */
const PHONE = /^\+?\d{7,15}$/;
const SENDER = /^([ -~]{1,11}|\d{1,15})$/;

function check({ settings }: State, fields: Record<string, string>): void {
	const { phones, mes, bot, id, time, valid, smsreq, sender } = fields;
	if (phones === undefined || mes === undefined || phones === '' || mes === '') throw new Refused(1);
	if (!(bot === undefined ? PHONE : PHONES).test(phones)) throw new Refused(7);
	if (sender !== undefined && !SENDER.test(sender)) throw new Refused(6);
	if ([...mes].length > settings.textLimit) throw new Refused(1, 'parameters error: the text is too long');
	if (bot !== undefined && !/^(@\w+|wa:\d+)$/.test(bot)) throw new Refused(1);
	if (id !== undefined && !isId(id)) throw new Refused(1);
	if (time !== undefined && !isTime(time)) throw new Refused(5);
	if (valid !== undefined && !isLifetime(valid)) throw new Refused(5);
	if (smsreq !== undefined && !(/^\d+$/.test(smsreq) && Number(smsreq) >= 10 && Number(smsreq) <= 999))
		throw new Refused(1);
	// the messages of a bot are told apart from texts that need another contract
	if (mes.includes('forbidden word')) throw new Refused(6);
}

const isId = (id: string): boolean =>
	/^\d+$/.test(id) ? Number(id) >= 1 && Number(id) <= 2_147_483_647 : /^[A-Za-z\d.\-_]{1,40}$/.test(id);

/** `DDMMYYhhmm`, `DD.MM.YY hh:mm`, `h1-h2`, `0<unix ts>`, `+m`, or 0. */
const isTime = (time: string): boolean =>
	/^(0|\d{10}|\d\d\.\d\d\.\d\d \d\d:\d\d|\d{1,2}-\d{1,2}|0\d{9,11}|\+\d+)$/.test(time);

/** `hh:mm`, 1 to 24 hours. */
function isLifetime(valid: string): boolean {
	const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(valid) ?? [];
	const all = Number(hours) * 60 + Number(minutes);
	return all >= 60 && all <= 24 * 60;
}
