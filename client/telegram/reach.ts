import type { Line, Operations } from '../gateway';
import { isObject } from '../http/json';
import { Rejected, Unreachable } from '../model/error';
import type { Reachability } from '../model/subscriber';
import { call } from './call';
import type { TelegramClass } from './errors';
import { chatIdOf, looksLikeBot } from './recipient';

/** Refusals that answer the question; all others leave it open. */
const NO: ReadonlySet<string> = new Set<TelegramClass>([
	'blocked',
	'gone',
	'never_started',
	'bot_recipient',
	'unknown_recipient',
	'not_member',
	'cannot_write',
	'migrated',
]);

/**
 * Whether the bot may write to somebody, found out by showing "typing…" for a few seconds, which is all the
 * person can notice. Telegram says yes for a bot without looking, so it is asked first who that is.
 */
export const checkReachable: Operations['checkReachable'] = async (line, { recipient }, leeway) => {
	const refuseBots = leeway.botRecipients === 'refuse';
	if (refuseBots && recipient.form === 'username' && looksLikeBot(recipient.value)) return isBot(null);
	const chatId = chatIdOf(recipient, { botRecipients: 'allow' });
	return await probe(line, chatId, refuseBots).catch(toReachability);
};

async function probe(line: Line, chatId: string, refuseBots: boolean): Promise<Reachability> {
	const who = await call(line, { ...whoIs(chatId), effect: 'read' });
	if (refuseBots && concernsBot(who)) return isBot(who);
	await call(line, {
		method: 'sendChatAction',
		payload: { chat_id: chatId, action: 'typing' },
		effect: 'read',
	});
	return { reachable: 'yes', reason: null, description: null, raw: who };
}

/** Only a private chat's member says whether it is a bot; all other chats are asked for themselves. */
const whoIs = (chatId: string) =>
	/^\d/.test(chatId)
		? { method: 'getChatMember', payload: { chat_id: chatId, user_id: Number(chatId) } }
		: { method: 'getChat', payload: { chat_id: chatId } };

/** A private chat that was found by a @name is a bot's: people are not found so. */
function concernsBot(who: unknown): boolean {
	if (!isObject(who)) return false;
	return who.type === 'private' || (isObject(who.user) && who.user.is_bot === true);
}

const isBot = (raw: unknown): Reachability => no('botRecipient', 'The recipient is a bot', raw);

const no = (reason: string, description: string, raw: unknown): Reachability => ({
	reachable: 'no',
	reason,
	description,
	raw,
});

function toReachability(failure: unknown): Reachability {
	if (failure instanceof Rejected && failure.facts.reason !== 'unauthorized') {
		const { kind = '', reason, description, raw } = failure.facts;
		return NO.has(kind)
			? no(reason, description, raw)
			: { ...no(reason, description, raw), reachable: 'unknown' };
	}
	if (failure instanceof Unreachable) {
		const { code, description } = failure.facts;
		return { ...no(code, description, null), reachable: 'unknown' };
	}
	throw failure;
}
