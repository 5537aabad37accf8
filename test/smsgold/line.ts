/** An account on an emulator, and the line that a node would have to it. */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { Line } from '../../client/gateway';
import type { Message } from '../../client/model/message';
import { BotGatewaySmsgoldApi } from '../../credentials/BotGatewaySmsgoldApi.credentials';
import { message, type MessageChanges } from '../support/message';
import { fetchRoad } from '../support/road';

export { failureOf } from '../support/failure';
export { message };

/** Odd enough to be found wherever it should not be. */
export const PASSWORD = 'Zx-pa55&w=rd';
/** As it stands in requests. */
export const ACCOUNT = { user: '12345.1', pass: PASSWORD };
/** As n8n stores it. */
const STORED = { user: '12345.1', password: PASSWORD };

/** When everything happens. */
export const NOW = new Date('2026-03-01T12:00:00.000Z');

export const ANN = '5f0000000000000000000024';

export const lineTo = (url: string, changes: ICredentialDataDecryptedObject = {}): Line => ({
	send: fetchRoad(new BotGatewaySmsgoldApi(), { ...STORED, baseUrl: url, smsBaseUrl: url, ...changes }),
	now: () => NOW,
});

/** The message for one that may be adapted. */
export const adaptable = (changes: MessageChanges = {}): Message =>
	message({ ...changes, leeway: { unsupportedButtons: 'degrade' } });
