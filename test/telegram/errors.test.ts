import { isBrokenFormat, isClass, migratedTo, toFailure, toUnreadable } from '../../client/telegram/errors';
import { Rejected, Unreachable } from '../../client/model/error';
import { insideOf, TOKEN } from './line';

/** The contract's §8: what Telegram says, in which class we put it, and the reason that users see. */
type Row = [code: number, text: string, kind: string, reason: string];

const BLOCKED: Row[] = [
	[403, 'bot was blocked by the user', 'blocked', 'blocked'],
	[403, 'USER_IS_BLOCKED', 'blocked', 'blocked'],
	[400, 'USER_IS_BLOCKED', 'blocked', 'blocked'],
];
const GONE: Row[] = [
	[403, 'user is deactivated', 'gone', 'deactivated'],
	[400, 'INPUT_USER_DEACTIVATED', 'gone', 'deactivated'],
];
const NEVER_STARTED: Row[] = [
	[403, "bot can't initiate conversation with a user", 'never_started', 'notSubscribed'],
	// old servers answered it with 401
	[401, "bot can't initiate conversation with a user", 'never_started', 'notSubscribed'],
];
const BOT_RECIPIENT: Row[] = [
	[403, "bot can't send messages to bots", 'bot_recipient', 'botRecipient'],
	[403, "the bot can't send messages to the bot", 'bot_recipient', 'botRecipient'],
	[400, 'USER_IS_BOT', 'bot_recipient', 'botRecipient'],
	[400, 'USER_BOT_TO_BOT_DISABLED', 'bot_recipient', 'botRecipient'],
];
const NOT_MEMBER: Row[] = [
	...['group chat', 'supergroup chat', 'channel chat'].flatMap((chat): Row[] => [
		[403, `bot was kicked from the ${chat}`, 'not_member', 'notSubscribed'],
		[403, `bot is not a member of the ${chat}`, 'not_member', 'notSubscribed'],
	]),
	[403, 'the group chat was deleted', 'not_member', 'notSubscribed'],
];
const UNKNOWN_RECIPIENT: Row[] = [
	'chat not found',
	'private chat not found',
	'chat_id is empty',
	'user not found',
	'PEER_ID_INVALID',
].map((text): Row => [400, text, 'unknown_recipient', 'unknownRecipient']);
const CONTENT: Row[] = [
	'message text is empty',
	'message is too long',
	'MESSAGE_TOO_LONG',
	'text is too long',
	'message caption is too long',
	'unsupported parse_mode',
	"can't parse entities: Can't find end of the entity starting at byte offset 5",
	"can't parse entities: Character '.' is reserved and must be escaped with the preceding '\\'",
	'can\'t parse entities: Unsupported start tag "x" at byte offset 0',
	'can\'t parse entities: Unmatched end tag at byte offset 3, expected "</b>", found "</i>"',
	'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
].map((text): Row => [400, text, 'content', 'invalidMessage']);
const MARKUP: Row[] = [
	"can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
	"can't parse inline keyboard button: InlineKeyboardButton must be an Object",
	"inline keyboard button URL 'x' is invalid: Wrong HTTP URL",
	"inline keyboard button Web App URL 'http://a.b' is invalid: Only HTTPS links are allowed",
	'inline keyboard expected',
	'reply markup is too long',
	"can't parse reply keyboard markup JSON object",
	'object expected as reply markup',
	'BUTTON_URL_INVALID',
	'BUTTON_DATA_INVALID',
	'BUTTON_TYPE_INVALID',
	'BUTTON_USER_PRIVACY_RESTRICTED',
	'phone number can be requested in private chats only',
].map((text): Row => [400, text, 'markup', 'invalidMessage']);
const MEDIA: Row[] = [
	'wrong file identifier/HTTP URL specified',
	'failed to get HTTP URL content',
	'wrong type of the web page content',
	'wrong HTTP URL specified',
	'file is too big',
	'IMAGE_PROCESS_FAILED',
	"can't upload file by URL",
	'wrong file_id or the file is temporarily unavailable',
].map((text): Row => [400, text, 'media', 'invalidMessage']);
const TARGET_GONE: Row[] = [
	'message to edit not found',
	'message to delete not found',
	'message to be replied not found',
	'reply message not found',
	"message can't be edited",
	"message can't be deleted",
	"message can't be deleted for everyone",
	'MESSAGE_ID_INVALID',
].map((text): Row => [400, text, 'target_gone', 'invalidMessage']);
const NOT_MODIFIED: Row[] = [
	[
		400,
		'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
		'not_modified',
		'other',
	],
	[400, 'message is not modified', 'not_modified', 'other'],
];
const OTHERS: Row[] = [
	[400, 'have no write access to the chat', 'cannot_write', 'other'],
	[400, 'user restricted receiving of voice note messages', 'refuses_kind', 'invalidMessage'],
	[400, 'user restricted receiving of video note messages', 'refuses_kind', 'invalidMessage'],
	[400, 'ALLOW_PAYMENT_REQUIRED_50', 'payment_required', 'noMoney'],
	[400, 'query is too old and response timeout expired or query ID is invalid', 'callback_expired', 'other'],
	[400, 'query is too old and response timeout expired or query id is invalid', 'callback_expired', 'other'],
	[400, 'message thread not found', 'config', 'invalidMessage'],
	[400, 'business connection not found', 'config', 'invalidMessage'],
	[400, 'BUSINESS_PEER_USAGE_MISSING', 'config', 'invalidMessage'],
	[400, "chat actions can't be sent to channel direct messages chats", 'config', 'invalidMessage'],
	[400, 'wrong parameter action in request', 'caller', 'invalidMessage'],
	[400, 'bad webhook: An HTTPS URL must be provided for webhook', 'caller', 'invalidMessage'],
	[400, 'bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443', 'caller', 'invalidMessage'],
	[400, 'bad webhook: Failed to resolve host: Name or service not known', 'caller', 'invalidMessage'],
	[400, 'bad webhook: IP address 127.0.0.1 is reserved', 'caller', 'invalidMessage'],
	[400, 'bad webhook: IPv6-only addresses are not allowed', 'caller', 'invalidMessage'],
	[400, 'invalid webhook URL specified', 'caller', 'invalidMessage'],
	[400, 'secret token is too long', 'caller', 'invalidMessage'],
	[400, 'secret token contains unallowed characters', 'caller', 'invalidMessage'],
];
const TAILS = [
	BLOCKED,
	GONE,
	NEVER_STARTED,
	BOT_RECIPIENT,
	NOT_MEMBER,
	UNKNOWN_RECIPIENT,
	CONTENT,
	MARKUP,
	MEDIA,
	TARGET_GONE,
	NOT_MODIFIED,
	OTHERS,
].flat();

