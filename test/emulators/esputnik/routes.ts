import type { Received, Reply } from '../server';
import { balance, info, version } from './account';
import { messages, smartsend, statuses } from './send';
import { interfaces, sendSms } from './sms';
import { add, get, remove, search, update } from './contacts';
import { generate } from './events';
import { importContacts, importStatus } from './imports';
import type { State } from './state';
import { activated, addTokens, contactId, mute, unmute } from './tokens';

export interface Route {
	method: string;
	/** Of the path without `/api`; its groups are handed over. */
	shape: RegExp;
	run: (state: State, request: Received, parts: string[]) => Reply;
}

export const ROUTES: readonly Route[] = [
	{ method: 'GET', shape: /^\/v1\/account\/info$/, run: info },
	{ method: 'GET', shape: /^\/v[12]\/version$/, run: version },
	{ method: 'GET', shape: /^\/v1\/balance$/, run: balance },
	{ method: 'POST', shape: /^\/v1\/message\/([^/]+)\/smartsend$/, run: smartsend },
	{ method: 'GET', shape: /^\/v1\/message\/status$/, run: statuses },
	{ method: 'GET', shape: /^\/v1\/messages\/telegram$/, run: messages },
	{ method: 'POST', shape: /^\/v1\/message\/sms$/, run: sendSms },
	{ method: 'GET', shape: /^\/v1\/interfaces\/sms$/, run: interfaces },
	{ method: 'POST', shape: /^\/v1\/apps\/([^/]+)\/tokens$/, run: addTokens },
	{ method: 'POST', shape: /^\/v1\/apps\/([^/]+)\/token\/mute$/, run: mute },
	{ method: 'POST', shape: /^\/v1\/apps\/([^/]+)\/token\/unmute$/, run: unmute },
	{ method: 'GET', shape: /^\/v1\/contact\/token\/activated\/([^/]+)\/([^/]+)$/, run: activated },
	{ method: 'PUT', shape: /^\/v1\/contact\/token\/activated\/([^/]+)\/([^/]+)$/, run: activated },
	{ method: 'GET', shape: /^\/v1\/contact\/token\/([^/]+)\/([^/]+)\/contactId$/, run: contactId },
	{ method: 'POST', shape: /^\/v1\/contact$/, run: add },
	{ method: 'DELETE', shape: /^\/v1\/contact$/, run: remove },
	{ method: 'GET', shape: /^\/v1\/contact\/(\d+)$/, run: get },
	{ method: 'PUT', shape: /^\/v1\/contact\/(\d+)$/, run: update },
	{ method: 'DELETE', shape: /^\/v1\/contact\/(\d+)$/, run: remove },
	{ method: 'GET', shape: /^\/v1\/contacts$/, run: search },
	{ method: 'POST', shape: /^\/v1\/contacts$/, run: importContacts },
	{ method: 'GET', shape: /^\/v1\/importstatus\/([^/]+)$/, run: importStatus },
	{ method: 'POST', shape: /^\/v[12]\/event$/, run: generate },
];
