/** The pages behind the links of a question: one file each, nothing loaded, no script. */
import { escapeHtml } from '../text/escape';

/** What a page says; every text is plain, in whatever language and direction. */
export interface PageTexts {
	/** What was asked. */
	message: string;
	/** Above the button. */
	hint: string;
	/** On the button. */
	button: string;
}

/** Sent with each page. The sandbox is n8n's own for pages of nodes, less what a page without scripts needs. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
	'content-type': 'text/html; charset=utf-8',
	'cache-control': 'no-store',
	'referrer-policy': 'no-referrer',
	'x-content-type-options': 'nosniff',
	'x-robots-tag': 'noindex, nofollow',
	'content-security-policy':
		"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; sandbox allow-forms",
};

const STYLE = [
	'body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#f4f5f7;color:#1a1a1a}',
	'main{max-width:32rem;margin:10vh auto;padding:1.5rem;background:#fff;border-radius:.75rem}',
	'p{white-space:pre-wrap;overflow-wrap:anywhere;margin:0 0 1rem}',
	'.hint{color:#555}',
	'textarea{box-sizing:border-box;width:100%;min-height:8rem;font:inherit;padding:.5rem;margin-bottom:1rem}',
	'button{font:inherit;font-weight:600;width:100%;padding:.75rem;border:0;border-radius:.5rem;background:#1a73e8;color:#fff}',
	'@media(prefers-color-scheme:dark){body{background:#111;color:#eee}main{background:#1e1e1e}.hint{color:#aaa}textarea{background:#111;color:#eee}}',
].join('');

const page = (title: string, body: string): string =>
	`<!DOCTYPE html><html dir="auto"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`;

const line = (text: string, style = ''): string =>
	text === '' ? '' : `<p dir="auto"${style}>${escapeHtml(text)}</p>`;

const HINT = ' class="hint"';

/** Where an answer is confirmed: opening the page decides nothing, since link previews open pages too. */
export const confirmPage = ({ message, hint, button }: PageTexts): string =>
	page(button, `${line(message)}${line(hint, HINT)}<form method="post">${submit(button)}</form>`);

/** Where a free answer is written. */
export const textPage = ({ message, hint, button }: PageTexts, longest: number): string =>
	page(
		button,
		`${line(message)}<form method="post"><textarea name="answer" dir="auto" required maxlength="${longest}" aria-label="${escapeHtml(button)}"></textarea>${line(hint, HINT)}${submit(button)}</form>`,
	);

const submit = (label: string): string => `<button type="submit" dir="auto">${escapeHtml(label)}</button>`;

/** After it, and for whoever comes too late. */
export const donePage = (text: string): string => page(text, line(text));

/** For a page behind a question that only some people may answer: nobody knows who opens it. */
export const IN_THE_CHAT = 'This question is answered with the buttons in the chat.';

export const OVER =
	'This question has been answered already, or is not open any more. Nothing is left to do.';