const PREFIXES: Record<number, string> = { 400: 'Bad Request: ', 401: 'Unauthorized: ', 403: 'Forbidden: ' };

/** Texts that are whole as they stand. */
const WHOLE: Row[] = [
	[400, 'Logged out', 'caller', 'invalidMessage'],
	[401, 'Unauthorized', 'credential', 'unauthorized'],
	[401, 'Unauthorized: invalid token specified', 'credential', 'unauthorized'],
	[401, 'Unauthorized: invalid api-id/api-hash', 'credential', 'unauthorized'],
	[404, 'Not Found', 'credential', 'unauthorized'],
	[404, 'Not Found: method not found', 'unsupported', 'unsupported'],
	[
		409,
		"Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
		'conflict',
		'other',
	],
	[
		409,
		'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
		'conflict',
		'other',
	],
	[409, 'Conflict: terminated by setWebhook request', 'conflict', 'other'],
	[409, 'Conflict: terminated by other setWebhook', 'conflict', 'other'],
	[413, 'Request Entity Too Large', 'media', 'invalidMessage'],
	[421, 'Misdirected Request: unallowed token specified', 'credential', 'unauthorized'],
	[429, 'Too Many Requests: retry after 5', 'rate_limited', 'rateLimited'],
];

const failure = (code: number, description: string, parameters?: object) =>
	toFailure({ ok: false, error_code: code, description, ...(parameters && { parameters }) }, code);

const factsOf = (code: number, description: string, parameters?: object) => {
	const found = failure(code, description, parameters);
	if (!(found instanceof Rejected)) throw new Error(`${description} is no refusal`);
	return found.facts;
};

describe('a refusal that the contract lists', () => {
	it.each(TAILS)('%i “%s” is %s, for people %s', (code, text, kind, reason) => {
		const description = `${PREFIXES[code] ?? ''}${text}`;
		expect(factsOf(code, description)).toMatchObject({ kind, reason, description, code: String(code) });
	});

	it.each(WHOLE)('%i “%s” is %s, for people %s', (code, description, kind, reason) => {
		expect(factsOf(code, description)).toMatchObject({ kind, reason, description, code: String(code) });
	});

	it.each(TAILS)('%i “%s” is %s also without its prefix', (code, text, kind) => {
		expect(factsOf(code, text).kind).toBe(kind);
	});

	it.each(TAILS)('%i “%s” is %s also with other capitals', (code, text, kind) => {
		expect(factsOf(code, `${text.charAt(0).toUpperCase()}${text.slice(1)}`).kind).toBe(kind);
		expect(factsOf(code, text.toLowerCase()).kind).toBe(kind);
	});

	it('says what to do in one line', () => {
		for (const [code, text] of [...TAILS, ...WHOLE]) {
			expect(factsOf(code, text).advice).toMatch(/^[A-Z].*[^.\n]$/);
		}
	});

	it('keeps the whole answer', () => {
		expect(factsOf(403, 'Forbidden: bot was blocked by the user').raw).toEqual({
			ok: false,
			error_code: 403,
			description: 'Forbidden: bot was blocked by the user',
		});
	});
});

