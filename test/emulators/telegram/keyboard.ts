/**
 * `reply_markup` as the server reads it: the JSON first (Client.cpp `get_reply_markup`), the meaning later, once
 * the chat is known (td ReplyMarkup.cpp), and last what only Telegram's own servers check.
 */
import type { ChatType } from './chats';
import { checkLink, userOfLink } from './link';
import { isRecord } from './params';
import { badRequest } from './refusal';

export interface Button {
	text: string;
	style?: string;
	icon_custom_emoji_id?: string;
	[kind: string]: unknown;
}

/** Shown at the input field. */
export interface ReplyKeyboard {
	keyboard: Button[][];
	is_persistent?: boolean;
	resize_keyboard?: boolean;
	one_time_keyboard?: boolean;
	input_field_placeholder?: string;
	selective?: boolean;
	force_reply?: boolean;
}

export type Markup =
	| { inline_keyboard: Button[][]; force_reply?: boolean }
	| ReplyKeyboard
	| { remove_keyboard: true; selective?: boolean }
	| { force_reply: true; selective?: boolean; input_field_placeholder?: string };

export const isInline = (markup: Markup | undefined): markup is { inline_keyboard: Button[][] } =>
	markup !== undefined && 'inline_keyboard' in markup;

/** The first kind that a button has in this order wins silently. `disabled` (10.3) last is assumed. */
const INLINE_KINDS = [
	'url',
	'callback_data',
	'callback_game',
	'pay',
	'switch_inline_query',
	'switch_inline_query_chosen_chat',
	'switch_inline_query_current_chat',
	'login_url',
	'web_app',
	'copy_text',
	'disabled',
] as const;

const REPLY_OPTIONS = [
	'is_persistent',
	'resize_keyboard',
	'one_time_keyboard',
	'selective',
	'force_reply',
] as const;

const STYLES = ['danger', 'success', 'primary', 'default', ''];

/** Kinds of reply-keyboard buttons in the order of the server, with what is said outside a private chat. */
const REQUEST_KINDS = [
	['request_phone_number', 'Phone number can be requested in private chats only'],
	['request_contact', 'Phone number can be requested in private chats only'],
	['request_location', 'Location can be requested in private chats only'],
	['request_poll', 'Poll can be requested in private chats only'],
	['web_app', 'Web App buttons can be used in private chats only'],
	['request_users', 'Users can be requested in private chats only'],
	['request_user', 'Users can be requested in private chats only'],
	['request_chat', 'Chats can be requested in private chats only'],
	['request_managed_bot', 'Managed bots can be requested in private chats only'],
] as const;

/** What is written in the call; the meaning is checked by `checkMarkup`. */
export function parseMarkup(value: unknown): Markup | undefined {
	if (value === undefined) return undefined;
	if (!isRecord(value)) throw badRequest('Object expected as reply markup');
	const rows = parseRows(value, 'keyboard', 'Field "keyboard" must be an Array of Arrays', (button) =>
		parseReplyButton(button),
	);
	const inlineRows = parseRows(
		value,
		'inline_keyboard',
		'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
		(button) => parseInlineButton(button),
	);
	const placeholder = optionalText(value, 'input_field_placeholder');
	const selective = value['selective'] === true && { selective: true };
	if (rows.length > 0) {
		const options = REPLY_OPTIONS.filter((option) => value[option] === true).map((option) => [option, true]);
		return {
			keyboard: rows,
			...(Object.fromEntries(options) as Omit<ReplyKeyboard, 'keyboard'>),
			...(placeholder !== '' && { input_field_placeholder: placeholder }),
		};
	}
	if (inlineRows.length > 0) {
		return { inline_keyboard: inlineRows, ...(value['force_reply'] === true && { force_reply: true }) };
	}
	if (value['remove_keyboard'] === true || value['hide_keyboard'] === true) {
		return { remove_keyboard: true, ...selective };
	}
	if (value['force_reply'] === true) {
		return {
			force_reply: true,
			...selective,
			...(placeholder !== '' && { input_field_placeholder: placeholder }),
		};
	}
	return undefined;
}

