import type { TextFormat } from '../model/message';
import { escapeFor } from '../text/escape';
import { tokenize } from '../text/tokens/tokenize';
import { type Part, partsOf, type Spoken } from './parts';
import { holdsSentinel, seal } from './sentinels';
import { standsApart, survivorsIn } from './survivors';
import { type Wire, wireOf } from './wire';

/** UTF-16 units; no message of any service is longer, and what is translated costs money. */
export const LONGEST = 20_000;

/** A text ready for a translator. */
export interface Protected {
	/** Lines with the words in them, as XML; empty where nothing is to be translated. */
	segments: readonly string[];
	/**
	 * The text with the answers in it; null when the translator has lost, doubled, invented or taken apart what was
	 * to survive, so that the text cannot be used.
	 * @param answers one for each segment, in order
	 */
	restore: (answers: readonly string[]) => string | null;
}

/** Cuts a text into what a translator may change and what it must not. At most LONGEST. */
export function protect(source: string, format: TextFormat): Protected {
	const { text, unseal } = seal(source);
	const lines = linesOf(partsOf(text, format)).map((line) => ('kind' in line ? line : wireOf(line.parts)));
	const restore = (answers: readonly string[]): string | null => {
		if (answers.some(holdsSentinel)) return null;
		const parts = answered(lines, answers);
		if (!parts) return null;
		const whole = setApart(parts);
		const written = writtenAs(whole, format);
		if (!isWhole(written, whole, text, format)) return null;
		const restored = unseal(written);
		return sameSurvivors(source, restored, format) ? restored : null;
	};
	return {
		segments: lines.flatMap((line) => ('kind' in line || line.text === null ? [] : [line.text])),
		restore,
	};
}

/** The lines with the words of the answers; null when one of them lost something. */
function answered(lines: ReadonlyArray<Wire | Part>, answers: readonly string[]): Part[] | null {
	const left = [...answers];
	const parts: Part[] = [];
	for (const line of lines) {
		const read = 'kind' in line ? [line] : line.read(line.text === null ? '' : (left.shift() ?? ''));
		if (!read) return null;
		// one by one: a long line has more of them than a call can have arguments
		for (const part of read) parts.push(part);
	}
	return parts;
}

interface Line {
	parts: Spoken[];
}

/** Line breaks, and what stands between them. */
function linesOf(parts: readonly Part[]): Array<Line | Part> {
	const lines: Array<Line | Part> = [];
	let line: Line['parts'] = [];
	for (const part of parts) {
		if (part.kind === 'break') {
			lines.push({ parts: line }, part);
			line = [];
		} else line.push(part);
	}
	return [...lines, { parts: line }];
}

/** As many characters of a neighbour as can matter to an address, a name or a number. */
const NEAR = 80;

/**
 * Translators drop spaces, and scripts without any put none: a space goes between an address, a name or a number
 * and the words that would be read as a part of it.
 */
function setApart(parts: readonly Part[]): Part[] {
	const beside = (index: number, step: 1 | -1): string => {
		for (let at = index + step; at >= 0 && at < parts.length; at += step) {
			const part = parts[at];
			if (part && 'text' in part && part.text !== '') return part.kind === 'words' ? part.text : '';
		}
		return '';
	};
	return parts.flatMap((part, index): Part[] => {
		if (part.kind !== 'keep' || !standsApart('', part.text, '')) return [part];
		const before = beside(index, -1).slice(-NEAR);
		const after = beside(index, 1).slice(0, NEAR);
		const space: Part = { kind: 'words', text: ' ' };
		return [
			...(standsApart(before, part.text, '') ? [] : [space]),
			part,
			...(standsApart('', part.text, after) ? [] : [space]),
		];
	});
}

/** In legacy Markdown nothing can be escaped inside a mark; isWhole sees whether it had to be. */
function writtenAs(parts: readonly Part[], format: TextFormat): string {
	let depth = 0;
	return parts
		.map((part) => {
			if (part.kind === 'open') depth += 1;
			if (part.kind === 'close') depth -= 1;
			if (part.kind !== 'words') return part.raw;
			return format === 'markdown' && depth > 0 ? part.text : escapeFor(format, part.text);
		})
		.join('');
}

/** Whether it is read as it was meant: the same marks as before, properly nested, around this very text. */
function isWhole(written: string, parts: readonly Part[], source: string, format: TextFormat): boolean {
	const seen = visibleIn(written, format);
	const meant = parts.map((part) => ('text' in part ? part.text : '')).join('');
	return seen === meant && marksOf(written, format) === marksOf(source, format);
}

const marksOf = (text: string, format: TextFormat): string =>
	tokenize(text, format)
		.flatMap((token) => ('text' in token ? [] : [`${token.kind}${token.raw}`]))
		.sort()
		.join('\0');

/**
 * Byte for byte, each as often as before: what a translator invents is no link of ours. Looked for in the text as it
 * is written, and once more in what one sees, where formatting is no end of an address.
 */
const sameSurvivors = (source: string, restored: string, format: TextFormat): boolean =>
	survivorsOf(source, format) === survivorsOf(restored, format);

function survivorsOf(source: string, format: TextFormat): string {
	const { text, unseal } = seal(source);
	const written = partsOf(text, format).flatMap((part) => (part.kind === 'keep' ? [part.raw] : []));
	const visible = visibleIn(text, format);
	const seen = survivorsIn(visible).map(({ from, to }) => visible.slice(from, to));
	return [...written.map(unseal).sort(), '', ...seen.map(unseal).sort()].join('\0');
}

const visibleIn = (text: string, format: TextFormat): string =>
	tokenize(text, format)
		.map((token) => ('text' in token ? token.text : ''))
		.join('');
