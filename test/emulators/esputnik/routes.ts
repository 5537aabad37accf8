import type { Received, Reply } from '../server';
import { balance, info, version } from './account';
import { messages, smartsend, statuses } from './send';
import { interfaces, sendSms } from './sms';
import type { State } from './state';

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
];