function parseRows(
	markup: Record<string, unknown>,
	field: string,
	notRows: string,
	parse: (button: unknown) => Button,
): Button[][] {
	const rows = markup[field];
	if (rows === undefined || rows === null) return [];
	if (!Array.isArray(rows)) throw badRequest(`Field "${field}" must be of type Array`);
	const what = field === 'keyboard' ? 'keyboard button' : 'inline keyboard button';
	return rows.map((row: unknown) => {
		if (!Array.isArray(row)) throw badRequest(notRows);
		return row.map((button: unknown) => {
			try {
				return parse(button);
			} catch (error) {
				throw error instanceof ButtonError ? badRequest(`Can't parse ${what}: ${error.message}`) : error;
			}
		});
	});
}

class ButtonError extends Error {}

function requiredText(object: Record<string, unknown>, field: string): string {
	const value = object[field];
	if (value === undefined) throw new ButtonError(`Can't find field "${field}"`);
	if (typeof value === 'number') return String(value);
	if (typeof value !== 'string') throw new ButtonError(`Field "${field}" must be of type String`);
	return value;
}

function optionalText(object: Record<string, unknown>, field: string): string {
	return object[field] === undefined ? '' : requiredText(object, field);
}

function requiredObject(object: Record<string, unknown>, field: string): Record<string, unknown> {
	const value = object[field];
	if (!isRecord(value)) throw new ButtonError(`Field "${field}" must be of type Object`);
	return value;
}

function parseLook(button: Record<string, unknown>): Button {
	const text = requiredText(button, 'text');
	const style = optionalText(button, 'style').toLowerCase();
	if (!STYLES.includes(style)) throw new ButtonError('invalid button style specified');
	const icon = optionalText(button, 'icon_custom_emoji_id');
	return {
		text,
		...(style !== '' && style !== 'default' && { style }),
		...(icon !== '' && { icon_custom_emoji_id: icon }),
	};
}

function parseReplyButton(button: unknown): Button {
	if (typeof button === 'string') return { text: button };
	if (!isRecord(button)) throw new ButtonError('KeyboardButton must be a String or an Object');
	const look = parseLook(button);
	const kind = REQUEST_KINDS.find(([name]) =>
		name === 'request_contact' || name === 'request_phone_number' || name === 'request_location'
			? button[name] === true
			: name in button,
	)?.[0];
	if (!kind) return look;
	if (kind === 'web_app') requiredText(requiredObject(button, kind), 'url');
	if (/^request_(users?|chat|managed_bot)$/.test(kind))
		requiredNumber(requiredObject(button, kind), 'request_id');
	return { ...look, [kind]: button[kind] };
}

function requiredNumber(object: Record<string, unknown>, field: string): void {
	if (object[field] === undefined) throw new ButtonError(`Can't find field "${field}"`);
	if (!Number.isInteger(Number(object[field])))
		throw new ButtonError(`Field "${field}" must be of type Number`);
}

function parseInlineButton(button: unknown): Button {
	if (!isRecord(button)) throw new ButtonError('InlineKeyboardButton must be an Object');
	const look = parseLook(button);
	for (const kind of INLINE_KINDS) {
		if (!(kind in button) || button[kind] === null) continue;
		if (kind === 'url' || kind === 'callback_data') {
			const value = optionalText(button, kind);
			if (value === '') continue;
			return { ...look, [kind]: value };
		}
		if (kind === 'switch_inline_query' || kind === 'switch_inline_query_current_chat') {
			return { ...look, [kind]: requiredText(button, kind) };
		}
		if (kind === 'login_url' || kind === 'web_app') requiredText(requiredObject(button, kind), 'url');
		if (kind === 'copy_text') requiredText(requiredObject(button, kind), 'text');
		return { ...look, [kind]: button[kind] };
	}
	throw new ButtonError('Text buttons are unallowed in the inline keyboard');
}

const ROW = 12;
const ALL = 300;

/** Buttons without text are skipped; past 12 a row and 300 in all they vanish silently. */
function keepRows(rows: Button[][], check: (button: Button) => Button): Button[][] {
	const kept: Button[][] = [];
	let total = 0;
	for (const row of rows) {
		const shown = row
			.filter((button) => button.text !== '' || button.icon_custom_emoji_id !== undefined)
			.slice(0, Math.min(ROW, ALL - total))
			.map(check);
		total += shown.length;
		if (shown.length > 0) kept.push(shown);
		if (total >= ALL) break;
	}
	return kept;
}

