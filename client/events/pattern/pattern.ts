/**
 * A regular expression that cannot be made to run for ever: all ways through the pattern are followed side by
 * side, one character of the text after another, so the time is the text's length times the pattern's. What
 * would need going back (back references, looking ahead) is refused when the pattern is read.
 */
import { InvalidInput } from '../../model/error';
import { countSlots, find } from './captures';
import { holds } from './edges';
import { LONGEST_PATTERN, programOf, type Step } from './program';

export { LONGEST_PATTERN };

/** Characters of a text that are looked at; no message of a service is longer. */
export const LONGEST_TEXT = 4_096;

/**
 * @returns whether the pattern fits anywhere in a text; upper and lower case are the same
 * @throws InvalidInput naming `field`
 */
export function compilePattern(pattern: string, field: string): (text: string) => boolean {
	const steps = read(pattern, field);
	return (text) => fits(steps, charactersOf(text));
}

/**
 * The same, with what the groups fitted.
 * @returns the whole match and the groups after it, as the platform's own engine gives them, empty texts for groups
 * that fitted nothing; undefined where the pattern does not fit. Where a repeated part may be empty, as in
 * `(a?)*`, its groups may hold another of the possible fits. And how many groups it has.
 * @throws InvalidInput naming `field`
 */
export function compileSearch(
	pattern: string,
	field: string,
): { search: (text: string) => string[] | undefined; groups: number } {
	const steps = read(pattern, field);
	const search = (text: string): string[] | undefined => {
		const characters = charactersOf(text);
		// finding out whether it fits at all is several times cheaper than where
		return fits(steps, characters) ? find(steps, characters) : undefined;
	};
	return { search, groups: countSlots(steps) / 2 - 1 };
}

function read(pattern: string, field: string): Step[] {
	const steps = programOf(pattern);
	if (typeof steps !== 'string') return steps;
	throw new InvalidInput(field, steps, 'Use a simpler regular expression, or Contains');
}

/** Only the beginning of a long text is taken apart. */
const charactersOf = (text: string): string[] => [...text.slice(0, LONGEST_TEXT * 2)].slice(0, LONGEST_TEXT);

function fits(steps: readonly Step[], text: readonly string[]): boolean {
	let current = new Set<number>();
	for (let at = 0; at <= text.length; at += 1) {
		// a match may begin at every character
		if (follow(0, steps, text, at, current)) return true;
		const next = new Set<number>();
		const character = text[at];
		if (character === undefined) return false;
		for (const index of current) {
			const step = steps[index];
			if (step?.kind === 'one' && step.fits(character) && follow(index + 1, steps, text, at + 1, next)) {
				return true;
			}
		}
		current = next;
	}
	return false;
}

/** Adds the steps that can be reached without a character; true when the end is one of them. */
function follow(
	from: number,
	steps: readonly Step[],
	text: readonly string[],
	at: number,
	into: Set<number>,
): boolean {
	const open = [from];
	for (let index = open.pop(); index !== undefined; index = open.pop()) {
		if (into.has(index)) continue;
		into.add(index);
		const step = steps[index];
		if (step?.kind === 'done') return true;
		if (step?.kind === 'jump') open.push(step.to);
		else if (step?.kind === 'fork') open.push(...step.to);
		else if (step?.kind === 'save' || step?.kind === 'clear') open.push(index + 1);
		else if (step?.kind === 'assert' && holds(step.what, text, at)) open.push(index + 1);
	}
	return false;
}
