import type { JsonObject } from '../http/json';
import { InvalidInput } from '../model/error';
import { KEYBOARD_KINDS, type Button, type ButtonRows, type KeyboardOptions } from '../model/button';
import { InlineKeyboard, Keyboard } from '../vendor/grammy';

/** Telegram drops what is over these without a word, so we refuse it. */
const MOST_IN_A_ROW = 12;
const MOST_IN_ALL = 300;

/** Bytes in UTF-8 that come back with a press. */
const CALLBACK_BYTES = 64;
const COPY_CHARACTERS = 256;
const PLACEHOLDER_CHARACTERS = 64;

type Place = (row: number, button: number) => string;
const place: Place = (row, button) => `Buttons, row ${row + 1}, button ${button + 1}`;

/**
 * The `reply_markup` of a message; undefined when there are no buttons.
 * @throws InvalidInput naming row and button
 */
export function toReplyMarkup(rows: ButtonRows, options: KeyboardOptions = {}): JsonObject | undefined {
	const all = rows.flat();
	const [first] = all;
	if (!first) return undefined;
	check(rows, all.length);
	const filled = rows.filter((row) => row.length > 0);
	if (KEYBOARD_KINDS.has(first.kind)) return keyboard(filled, options);
	return { inline_keyboard: filled.map((row) => row.filter(isInline).map(inline)) };
}

function check(rows: ButtonRows, count: number): void {
	if (count > MOST_IN_ALL) {
		throw new InvalidInput('Buttons', `are ${count}, Telegram shows ${MOST_IN_ALL} at most`, 'Remove some');
	}
	const onKeyboard = rows.flat().some(({ kind }) => KEYBOARD_KINDS.has(kind));
	rows.forEach((row, r) => {
		if (row.length > MOST_IN_A_ROW) {
			throw new InvalidInput(
				`Buttons, row ${r + 1}`,
				`has ${row.length} buttons, Telegram shows ${MOST_IN_A_ROW} at most`,
				'Move some to another row',
			);
		}
		row.forEach((button, b) => {
			if (onKeyboard !== KEYBOARD_KINDS.has(button.kind)) {
				throw new InvalidInput(
					place(r, b),
					'does not go with the others',
					'Buttons under the message and buttons of the keyboard cannot be in one message',
				);
			}
			checkButton(button, place(r, b));
		});
	});
}

function checkButton(button: Button, field: string): void {
	if (button.text.trim() === '') throw new InvalidInput(field, 'has no text', 'Give every button a text');
	switch (button.kind) {
		case 'callback':
			return checkSize(field, 'callback data', Buffer.byteLength(button.data), {
				most: CALLBACK_BYTES,
				unit: 'bytes (a Cyrillic letter takes two)',
				advice: 'Shorten it, for example to an id that the workflow looks up',
			});
		case 'copyText':
			return checkSize(field, 'text to copy', [...button.value].length, {
				most: COPY_CHARACTERS,
				unit: 'characters',
				advice: 'Shorten it, or put it into the text of the message',
			});
		case 'url':
			return checkLink(field, button.url);
		case 'webApp':
			if (!/^https:/i.test(button.url)) {
				throw new InvalidInput(
					field,
					'opens a web app without HTTPS',
					'Web apps need an address that begins with https://',
				);
			}
			return checkLink(field, button.url);
		case 'reply':
		case 'requestContact':
		case 'requestLocation':
			return;
	}
}

interface SizeRule {
	most: number;
	unit: string;
	advice: string;
}

/** Telegram reads an empty value as none, and so would refuse or change the button. */
function checkSize(field: string, what: string, size: number, { most, unit, advice }: SizeRule): void {
	if (size === 0) throw new InvalidInput(field, `has an empty ${what}`, 'Fill it in or remove it');
	if (size > most)
		throw new InvalidInput(field, `has a ${what} of ${size} ${unit}, Telegram takes ${most}`, advice);
}

/**
 * The parts of a web address as Telegram reads them. The platform's own `URL` is no judge of this: it repairs
 * what is written (`http:\\host`, `http://2130706433`), Telegram does not.
 */
const WEB_ADDRESS =
	/^https?:\/\/(?:[^/?#]*@)?(\[[\da-f:.]+\]|[\w.~%\u0080-\uffff-]+)(?::0*[1-9]\d*)?(?:[/?#]|$)/i;
const TELEGRAM_LINK = /^tg:\/\/[\w-]+(?:[/?]|$)/i;

function checkLink(field: string, address: string): void {
	if (TELEGRAM_LINK.test(address)) return;
	const host = WEB_ADDRESS.exec(address)?.[1];
	if (host === undefined || !URL.canParse(address)) {
		throw new InvalidInput(field, `has a link “${address}” that is no web address`, 'Begin it with https://');
	}
	if (!host.includes('.') && !host.startsWith('[')) {
		throw new InvalidInput(
			field,
			`has a link to “${host}”, and Telegram wants a full host name`,
			'Write it as https://example.com/page',
		);
	}
}

type InlineButton = Exclude<Button, { kind: 'reply' | 'requestContact' | 'requestLocation' }>;

const isInline = (button: Button): button is InlineButton => !KEYBOARD_KINDS.has(button.kind);

function inline(button: InlineButton): JsonObject {
	const { style } = button;
	return { ...inlineOf(button), ...(style && { style }) };
}

function inlineOf(button: InlineButton) {
	const { text } = button;
	switch (button.kind) {
		case 'url':
			return InlineKeyboard.url(text, button.url);
		case 'callback':
			return InlineKeyboard.text(text, button.data);
		case 'webApp':
			return InlineKeyboard.webApp(text, button.url);
		case 'copyText':
			return InlineKeyboard.copyText(text, button.value);
	}
}

function keyboard(rows: ButtonRows, options: KeyboardOptions): JsonObject {
	const { placeholder = '' } = options;
	const length = [...placeholder].length;
	if (length > PLACEHOLDER_CHARACTERS) {
		throw new InvalidInput(
			'Input Placeholder',
			`has ${length} characters, Telegram takes ${PLACEHOLDER_CHARACTERS}`,
			'Shorten it',
		);
	}
	return {
		keyboard: rows.map((row) =>
			row.map(({ kind, text, style }) => ({ ...keyOf(kind, text), ...(style && { style }) })),
		),
		...((options.resize ?? true) && { resize_keyboard: true }),
		...(options.oneTime && { one_time_keyboard: true }),
		...(options.persistent && { is_persistent: true }),
		...(placeholder && { input_field_placeholder: placeholder }),
	};
}

function keyOf(kind: Button['kind'], text: string) {
	if (kind === 'requestContact') return Keyboard.requestContact(text);
	return kind === 'requestLocation' ? Keyboard.requestLocation(text) : Keyboard.text(text);
}