/**
 * The meaning in this chat.
 * @param inlineOnly edits take nothing else, nor do channels
 * @returns what is shown, or nothing when no button is left
 */
export function checkMarkup(
	markup: Markup | undefined,
	chatType: ChatType,
	options: { inlineOnly?: boolean; maxBytes?: number } = {},
): Markup | undefined {
	if (markup === undefined) return undefined;
	if ((options.inlineOnly || chatType === 'channel') && !isInline(markup)) {
		throw badRequest('Inline keyboard expected');
	}
	if (options.maxBytes !== undefined && Buffer.byteLength(JSON.stringify(markup)) > options.maxBytes) {
		throw badRequest('reply markup is too long');
	}
	if (isInline(markup)) {
		const rows = keepRows(markup.inline_keyboard, (button) => checkInlineButton(button, chatType));
		return rows.length > 0 ? { ...markup, inline_keyboard: rows } : undefined;
	}
	if ('input_field_placeholder' in markup) checkPlaceholder(String(markup.input_field_placeholder));
	if ('keyboard' in markup) {
		const rows = keepRows(markup.keyboard, (button) => checkReplyButton(button, chatType));
		return rows.length > 0 ? { ...markup, keyboard: rows } : undefined;
	}
	return markup;
}

function checkPlaceholder(text: string): void {
	// assumed: documented as 1–64 characters; the refusal's name is not recorded anywhere
	if ([...text].length > 64) throw badRequest('REPLY_MARKUP_INVALID');
}

function checkReplyButton(button: Button, chatType: ChatType): Button {
	const request = REQUEST_KINDS.find(([kind]) => kind in button);
	if (request && chatType !== 'private') throw badRequest(request[1]);
	if (isRecord(button['web_app'])) {
		const link = checkLink(String(button['web_app']['url']), { https: true });
		if ('error' in link) throw badRequest(`Keyboard button Web App ${link.error}`);
		return { ...button, web_app: { url: link.url } };
	}
	return button;
}

function checkInlineButton(button: Button, chatType: ChatType): Button {
	if (typeof button['url'] === 'string') {
		if (userOfLink(button['url'])) return button;
		const link = checkLink(button['url']);
		if ('error' in link) throw badRequest(`Inline keyboard button ${link.error}`);
		return { ...button, url: link.url };
	}
	if (typeof button['callback_data'] === 'string' && Buffer.byteLength(button['callback_data']) > 64) {
		throw badRequest('BUTTON_DATA_INVALID');
	}
	// assumed: a game or a payment belongs to sendGame and sendInvoice, which are not emulated
	if ('callback_game' in button || 'pay' in button) throw badRequest('BUTTON_TYPE_INVALID');
	for (const kind of ['switch_inline_query', 'switch_inline_query_current_chat'] as const) {
		if (kind in button && chatType === 'channel') {
			throw badRequest(
				`Can't use ${kind} button in a channel chat, because users will not be able to use the button without knowing bot's username`,
			);
		}
	}
	if (isRecord(button['login_url'])) return checkedUrl(button, 'login_url', 'login');
	if (isRecord(button['web_app'])) {
		const checked = checkedUrl(button, 'web_app', 'Web App');
		if (chatType !== 'private') throw badRequest('BUTTON_TYPE_INVALID');
		return checked;
	}
	if (isRecord(button['copy_text'])) {
		const length = [...String(button['copy_text']['text'])].length;
		// assumed: the name; the limit is documented
		if (length < 1 || length > 256) throw badRequest('BUTTON_COPY_TEXT_INVALID');
	}
	return button;
}

function checkedUrl(button: Button, kind: 'login_url' | 'web_app', what: string): Button {
	const of = button[kind] as Record<string, unknown>;
	if (userOfLink(String(of['url']))) {
		throw badRequest(`Link to a user can't be used in ${what} URL buttons`);
	}
	const link = checkLink(String(of['url']), { https: true });
	if ('error' in link) throw badRequest(`Inline keyboard button ${what} ${link.error}`);
	return { ...button, [kind]: { ...of, url: link.url } };
}
