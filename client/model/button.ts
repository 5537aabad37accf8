/**
 * One button under a message (`url`, `callback`, `webApp`, `copyText`) or on the keyboard that replaces
 * the person's own (`reply`, `requestContact`, `requestLocation`). The two sorts never mix in one message.
 */
export type Button = { text: string; style?: ButtonStyle } & (
	| { kind: 'url'; url: string }
	| { kind: 'callback'; data: string }
	| { kind: 'webApp'; url: string }
	| { kind: 'copyText'; value: string }
	| { kind: 'reply' }
	| { kind: 'requestContact' }
	| { kind: 'requestLocation' }
);

export type ButtonKind = Button['kind'];
export type ButtonStyle = 'primary' | 'success' | 'danger';

/** Rows from top to bottom, buttons from left to right. */
export type ButtonRows = Button[][];

/** The kinds that stand on the person's keyboard instead of under the message. */
export const KEYBOARD_KINDS: ReadonlySet<ButtonKind> = new Set<ButtonKind>([
	'reply',
	'requestContact',
	'requestLocation',
]);

/** How the person's keyboard behaves; means nothing for buttons under a message. */
export interface KeyboardOptions {
	resize?: boolean;
	oneTime?: boolean;
	persistent?: boolean;
	/** Shown in the empty input field, 1–64 characters. */
	placeholder?: string;
}
