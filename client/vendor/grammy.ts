/**
 * grammY, as far as it ships with this package.
 *
 * Its types describe the Bot API and are used everywhere; its pure parts, which turn updates into answers
 * and rows into keyboards without any I/O, are used as they are. Its HTTP client stays out: every request
 * goes through n8n's own helper, so that the host's proxy, SSRF guard and timeouts hold, and n8n does not
 * allow the timers and globals which that client needs.
 *
 * A community package has no runtime dependencies, so the build replaces this module by a bundle of what it
 * exports (`gulp bundle`). A value of a package that n8n does not provide comes only through this folder:
 * imported anywhere else, it ends the build (`gulp verify`). Types need no such detour.
 */
export { Context, InlineKeyboard, Keyboard, matchFilter } from 'grammy';

export type { Filter, FilterQuery } from 'grammy';
export type {
	ApiError,
	ApiMethods,
	ApiResponse,
	CallbackQuery,
	Chat,
	ChatFullInfo,
	ChatMember,
	ChatMemberUpdated,
	Contact,
	File,
	ForceReply,
	InlineKeyboardButton,
	InlineKeyboardMarkup,
	InputMedia,
	KeyboardButton,
	LinkPreviewOptions,
	Message,
	MessageEntity,
	ParseMode,
	ReplyKeyboardMarkup,
	ReplyKeyboardRemove,
	ReplyParameters,
	ResponseParameters,
	Update,
	User,
	UserFromGetMe,
	WebhookInfo,
} from 'grammy/types';
