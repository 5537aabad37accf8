/**
 * A regular expression that cannot be made to run for ever: all ways through the pattern are followed side by
 * side, one character of the text after another, so the time is the text's length times the pattern's. What
 * would need going back (back references, looking ahead) is refused when the pattern is read.
 */
import { InvalidInput } from '../../model/error';
import { parse, PatternRefused, type Assertion, type Tree } from './parse';

type Step =
	| { kind: 'one'; fits: (character: string) => boolean }
	| { kind: 'assert'; what: Assertion }
	| { kind: 'fork'; to: [number, number] }
	| { kind: 'jump'; to: number }
	| { kind: 'done' };

export const LONGEST_PATTERN = 200;

/** Characters of a text that are looked at; no message of a service is longer. */
export const LONGEST_TEXT = 4_096;

const MOST_STEPS = 1_000;

/**
 * @returns whether the pattern fits anywhere in a text; upper and lower case are the same
 * @throws InvalidInput naming `field`
 */
export function compilePattern(pattern: string, field: string): (text: string) => boolean {
	const steps = stepsOf(pattern);
	if (typeof steps === 'string') {
		throw new InvalidInput(field, steps, 'Use a simpler regular expression, or Contains');
	}
	return (text) => fits(steps, [...text].slice(0, LONGEST_TEXT));
}

function stepsOf(pattern: string): Step[] | string {
	if (pattern.length > LONGEST_PATTERN) return `has more than ${LONGEST_PATTERN} characters`;
	try {
		const steps: Step[] = [];
		write(parse(pattern), steps);
		steps.push({ kind: 'done' });
		return steps;
	} catch (error) {
		return error instanceof PatternRefused ? error.message : 'cannot be read';
	}
}

function write(tree: Tree, steps: Step[]): void {
	if (steps.length > MOST_STEPS) throw new PatternRefused('is too large with its repeats');
	if (tree.kind === 'one' || tree.kind === 'assert') steps.push(tree);
	else if (tree.kind === 'all') for (const part of tree.parts) write(part, steps);
	else if (tree.kind === 'any') writeAny(tree.options, steps);
	else writeRepeat(tree, steps);
}

function writeAny(options: readonly Tree[], steps: Step[]): void {
	const ends: Array<{ kind: 'jump'; to: number }> = [];
	for (const [index, option] of options.entries()) {
		const isLast = index === options.length - 1;
		const fork: Step = { kind: 'fork', to: [steps.length + 1, 0] };
		if (!isLast) steps.push(fork);
		write(option, steps);
		if (isLast) break;
		const end = { kind: 'jump' as const, to: 0 };
		steps.push(end);
		ends.push(end);
		fork.to[1] = steps.length;
	}
	for (const end of ends) end.to = steps.length;
}

function writeRepeat({ part, least, most }: Extract<Tree, { kind: 'repeat' }>, steps: Step[]): void {
	for (let count = 0; count < least; count += 1) write(part, steps);
	if (most === Infinity) {
		const from = steps.length;
		const fork: Step = { kind: 'fork', to: [from + 1, 0] };
		steps.push(fork);
		write(part, steps);
		steps.push({ kind: 'jump', to: from });
		fork.to[1] = steps.length;
		return;
	}
	const forks: Array<Extract<Step, { kind: 'fork' }>> = [];
	for (let count = least; count < most; count += 1) {
		const fork: Step = { kind: 'fork', to: [steps.length + 1, 0] };
		steps.push(fork);
		forks.push(fork);
		write(part, steps);
	}
	for (const fork of forks) fork.to[1] = steps.length;
}

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
		else if (step?.kind === 'assert' && holds(step.what, text, at)) open.push(index + 1);
	}
	return false;
}

const isWord = (character: string | undefined): boolean =>
	character !== undefined && /[\p{L}\p{N}_]/u.test(character);

/** Letters of every script count for a word's edge, not only the Latin ones. */
function holds(what: Assertion, text: readonly string[], at: number): boolean {
	if (what === 'start') return at === 0;
	if (what === 'end') return at === text.length;
	const isEdge = isWord(text[at - 1]) !== isWord(text[at]);
	return what === 'boundary' ? isEdge : !isEdge;
}
