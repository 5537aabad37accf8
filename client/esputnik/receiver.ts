import type { Receiver } from '../receiver';
import { appUuidOf } from './account';
import { EVENTS, readActivity } from './activities';
import { ID_PREFIX } from './tokens';
import { webhook } from './webhook';

/** How an account of eSputnik tells what became of messages: it calls. */
export const receiver: Receiver = {
	events: EVENTS,
	// the chats are those of Telegram, so a person has one id on both
	idPrefix: ID_PREFIX,
	webhook,
	whose: async (line) => ({ id: await appUuidOf(line), name: null }),
	read: readActivity,
};
