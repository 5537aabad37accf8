import type { Capabilities } from '../gateway';
import { TEXT_LIMIT } from './sms';

/** What the service can do, after its reference page "Отправка в чат-бот". */
export const capabilities: Capabilities = {
	bots: 'many',
	recipients: ['id', 'phone'],
	recipientsNeedingBot: ['phone'],
	formats: ['plain'],
	textLimit: null,
	captionLimit: null,
	buttons: ['url'],
	media: [],
	mediaFrom: [],
	location: false,
	options: [],
	smsTextLimit: TEXT_LIMIT,
	smsOptions: ['sender', 'extra'],
	tellsUnreached: false,
	furthestStatus: {
		status: 'sent',
		note: 'SMSGOLD took the message; nothing more can be known, not even whether a phone number ever subscribed to the bot',
	},
	missing: {
		checkReachable:
			'SMSGOLD cannot be asked whether a person still has the bot. List the subscribers of the bot instead: who is listed has connected to it once',
		editMessage: 'SMSGOLD has no way to change a message that was sent. Send another message',
		deleteMessage: 'SMSGOLD has no way to remove a message that was sent',
		answerPress:
			'SMSGOLD has link buttons only, which a person opens without the bot learning of it. There is no press to answer',
	},
	assumptions: [
		'What SMSGOLD answers is not documented, except that a bot and a subscriber each have an id. Answers are read tolerantly, and the raw answer is always kept',
		'A list may come bare or inside data, items, result, bots or subscribers, one or two layers deep; anything else is reported as an unexpected response shape, never as an empty list',
		'Entries without an id are left out of lists, since nobody can be written to without it. A list of which no entry has an id is reported as an unexpected response shape',
		'Names shown for bots and subscribers are taken from the first filled field of name, title, username, firstName, first_name, phone and number',
		'The username, the phone number and the description of a bot or a subscriber are read from fields of those names; the link to a bot is built from its username',
		'Lists come whole in one answer: no paging is documented',
		'Every 2xx answer to a message counts as accepted, also an empty one or a plain text; a web page or a JSON that breaks off leaves the outcome unknown',
		'A 2xx answer counts as a refusal when it holds a filled error or errors, or when success, ok or status is false or "error". An error of "0" counts as none, as in the SMS API of the service',
		'The message id is read from id, messageId, message_id or msgId, where the answer has one',
		'401 and 403 mean the credential, 429 too many requests, every other 4xx a refusal of unknown cause, 5xx an unknown outcome, 3xx a wrong base URL',
		'After a 429 without Retry-After, one second is waited. Rate limits are not documented, so at most four requests of an account run together',
		'A phone number is sent as digits without +, and a leading 8 is not rewritten. What happens to a number that never subscribed to the bot is not documented: it may be refused or silently lost',
		'An empty text is refused here. No text limit is documented; Telegram’s own is 4096 characters, and a longer text goes out with a warning',
		'A button needs a text and a link that begins with http, https or tg. How several buttons are laid out is not documented: they are sent in reading order',
		'Text is taken as plain: no markup is documented',
		'An SMS goes by HTTP v2 (web.smsgold.ru/http2/). Its answer is read as one public client reads it: XML with xml_result, sms, sms_id and err, of which “0” or nothing means that all is well. Any other answer leaves the outcome unknown',
		'The status of an SMS is sent: SMSGOLD tells more only to an address that is set in its cabinet, in a form that is not documented',
		'A cascade is handed over as it was written. SMSGOLD documents the number, the types of stages (vk, flashCall, voiceCode, voice, telegramBot, telegramPersonal, sms) and their order; which fields a stage needs, what its answer looks like and what makes it go on to the next stage are not documented, so any stage with a type is taken, and the status is never more than sent',
	],
};
