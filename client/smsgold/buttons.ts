import type { Button, ButtonRows } from '../model/button';
import { InvalidInput } from '../model/error';
import type { Leeway } from '../model/message';
import type { LinkButton } from './call';

/** The service's buttons for ours, and what had to be changed on the way, one sentence each. */
export interface Links {
	links: LinkButton[];
	degraded: string[];
}

/** How people know the kinds that the service lacks. */
const KIND_NAMES: Record<Exclude<Button['kind'], 'url'>, string> = {
	callback: 'callback',
	webApp: 'web app',
	copyText: 'copy text',
	reply: 'keyboard',
	requestContact: 'contact request',
	requestLocation: 'location request',
};

/**
 * Rows of buttons as the one flat list of links that the service takes, in reading order. How it lays them out
 * is not documented.
 * @param leeway `degrade`: what has a link goes as a link, the rest is left out, and each change is named
 * @throws InvalidInput naming row and button
 */
export function toLinks(rows: ButtonRows, leeway: Leeway['unsupportedButtons']): Links {
	const all = rows.flatMap((row, r) =>
		row.map((button, b) => toLink(button, `Buttons, row ${r + 1}, button ${b + 1}`, leeway)),
	);
	return { links: all.flatMap(({ links }) => links), degraded: all.flatMap(({ degraded }) => degraded) };
}

function toLink(button: Button, field: string, leeway: Leeway['unsupportedButtons']): Links {
	const { kind, text, style } = button;
	if (text.trim() === '') throw new InvalidInput(field, 'has no text', 'Give every button a text');
	if (leeway === 'refuse') {
		if (kind !== 'url')
			throw lacking(field, `is a ${KIND_NAMES[kind]} button, and SMSGOLD has link buttons only`);
		if (style) throw lacking(field, 'has a style, and SMSGOLD has no styles');
	}

	const name = `${field} (“${text}”)`;
	if (kind !== 'url' && kind !== 'webApp') {
		return { links: [], degraded: [`${name} was left out: SMSGOLD has no ${KIND_NAMES[kind]} buttons`] };
	}
	return {
		links: [{ text, url: linkOf(button.url, field) }],
		degraded: [
			...(kind === 'webApp' ? [`${name} went as a link button: SMSGOLD has no web app buttons`] : []),
			...(style ? [`${name} lost its style: SMSGOLD has no styles`] : []),
		],
	};
}

const lacking = (field: string, detail: string): InvalidInput =>
	new InvalidInput(
		field,
		detail,
		'Change it to a plain link button, or set Unsupported Buttons to Send What Is Possible',
		'unsupported',
	);

/** What Telegram, which shows the button in the end, opens from a link. */
const SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'tg:']);

function linkOf(url: string, field: string): string {
	if (!URL.canParse(url) || !SCHEMES.has(new URL(url).protocol)) {
		throw new InvalidInput(field, `has a link “${url}” that is no web address`, 'Begin it with https://');
	}
	return url;
}
