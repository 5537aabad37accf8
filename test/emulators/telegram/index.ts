/**
 * An emulated Bot API.
 *
 * ```ts
 * const telegram = await new TelegramEmulator().start();
 * const bot = telegram.addBot({ token: '123456:AAbb', username: 'shop_bot', firstName: 'Shop' });
 * bot.addPerson({ id: 42, firstName: 'Ann' });
 * // … the client under test talks to telegram.url …
 * expect(bot.sent[0]?.text).toBe('Hello, Ann');
 * bot.press(bot.sent[0].messageId, 'yes');
 * ```
 */
export { TelegramEmulator, methodOf, replyOf, type Which } from './emulator';
export { EmulatedBot, type Answered, type BotProfile, type Sent, type Where } from './bot';
export type { Chat, ChatType, Group, KnownChat, Person, User } from './chats';
export type { MediaKind, StoredFile } from './files';
export type { Button, Markup } from './keyboard';
export type { Message } from './messages';
export type { RateLimit } from './pace';
export type { Upload } from './params';
export {
	CALL_REFUSALS,
	CHAT_REFUSALS,
	tooManyRequests,
	type CallRefusalName,
	type ChatRefusalName,
	type Refusal,
} from './refusal';
export type { Settings } from './settings';
export type { Entity } from './text/entity';
export type { Update } from './updates';
export { DEFAULT_UPDATES } from './updates';
export type { Delivery, Webhook } from './webhook';
