/**
 * The SMS API "HTTP v2", https://web.smsgold.ru/http2/. Requests as the service documents them; answers in the
 * XML that a public client reads, so `assumed` as well.
 */
import type { Received, Reply } from '../server';
import type { State } from './state';

/** Most characters of one text. */
const TEXT_LIMIT = 480;

export function http2(state: State, request: Received): Reply {
	const fields = fieldsOf(request);
	if (fields === undefined) return xml('<xml_result err="assumed: the body is not a urlencoded form"/>');
	if (!state.knows(fields)) return problem(state, 'wrong user or pass');
	switch (fields.action) {
		case 'send':
			return send(state, fields);
		case 'balance':
			return xml(`<result><account>${state.settings.balance}</account></result>`);
		default:
			return problem(state, `unknown action ${fields.action ?? ''}`);
	}
}

/** A GET variant is documented too. */
function fieldsOf({ method, query, headers, body }: Received): Record<string, string> | undefined {
	if (method === 'GET') return query;
	const isForm = /^application\/x-www-form-urlencoded\b/.test(headers['content-type'] ?? '');
	if (method !== 'POST' || !isForm) return undefined;
	return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
}

function send(state: State, fields: Record<string, string>): Reply {
	const { text = '', number = '', base_id = '', sender = '' } = fields;
	if (text === '') return problem(state, 'text is required');
	if ([...text].length > TEXT_LIMIT) return problem(state, `text is over ${TEXT_LIMIT} characters`);
	if (number === '' && base_id === '') return problem(state, 'number or base_id is required');
	if (number !== '' && !/^\d+(,\d+)*$/.test(number))
		return problem(state, 'number is digits only, without +');
	// assumed: a contact group is answered like one message
	const targets = number === '' ? [base_id] : number.split(',');
	return whole(state, targets.map((to) => sms(state, to, { text, sender })).join(''));
}

function sms(state: State, to: string, content: { text: string; sender: string }): string {
	const refusal = state.refusals.get(to);
	if (refusal) return element(state, 'sms', { sms_id: '', err: String(refusal.body) });
	const message = { by: 'sms' as const, to, bot: null, buttons: [], ignored: [], arrives: true, ...content };
	const id = state.keep(message);
	const parts = Array.from({ length: state.settings.smsElements }, (_, n) => (n === 0 ? id : `${id}-${n}`));
	return parts.map((sms_id) => element(state, 'sms', { sms_id, err: '0' })).join('');
}

// assumed: a refusal of the whole request stands in the wrapper, with HTTP 200
const problem = (state: State, text: string): Reply => {
	const err = `assumed: ${text}`;
	return xml(
		state.settings.xmlWrapper
			? element(state, 'xml_result', { err })
			: element(state, 'sms', { sms_id: '', err }),
	);
};

const whole = (state: State, inner: string): Reply =>
	xml(state.settings.xmlWrapper ? `<xml_result err="0">${inner}</xml_result>` : inner);

function element(state: State, name: string, attributes: Record<string, string>): string {
	const quote = state.settings.xmlQuotes;
	const written = Object.entries(attributes).map(([key, value]) => `${key}=${quote}${escape(value)}${quote}`);
	return `<${name} ${written.join(' ')}/>`;
}

const xml = (body: string): Reply => ({
	status: 200,
	body,
	headers: { 'content-type': 'text/xml; charset=utf-8' },
});

const escape = (text: string): string =>
	text
		.replace(/&/g, '&amp;')
		.replace(/"/g, '&quot;')
		.replace(/'/g, '&#39;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;');