describe('the parameters of a refusal', () => {
	it.each([
		'Bad Request: group chat was upgraded to a supergroup chat',
		'Bad Request: group chat was migrated to a supergroup chat',
		'Forbidden: bot was blocked by the user',
	])('show that a group moved, whatever the text: %s', (description) => {
		const found = failure(400, description, { migrate_to_chat_id: -1_001_234_567_890 });
		expect(isClass(found, 'migrated')).toBe(true);
		expect(migratedTo(found)).toBe('-1001234567890');
	});

	it('alone show it: the words are not enough', () => {
		const found = failure(400, 'Bad Request: group chat was upgraded to a supergroup chat');
		expect(isClass(found, 'unknown_400')).toBe(true);
		expect(migratedTo(found)).toBeUndefined();
	});

	it('say how long to wait', () => {
		expect(factsOf(429, 'Too Many Requests: retry after 7', { retry_after: 7 })).toMatchObject({
			reason: 'rateLimited',
			retryAfter: 7,
		});
		expect(factsOf(429, 'Too Many Requests: retry after 7')).not.toHaveProperty('retryAfter');
	});
});

/** The classes in the order in which the contract's §8.1 looks for them, each with a text that belongs to it. */
const IN_ORDER: Array<[kind: string, text: string]> = [
	['blocked', 'bot was blocked by the user'],
	['gone', 'user is deactivated'],
	['never_started', "bot can't initiate conversation with a user"],
	['bot_recipient', "bot can't send messages to bots"],
	['not_member', 'bot was kicked from the group chat'],
	['not_modified', 'message is not modified'],
	['target_gone', 'message to edit not found'],
	['config', 'message thread not found'],
	['unknown_recipient', 'chat not found'],
	['cannot_write', 'have no write access'],
	['callback_expired', 'query is too old'],
	['caller', 'bad webhook'],
	['markup', 'inline keyboard expected'],
	['content', "can't parse entities"],
	['media', 'file is too big'],
	['refuses_kind', 'user restricted receiving of voice'],
	['payment_required', 'ALLOW_PAYMENT_REQUIRED_5'],
];

describe('a text that fits several classes', () => {
	const pairs = IN_ORDER.flatMap(([kind, text], place) =>
		IN_ORDER.slice(place + 1).map(([later, other]) => [kind, later, `${other}; ${text}`] as const),
	);

	it.each(pairs)('belongs to %s before %s', (kind, _later, text) => {
		expect(factsOf(400, `Bad Request: ${text}`).kind).toBe(kind);
	});

	it.each([
		['server', 500],
		['rate_limited', 429],
		['credential', 401],
		['credential', 404],
		['credential', 421],
		['conflict', 409],
		['media', 413],
	])('belongs to %s where the code is %i, whatever it says', (kind, code) => {
		const found = failure(code, 'bot was blocked by the user; chat not found');
		if (kind === 'server') expect(found).toBeInstanceOf(Unreachable);
		else expect((found as Rejected).facts.kind).toBe(kind);
	});

	it.each([
		[401, 'never_started'],
		[404, 'never_started'],
		[421, 'never_started'],
	])('with code %i is %s when it says that the bot cannot write first', (code, kind) => {
		expect(factsOf(code, "Unauthorized: bot can't initiate conversation with a user").kind).toBe(kind);
	});
});

describe('what Telegram quotes of the message', () => {
	it.each([
		[
			'content',
			'Bad Request: can\'t parse entities: Unsupported start tag "user_is_blocked" at byte offset 0',
		],
		[
			'content',
			'Bad Request: can\'t parse entities: Unsupported start tag "chat_id is empty" at byte offset 0',
		],
		[
			'content',
			'Bad Request: can\'t parse entities: Unmatched end tag at byte offset 3, expected "</b>", found "</user_is_bot>"',
		],
		['content', 'Bad Request: can\'t parse entities: Unsupported start tag "a"user_is_bot" at byte offset 0'],
		['markup', "Bad Request: inline keyboard button URL 'http://peer_id_invalid' is invalid: Wrong HTTP URL"],
		[
			'markup',
			"Bad Request: inline keyboard button URL 'http://it's/user not found' is invalid: Wrong HTTP URL",
		],
	])('does not decide: it is %s for %s', (kind, description) => {
		expect(factsOf(400, description)).toMatchObject({ kind, reason: 'invalidMessage', description });
	});
});

