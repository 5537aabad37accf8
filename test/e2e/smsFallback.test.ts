import fs from 'node:fs';
import path from 'node:path';
import type { INode, INodeParameters } from 'n8n-workflow';

import { keyOf, SUBSCRIBERS } from '../../client/registry/columns';
import { FALLBACKS } from '../../client/registry/fallbackRows';
import { SmscEmulator } from '../emulators/smsc/emulator';
import { TelegramEmulator } from '../emulators/telegram/emulator';
import { API_KEY, gatewayNode, PASSWORD, stageSmsgold, to } from './gateway';
import {
	chain,
	discard,
	errorOf,
	hintsOf,
	itemsOf,
	manualTrigger,
	node,
	OWNER,
	ownN8n,
	PACKAGE,
	ROOT,
	sharedN8n,
} from './n8n';
import type { CredentialRef, Execution, N8nClient, StoredWorkflow, WorkflowDraft } from './n8n';

const NODE = `${PACKAGE}.botSmsFallback`;
const NAME = 'Bot SMS Fallback';
const n8n = sharedN8n();

let telegram: TelegramEmulator;
let smsc: SmscEmulator;
let count = 0;

beforeAll(async () => {
	telegram = await new TelegramEmulator().start();
	smsc = await new SmscEmulator({ login: 'shop', psw: PASSWORD, apikey: API_KEY }).start();
});

beforeEach(() => smsc.reset());

afterAll(async () => {
	await telegram.stop();
	await smsc.stop();
});

interface Person {
	to: string;
	phone: string;
	/** What becomes of the bot's message. */
	fate: 'reached' | 'blocked' | 'notSubscribed' | 'unknown' | 'badPhone';
}

const GROUPS: Array<[fate: Person['fate'], people: number]> = [
	['reached', 60],
	['blocked', 20],
	['notSubscribed', 10],
	['unknown', 5],
	['badPhone', 5],
];

/** A bot of its own, and a hundred people in the order of the groups. */
async function stage(at: N8nClient = n8n) {
	count += 1;
	const token = `72000000${String(count).padStart(2, '0')}:AAHfallback-secret-secret-secret-secret`;
	const bot = telegram.addBot({ token, username: `fall${count}_bot`, firstName: `Shop ${count}` });
	const people = GROUPS.flatMap(([fate, size]) => Array.from({ length: size }, () => fate)).map(
		(fate, index): Person => {
			const id = 5_000 + index;
			bot.addPerson({ id, firstName: `P${index}` });
			if (fate === 'blocked' || fate === 'badPhone') bot.block(id);
			if (fate === 'notSubscribed') bot.refuse(id, 'neverStarted');
			const phone = fate === 'badPhone' ? `+7999${index}` : `+7999000${String(index).padStart(4, '0')}`;
			return { to: String(id), phone, fate };
		},
	);
	const credentials = [
		await at.createCredential(`Fallback ${count}`, 'botGatewayTelegramApi', {
			accessToken: token,
			apiRoot: telegram.url,
			environment: 'production',
		}),
		await at.createCredential(`Fallback SMS ${count}`, 'botGatewaySmscApi', {
			authentication: 'login',
			login: 'shop',
			password: PASSWORD,
			apiKey: API_KEY,
			host: 'own',
			baseUrl: smsc.url,
			backupBaseUrl: '',
			bots: '',
			timeZone: 'Europe/Moscow',
		}),
	];
	return { bot, people, credentials };
}

/** Breaks the connection off after the message to these people was taken. */
function breakOff(people: readonly Person[]): void {
	const ids = people.filter(({ fate }) => fate === 'unknown').map((person) => person.to);
	telegram.failNext(
		{ drop: 'after' },
		{
			method: 'sendMessage',
			times: ids.length,
			when: ({ body }) => ids.some((id) => body.toString().includes(id)),
		},
	);
}

const fallback = (
	credentials: CredentialRef[],
	parameters: INodeParameters = {},
	extra: Partial<INode> = {},
): INode =>
	node(
		NAME,
		NODE,
		{
			service: 'telegram',
			smsService: 'smsc',
			operation: 'sendAndFallBack',
			recipient: to('={{ $json.to }}'),
			text: 'Order {{ $json.to }}',
			phone: '={{ $json.phone }}',
			smsText: 'Your order is ready',
			...parameters,
		},
		{ credentials, ...extra } as never,
	);

