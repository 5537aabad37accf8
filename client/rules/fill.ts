/** Puts values in the place of placeholders. */
import type { TextFormat } from '../model/message';
import { escapeFor } from '../text/escape';
import { SHAPE, valueOf, withoutSign, type Facts } from './placeholders';

/** Characters of one value: nobody answers with a book. */
const LONGEST_VALUE = 4_096;

/**
 * Half a character, as cutting or a client's fault leaves it, can neither be sent nor stand in a link. And a sign that
 * turns the direction of writing would turn the words behind it, which are not the person's.
 */
const UNFIT = /[\p{Cs}\u202A-\u202E\u2066-\u2069]/gu;

const tidy = (value: string): string => value.slice(0, LONGEST_VALUE).replace(UNFIT, '').trim();

/** An address that is written out, with the placeholders in it: not to be cut by the spaces in their names. */
const ADDRESS = /[a-z][a-z\d+.-]{1,15}:\/\/(?:\{[^{}]{1,250}\}|[^\s<>"'`(){}«»„“”])*/giu;

/** Signs that mean something in a format or end an address, and that `encodeURIComponent` leaves alone. */
const LEFT_ALONE = /[!'()*_~]/g;

const encoded = (value: string): string =>
	encodeURIComponent(value).replace(
		LEFT_ALONE,
		(sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
	);

/** In MarkdownV2 two of these around nothing are another sign. An empty bold keeps them apart; see text/marks.ts. */
const isItalic = (text: string, from: number, to: number): boolean =>
	text[from - 1] === '_' && text[to] === '_';
const GAP = '**';

/** Whether a place is in an address; asked for ever later ones, so that each address is seen once. */
function addressesIn(text: string): (at: number) => boolean {
	const addresses = Array.from(text.matchAll(ADDRESS), ({ 0: found, index }) => ({
		from: index,
		to: index + found.length,
	}));
	let next = 0;
	return (at) => {
		while ((addresses[next]?.to ?? Infinity) <= at) next += 1;
		return (addresses[next]?.from ?? Infinity) < at;
	};
}

/** Where the text is that is filled in. */
export interface Place {
	/** In a text that the service formats. */
	format?: TextFormat;
	/** All of it is an address. */
	isAddress?: true;
}

/** Puts the values in. In an address they are encoded, so that a space does not end it and no sign leads elsewhere. */
export function fill(text: string, facts: Facts, { format = 'plain', isAddress }: Place = {}): string {
	const isMarkdownV2 = format === 'markdownV2'; // it reads `\{` itself
	const isInAddress = isAddress ? () => true : addressesIn(text);
	const pieces: string[] = [];
	let at = 0;
	for (const { 0: whole, 1: brace, 2: name, 3: instead = '', index } of text.matchAll(SHAPE)) {
		pieces.push(text.slice(at, index));
		at = index + whole.length;
		if (name === undefined) {
			pieces.push(isMarkdownV2 ? whole : (brace ?? whole));
			continue;
		}
		const value = tidy(valueOf(name)?.(facts) ?? '');
		const shown =
			value === ''
				? instead
				: escapeFor(format, isInAddress(index) ? encoded(withoutSign(name, value)) : value);
		pieces.push(shown === '' && isMarkdownV2 && isItalic(text, index, at) ? GAP : shown);
	}
	return pieces.join('') + text.slice(at);
}
