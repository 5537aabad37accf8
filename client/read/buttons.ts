import { isObject, parseJson } from '../http/json';
import { InvalidInput } from '../model/error';
import type { Button, ButtonKind, ButtonRows, ButtonStyle } from '../model/button';

/** What a button needs beside its text: the key of our own form, and other names that data from elsewhere uses for it. */
interface KindWords {
	kind: ButtonKind;
	names: readonly string[];
	/** Of a `{ web_app: { url } }`-like object: the key that holds the value. Undefined: the kind is a yes or no. */
	inner?: string;
}

const KINDS: readonly KindWords[] = [
	{ kind: 'url', names: ['url'], inner: 'url' },
	{ kind: 'callback', names: ['callback', 'callbackData', 'callback_data'], inner: 'data' },
	{ kind: 'webApp', names: ['webApp', 'web_app'], inner: 'url' },
	{ kind: 'copyText', names: ['copyText', 'copy_text'], inner: 'text' },
	{ kind: 'reply', names: ['reply'] },
	{ kind: 'requestContact', names: ['requestContact', 'request_contact'] },
	{ kind: 'requestLocation', names: ['requestLocation', 'request_location'] },
];

const KIND_NAMES = KINDS.map(({ names }) => names[0]).join(', ');
const STYLES: readonly ButtonStyle[] = ['primary', 'success', 'danger'];

/** One button as the node's fields give it: every field of the form, filled or not. */
export interface ButtonFields {
	text?: string;
	kind?: string;
	url?: string;
	data?: string;
	value?: string;
	style?: string;
	/** Stands beside the button before it instead of below. */
	sameRow?: boolean;
}

/** The field of the form that holds a kind's value. */
const FIELD_OF = new Map<string, 'url' | 'data' | 'value'>([
	['url', 'url'],
	['webApp', 'url'],
	['callback', 'data'],
	['copyText', 'value'],
]);

/**
 * Reads buttons drawn in the node's fields.
 * @throws InvalidInput naming row and button
 */
export function readButtonFields(fields: readonly ButtonFields[]): ButtonRows {
	const rows: ButtonFields[][] = [];
	for (const button of fields) {
		const last = rows[rows.length - 1];
		if (button.sameRow && last) last.push(button);
		else rows.push([button]);
	}
	return rows.map((row, r) => row.map((button, b) => readButton(fromFields(button), place(r, b))));
}

function fromFields({ text, kind = '', style, ...values }: ButtonFields): Record<string, unknown> {
	const field = FIELD_OF.get(kind);
	return { text, [kind]: field ? (values[field] ?? '') : true, ...(style && { style }) };
}

/**
 * Reads buttons given as data: rows of buttons, or a flat list (each button on its own row), as a value or as
 * JSON text. A button is `{ text, url }`, `{ text, callback }`, `{ text, webApp }`, `{ text, copyText }`,
 * `{ text, reply: true }`, `{ text, requestContact: true }` or `{ text, requestLocation: true }`; the names that
 * Telegram's own JSON has (`callback_data`, `web_app: { url }` …) are understood too.
 * @throws InvalidInput naming row and button
 */
export function readButtonData(data: unknown): ButtonRows {
	const value = typeof data === 'string' ? parsed(data) : data;
	if (value === undefined || value === null || value === '') return [];
	if (!Array.isArray(value)) {
		throw new InvalidInput(
			'Buttons',
			'are not a list',
			'Give rows of buttons: [[{"text": "Open", "url": "https://example.com"}]]',
		);
	}
	return value
		.map((row: unknown): unknown[] => (Array.isArray(row) ? row : [row]))
		.map((row, r) => row.map((button, b) => readButton(button, place(r, b))))
		.filter((row) => row.length > 0);
}

function parsed(text: string): unknown {
	if (text.trim() === '') return [];
	const value = parseJson(text);
	if (value === undefined) {
		throw new InvalidInput(
			'Buttons',
			'are not valid JSON',
			'Check commas, quotes and brackets; in an expression use JSON.stringify() or give the list itself',
		);
	}
	return value;
}

const place = (row: number, button: number): string => `Buttons, row ${row + 1}, button ${button + 1}`;

function readButton(button: unknown, field: string): Button {
	if (!isObject(button))
		throw new InvalidInput(
			field,
			'is not an object',
			'Write it as {"text": "Open", "url": "https://example.com"}',
		);
	const text = typeof button.text === 'number' ? String(button.text) : button.text;
	if (typeof text !== 'string' || text.trim() === '')
		throw new InvalidInput(field, 'has no text', 'Give every button a text');

	const given = KINDS.flatMap((words) =>
		words.names
			.filter((name) => isGiven(button[name]))
			.map((name) => ({ words, name, value: valueOf(words, button[name]) })),
	);
	// of several names the filled ones count, so that data with empty leftovers of other kinds is understood
	const [first, second] = given.filter(({ value }) => value.trim() !== '');
	if (!first) throw unfilled(given, field);
	if (second) {
		throw new InvalidInput(
			field,
			`has two kinds, ${first.name} and ${second.name}`,
			`Give exactly one of ${KIND_NAMES}`,
		);
	}
	const style = readStyle(button.style, field);
	return { text, ...(style && { style }), ...content(first.words.kind, first.value, field) };
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== false;

/** What a kind is given as a text; a kind that is a yes or no has any text or none. */
function valueOf({ inner }: KindWords, given: unknown): string {
	if (inner === undefined) return given ? 'yes' : '';
	const value = isObject(given) ? given[inner] : given;
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function unfilled(given: ReadonlyArray<{ words: KindWords }>, field: string): InvalidInput {
	const [only] = given.length === 1 ? given : [];
	if (only?.words.inner === undefined)
		return new InvalidInput(field, 'has no kind', `Give exactly one of ${KIND_NAMES}`);
	return new InvalidInput(field, `has an empty ${only.words.kind}`, 'Fill it in or remove the button');
}

function readStyle(style: unknown, field: string): ButtonStyle | undefined {
	if (style === undefined || style === null || style === '' || style === 'default') return undefined;
	const known = STYLES.find((one) => one === style);
	if (!known)
		throw new InvalidInput(
			field,
			`has an unknown style “${typeof style === 'string' ? style : typeof style}”`,
			`Use ${STYLES.join(', ')} or none`,
		);
	return known;
}

type Content<B = Button> = B extends unknown ? Omit<B, 'text' | 'style'> : never;

function content(kind: ButtonKind, value: string, field: string): Content {
	switch (kind) {
		case 'url':
		case 'webApp':
			return { kind, url: readUrl(value, field) };
		case 'callback':
			return { kind, data: value };
		case 'copyText':
			return { kind, value };
		case 'reply':
		case 'requestContact':
		case 'requestLocation':
			return { kind };
	}
}

/** Links that a messenger opens by itself, beside web pages. */
const LINK_SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'tg:']);

function readUrl(typed: string, field: string): string {
	const text = typed.trim();
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (!url || !LINK_SCHEMES.has(url.protocol)) {
		throw new InvalidInput(field, `has a link “${text}” that is no web address`, 'Begin it with https://');
	}
	// `http:///path` and `https:path` parse, but the writer forgot the host
	if (url.host === '' || !/^[a-z]+:\/\/[^/?#]/i.test(text)) {
		throw new InvalidInput(
			field,
			`has a link “${text}” without a host`,
			'Write it as https://example.com/page',
		);
	}
	return text;
}
