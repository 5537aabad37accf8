import type { Gateway } from '../gateway';
import { getBalance } from './balance';
import { getBot, listBots } from './bots';
import { capabilities } from './capabilities';
import { deleteMessage } from './delete';
import { refusesAccount, retryAfter } from './errors';
import { estimateCost } from './estimate';
import { getHistory } from './history';
import { getOperator } from './operator';
import { receiver } from './receiver';
import { sendMessage } from './send';
import { estimateSms, sendSms } from './sms';
import { getStatuses } from './statuses';

/** SMSC (smsc.ru, smsc.kz, smsc.ua, smscentre.com): Telegram bots of the service or of the customer, over its HTTP API. */
export const smsc: Gateway = {
	id: 'smsc',
	name: 'SMSC',
	credential: 'botGatewaySmscApi',
	settings: ['bots', 'timeZone'],
	secret: ['apiKey', 'password'],
	can: capabilities,
	// five questions for statuses at a time, or 15 requests of any kind, are refused
	parallel: 4,
	retryAfter,
	refusesAccount,
	listBots,
	getBot,
	sendMessage,
	sendSms,
	estimateSms,
	deleteMessage,
	getStatuses,
	estimateCost,
	getBalance,
	getHistory,
	getOperator,
	receiver,
};
