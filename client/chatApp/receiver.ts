import type { Receiver } from '../receiver';
import { channelOf } from './account';
import { CHAT_APP_EVENTS, readItem } from './events';
import { polling } from './polling';
import { webhook } from './webhook';

/**
 * How a channel of Chat App receives: it is called by the service, or asks its queues.
 *
 * A file is not loaded from here. Its address leads to another host than the account's, and a callback, which
 * nobody signs, could name any address inside the network of n8n.
 */
export const receiver: Receiver = {
	events: CHAT_APP_EVENTS,
	polling,
	webhook,
	whose: async (line) => ({ id: await channelOf(line), name: null }),
	read: readItem,
};
