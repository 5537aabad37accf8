import type { Gateway } from '../gateway';
import { SETTINGS } from './account';
import { capabilities } from './capabilities';
import { getBot, listBots } from './channels';
import { retryAfter } from './errors';
import { getAccountStatus } from './openStatus';
import { receiver } from './receiver';
import { sendMessage } from './send';
import { setWebhook } from './setWebhook';

/** Alibaba Cloud Chat App Message Service (CAMS), API version 2020-06-06: its Telegram channel. */
export const chatApp: Gateway = {
	id: 'chatApp',
	name: 'Alibaba Cloud Chat App',
	credential: 'botGatewayChatAppApi',
	settings: SETTINGS,
	secret: ['accessKeySecret'],
	can: capabilities,
	// 250 sends a second are allowed; the pace of the requests keeps to that
	parallel: 20,
	retryAfter,
	listBots,
	getBot,
	sendMessage,
	getAccountStatus,
	setWebhook,
	receiver,
};
