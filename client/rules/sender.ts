import type { BotEvent } from '../model/event';
import { SPOKEN } from './rule';

/** Why something is not answered although a rule may hold. */
export type HeldBack = 'bot' | 'own' | 'noSender' | 'answeredBefore' | 'coolDown';

/** For people. */
export const HELD_BACK: Record<HeldBack, string> = {
	bot: 'It comes from a bot, and bots are never answered',
	own: 'It is the bot’s own message',
	noSender: 'Nobody is named who sent it',
	answeredBefore: 'This rule has answered this very event before',
	coolDown: 'The person got an answer shortly before, see Cool-Down',
};

/** Whom no rule may answer: two bots that answer each other never stop. */
export function whyUnanswerable({ event, subscriber, bot }: BotEvent): HeldBack | undefined {
	if (subscriber?.isBot === true) return 'bot';
	if (subscriber && bot && subscriber.id === bot.id) return 'own';
	return subscriber === null && SPOKEN.includes(event) ? 'noSender' : undefined;
}
