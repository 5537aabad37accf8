import type { Receiver } from '../receiver';
import { polling } from './polling';
import { readUpdate } from './updates';
import { webhook } from './webhook';

/**
 * How an account of SMSC receives. It is the account, not a bot: the service does not say in a callback or in a list
 * of inbound messages to which bot somebody wrote.
 */
export const receiver: Receiver = {
	events: ['message', 'status', 'notification'],
	polling,
	webhook,
	read: readUpdate,
};
