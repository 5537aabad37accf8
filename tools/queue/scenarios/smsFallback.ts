import { SmscEmulator } from '../../../test/emulators/smsc';
import { TelegramEmulator } from '../../../test/emulators/telegram';
import { chain, node, readPackageJson, until } from '../../n8n/driver';
import type { CredentialRef } from '../../n8n/driver';
import type { QueueStage } from '../stage';

const TOKEN = '7123456789:AAHsecretsecretsecretsecretsecret-fal';
const ACCOUNT = { login: 'shop', psw: 'pass', apikey: 'key' };
const PACKAGE = readPackageJson().name;

/** Runs that are started in the same moment, for the same people; each worker takes some of them. */
const RUNS = 6;
const PEOPLE = 20;
const ROUNDS = 3;

interface Scene {
	stage: QueueStage;
	smsc: SmscEmulator;
	telegram: TelegramEmulator;
	/** Telegram, SMSC and the registry of this n8n. */
	credentials: CredentialRef[];
}

/** Fallbacks of two workers at once, and waits that a killed worker leaves behind: one SMS for each person. */
export async function smsFallback(stage: QueueStage): Promise<string> {
	const telegram = await new TelegramEmulator().start();
	const smsc = await new SmscEmulator(ACCOUNT).start();
	try {
		const { main } = stage;
		const at = main.at;
		const credentials = [
			await main.createCredential('Bot', 'botGatewayTelegramApi', {
				accessToken: TOKEN,
				apiRoot: telegram.url,
				environment: 'production',
			}),
			await main.createCredential('SMS', 'botGatewaySmscApi', {
				authentication: 'login',
				login: ACCOUNT.login,
				password: ACCOUNT.psw,
				apiKey: '',
				host: 'own',
				baseUrl: smsc.url,
				backupBaseUrl: '',
				bots: '',
				timeZone: 'Europe/Moscow',
			}),
			await main.createCredential('Registry', 'botGatewayRegistryApi', {
				baseUrl: `${at.url}/api/v1`,
				apiKey: at.apiKey,
			}),
		];
		const scene = { stage, smsc, telegram, credentials };
		const strict = await race(scene, true);
		if (strict.twice > 0) throw new Error(`${strict.twice} people got two SMS with the table`);
		const plain = await race(scene, false);
		const waited = await killedWhileWaiting(scene);
		return [
			`${RUNS} runs at once, ${ROUNDS} times ${PEOPLE} people`,
			`data table: ${strict.sent} SMS, ${strict.twice} twice`,
			`de-duplication store: ${plain.sent} SMS, ${plain.twice} people got more than one`,
			`kill -9 of a worker during a wait: ${waited} SMS, none twice`,
		].join('; ');
	} finally {
		await telegram.stop();
		await smsc.stop();
	}
}

const fallback = (credentials: CredentialRef[], useRegistry: boolean) =>
	node(
		'Fallback',
		`${PACKAGE}.botSmsFallback`,
		{
			service: 'telegram',
			smsService: 'smsc',
			operation: 'fallBack',
			useRegistry,
			phone: '={{ $("People").item.json.phone }}',
			smsText: 'Your order is ready',
			mostPerRun: 0,
		},
		{ credentials },
	);

const people = (count: number, from: number): object[] =>
	Array.from({ length: count }, (_, index) => ({
		service: 'telegram',
		status: 'blocked',
		recipient: { form: 'id', value: String(from + index) },
		messageId: null,
		time: '2026-01-01T00:00:00.000Z',
		phone: `+7999${String(from + index).padStart(7, '0')}`,
	}));

const webhook = (path: string) =>
	node(
		'Webhook',
		'n8n-nodes-base.webhook',
		{ path, httpMethod: 'POST' },
		{ typeVersion: 2, webhookId: path },
	);

const peopleFromBody = () =>
	node(
		'People',
		'n8n-nodes-base.code',
		{ jsCode: 'return $input.first().json.body.people.map((json) => ({ json }));' },
		{ typeVersion: 2 },
	);

