/** The emulated services of the demo, the people on them, and what n8n needs to log in there. All invented. */
import { ChatAppEmulator } from '../../test/emulators/chatApp';
import { LibreTranslateEmulator } from '../../test/emulators/libreTranslate/emulator';
import { EsputnikEmulator } from '../../test/emulators/esputnik';
import { SmscEmulator } from '../../test/emulators/smsc';
import { SmsgoldEmulator } from '../../test/emulators/smsgold/emulator';
import { TelegramEmulator } from '../../test/emulators/telegram';
import type { EmulatedBot } from '../../test/emulators/telegram';
import type { CredentialData } from '../n8n/driver';

const TOKEN = '123456789:invented-for-the-demo';
const ACCOUNT = { user: '12345.1', pass: 'demo-password' };

const CLOUD_KEYS = { accessKeyId: 'LTAI5tInventedForDemo', accessKeySecret: 'demo-secret' };
const CLOUD_QUEUES = {
	inboundQueue: 'Alicom-Queue-1000-ChatAppInbound',
	statusQueue: 'Alicom-Queue-1000-ChatAppStatus',
};
const CLOUD_BOT = { channel: 'cams-demo0001', sender: 'corner_shop_bot' };

const LOGIN = { login: 'corner-shop', psw: 'demo-password', apikey: 'demo-key' };
const COMMON = { apikey: LOGIN.apikey, fmt: '3', charset: 'utf-8' };
const SMSC_BOT = '@corner_shop_bot';

const ESPUTNIK = { apiKey: 'demo-esputnik-key', appUuid: '8b2e65d9-060b-4c61-bbd7-73c6796fa504' };

const PEOPLE = [
	{ id: 1001, firstName: 'Ann' },
	{ id: 1002, firstName: 'Ben' },
	{ id: 1003, firstName: 'Cleo' },
];

const BOTS = [
	{
		id: '64b1f0a2c3d4e5f601234501',
		name: 'Garden Centre',
		subscribers: [
			{ id: '64b1f0a2c3d4e5f601234511', name: 'Eva', phone: '79990000001' },
			{ id: '64b1f0a2c3d4e5f601234512', name: 'Finn', phone: '79990000002' },
		],
	},
	{
		id: '64b1f0a2c3d4e5f601234502',
		name: 'Night Pharmacy',
		subscribers: [{ id: '64b1f0a2c3d4e5f601234513', name: 'Gus', phone: '79990000003' }],
	},
];

/** The name of a person who is addressed by an id or a phone. */
export function nameOf(idOrPhone: string | number): string {
	const subscribers = BOTS.flatMap((bot) => bot.subscribers);
	const subscriber = subscribers.find(({ id, phone }) => id === idOrPhone || phone === idOrPhone);
	const person = PEOPLE.find(({ id }) => String(id) === String(idOrPhone));
	return subscriber?.name ?? person?.firstName ?? String(idOrPhone);
}

export interface Services {
	telegram: TelegramEmulator;
	bot: EmulatedBot;
	smsc: SmscEmulator;
	smsgold: SmsgoldEmulator;
	chatApp: ChatAppEmulator;
	esputnik: EsputnikEmulator;
	/** What to store in n8n: one account for each service. */
	accounts: Array<{ name: string; type: string; data: CredentialData }>;
	stop(): Promise<void>;
}

export async function startServices(): Promise<Services> {
	const telegram = await new TelegramEmulator().start();
	const bot = telegram.addBot({ token: TOKEN, username: 'corner_shop_bot', firstName: 'Corner Shop' });
	for (const person of PEOPLE) bot.addPerson(person);
	bot.refuse(1003, 'blocked');

	const smsgold = await new SmsgoldEmulator(ACCOUNT).start();
	for (const { subscribers, ...profile } of BOTS) {
		smsgold.addBot(profile);
		for (const subscriber of subscribers) smsgold.addSubscriber(profile.id, subscriber);
	}

	const smsc = await new SmscEmulator(LOGIN).start();
	// Gus has not connected to the bot
	smsc.connect(SMSC_BOT, { phone: '79990000001', nick: '@eva' });
	smsc.connect(SMSC_BOT, { phone: '79990000002' });
	// what another program has sent today; the third one was not reached
	for (const phones of ['79990000001', '79990000002', '79990000003']) {
		const form = { ...COMMON, phones, bot: SMSC_BOT, mes: 'Your parcel is on its way' };
		await fetch(`${smsc.url}/sys/send.php`, { method: 'POST', body: new URLSearchParams(form) });
	}

	const chatApp = await new ChatAppEmulator(CLOUD_KEYS).start();
	chatApp.addChannel({
		CustSpaceId: CLOUD_BOT.channel,
		ChannelType: 'TELEGRAM',
		InstanceName: 'Corner Shop',
	});
	chatApp.addQueue('inbound', CLOUD_QUEUES.inboundQueue);
	chatApp.addQueue('status', CLOUD_QUEUES.statusQueue);
	// Cleo last wrote more than 24 hours ago
	chatApp.settings.window = true;
	chatApp.wrote('1001').wrote('1002');

	const libreTranslate = await new LibreTranslateEmulator().start();
	const esputnik = await new EsputnikEmulator(ESPUTNIK.apiKey).start();
	esputnik
		.addBot(ESPUTNIK.appUuid)
		.addMessage({ id: 17, name: 'Free text', body: "$!data.get('text')" })
		.addMessage({ id: 18, name: 'Order', body: "Your order $!data.get('order') is $!data.get('state')" });
	// Cleo is not registered
	esputnik.addContact({ externalCustomerId: 'tg-1001' }, '1001');
	esputnik.addContact({ externalCustomerId: 'tg-1002' }, '1002');

	return {
		telegram,
		bot,
		smsc,
		smsgold,
		chatApp,
		esputnik,
		accounts: [
			{
				name: 'Telegram (emulated)',
				type: 'botGatewayTelegramApi',
				data: { accessToken: TOKEN, apiRoot: telegram.url, environment: 'production' },
			},
			{
				name: 'SMSC (emulated)',
				type: 'botGatewaySmscApi',
				data: {
					authentication: 'apiKey',
					apiKey: LOGIN.apikey,
					host: 'own',
					baseUrl: smsc.url,
					bots: SMSC_BOT,
					timeZone: 'Europe/Moscow',
					callbackSecret: 'demoword',
				},
			},
			{
				name: 'SMSGOLD (emulated)',
				type: 'botGatewaySmsgoldApi',
				data: { user: ACCOUNT.user, password: ACCOUNT.pass, baseUrl: smsgold.url, smsBaseUrl: smsgold.url },
			},
			{
				name: 'Alibaba Cloud Chat App (emulated)',
				type: 'botGatewayChatAppApi',
				data: {
					...CLOUD_KEYS,
					...CLOUD_BOT,
					...CLOUD_QUEUES,
					endpoint: chatApp.url,
					queueEndpoint: chatApp.url,
					dybaseEndpoint: chatApp.url,
				},
			},
			{
				name: 'LibreTranslate (emulated)',
				type: 'botGatewayLibreTranslateApi',
				data: { baseUrl: libreTranslate.url, apiKey: '' },
			},
			{
				name: 'eSputnik (emulated)',
				type: 'botGatewayEsputnikApi',
				data: { ...ESPUTNIK, host: 'own', baseUrl: esputnik.apiUrl, webhookSecret: 'demoword' },
			},
		],
		stop: async () => {
			const all = [telegram, smsc, smsgold, chatApp, libreTranslate, esputnik];
			await Promise.all(all.map(async (one) => await one.stop()));
		},
	};
}
