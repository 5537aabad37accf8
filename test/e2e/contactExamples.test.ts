/** The examples about contacts, imported and run as a person would. */
import { chooseCredentials, readExamples } from '../../tools/demo/examples';
import { stageEsputnik, stageTelegram, type EsputnikStage, type TelegramStage } from './gateway';
import { itemsOf, sharedN8n, sleep, type CredentialRef, type Execution } from './n8n';
import { rowsOf } from './tables';

const n8n = sharedN8n();

let telegram: TelegramStage;
let esputnik: EsputnikStage;
let accounts: CredentialRef[];

beforeAll(async () => {
	telegram = await stageTelegram('Telegram of the contact examples');
	esputnik = await stageEsputnik('eSputnik of the contact examples');
	esputnik.esputnik.clearContacts();
	const registry = await n8n.createCredential('Registry of the contact examples', 'botGatewayRegistryApi', {
		baseUrl: `${n8n.url}/api/v1`,
		apiKey: await n8n.createApiKey('contact examples'),
	});
	accounts = [telegram.credential, esputnik.credential, registry];
});

afterAll(async () => await Promise.all([telegram.telegram.stop(), esputnik.esputnik.stop()]));

/** Imports an example with tables of its own, and lets it run. */
async function active(file: string, tables: Record<string, string>): Promise<string> {
	const example = readExamples().find((one) => one.file === file);
	if (!example) throw new Error(`no example ${file}`);
	let text = JSON.stringify(example.workflow);
	for (const [name, own] of Object.entries(tables)) text = text.replaceAll(`"${name}"`, `"${own}"`);
	const workflow = chooseCredentials(
		JSON.parse(text) as typeof example.workflow,
		await n8n.nodeTypes(),
		accounts,
	);
	const { id } = await n8n.importWorkflow(workflow);
	await n8n.activate(id);
	return id;
}

const ended = async (id: string, count: number): Promise<Execution[]> => {
	const runs = await n8n.waitExecutions(id, count);
	expect(runs.map(({ status }) => status)).toEqual(runs.map(() => 'success'));
	return runs;
};

it('Lead to CRM keeps the lead, asks for the phone, and has it in every later event', async () => {
	const id = await active('lead-to-crm', { Leads: 'Leads e2e', 'Bot Gateway Subscribers': 'Leads people' });
	try {
		telegram.bot.start(42, 'ad_42');
		await ended(id, 1);
		expect(await rowsOf('Leads e2e')).toMatchObject([
			{ serviceId: 'tg-42', firstName: 'Ann', phone: null, source: 'ad_42', lastEvent: 'subscribed' },
		]);
		expect(telegram.bot.sent.at(-1)).toMatchObject({
			chatId: 42,
			text: expect.stringContaining('Shall we call you?'),
		});

		telegram.bot.shareContact(42, '380501234567');
		await ended(id, 2);
		expect(await rowsOf('Leads e2e')).toMatchObject([
			{ serviceId: 'tg-42', phone: '+380501234567', source: 'ad_42', lastEvent: 'phoneShared' },
		]);
		expect(telegram.bot.sent.at(-1)).toMatchObject({
			text: 'Thank you, Ann! We will call you at +380501234567.',
		});

		const sent = telegram.bot.sent.length;
		telegram.bot.start(42, 'ad_43');
		await ended(id, 3);
		expect(await rowsOf('Leads e2e')).toMatchObject([{ phone: '+380501234567', source: 'ad_43' }]);
		expect(telegram.bot.sent).toHaveLength(sent);
	} finally {
		await n8n.deactivate(id);
	}
});

it('eSputnik learns who has started the bot, who has left and who is back', async () => {
	const table = 'eSputnik people';
	const id = await active('esputnik-token-sync', { 'Bot Gateway Subscribers': table });
	/** Whose chats eSputnik has, and whether it writes to them. */
	const registered = () =>
		esputnik.esputnik.contacts.flatMap(({ externalCustomerId, tokens }) =>
			tokens.map(({ token, active }) => [externalCustomerId, token, active]),
		);
	/** Of the person's rows, as the bot's and as eSputnik's. */
	const status = async () => {
		const rows = (await rowsOf(table)).filter(({ subscriberId }) => subscriberId === '43');
		return ['telegram', 'esputnik'].map(
			(service) => rows.find((row) => row['service'] === service)?.['status'],
		);
	};
	try {
		telegram.bot.start(43);
		const [first] = await ended(id, 1);
		expect(itemsOf(first!, 'Sync to eSputnik')[0]?.json).toMatchObject({
			registered: true,
			updated: true,
			problem: null,
		});
		expect(registered()).toEqual([['tg-43', '43', true]]);
		expect(telegram.bot.sent.at(-1)).toMatchObject({ chatId: 43, text: expect.stringContaining('Welcome') });

		// a phone that comes later is written, although the service ignores it beside a token
		telegram.bot.shareContact(43, '380509999999');
		await ended(id, 2);
		expect(esputnik.esputnik.contacts[0]?.channels).toEqual([{ type: 'sms', value: '380509999999' }]);

		await sleep(1_100);
		telegram.bot.block(43);
		const runs = await ended(id, 3);
		expect(
			runs.flatMap((run) => itemsOf(run, 'Sync to eSputnik')).map(({ json }) => json['skipped']),
		).toContain('blocked');
		expect(await status()).toEqual(['blocked', 'blocked']);
		expect(registered()).toEqual([['tg-43', '43', false]]);

		await sleep(1_100);
		telegram.bot.unblock(43);
		await ended(id, 4);
		expect(registered()).toEqual([['tg-43', '43', true]]);
		expect(await status()).toEqual(['active', 'active']);

		// eSputnik lets go of the chat when a message is refused, and reports it
		esputnik.esputnik.contacts[0]!.tokens.length = 0;
		await sleep(1_100);
		esputnik.esputnik.webhooks.target = {
			url: await addressOf(id),
			login: 'export',
			password: String(esputnik.data['webhookPassword']),
		};
		await esputnik.esputnik.webhooks.post([
			{
				iid: 'r-1',
				externalCustomerId: 'tg-43',
				mediaType: 'telegram',
				activityStatus: 'UNDELIVERED',
				statusDescription: 'Forbidden: bot was blocked by the user',
			},
		]);
		await ended(id, 5);
		expect(await status()).toEqual(['blocked', 'blocked']);
		expect(registered()).toEqual([]);

		await sleep(1_100);
		telegram.bot.start(43);
		await ended(id, 6);
		expect(registered()).toEqual([['tg-43', '43', true]]);
		expect(await status()).toEqual(['active', 'active']);
	} finally {
		await n8n.deactivate(id);
	}
});

async function addressOf(id: string): Promise<string> {
	const { nodes } = await n8n.workflow(id);
	const trigger = nodes.find(({ name }) => name === 'eSputnik reports');
	return `${n8n.url}/webhook/${trigger?.webhookId ?? ''}/webhook`;
}
