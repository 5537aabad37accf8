import { isSameText } from '../events/sameText';
import { parseJson } from '../http/json';
import type { Arrival, Callback, Door } from '../receiver';
import { idOf, itemsOf } from './items';

/**
 * The service signs nothing, so a stranger is kept out by the address alone: n8n's part of it cannot be guessed, and
 * who wants more puts a word of their own behind it (`?secret=…`), which the credential knows.
 */
const isGenuine: Door['isGenuine'] = ({ query }, { callbackSecret }) => {
	const wanted = typeof callbackSecret === 'string' ? callbackSecret.trim() : '';
	return wanted === '' || isSameText(query.secret ?? '', wanted);
};

/** What the console was given as the address is seen in the call. */
const whyRefused: Door['whyRefused'] = ({ query }) =>
	query.secret === undefined
		? 'the address in the console of Chat App lacks ?secret=… with the Callback Secret of the credential'
		: undefined;

/** Whatever the content type says: what the service writes there is not documented. */
const arrivals = ({ text = '', body }: Callback): Arrival[] =>
	itemsOf(parseJson(text) ?? body).map((item) => ({ id: idOf(item), update: item }));

/**
 * The three addresses of a channel (status reports, inbound messages, notifications) may all lead to one door.
 * Source: the help page "configure-message-receipts": the answer in full, within three seconds, else it is sent
 * again after one minute and after five.
 */
export const webhook: Door = {
	setUp:
		'Enter the production URL of this node in the console of Chat App: Channel Management → the channel’s ID → Configure Webhook → HTTP Protocol. One URL may stand in all three fields: Status Report, MO Message and Notification Callback URL. If the credential has a Callback Secret, put <code>?secret=…</code> behind it.',
	answerWithin: 3_000,
	accepted: { status: 200, body: '{"code":0,"msg":"成功"}', contentType: 'application/json' },
	refused: 403,
	isGenuine,
	whyRefused,
	arrivals,
};
