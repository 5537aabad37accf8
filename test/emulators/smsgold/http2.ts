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

function send(state: State, { text = '', number = '', base_id = '' }: Record<string, string>): Reply {
	if (text === '') return problem(state, 'text is required');
	if ([...text].length > TEXT_LIMIT) return problem(state, `text is over ${TEXT_LIMIT} characters`);
	if (number === '' && base_id === '') return problem(state, 'number or base_id is required');
	if (number !== '' && !/^\d+(,\d+)*$/.test(number))
		return problem(state, 'number is digits only, without +');
	// assumed: a contact group is answered like one message
	const targets = number === '' ? [base_id] : number.split(',');
	return whole(state, targets.map((to) => sms(state, to, text)).join(''));
}

function sms(state: State, to: string, text: string): string {
	const refusal = state.refusals.get(to);
	if (refusal) return `<sms sms_id="" err="${escape(String(refusal.body))}"/>`;
	const message = { by: 'sms' as const, to, bot: null, text, buttons: [], ignored: [], arrives: true };
	return `<sms sms_id="${state.keep(message)}" err="0"/>`;
}

// assumed: a refusal of the whole request stands in the wrapper, with HTTP 200
const problem = (state: State, text: string): Reply => {
	const err = escape(`assumed: ${text}`);
	return xml(state.settings.xmlWrapper ? `<xml_result err="${err}"/>` : `<sms sms_id="" err="${err}"/>`);
};

const whole = (state: State, inner: string): Reply =>
	xml(state.settings.xmlWrapper ? `<xml_result err="0">${inner}</xml_result>` : inner);

const xml = (body: string): Reply => ({
	status: 200,
	body,
	headers: { 'content-type': 'text/xml; charset=utf-8' },
});

const escape = (text: string): string =>
	text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
