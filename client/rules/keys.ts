/** What a reply is remembered by. */
import type { BotEvent } from '../model/event';
import type { Rule } from './rule';

const place = ({ service, bot }: BotEvent): string => `${service}/${bot?.id ?? ''}`;

/**
 * What rules are remembered by: their names, so that moving one about changes nothing; those without by their number.
 * Of several with one name each is remembered by itself.
 */
export function ruleKeys(names: readonly string[]): string[] {
	const keys = new Set<string>();
	for (const [index, name] of names.entries()) {
		const usual = name === '' ? `#${index + 1}` : name;
		let key = usual;
		for (let n = 2; keys.has(key); n += 1) key = `${usual}#${n}`;
		keys.add(key);
	}
	return [...keys];
}

/** The same whenever the same event comes again, also in a run that is repeated. */
export const updateKey = (event: BotEvent, rule: Rule): string =>
	['update', place(event), event.chat?.id, event.event, idOf(event), rule.key].join('/');

/** The cool-down over all rules that an event began: its other replies belong to the same answer. */
export const begunKey = (event: BotEvent): string =>
	['begun', place(event), event.chat?.id, event.event, idOf(event)].join('/');

/** Its own id where it has one; else what it is about, when it happened, and who it was. */
function idOf({ message, button, status, link, ...event }: BotEvent): string {
	const { notification, happenedAt, receivedAt, subscriber } = event;
	const own = button?.pressId || message?.id;
	if (own) return own;
	const moment = `${subscriber?.id ?? ''}@${happenedAt ?? receivedAt}`;
	if (status?.messageId) return [status.messageId, status.status, status.description].join('=');
	return [moment, link?.ref ?? link?.url, notification?.kind].filter((part) => part !== undefined).join('=');
}

/** @param rule left out for the cool-down over all rules */
export const personKey = (event: BotEvent, rule?: Rule): string =>
	[rule ? 'rule' : 'person', place(event), event.subscriber?.id ?? event.chat?.id, rule?.key].join('/');