describe('a refusal that nobody knows', () => {
	it.each([
		[403, "Forbidden: bot can't send messages to the user", 'unknown_403', 'other'],
		[403, 'Forbidden: NEW_RULE_2027', 'unknown_403', 'other'],
		[403, 'Forbidden: not enough rights to send text messages to the chat', 'unknown_403', 'other'],
		[400, 'Bad Request: NEW_RULE_2027', 'unknown_400', 'invalidMessage'],
		[400, '', 'unknown_400', 'invalidMessage'],
		[418, "I'm a teapot", 'unknown_400', 'invalidMessage'],
	])('%i “%s” is %s, for people %s, in its own words', (code, description, kind, reason) => {
		expect(factsOf(code, description)).toMatchObject({
			kind,
			reason,
			description,
			code: String(code),
			raw: { description },
		});
	});

	it('is judged by the HTTP status when it has no code of its own', () => {
		expect(toFailure({ ok: false }, 403)).toMatchObject({
			facts: { kind: 'unknown_403', code: '403', description: 'HTTP 403' },
		});
		expect(toFailure({ ok: false, error_code: '401' }, 401)).toMatchObject({
			facts: { kind: 'credential' },
		});
		expect(toFailure({ ok: false }, 502)).toBeInstanceOf(Unreachable);
	});
});

describe('a server that is not in order', () => {
	it.each([
		[500, 'Internal Server Error: restart'],
		[500, 'Internal Server Error: bot was blocked by the user'],
		[502, 'Bad Gateway'],
		[504, 'Gateway Timeout'],
	])('%i “%s” leaves open what was done', (code, description) => {
		expect(failure(code, description)).toBeInstanceOf(Unreachable);
		expect(failure(code, description)).toMatchObject({
			facts: { outcome: 'unknown', code: `HTTP ${code}`, description: `${description} (HTTP ${code})` },
		});
	});
});

describe('an answer that is none of the Bot API', () => {
	it.each([
		[401, 'credential', 'unauthorized'],
		[404, 'credential', 'unauthorized'],
		[421, 'credential', 'unauthorized'],
		[413, 'media', 'invalidMessage'],
		[429, 'rate_limited', 'rateLimited'],
	])('with HTTP %i is %s, for people %s', (status, kind, reason) => {
		expect(toUnreadable(status)).toMatchObject({ facts: { kind, reason, code: String(status) } });
	});

	it.each([301, 302, 307, 308, 400, 403, 405])('with HTTP %i was refused by something else', (status) => {
		expect(toUnreadable(status)).toBeInstanceOf(Rejected);
		expect(toUnreadable(status)).toMatchObject({
			facts: {
				kind: 'not_a_bot_api',
				reason: 'other',
				code: String(status),
				advice: 'Check the API root in the credential',
			},
		});
	});

	it.each([200, 204, 500, 502, 503, 504])('with HTTP %i leaves open what was done', (status) => {
		expect(toUnreadable(status)).toBeInstanceOf(Unreachable);
		expect(toUnreadable(status)).toMatchObject({ facts: { outcome: 'unknown', code: `HTTP ${status}` } });
	});
});

describe('markup that cannot be read', () => {
	it.each(CONTENT)('%i “%s” is told from other faults of the content', (code, text) => {
		expect(isBrokenFormat(failure(code, text))).toBe(text.startsWith("can't parse entities"));
	});

	it('is no broken connection, nor a text that only mentions it', () => {
		expect(isBrokenFormat(failure(500, "can't parse entities"))).toBe(false);
		expect(isBrokenFormat(new Error("can't parse entities"))).toBe(false);
	});
});

describe('a failure', () => {
	it.each([
		[400, `Bad Request: wrong path /bot${TOKEN}/sendMessage`],
		[404, `Not Found: /bot${encodeURIComponent(TOKEN)}/x`],
		[500, `Internal Server Error: http://proxy/bot${TOKEN}/getMe`],
		[403, `Forbidden: ${TOKEN}`],
	])('with code %i holds no token that the server echoes', (code, description) => {
		const found = failure(code, description, { url: `https://api/bot${TOKEN}/getMe`, token: TOKEN });
		expect(insideOf(found)).not.toContain(TOKEN.split(':')[1]);
	});
});
