import type { Line, Sms } from '../gateway';
import { asText } from '../http/json';
import { InvalidInput } from '../model/error';
import { isFailure, NO_RESULT } from '../model/outcome';
import type { Receipt } from '../model/receipt';
import { objects } from './answer';
import { ask } from './call';
import { resultsOf } from './results';

/** Source: POST /v1/message/sms, as public clients use it. */
export async function sendSms(line: Line, { phone, text, sender, extra }: Sms): Promise<Receipt> {
	const from = sender ?? (await onlySender(line));
	const reading = await ask(line, {
		method: 'POST',
		path: '/v1/message/sms',
		json: { from, text, phoneNumbers: [phone], ...extra },
		effect: 'write',
	});
	const [result = NO_RESULT] = resultsOf(reading, [phone], 'sms');
	if (isFailure(result)) throw result;
	const { requestId, raw } = result;
	return {
		service: 'esputnik',
		channel: 'sms',
		bot: null,
		recipient: { form: 'phone', value: phone, id: null },
		messageId: requestId,
		messageIds: requestId === null ? [] : [requestId],
		status: 'queued',
		reason: null,
		cost: null,
		time: line.now().toISOString(),
		degraded: [],
		raw,
	};
}

/** Asked once a run: a line lives as long as that. */
const senders = new WeakMap<Line, Promise<string[]>>();

/** Each SMS has to name its sender; an account with one has no choice. @throws InvalidInput for all others */
async function onlySender(line: Line): Promise<string> {
	const asked = senders.get(line) ?? sendersOf(line);
	senders.set(line, asked);
	asked.catch(() => senders.delete(line));
	const known = await asked;
	const [only] = known;
	if (only !== undefined && known.length === 1) return only;
	throw new InvalidInput(
		'Sender',
		known.length === 0
			? 'is empty, and eSputnik lists none for this account'
			: `is empty, and the account has several: ${known.join(', ')}`,
		'Choose Sender in the options of this node',
	);
}

async function sendersOf(line: Line): Promise<string[]> {
	const { value } = await ask(line, { method: 'GET', path: '/v1/interfaces/sms', effect: 'read' });
	return objects(value).flatMap((one) => asText(one.value) ?? []);
}
