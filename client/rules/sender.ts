import type { BotEvent } from '../model/event';
import { SPOKEN } from './rule';

/** Why something is not answered although a rule may hold. */
export type HeldBack = 'bot' | 'own' | 'noSender' | 'business' | 'answeredBefore' | 'coolDown';

/** For people. */
export const HELD_BACK: Record<HeldBack, string> = {
	bot: 'It comes from a bot, and bots are never answered',
	own: 'It is the bot’s own message',
	noSender: 'Nobody is named who sent it',
	business: 'It was written to a business account that the bot looks after, and not to the bot',
	answeredBefore: 'This rule has answered this very event before',
	coolDown: 'The person got an answer shortly before, see Cool-Down',
};

/** Whom no rule may answer: two bots that answer each other never stop. */
export function whyUnanswerable({ event, subscriber, bot, chat }: BotEvent): HeldBack | undefined {
	if (subscriber?.isBot === true) return 'bot';
	if (subscriber && bot && subscriber.id === bot.id) return 'own';
	// the owner’s own messages come there, too, and an answer would come from the bot, in another chat
	if (chat?.businessConnectionId !== undefined) return 'business';
	return subscriber === null && SPOKEN.includes(event) ? 'noSender' : undefined;
}
