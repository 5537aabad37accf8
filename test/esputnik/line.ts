/** An account on an emulator, and the line that a node would have to it. */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { Address, Line } from '../../client/gateway';
import { esputnik as gateway } from '../../client/esputnik/gateway';
import type { Message } from '../../client/model/message';
import { BotGatewayEsputnikApi } from '../../credentials/BotGatewayEsputnikApi.credentials';
import { message as plain, type MessageChanges } from '../support/message';
import { fetchRoad } from '../support/road';
import { settingsOf } from '../support/settings';
import { EsputnikEmulator } from '../emulators/esputnik';

export { failureOf } from '../support/failure';

/** Odd enough to be found wherever it should not be. */
export const API_KEY = 'Zx-k3y&w=rd';
export const APP = '8b2e65d9-060b-4c61-bbd7-73c6796fa504';

/** When everything happens. */
export const NOW = new Date('2026-03-01T12:00:00.000Z');

/** The chats of two people who started the bot. */
export const [ANN, BOB] = ['42', '43'];

/** A message whose text is the variable `text`, and one with variables of its own. */
export const [FREE, ORDER] = [17, 18];

/** Starts an account with a bot, two prepared messages and two people. */
export async function startEsputnik(): Promise<EsputnikEmulator> {
	const esputnik = await new EsputnikEmulator(API_KEY).start();
	esputnik.addBot(APP).addMessage({ id: FREE, name: 'Free text', body: "$!data.get('text')" }).addMessage({
		id: ORDER,
		name: 'Order',
		body: "Order $!data.get('order').get('number') is $!data.get('state')",
	});
	esputnik.addContact({ externalCustomerId: `tg-${ANN}` }, ANN);
	esputnik.addContact({ externalCustomerId: `tg-${BOB}` }, BOB);
	return esputnik;
}

export function lineTo(baseUrl: string, changes: ICredentialDataDecryptedObject = {}): Line {
	const stored = { apiKey: API_KEY, host: 'own', baseUrl, appUuid: APP, ...changes };
	return {
		send: fetchRoad(new BotGatewayEsputnikApi(), stored),
		now: () => NOW,
		settings: settingsOf(stored, gateway.settings),
	};
}

export const to = (value: string): Address => ({ recipient: { form: 'id', value } });

/** The prepared message for free text, changed as a test needs it. */
export const message = (changes: MessageChanges = {}): Message =>
	plain({ text: '', template: { id: String(FREE), parameters: { text: 'Hello' } }, ...changes });
