import { type BreakKind, breaksOf } from './breaks';
import { isBlank, isExtender } from './characters';
import { closingBytes } from './marks';
import { charactersOf, type Unit } from './units';

/** The most that one part may have. */
export interface Bounds {
	/** Visible characters in Unicode code points. */
	limit: number;
	/** UTF-8 bytes with all markup. */
	maxBytes: number;
}

/**
 * The kinds of breaks, the best first, and how full a part has to be (as a share of what would fit) for a
 * cut there: better a cut in the middle of a word than a message of one line and then a long one.
 */
const KINDS: Array<{ kind: BreakKind; share: number }> = [
	{ kind: 'blankLine', share: 0.25 },
	{ kind: 'line', share: 0.5 },
	{ kind: 'sentence', share: 0.5 },
	{ kind: 'space', share: 0.5 },
];

let segmenter: Intl.Segmenter | undefined;

/** Made when the first text is cut hard: it starts ICU, which would take 8 ms of every load of the nodes. */
const graphemes = (): Intl.Segmenter =>
	(segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' }));

/**
 * Cuts off the part that begins with the first of `units`; what is in neither result is dropped.
 * @param units enough of them to fill a part, and the white space after that; or all that are left
 * @returns an empty part where there is nothing to see; at least one unit is always gone from the rest
 */
export function cutOff(units: Unit[], bounds: Bounds): { part: Unit[]; rest: Unit[] } {
	const cut = findCut(units, fittingSizes(units, bounds));
	if (cut) return { part: units.slice(0, cut.end), rest: units.slice(cut.next) };
	return cutOff(units.flatMap(charactersOf), bounds);
}

/** Where a part ends and the next one begins, in units. Undefined when a unit has to be cut first. */
function findCut(units: Unit[], sizes: Sizes): { end: number; next: number } | undefined {
	const longest = sizes.length - 1;
	if (longest === units.length) return { end: longest, next: longest };
	const most = sizes[longest];
	const cuttable = units.some((unit) => unit.cuttable);
	if (most === undefined) return withoutRoom(units, cuttable);

	const breaks = breaksOf(units, longest);
	for (const cutsWhole of [false, true]) {
		const fits = (end: number): boolean =>
			sizes[end] !== undefined && (cutsWhole || !isInsideWhole(units, end));
		for (const { kind, share } of KINDS) {
			const enough = (end: number): boolean => fits(end) && (sizes[end] ?? 0) >= share * most;
			const good = breaks.findLast((place) => place.kind === kind && enough(place.end));
			if (good) return good;
		}
		const anywhere = sizes.some((_, end) => fits(end));
		if (anywhere && cuttable) return undefined;
		const end = anywhere ? lastGraphemeEnd(units, longest, fits) : 0;
		if (end > 0) return { end, next: end };
		// blank characters in front go before anything is taken apart for them
		const blank = blankPrefix(units);
		if (blank > 0 && (cutsWhole || !isInsideWhole(units, blank))) return { end: 0, next: blank };
	}
	// one grapheme fills the whole part
	return { end: longest, next: longest };
}

/** For every number of units that can make a part: how many characters it has. */
type Sizes = Array<number | undefined>;

/** A part has to show something, and its open marks have to be closed within the bounds too. */
function fittingSizes(units: Unit[], { limit, maxBytes }: Bounds): Sizes {
	const sizes: Sizes = [];
	let size = 0;
	let bytes = units[0]?.around?.openBytes ?? 0;
	let shows = false;
	for (const [index, unit] of units.entries()) {
		size += unit.size;
		bytes += unit.bytes + (index > 0 && unit.lead !== '' ? Buffer.byteLength(unit.lead) : 0);
		if (size > limit || bytes > maxBytes) break;
		shows ||= !isBlank(unit.text);
		const whole = size + (unit.after?.adds ?? 0);
		if (shows && whole <= limit && bytes + closingBytes(unit.after, unit.tail) <= maxBytes)
			sizes[index + 1] = whole;
	}
	return sizes;
}

/** Nothing fits that can be seen: blank characters in front are dropped, else one unit goes out as it is. */
function withoutRoom(units: Unit[], cuttable: boolean): { end: number; next: number } | undefined {
	if (cuttable) return undefined;
	return isBlank(units[0]?.text ?? '') ? { end: 0, next: blankPrefix(units) || 1 } : { end: 1, next: 1 };
}

/** How many units in front show nothing, and may go; an accent keeps the space that it stands on. */
function blankPrefix(units: Unit[]): number {
	const first = units.findIndex(({ text }) => !isBlank(text));
	if (first < 0) return units.length;
	return first > 0 && isExtender(units[first]?.text ?? '') ? first - 1 : first;
}

/** Whether a cut there would take a link or a custom emoji apart. */
function isInsideWhole(units: Unit[], end: number): boolean {
	const before = units[end - 1]?.around?.whole;
	return before !== null && before !== undefined && before === units[end]?.around?.whole;
}

/** The last allowed end, at most `longest`, that is no cut through a grapheme cluster; 0 when there is none. */
function lastGraphemeEnd(units: Unit[], longest: number, fits: (end: number) => boolean): number {
	const text = units.slice(0, longest + 1).reduce((joined, unit) => joined + unit.text, '');
	const clusters = graphemes().segment(text);
	let end = longest;
	let offset = text.length - (units[longest]?.text.length ?? 0);
	while (end > 0) {
		const start = fits(end) ? (clusters.containing(offset)?.index ?? offset) : -1;
		if (start === offset) return end;
		do {
			end -= 1;
			offset -= units[end]?.text.length ?? 0;
		} while (end > 0 && offset > start && start >= 0);
	}
	return 0;
}
