import type { Gateway } from '../gateway';
import { getBot, listBots } from './bots';
import { capabilities } from './capabilities';
import { sendCascade } from './cascade';
import { retryAfter } from './errors';
import { sendMessage } from './send';
import { sendSms } from './sms';
import { listSubscribers } from './subscribers';

/** SMSGOLD (smsgold.ru): bots that the customer connected in its cabinet, over webapi.smsgold.ru, its cascades, and SMS over web.smsgold.ru. */
export const smsgold: Gateway = {
	id: 'smsgold',
	name: 'SMSGOLD',
	credential: 'botGatewaySmsgoldApi',
	secret: ['password'],
	can: capabilities,
	// limits are not documented, so few
	parallel: 4,
	retryAfter,
	listBots,
	getBot,
	listSubscribers,
	sendMessage,
	sendSms,
	sendCascade,
};