async function call(stage: QueueStage, path: string, all: object[]): Promise<void> {
	const response = await fetch(`${stage.webhook.at.url}/webhook/${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ people: all }),
	});
	if (!response.ok) throw new Error(`the webhook answered ${response.status}`);
}

/** The same people in several runs at once. */
async function race(scene: Scene, useRegistry: boolean): Promise<{ sent: number; twice: number }> {
	const { stage, smsc, credentials } = scene;
	const path = useRegistry ? 'race-table' : 'race-store';
	const nodes = [webhook(path), peopleFromBody(), fallback(credentials, useRegistry)];
	const { id } = await stage.main.createWorkflow({ name: path, nodes, connections: chain(...nodes) });
	await stage.main.activate(id);
	smsc.reset();
	for (let round = 1; round <= ROUNDS; round += 1) {
		const all = people(PEOPLE, round * 1_000);
		await Promise.all(Array.from({ length: RUNS }, async () => await call(stage, path, all)));
		const runs = await stage.main.waitExecutions(id, round * RUNS, 120_000);
		const bad = runs.find(({ status }) => status !== 'success');
		if (bad) throw new Error(`execution ${bad.id} ended as ${bad.status}`);
	}
	await stage.main.deactivate(id);
	return countsOf(smsc, PEOPLE * ROUNDS);
}

function countsOf(smsc: SmscEmulator, wanted: number): { sent: number; twice: number } {
	const phones = smsc.sent.map(({ phone }) => phone);
	const different = new Set(phones).size;
	if (different !== wanted) throw new Error(`${different} people of ${wanted} got an SMS`);
	const twice = [...new Set(phones)].filter((one) => phones.filter((phone) => phone === one).length > 1);
	return { sent: phones.length, twice: twice.length };
}

/** A worker dies while runs wait; whoever is there goes on with them. */
async function killedWhileWaiting({ stage, smsc, telegram, credentials }: Scene): Promise<number> {
	const bot = telegram.addBot({ token: TOKEN, username: 'fall_bot', firstName: 'Shop' });
	const all = Array.from({ length: PEOPLE }, (_, index) => {
		bot.addPerson({ id: 9_000 + index, firstName: `P${index}` });
		bot.block(9_000 + index);
		return { to: String(9_000 + index), phone: `+7999${String(9_000 + index).padStart(7, '0')}` };
	});
	const send = node(
		'Send',
		`${PACKAGE}.botGateway`,
		{
			service: 'telegram',
			resource: 'message',
			operation: 'send',
			recipient: { __rl: true, mode: 'id', value: '={{ $json.to }}' },
			text: 'Your order is ready',
			options: { refused: 'receipt' },
		},
		{ credentials: credentials.slice(0, 1) },
	);
	const wait = node('Wait', 'n8n-nodes-base.wait', { amount: 70, unit: 'seconds' }, { typeVersion: 1.1 });
	const nodes = [webhook('waits'), peopleFromBody(), send, wait, fallback(credentials, false)];
	const { id } = await stage.main.createWorkflow({ name: 'waits', nodes, connections: chain(...nodes) });
	await stage.main.activate(id);
	smsc.reset();
	const half = all.length / 2;
	await Promise.all([call(stage, 'waits', all.slice(0, half)), call(stage, 'waits', all.slice(half))]);
	const waiting = async (): Promise<boolean> =>
		(await stage.main.executions(id)).filter(({ status }) => status === 'waiting').length === 2;
	await until(waiting, { what: 'both runs to wait', timeout: 30_000 });
	await Promise.all(stage.workers.map(async (worker) => await worker.kill()));
	await Promise.all(stage.workers.map(async (worker) => await worker.start()));
	const runs = await stage.main.waitExecutions(id, 2, 180_000);
	const bad = runs.find(({ status }) => status !== 'success');
	if (bad) throw new Error(`execution ${bad.id} ended as ${bad.status}`);
	await stage.main.deactivate(id);
	const { sent, twice } = countsOf(smsc, PEOPLE);
	if (twice > 0) throw new Error(`${twice} people got two SMS after the wait`);
	return sent;
}
