/** Tells what the emulated services receive, so that people see their workflow act. */
import type { Button, Sent as TelegramSent } from '../../test/emulators/telegram';
import { isInline } from '../../test/emulators/telegram/keyboard';
import { nameOf } from './services';
import type { Services } from './services';

const EVERY = 150;

/** `[See the order] [I'll fetch it]`, whatever kind of keyboard it is. */
function buttonsOf(markup: TelegramSent['replyMarkup']): string {
	const rows = isInline(markup)
		? markup.inline_keyboard
		: ((markup as { keyboard?: Button[][] })?.keyboard ?? []);
	return rows.map((row) => row.map(({ text }) => ` [${text}]`).join('')).join(' ·');
}

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ⏎ ');

/** What has come since the last look, one line for each message. */
function* news(
	services: Services,
	seen: Record<'telegram' | 'smsc' | 'smsgold' | 'chatApp' | 'esputnik', number>,
): Generator<string> {
	const { bot, smsc, smsgold, chatApp, esputnik } = services;
	for (; seen.telegram < bot.sent.length; seen.telegram += 1) {
		const sent = bot.sent[seen.telegram] as TelegramSent;
		const text = sent.text ?? sent.caption ?? '';
		const media = sent.media === undefined ? '' : `(${sent.method.replace(/^send/, '').toLowerCase()}) `;
		yield `Telegram → ${nameOf(sent.chatId)}: ${media}${oneLine(text)}${buttonsOf(sent.replyMarkup)}`;
	}
	for (; seen.smsc < smsc.sent.length; seen.smsc += 1) {
		const { phone, text } = smsc.sent[seen.smsc] as (typeof smsc.sent)[number];
		yield `SMSC     → ${nameOf(phone)}: ${oneLine(text)}`;
	}
	for (; seen.smsgold < smsgold.sent.length; seen.smsgold += 1) {
		const { to, text, buttons } = smsgold.sent[seen.smsgold] as (typeof smsgold.sent)[number];
		yield `SMSGOLD  → ${nameOf(to)}: ${oneLine(text)}${buttons.map((button) => ` [${button.text}]`).join('')}`;
	}
	for (; seen.esputnik < esputnik.sent.length; seen.esputnik += 1) {
		const { locator, text } = esputnik.sent[seen.esputnik] as (typeof esputnik.sent)[number];
		yield `eSputnik → ${nameOf(locator)}: ${oneLine(text)}`;
	}
	for (; seen.chatApp < chatApp.sent.length; seen.chatApp += 1) {
		const { to, type, content } = chatApp.sent[seen.chatApp] as (typeof chatApp.sent)[number];
		const what = type === 'text' ? '' : `(${type}) `;
		yield `Chat App → ${nameOf(to)}: ${what}${oneLine(String(content['text'] ?? content['caption'] ?? content['name'] ?? ''))}`;
	}
}

/** Prints every message from now on; the function returned prints the rest and ends it. */
export function watch(services: Services, print: (line: string) => void): () => void {
	const seen = { telegram: 0, smsc: 0, smsgold: 0, chatApp: 0, esputnik: 0 };
	const look = (): void => {
		for (const line of news(services, seen)) print(line);
	};
	const timer = setInterval(look, EVERY);
	return () => {
		clearInterval(timer);
		look();
	};
}
