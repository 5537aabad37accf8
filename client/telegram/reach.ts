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
 * person can notice. Telegram says yes for a bot without looking, so the chat is asked first what it is.
 */
export const checkReachable: Operations['checkReachable'] = async (line, { recipient }, leeway) => {
	const chatId = chatIdOf(recipient, leeway);
	return await probe(line, chatId, leeway.botRecipients === 'refuse').catch(toReachability);
};

async function probe(line: Line, chatId: string, refuseBots: boolean): Promise<Reachability> {
	const chat = await call(line, { method: 'getChat', payload: { chat_id: chatId }, effect: 'read' });
	if (refuseBots && isObject(chat) && chat.type === 'private' && looksLikeBot(chat.username)) {
		return no('botRecipient', 'The recipient is a bot', chat);
	}
	await call(line, {
		method: 'sendChatAction',
		payload: { chat_id: chatId, action: 'typing' },
		effect: 'read',
	});
	return { reachable: 'yes', reason: null, description: null, raw: chat };
}

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
