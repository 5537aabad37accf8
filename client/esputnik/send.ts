import type { Bulk, Line, Operations, Sending } from '../gateway';
import { InvalidInput } from '../model/error';
import { isFailure, NO_RESULT, type Failure } from '../model/outcome';
import type { Receipt } from '../model/receipt';
import { askApart } from './apart';
import { ask } from './call';
import { lengthNotes, recipientOf, templateOf, type SmartRecipient } from './compose';
import type { Verdicts } from './errors';
import { resultsOf } from './results';

/** Milliseconds. Long, because what broke off is not repeated, and a request may carry a thousand messages. */
const TIMEOUT = 60_000;

const VERDICTS: Verdicts = new Map([
	[
		404,
		{
			reason: 'invalidMessage',
			kind: 'unknownMessage',
			advice: 'Check the ID of the prepared message, and that it was prepared for Telegram in this account',
		},
	],
]);

/**
 * Many people by one request. Source: "Send prepared message" (smartsend), which takes 1,000 recipients.
 *
 * A good answer means that the message is in the queue; it goes out within seconds. The service documents no key by
 * which it would know a repetition, so a request without an answer leaves all of it unknown. One that is refused for
 * what it holds is asked again in parts, so that only those at fault fail.
 */
export const bulk: Bulk = {
	most: 1_000,
	key: ({ message }) => message.template?.id ?? '',
	send: async (line, sendings) => {
		const composed = sendings.map(compose);
		const good = composed.filter((one): one is Composed => !isFailure(one));
		const receipts =
			good.length === 0 ? NOBODY : await askApart(good, async (some) => await sendAll(line, some));
		return composed.map((one) => (isFailure(one) ? one : (receipts.get(one) ?? NO_RESULT)));
	},
};

const NOBODY: ReadonlyMap<Composed, Receipt | Failure> = new Map();

export const sendMessage: Operations['sendMessage'] = async (line, address, message) => {
	const [result = NO_RESULT] = await bulk.send(line, [{ address, message }]);
	if (isFailure(result)) throw result;
	return result;
};

interface Composed extends Sending {
	recipient: SmartRecipient;
}

function compose(sending: Sending): Composed | InvalidInput {
	try {
		return { ...sending, recipient: recipientOf(sending) };
	} catch (failure) {
		return keepInvalid(failure);
	}
}

function keepInvalid(failure: unknown): InvalidInput {
	if (failure instanceof InvalidInput) return failure;
	throw failure;
}

/** By one request. They have one message in common. */
async function sendAll(line: Line, all: readonly Composed[]): Promise<Array<Receipt | Failure>> {
	const [first] = all;
	if (!first) return [];
	const reading = await ask(line, {
		method: 'POST',
		path: `/v1/message/${templateOf(first.message).id}/smartsend`,
		// `email: false` for every channel but e-mail; what the service takes when it is left out is not documented
		json: { recipients: all.map(({ recipient }) => recipient), email: false },
		effect: 'write',
		timeout: TIMEOUT,
		verdicts: VERDICTS,
	});
	const results = resultsOf(
		reading,
		all.map(({ recipient }) => recipient.locator),
	);
	const time = line.now().toISOString();
	return all.map((one, index) => {
		const result = results[index] ?? NO_RESULT;
		return isFailure(result) ? result : receiptOf(one, result, time);
	});
}

const receiptOf = (
	{ address, message, recipient }: Composed,
	{ requestId, raw }: { requestId: string | null; raw: unknown },
	time: string,
): Receipt => ({
	service: 'esputnik',
	bot: null,
	recipient: { ...address.recipient, id: recipient.locator },
	messageId: requestId,
	messageIds: requestId === null ? [] : [requestId],
	status: 'queued',
	reason: null,
	cost: null,
	time,
	degraded: lengthNotes(message),
	raw,
});
