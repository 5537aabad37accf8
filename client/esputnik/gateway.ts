import type { Gateway } from '../gateway';
import { getAccountStatus, getBalance, getBot, SETTINGS } from './account';
import { capabilities } from './capabilities';
import { deleteContact, upsertContact } from './contacts';
import { refusesAccount, retryAfter } from './errors';
import { getContact, searchContacts } from './find';
import { generateEvent } from './generate';
import { getImport, importContacts } from './importing';
import { muteSubscriber, registerSubscribers, setSubscriberActive, unmuteSubscriber } from './tokens';
import { receiver } from './receiver';
import { listPrepared } from './prepared';
import { bulk, sendMessage } from './send';
import { sendSms } from './sms';
import { getStatuses } from './statuses';

/** eSputnik, also called Yespo and Reteno: messages prepared in its console, sent to the Telegram bots connected there. */
export const esputnik: Gateway = {
	id: 'esputnik',
	name: 'eSputnik',
	credential: 'botGatewayEsputnikApi',
	settings: SETTINGS,
	secret: ['apiKey'],
	can: capabilities,
	// 200 requests a second are allowed; the pace of the requests keeps to that
	parallel: 20,
	retryAfter,
	refusesAccount,
	receiver,
	getBot,
	listPrepared,
	sendMessage,
	bulk,
	sendSms,
	getStatuses,
	getBalance,
	getAccountStatus,
	registerSubscribers,
	setSubscriberActive,
	muteSubscriber,
	unmuteSubscriber,
	upsertContact,
	importContacts,
	getImport,
	getContact,
	searchContacts,
	deleteContact,
	generateEvent,
};
