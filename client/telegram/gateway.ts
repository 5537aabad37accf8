import type { Gateway } from '../gateway';
import { getBot, listBots } from './bots';
import { retryAfter } from './call';
import { capabilities } from './capabilities';
import { getCommands, getLink, getProfile, getWebhook, removeWebhook, setCommands, setProfile } from './care';
import { answerPress, deleteMessage, editMessage } from './edit';
import { checkReachable } from './reach';
import { receiver } from './receiver';
import { sendMessage } from './send';

/** The user's own bot by its token. Source: core.telegram.org/bots/api. */
export const telegram: Gateway = {
	id: 'telegram',
	name: 'Telegram',
	credential: 'botGatewayTelegramApi',
	secret: ['accessToken'],
	can: capabilities,
	parallel: 30,
	retryAfter,
	getBot,
	listBots,
	checkReachable,
	sendMessage,
	editMessage,
	deleteMessage,
	answerPress,
	getWebhook,
	removeWebhook,
	getCommands,
	setCommands,
	getProfile,
	setProfile,
	getLink,
	receiver,
};
