/** Calls the handler URL of the account. Source: /api/http/miscellaneous/callback; fields and digests by public clients. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

import { dateOf } from './rows';
import type { Answer, Message, State } from './state';

/** What the cabinet holds. Options stand in the query of the address: charset, fmt, names of digests. */
export interface HandlerUrl {
	url: string;
	secret: string;
}

/** A callback, and what became of it. */
export interface Delivery {
	method: 'GET' | 'POST';
	url: string;
	/** Content type and body of a POST; empty otherwise. */
	type: string;
	body: string;
	/** Of the answer; 0 when there was none. */
	status: number;
	answer: string;
}

/** What is told, and the values that a digest is made of. */
export interface Told {
	fields: Record<string, string>;
	proven: string[];
}

export const statusOf = (state: State, message: Message): Told => {
	const [id, phone, status] = [String(message.id), message.phone, String(message.status)];
	const fields = {
		id,
		phone,
		status,
		err: String(message.err),
		ts: String(message.changed),
		time: dateOf(state, message.changed),
		cost: message.cost,
		cnt: '1',
	};
	return { fields, proven: [id, phone, status] };
};

/** assumed: a bot's message looks like one by SMS; whether an id and a time stand beside it, is a setting. */
export const inboundOf = ({ settings }: State, { id, phone, message, to_phone: to, sent }: Answer): Told => {
	const fields = { phone, mes: message, to };
	const named = { ...fields, ...(id !== null && { id: String(id) }), ts: String(sent) };
	return { fields: settings.inboundIds ? named : fields, proven: [phone, message, to] };
};

export const waitcallOf = ({ now }: State, phone: string): Told => {
	const ts = String(Math.floor(now() / 1_000));
	return { fields: { phone, ts, waitcall: '1' }, proven: [phone, ts] };
};

const DIGESTS: Record<string, (bytes: Buffer) => string> = {
	md5: (bytes) => createHash('md5').update(bytes).digest('hex'),
	sha1: (bytes) => createHash('sha1').update(bytes).digest('hex'),
	// assumed: how it is written
	crc32: (bytes) => crc32(bytes).toString(16).padStart(8, '0'),
};

/** Tells one thing, as often as the settings say until the answer is good. */
export async function tell(state: State, { url, secret }: HandlerUrl, told: Told): Promise<Delivery> {
	const { callbackTries, callbackPause } = state.settings;
	for (let attempt = 1; ; attempt += 1) {
		const delivery = await call(state, url, { ...told.fields, ...digests(url, secret, told.proven) });
		if ((delivery.status >= 200 && delivery.status < 300) || attempt >= callbackTries) return delivery;
		await new Promise((resolve) => setTimeout(resolve, callbackPause));
	}
}

function digests(url: string, secret: string, proven: string[]): Record<string, string> {
	const asked = new URL(url).searchParams;
	if (asked.get('charset') !== 'utf-8') throw new Error('the emulator writes utf-8 only');
	const bytes = Buffer.from([...proven, secret].join(':'), 'utf8');
	const names = Object.keys(DIGESTS).filter((name) => asked.has(name));
	return Object.fromEntries(names.map((name) => [name, DIGESTS[name]?.(bytes) ?? '']));
}

async function call({ settings }: State, url: string, fields: Record<string, string>): Promise<Delivery> {
	const form = new URLSearchParams(fields).toString();
	const isJson = new URL(url).searchParams.get('fmt') === '3';
	const { callbackVerb: method, callbackList, callbackType } = settings;
	// assumed: by GET the fields stand behind the options, JSON or not
	const target = method === 'GET' ? `${url}&${form}` : url;
	const body = isJson ? JSON.stringify(callbackList ? [fields] : fields) : form;
	const type = isJson ? callbackType : 'application/x-www-form-urlencoded';
	const init = method === 'GET' ? {} : { method, headers: { 'content-type': type }, body };
	const answer = await fetch(target, init).then(
		async (response) => ({ status: response.status, answer: await response.text() }),
		() => ({ status: 0, answer: '' }),
	);
	return { method, url: target, ...(method === 'GET' ? { type: '', body: '' } : { type, body }), ...answer };
}
