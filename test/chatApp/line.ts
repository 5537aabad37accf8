/** An account on an emulator, and the line that a node would have to it. */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { SETTINGS } from '../../client/chatApp/account';
import type { Line } from '../../client/gateway';
import { BotGatewayChatAppApi } from '../../credentials/BotGatewayChatAppApi.credentials';
import { ChatAppEmulator } from '../emulators/chatApp';
import { fetchRoad } from '../support/road';
import { settingsOf } from '../support/settings';

export { failureOf } from '../support/failure';
export { message } from '../support/message';

/** Odd enough to be found wherever it should not be. */
export const SECRET = 'DummySecret/of+the=tests0000001';
export const KEYS = { accessKeyId: 'LTAI5tDummyKeyId0000001', accessKeySecret: SECRET };

/** When everything happens. */
export const NOW = new Date('2026-03-01T12:00:00.000Z');

export const CHANNEL = 'cams-test0001';
export const SENDER = 'shop_bot';
export const ANN = '123456789';

export const startChatApp = async (account: { securityToken?: string } = {}): Promise<ChatAppEmulator> =>
	(await new ChatAppEmulator({ ...KEYS, ...account }).start()).addChannel({
		CustSpaceId: CHANNEL,
		InstanceId: CHANNEL,
		InstanceName: 'Shop',
		InstanceDescription: 'Orders and news',
		ChannelType: 'TELEGRAM',
		State: 'NORMAL',
	});

/** Names of the queues, as an account might have them. */
export const QUEUES = {
	inboundQueue: 'Alicom-Queue-1000-ChatAppInbound',
	statusQueue: 'Alicom-Queue-1000-ChatAppStatus',
	notificationQueue: 'Alicom-Queue-1000-ChatAppAudit',
};

/** What a person has entered, with everything at the emulator. */
export const storedFor = (url: string) => ({
	...KEYS,
	...QUEUES,
	securityToken: '',
	channel: CHANNEL,
	sender: SENDER,
	endpoint: url,
	queueEndpoint: url,
	dybaseEndpoint: url,
	dybaseSignature: 'v1',
	placement: 'query',
	callbackSecret: '',
});

export function lineTo(url: string, changes: ICredentialDataDecryptedObject = {}): Line {
	const stored: ICredentialDataDecryptedObject = { ...storedFor(url), ...changes };
	return {
		send: fetchRoad(new BotGatewayChatAppApi(), stored),
		now: () => NOW,
		settings: settingsOf(stored, SETTINGS),
	};
}
