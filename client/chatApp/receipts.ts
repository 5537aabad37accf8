import { asText, firstText, type JsonObject } from '../http/json';
import type { DeliveryStatus } from '../model/status';
import type { Part } from './events';
import { chatOf, personOf } from './person';

/** `Status` → our scale. Any other word moves nothing. Source: the help page "chatappstatus". */
const STATUSES: ReadonlyMap<string, DeliveryStatus> = new Map([
	['sent', 'sent'],
	['delivered', 'delivered'],
	['read', 'read'],
	['failed', 'failed'],
]);

/** Words by which Viber channels tell something of a person, not of a message. */
const OF_PEOPLE: ReadonlySet<string> = new Set(['subscribe', 'subscribed', 'unsubscribe', 'unsubscribed']);

/** What became of a message. The person is its recipient. */
export function status(item: JsonObject): Part {
	const word = asText(item.Status) ?? '';
	const subscriber = personOf({ From: item.To });
	const about = { subscriber, chat: chatOf(subscriber) };
	if (OF_PEOPLE.has(word.toLowerCase()))
		return { ...about, event: 'notification', notification: { kind: word } };
	const reached = STATUSES.get(word.toLowerCase()) ?? 'unknown';
	const messageId = asText(item.MessageId);
	const taskId = asText(item.TaskId);
	return {
		...about,
		event: 'status',
		status: {
			messageId,
			// the service puts the message's own id where the workflow gave none
			...(taskId !== null && taskId !== messageId && { clientId: taskId }),
			status: reached,
			reason: reached === 'failed' ? 'other' : null,
			description: wordsOf(item) ?? (reached === 'unknown' ? word : null),
		},
	};
}

/** The code stands in front, unless the description has it there already. */
function wordsOf({ ErrorCode, ErrorDescription, StatusDescription, Status }: JsonObject): string | null {
	const [code, words] = [asText(ErrorCode), firstText(ErrorDescription, StatusDescription)];
	if (code === null) return words === null || words === asText(Status) ? null : words;
	if (words === null || words.startsWith(code)) return words ?? code;
	return `${code}: ${words}`;
}
