import type { IAuthenticate, ICredentialType, IDataObject, INodeParameters } from 'n8n-workflow';

import { BotGatewayEsputnikApi } from '../../../credentials/BotGatewayEsputnikApi.credentials';
import { BotGatewaySmsgoldApi } from '../../../credentials/BotGatewaySmsgoldApi.credentials';
import { BotGatewayTelegramApi } from '../../../credentials/BotGatewayTelegramApi.credentials';
import { BotGateway } from '../../../nodes/BotGateway/BotGateway.node';
import { EsputnikEmulator } from '../../emulators/esputnik';
import { SmsgoldEmulator } from '../../emulators/smsgold/emulator';
import { TelegramEmulator } from '../../emulators/telegram';
import { Bench } from '../../support/harness';

export const TOKEN = '123456789:AAEhBP0av28abcdefghijklmnopqrstuvwx';
export const PASSWORD = 'pa55-wörd&?';
export const USER = '12345.1';

/** The ids of some people and a group that the bot may write to. */
export const [ANN, BOB, CID] = [42, 43, 44];
export const GROUP = -1_001_234_567_890;

/** A bot on the emulated Bot API, and the node with its token. */
export class TelegramBench {
	readonly telegram = new TelegramEmulator();
	readonly bot = this.telegram.addBot({ token: TOKEN, username: 'shop_bot', firstName: 'Shop' });
	/** What the node was asked to throw, as it was thrown. */
	readonly thrown: unknown[] = [];

	async start(): Promise<this> {
		await this.telegram.start();
		for (const [id, firstName] of [
			[ANN, 'Ann'],
			[BOB, 'Bob'],
			[CID, 'Cid'],
		] as const)
			this.bot.addPerson({ id, firstName });
		this.bot.addChat({ id: GROUP, type: 'supergroup', title: 'Team' });
		return this;
	}

	async stop(): Promise<void> {
		await this.telegram.stop();
	}

	/** A new account each time, so that no test waits for the pace of another. */
	bench(data: IDataObject = {}, timeout?: number): Bench {
		const type = impatient(new BotGatewayTelegramApi(), timeout);
		return new Bench(watched(this.thrown), {
			type,
			data: { accessToken: TOKEN, apiRoot: this.telegram.url, environment: 'production', ...data } as never,
		});
	}

	/** Texts of accepted messages in the order of their arrival. */
	get texts(): Array<string | undefined> {
		return this.bot.sent.map(({ text, caption }) => text ?? caption);
	}
}

/** Both services, started before the tests of a file and with nothing said before each of them. */
export function twoBenches(): { t: TelegramBench; s: SmsgoldBench } {
	const t = new TelegramBench();
	const s = new SmsgoldBench();
	beforeAll(async () => {
		await t.start();
		await s.start();
	});
	afterAll(async () => {
		await t.stop();
		await s.stop();
	});
	beforeEach(() => {
		t.telegram.reset();
		s.smsgold.reset();
	});
	return { t, s };
}

/** An account of the emulated SMSGOLD with two bots. */
export class SmsgoldBench {
	readonly smsgold = new SmsgoldEmulator({ user: USER, pass: PASSWORD });
	readonly thrown: unknown[] = [];

	async start(): Promise<this> {
		await this.smsgold.start();
		this.smsgold.addBot({ id: 'b1', name: 'Shop' }).addBot({ id: 'b2', name: 'News' });
		for (let n = 1; n <= 60; n += 1)
			this.smsgold.addSubscriber('b1', {
				id: `s${n}`,
				name: `Person ${n}`,
				phone: `799900000${String(n).padStart(2, '0')}`,
			});
		return this;
	}

	async stop(): Promise<void> {
		await this.smsgold.stop();
	}

	bench(data: IDataObject = {}, timeout?: number): Bench {
		const type = impatient(new BotGatewaySmsgoldApi(), timeout);
		return new Bench(watched(this.thrown), {
			type,
			data: {
				user: USER,
				password: PASSWORD,
				baseUrl: this.smsgold.url,
				smsBaseUrl: this.smsgold.url,
				...data,
			} as never,
		});
	}
}

/** An account of the emulated eSputnik: 17 takes a text, 18 has variables of its own; 1 to 1,200 started the bot. */
export class EsputnikBench {
	readonly esputnik = new EsputnikEmulator(PASSWORD);
	readonly thrown: unknown[] = [];

	async start(): Promise<this> {
		await this.esputnik.start();
		this.esputnik
			.addBot('8b2e65d9-060b-4c61-bbd7-73c6796fa504')
			.addMessage({ id: 17, name: 'Free text', body: "$!data.get('text')" })
			.addMessage({
				id: 18,
				name: 'Order',
				body: "Order $!data.get('order').get('number'): $!data.get('state')",
			});
		for (let n = 1; n <= 1_200; n += 1)
			this.esputnik.addContact({ externalCustomerId: `tg-${n}` }, String(n));
		return this;
	}

	async stop(): Promise<void> {
		await this.esputnik.stop();
	}

	bench(data: IDataObject = {}, timeout?: number): Bench {
		const type = impatient(new BotGatewayEsputnikApi(), timeout);
		const stored = { apiKey: PASSWORD, host: 'own', baseUrl: this.esputnik.apiUrl, appUuid: '', ...data };
		return new Bench(watched(this.thrown), { type, data: stored as never });
	}

	/** The numbers of recipients of the requests that send. */
	get requests(): number[] {
		return this.esputnik.log
			.filter(({ path }) => path.endsWith('/smartsend'))
			.map(({ body }) => (JSON.parse(body.toString()) as { recipients: unknown[] }).recipients.length);
	}
}

/** The node, with everything that it throws noted on the way. */
function watched(thrown: unknown[]): BotGateway {
	const node = new BotGateway();
	const { execute } = node;
	node.execute = async function (this) {
		return await execute.call(this).catch((error: unknown) => {
			thrown.push(error);
			throw error;
		});
	};
	return node;
}

/** The same credential with a time-out that a test can wait for. */
function impatient(type: ICredentialType, timeout: number | undefined): ICredentialType {
	const { authenticate } = type;
	if (timeout === undefined || typeof authenticate !== 'function') return type;
	const signed: IAuthenticate = async (data, options) => ({
		...(await authenticate(data, options)),
		timeout,
	});
	return Object.assign(type, { authenticate: signed });
}

const locator = (mode: string, value: unknown) => ({ __rl: true, mode, value });

/** The node's parameters for one operation, as a workflow stores them. */
export const telegram = (resource: string, operation: string, more: IDataObject = {}): INodeParameters =>
	({ service: 'telegram', resource, operation, ...more }) as INodeParameters;

export const smsgold = (resource: string, operation: string, more: IDataObject = {}): INodeParameters =>
	({ service: 'smsgold', resource, operation, ...more }) as INodeParameters;

export const esputnik = (resource: string, operation: string, more: IDataObject = {}): INodeParameters =>
	({ service: 'esputnik', resource, operation, ...more }) as INodeParameters;

/** Sends `text` to the person whose id each item holds as `to`. */
export const sendTo = (more: IDataObject = {}): INodeParameters =>
	telegram('message', 'send', {
		recipient: locator('id', '={{ $json.to }}'),
		text: '={{ $json.text }}',
		...more,
	});

export const id = (value: unknown) => locator('id', value);
export const phone = (value: unknown) => locator('phone', value);
export const username = (value: unknown) => locator('username', value);
export const fromList = (value: unknown) => locator('list', value);
