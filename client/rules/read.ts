/** The rules as the panel stores them → rules. */
import { usualTag } from '../language';
import { InvalidInput } from '../model/error';
import { EVENT_NAMES, type EventName } from '../model/event';
import { readButtonData, readButtonFields, type ButtonFields } from '../read/buttons';
import { readCondition, type ConditionFields } from './conditions';
import { ruleKeys } from './keys';
import { checkPlaceholders } from './placeholders';
import { SPOKEN, titleOf, type Condition, type Reply, type Rule } from './rule';
import { toText } from './words';

/** One rule as the panel stores it; an expression may have given anything. */
export interface RuleFields {
	name?: unknown;
	conditions?: { condition?: ConditionFields[] };
	replyWith?: unknown;
	text?: unknown;
	languages?: { variant?: Array<{ language?: unknown; text?: unknown }> };
	buttonsFrom?: unknown;
	buttons?: { button?: ButtonFields[] };
	buttonsData?: unknown;
	notice?: unknown;
	coolDown?: unknown;
}

const MOST_RULES = 200;

/**
 * @param zone the workflow's, for opening hours without one of their own
 * @throws InvalidInput naming rule and field
 */
export function readRules(given: readonly RuleFields[], zone: string): Rule[] {
	if (given.length === 0) throw new InvalidInput('Rules', 'are empty', 'Add at least one rule');
	if (given.length > MOST_RULES)
		throw new InvalidInput('Rules', `are more than ${MOST_RULES}`, 'Use several nodes');
	const names = given.map(({ name }) => toText(name).trim());
	const keys = ruleKeys(names);
	return given.map((fields, index) => {
		const place = { number: index + 1, name: names[index] ?? '', key: keys[index] ?? '' };
		return readRule(fields, place, zone);
	});
}

function readRule(fields: RuleFields, place: Pick<Rule, 'number' | 'name' | 'key'>, zone: string): Rule {
	const { number, name } = place;
	const title = titleOf(number, name);
	const conditions = (fields.conditions?.condition ?? []).map((condition, index) =>
		readCondition(condition, { field: `${title}, condition ${index + 1}`, zone }),
	);
	if (conditions.length === 0) {
		throw new InvalidInput(
			title,
			'has no condition',
			'Add one: Anything holds for everything that people send',
		);
	}
	const notice = toText(fields.notice);
	const groups = conditions.flatMap((condition) => condition.groups ?? []);
	const check: Check = (text, field) =>
		checkPlaceholders(text, field, groups.length === 0 ? null : Math.max(...groups));
	check(notice, `${title}, Press Notice`);
	return {
		...place,
		title,
		conditions,
		events: eventsOf(conditions),
		namesEvents: conditions.some(({ namesEvents }) => namesEvents === true),
		reply: fields.replyWith === 'nothing' ? undefined : readReply(fields, title, check),
		notice,
		coolDown: readCoolDown(fields.coolDown, title),
	};
}

/** Those for which every condition can hold. */
function eventsOf(conditions: readonly Condition[]): EventName[] {
	const limits = conditions.flatMap(({ events }) => (events ? [events] : []));
	if (limits.length === 0) return [...SPOKEN];
	return EVENT_NAMES.filter((name) => limits.every((limit) => limit.includes(name)));
}

/** Looks after the placeholders of a text. @throws InvalidInput */
type Check = (text: string, field: string) => void;

function readReply(fields: RuleFields, title: string, check: Check): Reply {
	const text = toText(fields.text);
	check(text, `${title}, Text`);
	const byLanguage = new Map<string, string>();
	for (const [index, variant] of (fields.languages?.variant ?? []).entries()) {
		const field = `${title}, language ${index + 1}`;
		const language = usualTag(toText(variant.language));
		if (language === null) throw new InvalidInput(field, 'has no language code', 'Write it as de or pt-BR');
		if (byLanguage.has(language))
			throw new InvalidInput(field, `is “${language}” once more`, 'Remove one of the two');
		const own = toText(variant.text);
		check(own, `${field} (${language}), Text`);
		// nobody wants to send nothing: a row that is not filled in yet is no text
		if (own.trim() !== '') byLanguage.set(language, own);
	}
	return { text, byLanguage, buttons: named(title, () => readButtons(fields, check)) };
}

function readButtons({ buttonsFrom, buttons, buttonsData }: RuleFields, check: Check): Reply['buttons'] {
	const rows =
		buttonsFrom === 'data'
			? readButtonData(buttonsData)
			: readButtonFields(buttonsFrom === 'fields' ? (buttons?.button ?? []) : []);
	for (const [r, row] of rows.entries()) {
		for (const [b, button] of row.entries()) {
			for (const part of Object.values(button)) check(part, `Buttons, row ${r + 1}, button ${b + 1}`);
		}
	}
	return rows;
}

function readCoolDown(given: unknown, title: string): number {
	const seconds = toText(given).trim() === '' ? 0 : Number(given);
	if (seconds >= 0 && Number.isFinite(seconds)) return seconds;
	throw new InvalidInput(`${title}, Cool-Down`, 'is not a number of seconds', 'Give 0 or more');
}

/** Lets what is wrong inside a rule say which rule it is. */
export function named<T>(title: string, work: () => T): T {
	try {
		return work();
	} catch (failure) {
		throw withTitle(title, failure);
	}
}

export const withTitle = (title: string, failure: unknown): unknown =>
	failure instanceof InvalidInput
		? new InvalidInput(`${title}, ${failure.field}`, failure.detail, failure.advice, failure.reason)
		: failure;
