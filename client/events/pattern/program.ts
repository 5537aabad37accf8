/** A pattern as steps that are followed, most wanted way first. */
import { parse, PatternRefused, type Assertion, type Tree } from './parse';

export type Step =
	| { kind: 'one'; fits: (character: string) => boolean }
	| { kind: 'assert'; what: Assertion }
	/** Two ways on, the wanted one first. */
	| { kind: 'fork'; to: [number, number] }
	| { kind: 'jump'; to: number }
	/** A group begins (even slot) or ends (odd slot) here. */
	| { kind: 'save'; slot: number }
	/** Groups of a part that begins anew have fitted nothing yet. */
	| { kind: 'clear'; slots: readonly number[] }
	| { kind: 'done' };

type Fork = Extract<Step, { kind: 'fork' }>;
type Repeat = Extract<Tree, { kind: 'repeat' }>;

export const LONGEST_PATTERN = 200;

const MOST_STEPS = 1_000;

/** @returns the steps, or a clause that says why there are none: `leaves a group open` */
export function programOf(pattern: string): Step[] | string {
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
	else if (tree.kind === 'repeat') writeRepeat(tree, steps);
	else {
		steps.push({ kind: 'save', slot: tree.index * 2 });
		write(tree.part, steps);
		steps.push({ kind: 'save', slot: tree.index * 2 + 1 });
	}
}

function writeAny(options: readonly Tree[], steps: Step[]): void {
	const ends: Array<{ kind: 'jump'; to: number }> = [];
	for (const [index, option] of options.entries()) {
		const isLast = index === options.length - 1;
		const fork: Fork = { kind: 'fork', to: [steps.length + 1, 0] };
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

function writeRepeat(repeat: Repeat, steps: Step[]): void {
	const { least, most } = repeat;
	for (let count = 0; count < least; count += 1) writeOnce(repeat, steps);
	if (most === Infinity) {
		const from = steps.length;
		const fork = openFork(steps);
		writeOnce(repeat, steps);
		steps.push({ kind: 'jump', to: from });
		closeFork(fork, steps, repeat);
		return;
	}
	const forks: Fork[] = [];
	for (let count = least; count < most; count += 1) {
		forks.push(openFork(steps));
		writeOnce(repeat, steps);
	}
	for (const fork of forks) closeFork(fork, steps, repeat);
}

function writeOnce({ part }: Repeat, steps: Step[]): void {
	const slots = slotsOf(part);
	if (slots.length > 0) steps.push({ kind: 'clear', slots });
	write(part, steps);
}

function openFork(steps: Step[]): Fork {
	const fork: Fork = { kind: 'fork', to: [steps.length + 1, 0] };
	steps.push(fork);
	return fork;
}

/** One more time comes before none, unless as few as possible are wanted. */
function closeFork(fork: Fork, steps: readonly Step[], { lazy }: Repeat): void {
	fork.to[1] = steps.length;
	if (lazy) fork.to.reverse();
}

function slotsOf(tree: Tree): number[] {
	if (tree.kind === 'group') return [tree.index * 2, tree.index * 2 + 1, ...slotsOf(tree.part)];
	if (tree.kind === 'repeat') return slotsOf(tree.part);
	if (tree.kind === 'all') return tree.parts.flatMap(slotsOf);
	return tree.kind === 'any' ? tree.options.flatMap(slotsOf) : [];
}
