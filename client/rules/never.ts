/** Rules that cannot do what they were drawn for: told as hints, because a workflow is often drawn step by step. */
import type { Condition, Rule } from './rule';

/** One sentence for each rule that can never hold. */
export function neverHolding(rules: readonly Rule[], which: 'first' | 'all'): string[] {
	return rules.flatMap((rule, index) => {
		const why = contradiction(rule) ?? (which === 'first' ? shadow(rule, rules.slice(0, index)) : undefined);
		return why === undefined ? [] : [`${rule.title} can never hold: ${why}`];
	});
}

function contradiction({ events, conditions }: Rule): string | undefined {
	if (events.length === 0) return 'its conditions are about different events';
	for (const [index, { only }] of conditions.entries()) {
		const rival = conditions.slice(index + 1).find((other) => excludes(only, other.only));
		if (only && rival) return `two of its conditions ask for a different ${only.of}`;
	}
	return undefined;
}

const excludes = (one: Condition['only'], other: Condition['only']): boolean =>
	one !== undefined && other?.of === one.of && !one.values.some((value) => other.values.includes(value));

/** An earlier rule holds whenever this one does: all that it asks for is asked for here, too. */
function shadow(rule: Rule, earlier: readonly Rule[]): string | undefined {
	const says = new Set(rule.conditions.map((condition) => condition.says));
	const first = earlier.find(
		({ conditions, events }) =>
			conditions.every((condition) => condition.says === '' || says.has(condition.says)) &&
			rule.events.every((event) => events.includes(event)),
	);
	return first && `${first.title} stands before it and holds for all of the same`;
}
