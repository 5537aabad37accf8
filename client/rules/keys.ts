/** What a reply is remembered by. */
import type { BotEvent } from '../model/event';
import type { Rule } from './rule';

const place = ({ service, bot }: BotEvent): string => `${service}/${bot?.id ?? ''}`;

/** Rules are known by their names, so that moving one about changes nothing; those without by their number. */
const nameOf = ({ name, number }: Rule): string => (name === '' ? `#${number}` : name);

/** The same whenever the same event comes again, also in a run that is repeated. */
export const updateKey = (event: BotEvent, rule: Rule): string =>
	['update', place(event), event.chat?.id, event.event, idOf(event), nameOf(rule)].join('/');

/** Its own id where it has one; else when it happened, and who it was. */
const idOf = ({ message, button, happenedAt, receivedAt, subscriber }: BotEvent): string =>
	(button?.pressId || message?.id) ?? `${subscriber?.id ?? ''}@${happenedAt ?? receivedAt}`;

/** @param rule left out for the cool-down over all rules */
export const personKey = (event: BotEvent, rule?: Rule): string =>
	['person', place(event), event.subscriber?.id ?? event.chat?.id, rule ? nameOf(rule) : '*'].join('/');
