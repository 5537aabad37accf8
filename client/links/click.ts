import { personById } from '../events/person';
import { DEFAULT_LANGUAGE } from '../language';
import type { BotEvent } from '../model/event';
import type { Callback } from '../receiver';
import { CLICK_QUERY } from './address';
import type { Link, Seal } from './link';
import { isRobot } from './robots';
import { readToken } from './token';

/** What a request for a tracked link is. */
export type Click =
	/** Nothing that was made here: there is nowhere to lead. */
	| { kind: 'forged' }
	/** Led to the page, and not counted: a robot, a look without opening, or a link whose time is over. */
	| { kind: 'passing'; link: Link; why: 'expired' | 'robot' | 'method' }
	| { kind: 'click'; link: Link };

/** Reads a request for a link. Pure: whether the same person has just opened it is not known here. */
export function readClick(request: Callback, seal: Seal, service: string, now: Date): Click {
	const link = readToken(request.query[CLICK_QUERY] ?? '', seal);
	if (link?.service !== service) return { kind: 'forged' };
	if (request.method !== 'GET') return { kind: 'passing', link, why: 'method' };
	if (isRobot(request.headers)) return { kind: 'passing', link, why: 'robot' };
	if (now.getTime() >= link.expires * 1_000) return { kind: 'passing', link, why: 'expired' };
	return { kind: 'click', link };
}

/** What is known of the person beside the link itself. */
export interface Clicker {
	/** The service's own id; undefined where the link knows a phone or a name only. */
	id: string | undefined;
	/** Whether the id is a person's; a link in a group may be opened by anybody in it. */
	chat: NonNullable<BotEvent['chat']>['type'];
}

/** The event of a click. Whose it is, is whom the message was for: who passes a link on clicks in their name. */
export function toEvent(
	{ url, ref, service, bot, recipient }: Link,
	{ id, chat }: Clicker,
	now: Date,
): BotEvent {
	const isPerson = chat === 'private' || chat === 'unknown';
	return {
		event: 'linkClicked',
		service,
		bot: bot === '' ? null : { id: bot, name: null },
		subscriber: id !== undefined && isPerson ? personById(id) : null,
		chat: id === undefined ? null : { id, type: chat, title: null },
		link: { url, ref, recipient },
		status: { messageId: null, status: 'clicked', reason: null, description: null },
		language: DEFAULT_LANGUAGE,
		happenedAt: now.toISOString(),
		receivedAt: now.toISOString(),
		raw: { url, ref, bot, recipient },
	};
}
