/**
 * What is wrong with the rules, told while they are drawn. The editor works out these conditions, so they are
 * expressions; the same is checked again, rule by rule, when the node runs.
 */
import type { NodeHint } from 'n8n-workflow';

import { placeholderPattern } from '../../client/rules/placeholders';

const RULES = '(($parameter["rules"] || []).rule || [])';

const conditionsOf = (rule: string): string => `((${rule}.conditions || []).condition || [])`;
const CONDITIONS = conditionsOf('rule');

/** All that may hold placeholders. */
const TEXTS = 'JSON.stringify([rule.text, rule.notice, rule.languages, rule.buttons, rule.buttonsData])';

const isEmpty = (value: string): string => `String(${value} || "").trim() === ""`;

const hint = (message: string, holds: string): NodeHint => ({
	message,
	type: 'warning',
	location: 'outputPane',
	whenToDisplay: 'beforeExecution',
	displayCondition: `={{ ${holds} }}`,
});

const ofConditions = (message: string, holds: string): NodeHint =>
	hint(message, `${RULES}.some((rule) => ${CONDITIONS}.some((condition) => ${holds}))`);

const ofPatterns = (message: string, holds: string): NodeHint =>
	ofConditions(
		message,
		`condition.when === "regex" && [String(condition.pattern || "")].some((pattern) => ${holds})`,
	);

/** Rules of which a later one is never reached, where only the first counts. */
const ofOrder = (message: string, holds: string): NodeHint =>
	hint(message, `$parameter["which"] !== "all" && ${RULES}.some((rule, index, all) => ${holds})`);

/** Groups that are not closed, or looking ahead, going back and settings inside, which this node does not offer. */
const BROKEN = String.raw`/\(\?(<?[=!]|[a-zA-Z])|\\[1-9]|^[*+?]/.test(pattern) || (pattern.replace(/\\.|\[[^\]]*\]/g, "").split("(").length !== pattern.replace(/\\.|\[[^\]]*\]/g, "").split(")").length)`;

/** By kind of condition: the field without which there is nothing to look for. */
const FIELDS = {
	buttonIs: 'data',
	buttonStartsWith: 'data',
	containsAll: 'words',
	containsAny: 'words',
	language: 'languages',
	regex: 'pattern',
	startsWith: 'texts',
	textIs: 'texts',
};

const NEEDED = JSON.stringify(Object.entries(FIELDS));

const nameOf = (condition: string): string =>
	`String(${condition}.command || "").trim().toLowerCase().replace(/^[/]/, "")`;

const COVERS = `(condition.command === "" || ${nameOf('other')} === ${nameOf('condition')})`;

export const hints: NodeHint[] = [
	hint(
		'There are no rules yet: every item leaves with an error. Add at least one rule.',
		`${RULES}.length === 0`,
	),
	hint(
		'A rule has no condition. Add one: Anything holds for everything that people send.',
		`${RULES}.some((rule) => ${CONDITIONS}.length === 0)`,
	),
	ofConditions(
		'A condition is empty: fill in what it looks for, or remove it.',
		`${NEEDED}.some(([kind, field]) => condition.when === kind && ${isEmpty('condition[field]')})`,
	),
	hint(
		'A rule replies with a text, and its text is empty.',
		`${RULES}.some((rule) => rule.replyWith !== "nothing" && ${isEmpty('rule.text')})`,
	),
	hint(
		'A language has no text yet. People who speak it get the next best one.',
		`${RULES}.some((rule) => rule.replyWith !== "nothing" && ((rule.languages || []).variant || []).some((variant) => ${isEmpty('variant.text')}))`,
	),
	hint(
		'A text has a placeholder that is not known. Look at the description of Text for those that are.',
		`${RULES}.some((rule) => ${placeholderPattern}.test(${TEXTS}))`,
	),
	hint(
		'A text has {match 1}, and its rule has no regular expression in which to find something.',
		`${RULES}.some((rule) => /[{]match[ _-]?[0-9]{0,2}[ |}]/i.test(${TEXTS}) && !${CONDITIONS}.some((condition) => condition.when === "regex"))`,
	),
	ofPatterns(
		'A regular expression cannot be read: a group is left open, or it looks ahead, looks behind or refers back.',
		BROKEN,
	),
	ofPatterns(
		'A regular expression stands between slashes, and these would have to be in the text, too. Remove them: upper and lower case are the same anyway.',
		String.raw`/^[/].+[/][a-z]*$/.test(pattern)`,
	),
	ofOrder(
		'A rule stands below one that holds for Anything, so it is never reached. Put Anything last.',
		// a rule about an event may be about one that is not sent by people, and those are no Anything
		`${CONDITIONS}.length > 0 && ${CONDITIONS}.every((condition) => condition.when === "anything") && all.slice(index + 1).some((rule) => !${CONDITIONS}.some((condition) => condition.when === "event"))`,
	),
	ofOrder(
		'A rule for a command stands below one for the same command with any payload, so it is never reached. Put it above.',
		`${CONDITIONS}.length === 1 && ${CONDITIONS}.some((condition) => condition.when === "command" && (condition.payload || "any") === "any" && all.slice(index + 1).some((later) => ${conditionsOf('later')}.some((other) => other.when === "command" && ${COVERS})))`,
	),
];
