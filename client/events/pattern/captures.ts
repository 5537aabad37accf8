/**
 * What the groups of a pattern fit. The same side by side walk as in pattern.ts, but each way carries where its
 * groups began and ended, and the ways stay in the order in which the pattern wants them: the first that comes to
 * the end is the one that going back and forth would have found.
 */
import { holds } from './edges';
import type { Step } from './program';

/** A way through the pattern: the step it waits at, and where its groups began and ended; -1 for not yet. */
interface Way {
	step: number;
	slots: readonly number[];
}

/** @returns the whole match and its groups; undefined where the pattern does not fit */
export function find(steps: readonly Step[], text: readonly string[]): string[] | undefined {
	const found = search(steps, text);
	if (!found) return undefined;
	return Array.from({ length: found.length / 2 }, (_, group) => {
		const [from = -1, to = -1] = found.slice(group * 2, group * 2 + 2);
		return from < 0 || to < 0 ? '' : text.slice(from, to).join('');
	});
}

function search(steps: readonly Step[], text: readonly string[]): readonly number[] | undefined {
	const none: readonly number[] = Array.from({ length: countSlots(steps) }, () => -1);
	let found: readonly number[] | undefined;
	let ways: Way[] = [];
	for (let at = 0; at <= text.length; at += 1) {
		const seen = new Set<number>();
		const reached: Way[] = [];
		const place = { steps, text, at, seen, into: reached };
		for (const way of ways) follow(way, place);
		// a match that began earlier is wanted more, and one that was found ends the looking for later ones
		if (!found) follow({ step: 0, slots: none.with(0, at) }, place);
		const end = reached.findIndex(({ step }) => steps[step]?.kind === 'done');
		if (end >= 0) found = reached[end]?.slots.with(1, at);
		const character = text[at];
		if (character === undefined) break;
		ways = (end < 0 ? reached : reached.slice(0, end)).flatMap(({ step, slots }) => {
			const one = steps[step];
			return one?.kind === 'one' && one.fits(character) ? [{ step: step + 1, slots }] : [];
		});
		if (found && ways.length === 0) break;
	}
	return found;
}

interface Place {
	steps: readonly Step[];
	text: readonly string[];
	at: number;
	/** Steps that a more wanted way has come to at this character. */
	seen: Set<number>;
	into: Way[];
}

/** Goes on as far as it can without a character, the wanted ways first. */
function follow(from: Way, { steps, text, at, seen, into }: Place): void {
	const open = [from];
	for (let way = open.pop(); way; way = open.pop()) {
		const { step: index, slots } = way;
		if (seen.has(index)) continue;
		seen.add(index);
		const step = steps[index];
		const on = (changed: readonly number[]): number => open.push({ step: index + 1, slots: changed });
		if (step?.kind === 'jump') open.push({ step: step.to, slots });
		else if (step?.kind === 'fork') open.push({ step: step.to[1], slots }, { step: step.to[0], slots });
		else if (step?.kind === 'save') on(slots.with(step.slot, at));
		else if (step?.kind === 'clear') on(slots.map((slot, n) => (step.slots.includes(n) ? -1 : slot)));
		else if (step?.kind === 'assert') {
			if (holds(step.what, text, at)) on(slots);
		} else into.push(way);
	}
}

/** Two for the whole match and for each group. */
export const countSlots = (steps: readonly Step[]): number =>
	steps.reduce((most, step) => (step.kind === 'save' ? Math.max(most, (step.slot >> 1) * 2 + 2) : most), 2);
