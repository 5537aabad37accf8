/**
 * What is wrong with the rules, told while they are drawn. The editor works out these conditions, so they are
 * expressions; the same is checked again, rule by rule, when the node runs.
 */
import type { NodeHint } from 'n8n-workflow';

import { placeholderPattern } from '../../client/rules/placeholders';

const RULES = '(($parameter["rules"] || []).rule || [])';

const CONDITIONS = '((rule.conditions || []).condition || [])';

const hint = (message: string, holds: string): NodeHint => ({
	message,
	type: 'warning',
	location: 'outputPane',
	whenToDisplay: 'beforeExecution',
	displayCondition: `={{ ${holds} }}`,
});

/** Groups that are not closed, or looking ahead and going back, which this node does not offer. */
const BROKEN = String.raw`/\(\?<?[=!]|\\[1-9]|^[*+?]/.test(pattern) || (pattern.replace(/\\.|\[[^\]]*\]/g, "").split("(").length !== pattern.replace(/\\.|\[[^\]]*\]/g, "").split(")").length)`;

export const hints: NodeHint[] = [
	hint(
		'There are no rules yet: every item leaves with an error. Add at least one rule.',
		`${RULES}.length === 0`,
	),
	hint(
		'A rule has no condition. Add one: Anything holds for everything that people send.',
		`${RULES}.some((rule) => ${CONDITIONS}.length === 0)`,
	),
	hint(
		'A rule replies with a text, and its text is empty.',
		`${RULES}.some((rule) => rule.replyWith !== "nothing" && String(rule.text || "").trim() === "")`,
	),
	hint(
		'A text has a placeholder that is not known. Look at the description of Text for those that are.',
		`[${RULES}].some((rules) => ${placeholderPattern}.test(JSON.stringify(rules)))`,
	),
	hint(
		'A regular expression cannot be read: a group is left open, or it looks ahead, looks behind or refers back.',
		`${RULES}.some((rule) => ${CONDITIONS}.some((condition) => condition.when === "regex" && [String(condition.pattern || "")].some((pattern) => ${BROKEN})))`,
	),
	hint(
		'A rule stands below one that holds for Anything, so it is never reached. Put Anything last.',
		// a rule about an event may be about one that is not sent by people, and those are no Anything
		`$parameter["which"] !== "all" && ${RULES}.some((rule, index, all) => ${CONDITIONS}.length > 0 && ${CONDITIONS}.every((condition) => condition.when === "anything") && all.slice(index + 1).some((rule) => !${CONDITIONS}.some((condition) => condition.when === "event")))`,
	),
];