const itemsNode = (items: readonly object[]): INode =>
	node(
		'Items',
		'n8n-nodes-base.code',
		{ jsCode: `return ${JSON.stringify(items)}.map((json) => ({ json }));` },
		{ typeVersion: 2 },
	);

async function workflow(
	items: readonly object[],
	nodes: INode[],
	at: N8nClient = n8n,
	more: Pick<WorkflowDraft, 'settings'> = {},
): Promise<StoredWorkflow> {
	const all = [manualTrigger(), itemsNode(items), ...nodes];
	const connections = chain(...all);
	return await at.createWorkflow({ name: `fallback ${count}`, nodes: all, connections, ...more });
}

/** A time zone in which it is noon, so that no day ends during the test. */
function zoneOfNoon(): string {
	const ahead = 12 - new Date().getUTCHours();
	// the signs of these names are the wrong way round: Etc/GMT-3 is three hours ahead
	return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

type Json = Record<string, unknown> & { reason: string; sms: Record<string, unknown> };

const outputs = (execution: Execution, name = NAME): Json[][] =>
	[0, 1, 2].map((output) => itemsOf(execution, name, output).map(({ json }) => json as Json));

const tally = (items: readonly Json[]): Record<string, number> =>
	items.reduce<Record<string, number>>(
		(counts, { reason }) => ({ ...counts, [String(reason)]: (counts[String(reason)] ?? 0) + 1 }),
		{},
	);

/** The phones that got an SMS, each as often as it got one. */
const phones = (): string[] => smsc.sent.filter(({ bot }) => bot === null).map(({ phone }) => phone);

function expectOnce(sent: string[], least: number, most = least): void {
	expect(new Set(sent).size).toBe(sent.length);
	expect(sent.length).toBeGreaterThanOrEqual(least);
	expect(sent.length).toBeLessThanOrEqual(most);
}

describe('a hundred people', () => {
	it('get the bot’s message or an SMS in one run, each for its reason, and nothing in the next run', async () => {
		const { bot, people, credentials } = await stage();
		breakOff(people);
		const { id } = await workflow(people, [fallback(credentials)]);
		const first = await n8n.runByHand(id);
		const [reached = [], sent = [], lost = []] = outputs(first);
		expect(tally(reached)).toEqual({ null: 60, unknownOutcome: 5 });
		expect(tally(sent)).toEqual({ blocked: 20, notSubscribed: 10 });
		expect(tally(lost)).toEqual({ invalidPhone: 5 });
		expect(lost[0]).toMatchObject({
			description: expect.stringMatching(/\(blocked\)\. Phone “\+799995” is not a phone number/),
			bot: { status: 'blocked', reason: 'blocked' },
			sms: null,
		});
		expect(sent[0]).toMatchObject({
			phone: '+79990000060',
			country: 'RU',
			parts: 1,
			bot: { service: 'telegram', status: 'blocked' },
			sms: { service: 'smsc', channel: 'sms', status: 'queued' },
		});
		expect(itemsOf(first, NAME, 1)[0]?.pairedItem).toEqual({ item: 60 });
		expectOnce(phones(), 30);
		expect(bot.sent).toHaveLength(65);

		const second = await n8n.runByHand(id);
		const [again = [], already = [], still = []] = outputs(second);
		expect(tally(again)).toEqual({ alreadyReached: 65 });
		expect(tally(already)).toEqual({ alreadySent: 30 });
		expect(tally(still)).toEqual({ invalidPhone: 5 });
		expect(hintsOf(second, NAME)[0]?.message).toContain('an earlier run has dealt with');
		expectOnce(phones(), 30);
		expect(bot.sent).toHaveLength(65);
	});

	it('get what is missing, and nothing twice, when a run that broke off is retried', async () => {
		const { bot, people, credentials } = await stage();
		const passing = { ok: false, error_code: 400, description: 'Bad Request: something passing' };
		telegram.failNext({ status: 400, body: passing }, { method: 'sendMessage' });
		const { id } = await workflow(people, [fallback(credentials)]);
		const failed = await n8n.runByHand(id);
		expect(failed.status).toBe('error');
		// the one that failed, at least, is still to come
		expect(bot.sent.length).toBeLessThan(65);
		const { id: retried } = await n8n.call<{ id: string }>('POST', `/rest/executions/${failed.id}/retry`, {
			loadWorkflow: false,
		});
		const execution = await n8n.waitExecution(retried);
		expect(errorOf(execution)).toBeUndefined();
		expect(outputs(execution).map((items) => items.length)).toEqual([65, 30, 5]);
		expectOnce(phones(), 30);
		const written = bot.sent.map(({ chatId }) => String(chatId));
		expectOnce(written, 65);
	});

	it('cost no more SMS than a run may send', async () => {
		const { people, credentials } = await stage();
		const { id } = await workflow(people, [fallback(credentials, { mostPerRun: 12 })]);
		const [, sent = [], lost = []] = outputs(await n8n.runByHand(id));
		expect(sent).toHaveLength(12);
		expect(tally(lost)).toEqual({ runLimit: 18, invalidPhone: 5 });
		expectOnce(phones(), 12);
	});

	it('cost no more SMS than a run may send, also where a loop takes one after another', async () => {
		const { people, credentials } = await stage();
		const loop = node('Loop', 'n8n-nodes-base.splitInBatches', { batchSize: 1 }, { typeVersion: 3 });
		const all = [
			manualTrigger(),
			itemsNode(people.slice(60, 64)),
			loop,
			fallback(credentials, { mostPerRun: 2 }),
		];
		const again = [{ node: loop.name, type: 'main' as const, index: 0 }];
		const { id } = await n8n.createWorkflow({
			name: `fallback loop ${count}`,
			nodes: all,
			connections: {
				...chain(...all.slice(0, 3)),
				[loop.name]: { main: [[], [{ node: NAME, type: 'main' as const, index: 0 }]] },
				[NAME]: { main: [again, again, again] },
			},
		});
		expect((await n8n.runByHand(id)).status).toBe('success');
		expectOnce(phones(), 2);
	});

	it('end in Not Reached with both reasons while the SMS service is down, and get their SMS later', async () => {
		const { people, credentials } = await stage();
		const port = Number(new URL(smsc.url).port);
		await smsc.stop();
		const { id } = await workflow(people, [fallback(credentials, { options: { longestWait: 0 } })]);
		const [reached = [], sent = [], lost = []] = outputs(await n8n.runByHand(id));
		smsc = await new SmscEmulator({ login: 'shop', psw: PASSWORD, apikey: API_KEY }).start(port);
		expect([reached.length, sent.length]).toEqual([65, 0]);
		expect(tally(lost)).toEqual({ ECONNREFUSED: 30, invalidPhone: 5 });
		expect(lost[0]).toMatchObject({
			reason: 'ECONNREFUSED',
			description: expect.stringMatching(/\(blocked\); the SMS was not sent: .*ECONNREFUSED/),
			bot: { status: 'blocked' },
			sms: { status: 'failed' },
		});
		expect(outputs(await n8n.runByHand(id)).map((items) => items.length)).toEqual([65, 30, 5]);
		expectOnce(phones(), 30);
	});

	it('are handed to the next node, once, where no SMS service is chosen', async () => {
		const { people, credentials } = await stage();
		const { id } = await workflow(people, [fallback(credentials, { smsService: 'none' })]);
		const [, none = [], lost = []] = outputs(await n8n.runByHand(id));
		expect(none).toEqual([]);
		expect(tally(lost)).toEqual({ blocked: 20, notSubscribed: 10, invalidPhone: 5 });
		expect(lost[0]).toMatchObject({ phone: '+79990000060', text: 'Your order is ready', parts: 1 });
		expect(lost.filter(({ handedOver }) => handedOver === true)).toHaveLength(30);
		const [, handed = [], left = []] = outputs(await n8n.runByHand(id));
		expect(tally(handed)).toEqual({ alreadySent: 30 });
		expect(tally(left)).toEqual({ invalidPhone: 5 });
	});

	it('are handed over by the retry of a run that failed, which n8n hands nothing of', async () => {
		const { bot, people, credentials } = await stage();
		const passing = { ok: false, error_code: 400, description: 'Bad Request: something passing' };
		const last = { to: '5999', phone: '+79990009999', fate: 'reached' };
		bot.addPerson({ id: 5_999, firstName: 'Last' });
		telegram.failNext(
			{ status: 400, body: passing },
			{ method: 'sendMessage', when: ({ body }) => body.toString().includes('5999') },
		);
		const parameters = { smsService: 'none' };
		const { id } = await workflow([...people, last], [fallback(credentials, parameters)]);
		const failed = await n8n.runByHand(id);
		expect(failed.status).toBe('error');
		const { id: retried } = await n8n.call<{ id: string }>('POST', `/rest/executions/${failed.id}/retry`, {
			loadWorkflow: false,
		});
		const [reached = [], sent = [], lost = []] = outputs(await n8n.waitExecution(retried));
		expect([reached.length, sent.length]).toEqual([66, 0]);
		expect(tally(lost)).toEqual({ blocked: 20, notSubscribed: 10, invalidPhone: 5 });
	});
});

/** A table with a row that counts no more, and one that is as old and counts for good. @returns its id */
async function tableWithOldRows(name: string): Promise<string> {
	const columns = FALLBACKS.columns.map(({ name: column, type }) => ({ name: column, type }));
	const { id } = await n8n.call<{ id: string }>('POST', '/api/v1/data-tables', { name, columns });
	const data = ['message/old', 'key/old'].map((key) => ({
		key,
		owner: 'o',
		state: 'sms',
		day: '2026-01-01',
	}));
	await n8n.call('POST', `/api/v1/data-tables/${id}/rows`, { data, returnType: 'count' });
	return id;
}

/** A registry that knows the phones of these people. */
async function registryOf(bot: number, people: readonly Person[]): Promise<void> {
	const columns = SUBSCRIBERS.columns.map(({ name, type }) => ({ name, type }));
	const table = { name: `Fallback people ${count}`, columns };
	const { id } = await n8n.call<{ id: string }>('POST', '/api/v1/data-tables', table);
	const data = people.map(({ to: subscriberId, phone }) => {
		const who = { service: 'telegram', botId: String(bot), subscriberId };
		return { ...who, key: keyOf(who), phone: phone.slice(1), status: 'active', revision: 1 };
	});
	await n8n.call('POST', `/api/v1/data-tables/${id}/rows`, { data, returnType: 'count' });
}

const keysIn = async (table: string): Promise<string[]> => {
	const path = `/api/v1/data-tables/${table}/rows?limit=250`;
	const { data } = await n8n.call<{ data: Array<{ key: string }> }>('GET', path);
	return data.map(({ key }) => key).sort();
};

describe('with the table of fallbacks', () => {
	it('runs at the same time send one SMS for each key, and the SMS of a day are counted', async () => {
		const { bot, people, credentials } = await stage();
		const registry = await n8n.createCredential(`Fallback registry ${count}`, 'botGatewayRegistryApi', {
			baseUrl: `${n8n.url}/api/v1`,
			apiKey: n8n.at.apiKey,
		});
		const receipts = people.slice(60, 72).map((person) => ({
			service: 'telegram',
			status: 'blocked',
			reason: 'blocked',
			recipient: { form: 'id', value: person.to },
			time: `2026-01-01T00:00:00.${String(count).padStart(3, '0')}Z`,
		}));
		await registryOf(bot.id, people);
		const strict = fallback([...credentials, registry], {
			operation: 'fallBack',
			useRegistry: true,
			phone: '',
			registryTable: `Fallback people ${count}`,
			fallbacksTable: `Fallbacks ${count}`,
			guard: { mostPerDay: 8 },
		});
		const table = await tableWithOldRows(`Fallbacks ${count}`);
		const settings = { executionOrder: 'v1', timezone: zoneOfNoon() } as const;
		const { id } = await workflow(receipts.slice(0, 6), [strict], n8n, { settings });
		const runs = await Promise.all(Array.from({ length: 4 }, async () => await n8n.startByHand(id)));
		const ended = await Promise.all(runs.map(async (run) => await n8n.waitExecution(run)));
		const sent = ended.flatMap((execution) => outputs(execution)[1] ?? []);
		expect(tally(sent)['blocked']).toBe(6);
		expect(sent).toHaveLength(24);
		expectOnce(phones(), 6);
		const kept = await keysIn(table);
		expect(kept.filter((key) => !key.startsWith('receipt/'))).toEqual(['key/old']);
		expect(kept).toHaveLength(7);

		const more = await workflow(receipts, [strict], n8n, { settings });
		const [, next = [], over = []] = outputs(await n8n.runByHand(more.id));
		expect(tally(next)).toEqual({ alreadySent: 6, blocked: 2 });
		expect(tally(over)).toEqual({ dayLimit: 4 });
		expectOnce(phones(), 8);
	});
});

describe('a service that sends SMS itself', () => {
	it('is asked what became of its bot’s messages, and sends the SMS from the same account', async () => {
		const { credentials } = await stage();
		const bot = '@shop_bot';
		const items = ['delivered', 'clicked', 'failed', 'late'].map((fate, at) => ({
			fate,
			phone: `7999000000${at + 1}`,
		}));
		for (const { phone } of items) smsc.connect(bot, { phone });
		const send = gatewayNode(
			{
				service: 'smsc',
				resource: 'message',
				operation: 'send',
				bot: to(bot),
				recipient: to('={{ $json.phone }}', 'phone'),
				text: 'Your order is ready',
			},
			credentials[1] as CredentialRef,
		);
		const receipts = itemsOf(await n8n.runByHand((await workflow(items, [send])).id), 'Bot Gateway');
		const statuses = [1, 4, 20, 0];
		receipts.forEach(({ json }, at) => smsc.setStatus(String(json['messageId']), statuses[at] ?? 0));
		const { id } = await workflow(
			receipts.map(({ json }) => json),
			[
				node(
					NAME,
					NODE,
					{ service: 'smsc', operation: 'fallBack', reached: 'delivered', smsText: 'Your order is ready' },
					{ credentials: [credentials[1] as CredentialRef] },
				),
			],
		);
		const asked = smsc.log.length;
		const [reached = [], sent = [], lost] = outputs(await n8n.runByHand(id));
		expect(reached.map(({ bot: message }) => (message as { status: string }).status)).toEqual([
			'delivered',
			'clicked',
		]);
		expect(sent.map(({ reason, phone }) => [reason, phone])).toEqual([
			[expect.any(String), '+79990000003'],
			['notDelivered', '+79990000004'],
		]);
		expect(lost).toEqual([]);
		expect(phones().sort()).toEqual(['79990000003', '79990000004']);
		expect(smsc.log.slice(asked).filter(({ path: at }) => at.includes('status'))).toHaveLength(1);
	});

	it('takes a cascade once, where the service is to decide', async () => {
		const { smsgold, credential } = await stageSmsgold('fallback cascade');
		try {
			const strategy = node(
				NAME,
				NODE,
				{
					service: 'smsgold',
					operation: 'sendAndFallBack',
					strategy: 'cascade',
					stages: '[{ "type": "telegramBot", "text": "Ready" }, { "type": "sms", "text": "Ready" }]',
					phone: '={{ $json.phone }}',
					key: '={{ "order-" + $json.phone }}',
				},
				{ credentials: [credential] },
			);
			const { id } = await workflow([{ phone: '+79990000001' }, { phone: 'nobody' }], [strategy]);
			const [, sent, lost] = outputs(await n8n.runByHand(id));
			expect(sent).toMatchObject([{ reason: 'cascade', sms: { channel: 'cascade', service: 'smsgold' } }]);
			expect(lost).toMatchObject([{ reason: 'invalidPhone' }]);
			expect(outputs(await n8n.runByHand(id))[1]).toMatchObject([{ reason: 'alreadySent', repeated: true }]);
			expect(smsgold.sent).toHaveLength(1);
		} finally {
			await smsgold.stop();
		}
	});
});

describe('after a wait', () => {
	const send = (credentials: CredentialRef[]): INode =>
		gatewayNode(
			{
				service: 'telegram',
				resource: 'message',
				operation: 'send',
				recipient: to('={{ $json.to }}'),
				text: 'Order {{ $json.to }}',
				options: { refused: 'receipt' },
			},
			credentials[0] as CredentialRef,
		);

	const forReceipts = (credentials: CredentialRef[], parameters: INodeParameters = {}): INode =>
		node(
			NAME,
			NODE,
			{
				service: 'telegram',
				smsService: 'smsc',
				operation: 'fallBack',
				phone: '={{ $("Items").item.json.phone }}',
				smsText: 'Your order is ready',
				...parameters,
			},
			{ credentials } as never,
		);

	const wait = (seconds: number): INode =>
		node('Wait', 'n8n-nodes-base.wait', { amount: seconds, unit: 'seconds' }, { typeVersion: 1.1 });

	it('those who were not reached get an SMS, whatever becomes of the unknown ones', async () => {
		const { people, credentials } = await stage();
		breakOff(people);
		const { id } = await workflow(people, [
			send(credentials),
			wait(1),
			forReceipts(credentials, { options: { unknown: 'failed' } }),
		]);
		const [reached = [], sent = [], lost = []] = outputs(await n8n.runByHand(id));
		expect(tally(reached)).toEqual({ null: 60 });
		expect(tally(sent)).toEqual({ blocked: 20, notSubscribed: 10, unknownOutcome: 5 });
		expect(tally(lost)).toEqual({ invalidPhone: 5 });
		expectOnce(phones(), 35);
	});

	it('a bad receipt is named, and the others go on', async () => {
		const { people, credentials } = await stage();
		const items = [
			{ receipt: { service: 'telegram', status: 'sideways' }, phone: people[60]?.phone },
			{ receipt: 'nothing', phone: people[60]?.phone },
			{
				receipt: {
					service: 'telegram',
					status: 'blocked',
					recipient: { form: 'id', value: '1' },
					time: '2026-01-01T00:00:00Z',
				},
				phone: people[60]?.phone,
			},
		];
		const lenient = {
			...forReceipts(credentials, { receipt: '={{ $json.receipt }}', phone: '={{ $json.phone }}' }),
			onError: 'continueRegularOutput' as const,
		};
		const { id } = await workflow(items, [lenient]);
		const [reached, sent, lost] = outputs(await n8n.runByHand(id));
		expect(reached).toEqual([]);
		expect(sent).toHaveLength(1);
		expect(lost).toMatchObject([
			{ outcome: 'notReached', reason: 'failed', error: { message: 'Receipt has the status “sideways”' } },
			{ outcome: 'notReached', reason: 'failed', error: { message: 'Receipt is not there' } },
		]);
	});

	it('the example does it once its accounts are chosen', async () => {
		const { bot, credentials } = await stage();
		for (const [id, firstName] of [
			[1001, 'Ann'],
			[1002, 'Ben'],
			[1003, 'Cleo'],
		] as const)
			bot.addPerson({ id, firstName });
		bot.block(1003);
		const file = path.join(ROOT, 'examples/order-notification-with-sms-fallback.json');
		const example = JSON.parse(fs.readFileSync(file, 'utf8')) as WorkflowDraft;
		for (const one of example.nodes) {
			if (one.type.startsWith(PACKAGE)) {
				const own = one.type === NODE ? credentials : credentials.slice(0, 1);
				one.credentials = Object.fromEntries(own.map(({ id, name, type }) => [type, { id, name }]));
			}
			// nobody waits a quarter of an hour for a test, nor until morning
			if (one.name === 'Wait') Object.assign(one.parameters, { amount: 1, unit: 'seconds' });
			if (one.type === NODE) one.parameters['guard'] = { mostParts: 2 };
		}
		const { id } = await n8n.importWorkflow(example);
		const execution = await n8n.runByHand(id, 'When clicking ‘Execute workflow’');
		const [reached = [], sent = [], lost] = outputs(execution, 'SMS to those not reached');
		expect(reached).toHaveLength(2);
		expect(sent).toMatchObject([
			{ key: 'key/order-4713', text: 'Your order 4713 is ready.', reason: 'blocked' },
		]);
		expect(lost).toEqual([]);
		expect(phones()).toEqual(['79990000003']);
		expect(itemsOf(execution, 'SMS is on its way')).toHaveLength(1);
	});

	it('that kill -9 cuts off, every fallback happens exactly once', async () => {
		const own = ownN8n();
		try {
			await own.start();
			await own.signIn(OWNER);
			const { people, credentials } = await stage(own);
			const few = people.filter((_, index) => index % 5 === 0);
			const wanted = few.filter(({ fate }) => fate === 'blocked' || fate === 'notSubscribed');
			// a wait over 65 s lies in n8n's database, a shorter one in its memory
			const { id } = await workflow(few, [send(credentials), wait(66), forReceipts(credentials)], own);
			const execution = await own.startByHand(id);
			await own.waitExecution(execution, ['waiting']);
			expect(phones()).toEqual([]);
			await own.kill();
			await own.start();
			await own.signIn(OWNER);
			const ended = await own.waitExecution(execution, ['success', 'error', 'crashed'], 180_000);
			expect(ended.status).toBe('success');
			expect(outputs(ended)[1]).toHaveLength(wanted.length);
			expect(phones().sort()).toEqual(wanted.map(({ phone }) => phone.slice(1)).sort());
		} finally {
			await discard(own);
		}
	}, 300_000);
});
