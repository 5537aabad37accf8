/** An account on an emulator, and the line that a node would have to it. */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { Address, Line } from '../../client/gateway';
import { smsc as gateway } from '../../client/smsc/gateway';
import type { RecipientForm } from '../../client/model/recipient';
import { BotGatewaySmscApi } from '../../credentials/BotGatewaySmscApi.credentials';
import { fetchRoad } from '../support/road';
import { settingsOf } from '../support/settings';

export { failureOf } from '../support/failure';
export { message } from '../support/message';

/** Odd enough to be found wherever they should not be. */
export const PASSWORD = 'Zx-pa55&w=rd#1';
export const API_KEY = 'Kq-api+key=7';
/** As the service knows it. */
export const ACCOUNT = { login: 'shop', psw: PASSWORD, apikey: API_KEY };

/** When everything happens. */
export const NOW = new Date('2026-03-01T12:00:00.000Z');

export const BOT = '@shop_bot';

/** What a user entered for an account that lives at `url`. */
export const storedFor = (url: string): ICredentialDataDecryptedObject => ({
	authentication: 'login',
	login: ACCOUNT.login,
	password: PASSWORD,
	apiKey: '',
	host: 'own',
	baseUrl: url,
	backupBaseUrl: '',
	bots: '@shop_bot\nhelp_bot, wa:79990000000',
	timeZone: 'Europe/Moscow',
});

export function lineTo(url: string, changes: ICredentialDataDecryptedObject = {}): Line {
	const stored = { ...storedFor(url), ...changes };
	return {
		send: fetchRoad(new BotGatewaySmscApi(), stored),
		now: () => NOW,
		settings: settingsOf(stored, gateway.settings),
	};
}

export const to = (value: string, form: RecipientForm = 'phone', bot: string | undefined = BOT): Address => ({
	recipient: { form, value },
	...(bot !== undefined && { bot }),
});
