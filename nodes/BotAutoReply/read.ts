import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { findGateway } from '../../client/gateways';
import { usualTag } from '../../client/language';
import { InvalidInput } from '../../client/model/error';
import type { BotEvent } from '../../client/model/event';
import { readHandling } from '../../client/n8n/read/address';
import {
	readBot,
	readChoice,
	readFormat,
	readNumber,
	readOptions,
	readWord,
} from '../../client/n8n/read/parameters';
import { readTracking } from '../../client/n8n/read/tracking';
import type { Session } from '../../client/n8n/session';
import { readEvent } from '../../client/rules/event';
import { matches, type Match } from '../../client/rules/match';
import { neverHolding } from '../../client/rules/never';
import { readRules, type RuleFields } from '../../client/rules/read';
import type { Rule } from '../../client/rules/rule';
import { whyUnanswerable, type HeldBack } from '../../client/rules/sender';

/** What is to be done about one item. */
export interface Request extends Settings {
	event: BotEvent;
	matches: Match[];
	heldBack: HeldBack | undefined;
}

export type Settings = ReturnType<typeof readSettings>;

/** Reads items one after another; the rules are read again only where an expression made them others. */
export function reading(session: Session): (item: number) => Request {
	const { context, gateway, line } = session;
	const rulesOf = ruleReader(session);
	const inputs = context.getInputData();
	return (item) => {
		const now = line.now();
		const event = readEvent(given(context, item) ?? inputs[item]?.json, now.toISOString());
		if (event.service !== gateway.id) throw foreign(event.service, gateway.name);
		const which = readChoice(context, item, {
			name: 'which',
			label: 'Answer By',
			of: ['first', 'all'],
			usual: 'first',
		});
		const heldBack = whyUnanswerable(event);
		const rules = rulesOf(item, which);
		return {
			event,
			heldBack,
			matches: heldBack ? [] : matches(rules, { event, now }, which),
			...readSettings(session, item, event),
		};
	};
}

/** The event where the option names it; undefined where the item itself is it. */
function given(context: IExecuteFunctions, item: number): unknown {
	const value: unknown = context.getNodeParameter('options.event', item, '');
	return value === '' ? undefined : value;
}

const foreign = (service: string, name: string): InvalidInput =>
	new InvalidInput(
		'Event',
		`comes from ${findGateway(service)?.name ?? `“${service}”`}, and this node answers through ${name}`,
		'Choose the service of the trigger in this node, or use one node for each service',
		'unsupported',
	);

function ruleReader({ context, notes }: Session): (item: number, which: 'first' | 'all') => Rule[] {
	const zone = context.getTimezone();
	let last: { text: string; rules: Rule[] } | undefined;
	const told = new Set<string>();
	return (item, which) => {
		const fields = context.getNodeParameter('rules.rule', item, []) as RuleFields[];
		const text = JSON.stringify(fields);
		if (last?.text === text) return last.rules;
		const rules = readRules(fields, zone);
		last = { text, rules };
		const hints = neverHolding(rules, which).filter((hint) => !told.has(hint));
		for (const hint of hints) told.add(hint);
		notes.add(hints);
		return rules;
	};
}

function readSettings({ context, gateway }: Session, item: number, { message, chat }: BotEvent) {
	const { options, leeway } = readOptions(context, item);
	const usual = readWord(context, 'options.textLanguage', item);
	const given = context.getNodeParameter('options', item, {}) as IDataObject;
	return {
		format: readFormat(gateway, context, item),
		usual: usual === '' ? null : readLanguage(usual),
		coolDown: readNumber(context, item, {
			name: 'options.coolDown',
			label: 'Cool-Down for All Rules',
			least: 0,
			usual: 0,
		}),
		options: {
			// where nothing else is wanted, the answer goes where it was asked
			...(chat?.topicId !== undefined && { topicId: chat.topicId }),
			...options,
			...(given.quote === true && message?.id && { replyTo: message.id }),
		},
		leeway,
		handling: readHandling(context, item),
		tracked: readTracking(context, item),
		bot: readBot(gateway, context, item),
	};
}

function readLanguage(given: string): string {
	const language = usualTag(given);
	if (language !== null) return language;
	throw new InvalidInput(
		'Language of the Texts',
		`“${given}” is no language code`,
		'Write it as de or pt-BR',
	);
}
