/** The node under test in a workflow, and the emulated accounts it is used with. */
import type { INode, INodeParameters } from 'n8n-workflow';

import { EsputnikEmulator } from '../emulators/esputnik';
import { SmscEmulator } from '../emulators/smsc/emulator';
import { SmsgoldEmulator } from '../emulators/smsgold/emulator';
import { TelegramEmulator } from '../emulators/telegram/emulator';
import type { EmulatedBot } from '../emulators/telegram/bot';
import { chain, manualTrigger, node, PACKAGE, sharedN8n } from './n8n';
import type { CredentialRef, Execution, WorkflowDraft } from './n8n';

export const NODE = `${PACKAGE}.botGateway`;
export const TOKEN = '7123456789:AAHsecretsecretsecretsecretsecret-e2e';
export const PASSWORD = 'pa55-word-of-e2e';
export const API_KEY = 'k3y-of-e2e';

export interface TelegramStage {
	telegram: TelegramEmulator;
	bot: EmulatedBot;
	credential: CredentialRef;
}

/** A Telegram with one bot that Ann (42) and Bob (43) have started. */
export async function stageTelegram(name: string): Promise<TelegramStage> {
	const telegram = await new TelegramEmulator().start();
	const bot = telegram.addBot({
		token: TOKEN,
		username: 'shop_bot',
		firstName: 'Shop',
		description: 'Orders and news',
	});
	bot.addPerson({ id: 42, firstName: 'Ann', username: 'ann' });
	bot.addPerson({ id: 43, firstName: 'Bob' });
	const data = { accessToken: TOKEN, apiRoot: telegram.url, environment: 'production' };
	const credential = await sharedN8n().createCredential(name, 'botGatewayTelegramApi', data);
	return { telegram, bot, credential };
}

export interface SmsgoldStage {
	smsgold: SmsgoldEmulator;
	credential: CredentialRef;
}

/** An SMSGOLD with two bots; Ann and Bob are subscribers of the first. */
export async function stageSmsgold(name: string): Promise<SmsgoldStage> {
	const smsgold = new SmsgoldEmulator({ user: '12345.1', pass: PASSWORD });
	await smsgold.start();
	smsgold.addBot({ id: 'b1', name: 'Shop' }).addBot({ id: 'b2', name: 'Support' });
	smsgold.addSubscriber('b1', { id: '5f2b6c0e1d3a4f0012ab34c1', name: 'Ann', phone: '79990000001' });
	smsgold.addSubscriber('b1', { id: '5f2b6c0e1d3a4f0012ab34c2', name: 'Bob', phone: '79990000002' });
	const data = { user: '12345.1', password: PASSWORD, baseUrl: smsgold.url, smsBaseUrl: smsgold.url };
	const credential = await sharedN8n().createCredential(name, 'botGatewaySmsgoldApi', data);
	return { smsgold, credential };
}

export interface SmscStage {
	smsc: SmscEmulator;
	credential: CredentialRef;
	/** What is stored in that credential. */
	data: Record<string, string>;
}

/** An SMSC with two bots; Ann has connected to the first and given it her phone. */
export async function stageSmsc(name: string): Promise<SmscStage> {
	const smsc = await new SmscEmulator({ login: 'shop', psw: PASSWORD, apikey: API_KEY }).start();
	smsc.connect('@shop_bot', { phone: '79990000001', nick: '@ann', uid: '#1' });
	const data = {
		authentication: 'login',
		login: 'shop',
		password: PASSWORD,
		apiKey: API_KEY,
		host: 'own',
		baseUrl: smsc.url,
		backupBaseUrl: '',
		bots: '@shop_bot\n@help_bot',
		timeZone: 'Europe/Moscow',
	};
	return { smsc, data, credential: await sharedN8n().createCredential(name, 'botGatewaySmscApi', data) };
}

export interface EsputnikStage {
	esputnik: EsputnikEmulator;
	credential: CredentialRef;
	/** What is stored in that credential. */
	data: Record<string, string>;
}

/**
 * An eSputnik with one bot that Ann (42) and Bob (43) are registered with, and two prepared messages: 17 is the
 * variable `text`, 18 has variables of its own.
 */
export async function stageEsputnik(name: string): Promise<EsputnikStage> {
	const esputnik = await new EsputnikEmulator(API_KEY).start();
	const appUuid = '8b2e65d9-060b-4c61-bbd7-73c6796fa504';
	esputnik
		.addBot(appUuid)
		.addMessage({ id: 17, name: 'Free text', body: "$!data.get('text')" })
		.addMessage({ id: 18, name: 'Order', body: "Order $!data.get('order').get('number')" });
	esputnik.addContact({ externalCustomerId: 'tg-42' }, '42');
	esputnik.addContact({ externalCustomerId: 'tg-43' }, '43');
	const data = {
		apiKey: API_KEY,
		host: 'own',
		baseUrl: esputnik.apiUrl,
		appUuid,
		// the emulator's clock
		timeZone: 'UTC',
		webhookLogin: 'export',
		webhookPassword: PASSWORD,
		webhookSecret: '',
	};
	return {
		esputnik,
		data,
		credential: await sharedN8n().createCredential(name, 'botGatewayEsputnikApi', data),
	};
}

export const gatewayNode = (
	parameters: INodeParameters,
	credential: CredentialRef,
	extra: Partial<INode> = {},
): INode => node('Bot Gateway', NODE, parameters, { credentials: [credential], ...extra } as never);

/** Start → items made by code → the node. */
export function workflowOf(name: string, gateway: INode, items: object[] = [{}]): WorkflowDraft {
	const start = manualTrigger();
	const make = node(
		'Items',
		'n8n-nodes-base.code',
		{ jsCode: `return ${JSON.stringify(items)}.map((json) => ({ json }));` },
		{ typeVersion: 2 },
	);
	return { name, nodes: [start, make, gateway], connections: chain(start, make, gateway) };
}

export const run = async (name: string, gateway: INode, items?: object[]): Promise<Execution> =>
	await sharedN8n().runOnce(workflowOf(name, gateway, items));

/** A recipient as the editor stores it. */
export const to = (value: string, mode = 'id') => ({ __rl: true, mode, value });
