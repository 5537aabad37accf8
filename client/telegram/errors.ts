import { isObject, type JsonObject } from '../http/json';
import { redact, redactText } from '../http/redact';
import { Rejected, Unreachable, type Reason } from '../model/error';

/** Our classes of what the Bot API answers, with the reason and the advice that go with each. */
const CLASSES = {
	blocked: ['blocked', 'Reach the person another way; they can unblock the bot and press Start'],
	gone: ['deactivated', 'Remove the person from your list'],
	never_started: [
		'notSubscribed',
		'Ask the person to open the bot and press Start; a bot cannot write first',
	],
	bot_recipient: ['botRecipient', 'Bots cannot write to bots unless both have turned on bot-to-bot mode'],
	not_member: ['notSubscribed', 'Add the bot to the group or channel again'],
	unknown_recipient: [
		'unknownRecipient',
		'Use the chat id of somebody who has started this bot; a person’s @username is not enough for Telegram',
	],
	migrated: ['unknownRecipient', 'The group became a supergroup: use its new id'],
	cannot_write: ['other', 'Give the bot the right to write in this chat'],
	rate_limited: [
		'rateLimited',
		'Send fewer messages at a time, or raise Longest Wait in the options of this node',
	],
	credential: [
		'unauthorized',
		'Check the token and the API root in the credential: @BotFather shows the valid token',
	],
	conflict: ['other', 'Something else receives this bot’s updates: stop it first'],
	not_modified: ['other', 'Nothing to change: the message already looks like this'],
	target_gone: ['invalidMessage', 'Check the message id: the message is gone, too old, or not the bot’s own'],
	config: ['invalidMessage', 'Check the topic, the business connection or the kind of chat'],
	callback_expired: ['other', 'Answer a button press at once: Telegram forgets it after a short time'],
	caller: ['invalidMessage', 'Check the fields of this node'],
	markup: ['invalidMessage', 'Check the buttons'],
	content: ['invalidMessage', 'Check the text and its format'],
	media: ['invalidMessage', 'Check the file: its address, its size and its kind'],
	refuses_kind: ['invalidMessage', 'The person takes no voice or video messages: send text instead'],
	payment_required: ['noMoney', 'The person asks Stars for messages; bots pay with paid broadcasts'],
	unsupported: ['unsupported', 'This Bot API server is too old for what is asked'],
	unknown_403: ['other', 'Telegram did not allow it; its own words are in the details'],
	unknown_400: ['invalidMessage', 'Telegram did not accept it; its own words are in the details'],
} as const satisfies Record<string, readonly [Reason, string]>;

export type TelegramClass = keyof typeof CLASSES;

interface Facts {
	code: number;
	description: string;
	parameters: JsonObject;
}

interface Row {
	when: (facts: Facts) => boolean;
	is: TelegramClass | 'server';
}

/**
 * What Telegram quotes of the message itself: a tag, an address of a button. It must not decide, or a text
 * with the tag <USER_IS_BLOCKED> would pass for a person who blocked the bot.
 */
