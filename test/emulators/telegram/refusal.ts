/**
 * How the Bot API says no. The rows are §8 of the contract by name, so that a test can write
 * `bot.refuse(43, 'blocked')`; the texts are those of tdlib/telegram-bot-api (Client.cpp, `fail_query_with_error`).
 */
export interface Refusal {
	/** Both `error_code` and the HTTP status. */
	code: number;
	/** With its prefix, as the client reads it. */
	description: string;
	parameters?: { retry_after?: number; migrate_to_chat_id?: number };
}

/**
 * What a call wants of a chat, in order of strength. A refusal holds for its own level and all above it:
 * `read` getChat, copying from it · `edit` changing messages · `write` deleting · `reach` sending and typing.
 */
export type Access = 'read' | 'edit' | 'write' | 'reach';

const STRENGTH: Record<Access, number> = { read: 0, edit: 1, write: 2, reach: 3 };

export interface ChatRefusal extends Refusal {
	from: Access;
	/** The level in supergroups and channels, when it differs. */
	inSupergroup?: Access;
	/** What sendChatAction answers instead; `ok` when the server does not ask. */
	typing?: Refusal | 'ok';
	/** Methods that it is limited to. */
	only?: readonly string[];
}

const forbidden = (text: string, from: Access = 'reach'): ChatRefusal => ({
	code: 403,
	description: `Forbidden: ${text}`,
	from,
});
const bad = (text: string, from: Access = 'reach'): ChatRefusal => ({
	code: 400,
	description: `Bad Request: ${text}`,
	from,
});

const PEER_ID_INVALID = bad('PEER_ID_INVALID');

/** `{kind}` becomes `group chat`, `supergroup chat` or `channel chat`. */
export const CHAT_REFUSALS = {
	blocked: forbidden('bot was blocked by the user'),
	deactivated: forbidden('user is deactivated', 'edit'),
	neverStarted: { ...forbidden("bot can't initiate conversation with a user"), typing: PEER_ID_INVALID },
	isBot: { ...forbidden("the bot can't send messages to the bot"), typing: 'ok' },
	/** The wording until May 2026. */
	isBotOld: { ...forbidden("bot can't send messages to bots"), typing: 'ok' },
	/** assumed: the contract knows the name only. */
	botToBotDisabled: { ...bad('USER_BOT_TO_BOT_DISABLED'), typing: 'ok' },
	/** Seen by one operator; passes by itself. */
	transient: forbidden("bot can't send messages to the user"),
	kicked: { ...forbidden('bot was kicked from the {kind}', 'edit'), inSupergroup: 'read' },
	/** In a public supergroup or channel reading would still go; here it doesn't. */
	notMember: { ...forbidden('bot is not a member of the {kind}', 'edit'), inSupergroup: 'read' },
	groupDeleted: forbidden('the group chat was deleted', 'write'),
	chatNotFound: bad('chat not found', 'read'),
	privateChatNotFound: bad('private chat not found', 'read'),
	userNotFound: bad('user not found', 'read'),
	peerIdInvalid: PEER_ID_INVALID,
	noWriteAccess: bad('have no write access to the chat'),
	restrictsVoice: {
		...bad('user restricted receiving of voice note messages'),
		only: ['sendVoice'],
	},
	restrictsVideoNotes: {
		...bad('user restricted receiving of video note messages'),
		only: ['sendVideoNote'],
	},
	paymentRequired: { ...bad('ALLOW_PAYMENT_REQUIRED_50'), typing: 'ok' },
	businessPeerUsageMissing: bad('BUSINESS_PEER_USAGE_MISSING'),
	buttonUserPrivacyRestricted: { ...bad('BUTTON_USER_PRIVACY_RESTRICTED'), typing: 'ok' },
} as const satisfies Record<string, ChatRefusal>;

export type ChatRefusalName = keyof typeof CHAT_REFUSALS;

/** Refusals of the whole call, for `telegram.failNext('restart')`. */
export const CALL_REFUSALS = {
	unauthorized: { code: 401, description: 'Unauthorized' },
	invalidToken: { code: 401, description: 'Unauthorized: invalid token specified' },
	invalidApiId: { code: 401, description: 'Unauthorized: invalid api-id/api-hash' },
	notFound: { code: 404, description: 'Not Found' },
	methodNotFound: { code: 404, description: 'Not Found: method not found' },
	loggedOut: { code: 400, description: 'Logged out' },
	tooLarge: { code: 413, description: 'Request Entity Too Large' },
	misdirected: { code: 421, description: 'Misdirected Request: unallowed token specified' },
	restart: { code: 500, description: 'Internal Server Error: restart' },
	pollConflict: {
		code: 409,
		description:
			'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
	},
	webhookConflict: {
		code: 409,
		description:
			"Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
	},
	setWebhookConflict: { code: 409, description: 'Conflict: terminated by setWebhook request' },
	otherSetWebhookConflict: { code: 409, description: 'Conflict: terminated by other setWebhook' },
} as const satisfies Record<string, Refusal>;

export type CallRefusalName = keyof typeof CALL_REFUSALS;

export const tooManyRequests = (seconds: number): Refusal => ({
	code: 429,
	description: `Too Many Requests: retry after ${seconds}`,
	parameters: { retry_after: seconds },
});

/** Thrown by whatever checks a call; the router turns it into the answer. */
export class Refused extends Error {
	constructor(readonly refusal: Refusal) {
		super(refusal.description);
	}
}

/** A 400 with the server's casing: the first letter is lowered unless an upper-case name or `X_…` follows. */
export function badRequest(text: string): Refused {
	const keepsCase = /^.[A-Z_]/.test(text);
	const tail = keepsCase ? text : text.charAt(0).toLowerCase() + text.slice(1);
	return new Refused({ code: 400, description: `Bad Request: ${tail}` });
}

/** What a call at this level gets of a refused chat, or nothing. */
export function refusalFor(
	refusal: ChatRefusal,
	access: Access,
	method: string,
	chatType: string,
): Refusal | undefined {
	const isSuper = chatType === 'supergroup' || chatType === 'channel';
	const from = (isSuper && refusal.inSupergroup) || refusal.from;
	if (STRENGTH[access] < STRENGTH[from]) return undefined;
	if (refusal.only && !refusal.only.includes(method)) return undefined;
	const answer = method === 'sendChatAction' && refusal.typing ? refusal.typing : refusal;
	if (answer === 'ok') return undefined;
	const kind = `${chatType === 'private' ? 'group' : chatType} chat`;
	const { code, description, parameters } = answer;
	return { code, description: description.replace('{kind}', kind), ...(parameters && { parameters }) };
}
