import { isSaid, type Found, type Moment, type Rule } from './rule';

/** A rule that holds, and what its pattern found. */
export interface Match {
	rule: Rule;
	found: Found;
}

/** The rules that hold for an event: the first, or all of them in their order. */
export function matches(rules: readonly Rule[], moment: Moment, which: 'first' | 'all'): Match[] {
	const found: Match[] = [];
	for (const rule of rules) {
		const match = matchOf(rule, moment);
		if (match) found.push(match);
		if (match && which === 'first') break;
	}
	return found;
}

/** All conditions must hold; the first that kept something counts for placeholders. */
function matchOf(rule: Rule, moment: Moment): Match | undefined {
	if (!rule.events.includes(moment.event.event)) return undefined;
	if (!rule.namesEvents && !isSaid(moment.event)) return undefined;
	let kept: Found = [];
	for (const { test } of rule.conditions) {
		const found = test(moment);
		if (!found) return undefined;
		if (kept.length === 0) kept = found;
	}
	return { rule, found: kept };
}
