import type { Gateway } from './gateway';
import type { Button, ButtonKind, ButtonRows } from './model/button';
import { InvalidInput } from './model/error';
import type { Leeway } from './model/message';

/** What became of a message's buttons. */
export interface FittedButtons {
	/** Those that the service has. */
	buttons: ButtonRows;
	/** Links for the end of the text, as plain text: `label: url`. */
	lines: string[];
	/** What was changed, one sentence each. */
	degraded: string[];
}

/** How people know the kinds. */
const KIND_NAMES: Record<ButtonKind, string> = {
	url: 'link',
	callback: 'callback',
	webApp: 'web app',
	copyText: 'copy text',
	reply: 'keyboard',
	requestContact: 'contact request',
	requestLocation: 'location request',
};

/**
 * Keeps the buttons that the service has. Of the others, where that is allowed, what leads to a web page becomes
 * a link button, or a line of the text where there are no link buttons; the rest is left out. Each change is named.
 * @param hasText whether lines can be added to the text at all
 * @throws InvalidInput naming row and button
 */
export function fitButtons(
	gateway: Gateway,
	rows: ButtonRows,
	leeway: Leeway['unsupportedButtons'],
	hasText = true,
): FittedButtons {
	const fitted = rows.map((row, r) =>
		row.map((button, b) =>
			fitOne(gateway, button, `Buttons, row ${r + 1}, button ${b + 1}`, leeway, hasText),
		),
	);
	const all = fitted.flat();
	return {
		buttons: fitted.map((row) => row.flatMap(({ button }) => button ?? [])).filter((row) => row.length > 0),
		lines: all.flatMap(({ line }) => line ?? []),
		degraded: all.flatMap(({ degraded }) => degraded),
	};
}

interface FittedOne {
	button?: Button;
	line?: string;
	degraded: string[];
}

function fitOne(
	gateway: Gateway,
	button: Button,
	field: string,
	leeway: Leeway['unsupportedButtons'],
	hasText: boolean,
): FittedOne {
	const { name, can } = gateway;
	const { style, ...plain } = button;
	const hasKind = can.buttons.includes(button.kind);
	const hasStyle = style === undefined || can.buttonStyles === true;
	if (hasKind && hasStyle) return { button, degraded: [] };
	if (leeway === 'refuse') throw lacking(field, refusalOf(gateway, button.kind));

	const title = `${field} (“${button.text}”)`;
	const fitted = hasKind ? { button: plain, degraded: [] } : instead(gateway, plain, title, hasText);
	const lost = hasStyle || !fitted.button ? [] : [`${title} lost its style: ${name} has no styles`];
	return { ...fitted, degraded: [...fitted.degraded, ...lost] };
}

function instead({ name, can }: Gateway, button: Button, title: string, hasText: boolean): FittedOne {
	const { kind, text } = button;
	const why = `${name} ${can.buttonsElsewhere ?? `has no ${can.buttons.length === 0 ? '' : `${KIND_NAMES[kind]} `}buttons`}`;
	if (kind !== 'url' && kind !== 'webApp') return { degraded: [`${title} was left out: ${why}`] };
	if (can.buttons.includes('url')) {
		return {
			button: { kind: 'url', text, url: button.url },
			degraded: [`${title} went as a link button: ${why}`],
		};
	}
	if (!can.linksInText || !hasText) return { degraded: [`${title} was left out: ${why}`] };
	return { line: `${text}: ${button.url}`, degraded: [`${title} went as a line of the text: ${why}`] };
}

/** What is wrong with a button, and what may be done about it. */
function refusalOf({ name, can }: Gateway, kind: ButtonKind): [detail: string, advice: string] {
	if (can.buttons.includes(kind)) return [`has a style, and ${name} has no styles`, 'Remove the style'];
	if (can.buttons.length === 0) {
		return [`cannot be sent: ${name} ${can.buttonsElsewhere ?? 'has no buttons'}`, 'Remove it'];
	}
	const kinds = can.buttons.map((one) => KIND_NAMES[one]).join(', ');
	return [
		`is a ${KIND_NAMES[kind]} button, and ${name} has ${kinds} buttons only`,
		'Change it to one of those',
	];
}

const lacking = (field: string, [detail, advice]: [string, string]): InvalidInput =>
	new InvalidInput(
		field,
		detail,
		`${advice}, or set Unsupported Buttons to Send What Is Possible`,
		'unsupported',
	);
