/** Rules that cannot do what they were drawn for: told as hints, because a workflow is often drawn step by step. */
import type { Condition, Limit, Rule } from './rule';

/** One sentence for each rule that can never hold. */
export function neverHolding(rules: readonly Rule[], which: 'first' | 'all'): string[] {
	return rules.flatMap((rule, index) => {
		const why = contradiction(rule) ?? (which === 'first' ? shadow(rule, rules.slice(0, index)) : undefined);
		return why === undefined ? [] : [`${rule.title} can never hold: ${why}`];
	});
}

const limitsOf = (conditions: readonly Condition[]): Limit[] =>
	conditions.flatMap(({ limits = [] }) => limits);

function contradiction({ events, conditions }: Rule): string | undefined {
	const never = conditions.find((condition) => condition.never !== undefined)?.never;
	if (never !== undefined) return never;
	if (events.length === 0) return 'its conditions are about different events';
	const limits = limitsOf(conditions);
	const bad = limits.find(({ of, values }) => values !== undefined && !isOpen(of, limits));
	return bad && `no ${bad.of} fits all of its conditions`;
}

/** Whether one of the values that are named fits all that is asked of this thing. */
function isOpen(of: Limit['of'], limits: readonly Limit[]): boolean {
	const own = limits.filter((limit) => limit.of === of);
	return own.flatMap(({ values = [] }) => values).some((value) => own.every(({ fits }) => fits(value)));
}

/** An earlier rule holds whenever this one does: all that it asks for is asked for here, too. */
function shadow(rule: Rule, earlier: readonly Rule[]): string | undefined {
	const says = new Set(rule.conditions.map((condition) => condition.says));
	const limits = limitsOf(rule.conditions);
	const first = earlier.find(
		(other) =>
			rule.events.every((event) => other.events.includes(event)) &&
			holdsForUnsaid(other, rule) &&
			other.conditions.every((condition) => asksNoMore(condition, says, limits)),
	);
	return first && `${first.title} stands before it and holds for all of the same`;
}

/** A rule whose user chose the events is also about people who come without a word; see isSaid. */
const holdsForUnsaid = (other: Rule, rule: Rule): boolean =>
	other.namesEvents || !rule.namesEvents || !rule.events.includes('subscribed');

function asksNoMore(condition: Condition, says: ReadonlySet<string>, limits: readonly Limit[]): boolean {
	if (condition.says === '' || says.has(condition.says)) return true;
	const asked = (condition.limits ?? []).filter(({ implied }) => implied !== true);
	return asked.length > 0 && asked.every((limit) => limits.some((own) => follows(limit, own)));
}

/** Whether all that will do for `own` will do for `limit`. */
function follows(limit: Limit, own: Limit): boolean {
	if (limit.of !== own.of || own.implied === true) return false;
	if (own.values !== undefined) return own.values.every((value) => limit.fits(value));
	if (own.stems === undefined || limit.grows === undefined) return false;
	const grows = limit.grows === 'anywhere' || own.stems.at === 'start';
	return grows && own.stems.texts.every((stem) => limit.fits(stem));
}
