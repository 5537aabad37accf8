import type { ButtonRows } from '../model/button';
import { InvalidInput } from '../model/error';
import type { LinkButton } from './call';

/**
 * Rows of buttons as the one flat list of links that the service takes, in reading order. How it lays them out
 * is not documented. Buttons of other kinds never come here.
 * @throws InvalidInput naming row and button
 */
export const toLinks = (rows: ButtonRows): LinkButton[] =>
	rows.flatMap((row, r) =>
		row.flatMap((button, b) => {
			if (button.kind !== 'url') return [];
			const field = `Buttons, row ${r + 1}, button ${b + 1}`;
			if (button.text.trim() === '') throw new InvalidInput(field, 'has no text', 'Give every button a text');
			return [{ text: button.text, url: linkOf(button.url, field) }];
		}),
	);

/** What Telegram, which shows the button in the end, opens from a link. */
const SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'tg:']);

function linkOf(url: string, field: string): string {
	if (!URL.canParse(url) || !SCHEMES.has(new URL(url).protocol)) {
		throw new InvalidInput(field, `has a link “${url}” that is no web address`, 'Begin it with https://');
	}
	return url;
}
