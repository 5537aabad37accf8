import type { IDataObject, INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';

import { BotGatewayChatAppApi } from '../../../credentials/BotGatewayChatAppApi.credentials';
import { BotGatewayRegistryApi } from '../../../credentials/BotGatewayRegistryApi.credentials';
import { BotGatewaySmscApi } from '../../../credentials/BotGatewaySmscApi.credentials';
import { BotGatewayTelegramApi } from '../../../credentials/BotGatewayTelegramApi.credentials';
import { BotSmsFallback } from '../../../nodes/BotSmsFallback/BotSmsFallback.node';
import { N8nApiEmulator } from '../../emulators/n8nApi';
import { SmscEmulator } from '../../emulators/smsc/emulator';
import { TelegramEmulator } from '../../emulators/telegram';
import { Bench } from '../../support/harness';
import { processed, provideProcessed } from '../../support/processed';

const TOKEN = '123456789:AAEhBP0av28abcdefghijklmnopqrstuvwx';
const KEY = 'n8n-api-key-of-the-registry';
const ACCOUNT = { login: 'shop', psw: 'pa55-word', apikey: '' };

/** A bot on the emulated Bot API, an emulated SMS service, and an n8n with data tables. */
export class FallbackBench {
	readonly telegram = new TelegramEmulator();
	readonly bot = this.telegram.addBot({ token: TOKEN, username: 'shop_bot', firstName: 'Shop' });
	readonly smsc = new SmscEmulator(ACCOUNT);
	readonly n8n = new N8nApiEmulator(KEY);

	async start(): Promise<this> {
		await provideProcessed();
		await Promise.all([this.telegram.start(), this.smsc.start(), this.n8n.start()]);
		return this;
	}

	async stop(): Promise<void> {
		await Promise.all([this.telegram.stop(), this.smsc.stop(), this.n8n.stop()]);
	}

	reset(): void {
		this.telegram.reset();
		this.smsc.reset();
		processed.empty();
	}

	/** A node with accounts, and with them a past, of its own. */
	bench(type: INodeType = new BotSmsFallback()): Bench {
		const telegram = { accessToken: TOKEN, apiRoot: this.telegram.url, environment: 'production' };
		const smsc = {
			authentication: 'login',
			login: ACCOUNT.login,
			password: ACCOUNT.psw,
			apiKey: '',
			host: 'own',
			baseUrl: this.smsc.url,
			backupBaseUrl: '',
			bots: '',
			timeZone: 'Europe/Moscow',
		};
		return new Bench(
			type,
			{ type: new BotGatewayTelegramApi(), data: telegram },
			{ type: new BotGatewaySmscApi(), data: smsc },
			{ type: new BotGatewayRegistryApi(), data: this.n8nAccount },
			{ type: new BotGatewayChatAppApi(), data: {} },
		);
	}

	get n8nAccount() {
		return { baseUrl: `${this.n8n.url}/api/v1`, apiKey: KEY };
	}

	/** The phones that got an SMS, each as often as it got one. */
	get phones(): string[] {
		return this.smsc.sent.map(({ phone }) => phone);
	}
}

/** Falls back for the receipts that come in. */
export const forReceipts = (more: INodeParameters = {}): INodeParameters => ({
	service: 'telegram',
	smsService: 'smsc',
	operation: 'fallBack',
	receipt: '={{ $json }}',
	phone: '={{ $json.phone }}',
	smsText: 'Your order is ready',
	...more,
});

/** The receipt of a message to somebody who has blocked the bot, with the phone of that person. */
export const blocked = (person: number, more: IDataObject = {}): IDataObject => ({
	service: 'telegram',
	status: 'blocked',
	reason: 'blocked',
	recipient: { form: 'id', value: String(person) },
	messageId: null,
	time: '2026-01-01T00:00:00.000Z',
	phone: `+7999${String(person).padStart(7, '0')}`,
	...more,
});

/** What the items of an output hold. */
export const told = (items: INodeExecutionData[] | undefined): IDataObject[] =>
	(items ?? []).map(({ json }) => json);
