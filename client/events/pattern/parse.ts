/** Reads a pattern into a tree. The subset of regular expressions whose matching takes linear time. */

export type Assertion = 'start' | 'end' | 'boundary' | 'notBoundary';

export type Tree =
	| { kind: 'one'; fits: (character: string) => boolean }
	| { kind: 'assert'; what: Assertion }
	| { kind: 'all'; parts: Tree[] }
	| { kind: 'any'; options: Tree[] }
	| { kind: 'repeat'; part: Tree; least: number; most: number; lazy: boolean }
	/** What it fits is kept; counted from 1 by the opening brackets. */
	| { kind: 'group'; index: number; part: Tree };

/** Why a pattern is not taken: a clause that reads on after the field. */
export class PatternRefused extends Error {}

const ASSERTIONS = new Map<string, Assertion>([
	['^', 'start'],
	['$', 'end'],
	['\\b', 'boundary'],
	['\\B', 'notBoundary'],
]);

/** One token of a pattern, longest first. A class or an escape stays in the platform's own notation. */
const TOKEN =
	/\((?:\?:|\?<?[=!]|\?<\w+>)?|\)|\||[*+?]\??|\{\d+(?:,\d*)?\}\??|\[\^?(?:\\[^]|[^\]\\])*\]|\\(?:p\{[^}]*\}|P\{[^}]*\}|u\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|[^])|\^|\$|[^]/giu;

const QUANTIFIER = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??$/;

/** Most repeats that a `{n}` may ask for; each becomes a copy. */
const MOST_REPEATS = 100;

/** @throws PatternRefused */
export function parse(pattern: string): Tree {
	const tokens = pattern.match(TOKEN) ?? [];
	const reader = { at: 0, groups: 0 };
	const tree = readOptions(tokens, reader);
	if (reader.at < tokens.length) throw new PatternRefused('closes a group that is not open');
	return tree;
}

interface Place {
	at: number;
	/** How many capturing groups have been opened. */
	groups: number;
}

function readOptions(tokens: readonly string[], place: Place): Tree {
	const options = [readSequence(tokens, place)];
	while (tokens[place.at] === '|') {
		place.at += 1;
		options.push(readSequence(tokens, place));
	}
	return options.length === 1 && options[0] ? options[0] : { kind: 'any', options };
}

function readSequence(tokens: readonly string[], place: Place): Tree {
	const parts: Tree[] = [];
	for (;;) {
		const token = tokens[place.at];
		if (token === undefined || token === '|' || token === ')') return { kind: 'all', parts };
		place.at += 1;
		parts.push(readQuantifier(readAtom(token, tokens, place), tokens, place));
	}
}

function readAtom(token: string, tokens: readonly string[], place: Place): Tree {
	if (token.startsWith('(')) {
		if (/[=!]$/.test(token)) throw new PatternRefused('looks ahead or behind, which is not offered here');
		if (token === '(' && tokens[place.at]?.startsWith('?'))
			throw new PatternRefused('begins a group with “(?”, which is offered only as (?:…) and (?<name>…)');
		const index = token === '(?:' ? 0 : (place.groups += 1);
		const part = readOptions(tokens, place);
		if (tokens[place.at] !== ')') throw new PatternRefused('leaves a group open');
		place.at += 1;
		return index === 0 ? part : { kind: 'group', index, part };
	}
	const what = ASSERTIONS.get(token);
	if (what) return { kind: 'assert', what };
	if (QUANTIFIER.test(token)) throw new PatternRefused(`repeats nothing with “${token}”`);
	if (/^\\([1-9]|k)/.test(token))
		throw new PatternRefused('refers back to a group, which is not offered here');
	return { kind: 'one', fits: characterTest(token) };
}

function readQuantifier(part: Tree, tokens: readonly string[], place: Place): Tree {
	const token = tokens[place.at];
	const match = token === undefined ? null : QUANTIFIER.exec(token);
	if (!token || !match) return part;
	place.at += 1;
	const [least, most] = limitsOf(token, match);
	if (most < least) throw new PatternRefused(`has its limits in the wrong order: “${token}”`);
	if (least > MOST_REPEATS || (most !== Infinity && most > MOST_REPEATS)) {
		throw new PatternRefused(`repeats more than ${MOST_REPEATS} times: “${token}”`);
	}
	return { kind: 'repeat', part, least, most, lazy: token.length > 1 && token.endsWith('?') };
}

function limitsOf(token: string, [, least, range, most]: RegExpExecArray): [number, number] {
	if (token.startsWith('*')) return [0, Infinity];
	if (token.startsWith('+')) return [1, Infinity];
	if (token.startsWith('?')) return [0, 1];
	if (range === undefined) return [Number(least), Number(least)];
	return [Number(least), most ? Number(most) : Infinity];
}

/** The platform's own engine judges single characters: that is linear whatever the class. */
function characterTest(token: string): (character: string) => boolean {
	if (token === '.') return (character) => character !== '\n';
	if (!/^[\\[]/.test(token)) {
		const wanted = token.toLowerCase();
		return (character) => character.toLowerCase() === wanted;
	}
	const shape = shapeOf(token);
	const known = new Map<string, boolean>();
	return (character) => {
		const seen = known.get(character);
		if (seen !== undefined) return seen;
		const fits = shape.test(character);
		if (known.size < 1_000) known.set(character, fits);
		return fits;
	};
}

/** The strict notation first; the older one takes escapes such as `\-` in a class. */
function shapeOf(token: string): RegExp {
	const shape = regexOf(token, 'iu') ?? regexOf(token, 'i');
	if (!shape) throw new PatternRefused(`has a part that cannot be read: “${token}”`);
	return shape;
}

function regexOf(token: string, flags: string): RegExp | undefined {
	try {
		return new RegExp(`^${token}$`, flags);
	} catch {
		return undefined;
	}
}