const QUOTED = /(?<=can't parse entities:).*|URL '.*' is invalid/gis;

const says =
	(shape: RegExp) =>
	({ description }: Facts): boolean =>
		shape.test(description.replace(QUOTED, ''));

const INITIATE = /can't initiate conversation/i;

/**
 * The answers of the Bot API and what they mean, first match wins. The order matters: "not modified" contains
 * "reply markup", a button's refusal contains "HTTP URL".
 * Source: the texts in tdlib/telegram-bot-api 10.0; the sorting is ours.
 */
const ROWS: readonly Row[] = [
	{ when: ({ parameters }) => parameters.migrate_to_chat_id !== undefined, is: 'migrated' },
	{ when: ({ code }) => code === 429, is: 'rate_limited' },
	{ when: ({ code }) => code >= 500, is: 'server' },
	{ when: (facts) => facts.code === 404 && says(/method not found/i)(facts), is: 'unsupported' },
	{ when: (facts) => [401, 404, 421].includes(facts.code) && !says(INITIATE)(facts), is: 'credential' },
	{ when: ({ code }) => code === 409, is: 'conflict' },
	{ when: ({ code }) => code === 413, is: 'media' },
	{ when: says(/bot was blocked by the user|USER_IS_BLOCKED/i), is: 'blocked' },
	{ when: says(/user is deactivated|INPUT_USER_DEACTIVATED/i), is: 'gone' },
	{ when: says(INITIATE), is: 'never_started' },
	{
		when: says(/can't send messages to (the )?bots?\b|USER_IS_BOT|USER_BOT_TO_BOT_DISABLED/i),
		is: 'bot_recipient',
	},
	{ when: says(/bot was kicked from|bot is not a member of|the group chat was deleted/i), is: 'not_member' },
	{ when: says(/message is not modified/i), is: 'not_modified' },
	{
		when: says(
			/(message to (edit|delete|be replied)|reply message) not found|message can't be (edited|deleted)|MESSAGE_ID_INVALID/i,
		),
		is: 'target_gone',
	},
	{
		when: says(
			/message thread not found|business connection not found|BUSINESS_PEER|chat actions can't be sent/i,
		),
		is: 'config',
	},
	{ when: says(/chat not found|chat_id is empty|user not found|PEER_ID_INVALID/i), is: 'unknown_recipient' },
	{ when: says(/have no write access/i), is: 'cannot_write' },
	{ when: says(/query is too old|query id is invalid/i), is: 'callback_expired' },
	{ when: says(/bad webhook|invalid webhook|secret token|wrong parameter|logged out/i), is: 'caller' },
	{
		when: says(/inline keyboard|reply (keyboard )?markup|BUTTON_[A-Z_]+|in private chats only/i),
		is: 'markup',
	},
	{
		when: says(/text is empty|is too long|MESSAGE_TOO_LONG|can't parse entities|unsupported parse_mode/i),
		is: 'content',
	},
	{
		when: says(
			/file identifier|HTTP URL|web page content|file is too big|IMAGE_PROCESS_FAILED|upload file by URL|file_id/i,
		),
		is: 'media',
	},
	{ when: says(/user restricted receiving of/i), is: 'refuses_kind' },
	{ when: says(/ALLOW_PAYMENT_REQUIRED/i), is: 'payment_required' },
	{ when: ({ code }) => code === 403, is: 'unknown_403' },
];

/** Whether the text's markup is what the server could not read. */
export const isBrokenFormat = (failure: unknown): boolean =>
	failure instanceof Rejected && /can't parse entities/i.test(failure.facts.description);

export const isClass = (failure: unknown, kind: TelegramClass): failure is Rejected =>
	failure instanceof Rejected && failure.facts.kind === kind;

/** The id that a group got when it became a supergroup; undefined for every other failure. */
export function migratedTo(failure: unknown): string | undefined {
	if (!isClass(failure, 'migrated') || !isObject(failure.facts.raw)) return undefined;
	const { parameters } = failure.facts.raw;
	return isObject(parameters) ? String(parameters.migrate_to_chat_id) : undefined;
}

/**
 * Turns an `ok: false` answer into our words.
 * @param body the parsed answer: `{ ok: false, error_code, description, parameters? }`
 * @param status the HTTP status, for answers without an error_code
 */
export function toFailure(body: JsonObject, status: number): Rejected | Unreachable {
	const code = typeof body.error_code === 'number' ? body.error_code : status;
	const description = redactText(typeof body.description === 'string' ? body.description : `HTTP ${status}`);
	const parameters = isObject(body.parameters) ? body.parameters : {};
	const facts: Facts = { code, description, parameters };
	const kind = ROWS.find(({ when }) => when(facts))?.is ?? 'unknown_400';
	if (kind === 'server') return serverBroken(code, description);
	const [reason, advice] = CLASSES[kind];
	const retryAfter = typeof parameters.retry_after === 'number' ? parameters.retry_after : undefined;
	return new Rejected({
		reason,
		description,
		advice,
		kind,
		code: String(code),
		raw: redact(body),
		...(retryAfter !== undefined && { retryAfter }),
	});
}

/** Refusals whose HTTP status says enough, also when a proxy in front of the Bot API gives them with a page of its own. */
const CLEAR_STATUSES: ReadonlySet<number> = new Set([401, 404, 413, 421, 429]);

/**
 * Turns an answer that is no JSON of the Bot API into our words: a proxy's page, half an answer, another server.
 * Only a refusal by its HTTP status is certain; anything else may have been carried out.
 */
export function toUnreadable(status: number): Rejected | Unreachable {
	const description = `The address answered HTTP ${status}, not as a Bot API server does`;
	if (CLEAR_STATUSES.has(status)) return toFailure({ description }, status);
	if (status >= 300 && status < 500) {
		return new Rejected({
			reason: 'other',
			description,
			advice: 'Check the API root in the credential',
			kind: 'not_a_bot_api',
			code: String(status),
		});
	}
	return serverBroken(
		status,
		status >= 500 ? 'Telegram’s server is not in order' : 'Telegram’s answer could not be read',
	);
}

const serverBroken = (code: number, description: string): Unreachable =>
	new Unreachable({
		outcome: 'unknown',
		code: `HTTP ${code}`,
		description: `${description} (HTTP ${code})`,
		advice: 'The request may have been carried out: look into the chat before you send it again',
	});
