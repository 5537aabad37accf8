import { createHash } from 'node:crypto';

import type { INodeParameters } from 'n8n-workflow';

import { API_KEY, gatewayNode, PASSWORD, run, stageSmsc, to, type SmscStage } from './gateway';
import { itemsOf, node, sharedN8n, sleep, until, type CredentialRef } from './n8n';
import { activation, earlyInMinute, rowOf, triggerNode, urlOf } from './triggered';

const n8n = sharedN8n();
const SECRET = 'kolibri7';
const OPTIONS = '?charset=utf-8&fmt=3&sha1';
const BOT = '@shop_bot';
const ANN = '79990000001';

let stage: SmscStage;
let credential: CredentialRef;
let count = 0;
const { activate, deactivate } = activation();

beforeAll(async () => {
	stage = await stageSmsc('SMSC for sending');
	const data = { ...stage.data, callbackSecret: SECRET };
	credential = await n8n.createCredential('SMSC for receiving', 'botGatewaySmscApi', data);
});

afterEach(() => stage.smsc.reset());

afterAll(async () => await stage.smsc.stop());

interface Trigger {
	id: string;
	/** Where the service is to call. */
	url: string;
}

async function triggerWith(parameters: INodeParameters, account = credential): Promise<Trigger> {
	count += 1;
	const usual = { receive: 'webhook', events: ['message', 'status', 'notification'] };
	const start = triggerNode('smsc', account, { ...usual, ...parameters });
	const id = await rowOf(`smsc ${count}`, start, node('Work', 'n8n-nodes-base.noOp'));
	return { id, url: urlOf(start) };
}

/** A trigger that the service calls. */
async function called(options = OPTIONS, parameters: INodeParameters = {}): Promise<Trigger> {
	const trigger = await triggerWith(parameters);
	await activate(trigger.id);
	stage.smsc.handler = { url: trigger.url + options, secret: SECRET };
	return trigger;
}

type Event = Record<string, unknown> & { event: string; message?: { id: string; text: string } };

/** What started a workflow, in order; waits until there is so much, and a moment longer for what should not come. */
async function started({ id }: Trigger, least: number): Promise<Event[]> {
	const read = async (): Promise<Event[]> =>
		(await n8n.endedExecutions(id)).flatMap((execution) =>
			itemsOf(execution, 'Trigger').map(({ json }) => json as Event),
		);
	await until(async () => (await read()).length >= least, { what: `${least} events` });
	await sleep(300);
	return await read();
}

/** The trigger gives them out in this order; a busy n8n may store two runs of one moment the other way round. */
const byId = (events: Event[]): Event[] =>
	[...events].sort((one, other) => Number(one.message?.id) - Number(other.message?.id));

const textsOf = (events: Event[]): string[] => events.map(({ message }) => message?.text ?? '');

const post = async (url: string, fields: Record<string, string>, type = 'application/json') =>
	await fetch(url, {
		method: 'POST',
		headers: { 'content-type': type },
		body: type === 'application/json' ? JSON.stringify(fields) : new URLSearchParams(fields).toString(),
	});

const sha1 = (...values: string[]): string =>
	createHash('sha1')
		.update([...values, SECRET].join(':'))
		.digest('hex');

describe('by webhook', () => {
	it.each([
		['a form by POST', '?charset=utf-8&md5', {}],
		['JSON by POST', OPTIONS, {}],
		['a list', OPTIONS, { callbackList: true }],
		['JSON that says it is a page', OPTIONS, { callbackType: 'text/html' }],
		['the query of a GET', OPTIONS, { callbackVerb: 'GET' as const }],
		['a form with all digests', '?charset=utf-8&md5&sha1&crc32', {}],
		['crc32 alone', '?charset=utf-8&fmt=3&crc32', {}],
	])('hears messages, statuses and confirmation calls from %s', async (_, options, settings) => {
		const trigger = await called(options);
		Object.assign(stage.smsc.settings, settings);
		stage.smsc.inbound({ phone: ANN, message: 'Да: беру & плачу', to_phone: '7999' }).waitcall(ANN);
		for (const { status, answer } of await stage.smsc.told()) {
			expect({ status, answer }).toEqual({ status: 200, answer: 'ok' });
		}
		const [message, notification] = await started(trigger, 2);
		expect(message).toMatchObject({
			event: 'message',
			service: 'smsc',
			subscriber: { id: ANN, phone: ANN },
			message: { text: 'Да: беру & плачу' },
			happenedAt: expect.stringMatching(/Z$/),
			contact: { phone: `+${ANN}` },
		});
		expect(notification).toMatchObject({
			event: 'notification',
			notification: { kind: 'confirmationCall' },
			subscriber: { id: ANN },
		});
	});

	it('a status moves the receipt of a message forward', async () => {
		const trigger = await called(OPTIONS, { events: ['status'] });
		const send = { service: 'smsc', resource: 'message', operation: 'send', text: 'Hello' };
		const message = gatewayNode(
			{ ...send, bot: to(BOT), recipient: to('@ann', 'username') } as never,
			stage.credential,
		);
		const [receipt] = itemsOf(await run('send', message), 'Bot Gateway').map(({ json }) => json);
		expect(receipt).toMatchObject({ status: 'queued', messageId: expect.any(String) });
		const id = String(receipt?.['messageId']);
		// the last two differ in nothing but their reason
		const at = Math.floor(Date.now() / 1_000);
		stage.smsc.setStatus(id, 1).setStatus(id, 4);
		stage.smsc.setStatus(id, 20, { err: 253, at }).setStatus(id, 20, { err: 1, at });
		expect(await started(trigger, 4)).toMatchObject(
			[
				{ status: 'delivered', reason: null, description: 'Delivered' },
				{ status: 'clicked' },
				{ status: 'failed', reason: 'invalidMessage' },
				{ status: 'failed', reason: 'unknownRecipient' },
			].map((status) => ({
				event: 'status',
				status: { messageId: id, ...status },
				subscriber: { id: '@ann', username: 'ann', phone: null },
			})),
		);
	});

	it('starts nothing for a stranger', async () => {
		const trigger = await called();
		const url = trigger.url + OPTIONS;
		const forged = { phone: ANN, mes: 'forged', to: '' };
		const right = sha1(ANN, 'forged', '');
		const strangers: Array<Record<string, string>> = [
			forged,
			{ ...forged, sha1: '' },
			{ ...forged, sha1: right.replace(/^./, (first) => (first === '0' ? '1' : '0')) },
			{ ...forged, sha1: right, md5: 'f'.repeat(32) },
			// a proof of a status does not make a message
			{ ...forged, id: '1', status: '1', sha1: sha1('1', ANN, '1') },
			{},
		];
		for (const fields of strangers) {
			expect((await post(url, fields)).status).toBe(403);
			expect((await post(url, fields, 'application/x-www-form-urlencoded')).status).toBe(403);
			expect((await fetch(`${url}&${new URLSearchParams(fields).toString()}`)).status).toBe(403);
		}
		const tooLarge = { ...forged, mes: 'x'.repeat(1_100_000) };
		expect((await post(url, tooLarge)).status).toBe(413);
		stage.smsc.inbound({ phone: ANN, message: 'genuine' });
		expect(textsOf(await started(trigger, 1))).toEqual(['genuine']);
		expect(n8n.log()).toContain('no digest came with it: does the handler URL');
		expect(n8n.log()).not.toContain(SECRET);
	});

	it('starts once for what the service tells again', async () => {
		const trigger = await called();
		stage.smsc.settings.inboundIds = false;
		await earlyInMinute();
		stage.smsc.inbound({ phone: ANN, message: 'once' });
		const [first] = await stage.smsc.told();
		await started(trigger, 1);
		const again = await Promise.all([1, 2, 3].map(async () => await stage.smsc.repeat(first!)));
		expect(again.map(({ status }) => status)).toEqual([200, 200, 200]);
		stage.smsc.inbound({ phone: ANN, message: 'next' });
		expect(textsOf(await started(trigger, 2))).toEqual(['once', 'next']);
	});

	it('is not activated without a secret in the credential', async () => {
		const open = await n8n.createCredential('SMSC without secret', 'botGatewaySmscApi', stage.data);
		const trigger = await triggerWith({}, open);
		await expect(n8n.activate(trigger.id)).rejects.toThrow(/Callback Secret is empty in the credential/);
		expect((await post(trigger.url, { phone: ANN, mes: 'hi', to: '' })).status).toBe(404);
	});
});

describe('by polling', () => {
	const polled = async (parameters: INodeParameters = {}, account?: CredentialRef): Promise<Trigger> =>
		await triggerWith({ receive: 'polling', events: ['message'], ...parameters }, account);

	const questions = () => stage.smsc.log.filter(({ path }) => path === '/sys/get.php').length;

	it('begins with what is new and keeps its place', async () => {
		stage.smsc.settings.answersOrder = 'newestFirst';
		stage.smsc.inbound({ phone: ANN, message: 'long ago' });
		const trigger = await polled();
		await activate(trigger.id);
		stage.smsc.inbound({ phone: ANN, message: 'one' }).inbound({ phone: ANN, message: 'two' });
		// one that the service gives no number holds nobody up, and comes once
		stage.smsc.inbound({ phone: ANN, message: 'no number', id: null });
		const events = byId(await started(trigger, 3));
		expect(events).toMatchObject([
			{ event: 'message', subscriber: { id: ANN }, message: { text: 'no number', id: null } },
			{ event: 'message', subscriber: { id: ANN }, message: { text: 'one', id: '2' } },
			{ event: 'message', subscriber: { id: ANN }, message: { text: 'two' } },
		]);
		expect(Math.abs(Date.parse(String(events[0]?.['happenedAt'])) - Date.now())).toBeLessThan(120_000);

		await deactivate(trigger.id);
		stage.smsc.inbound({ phone: ANN, message: 'while it slept' });
		await activate(trigger.id);
		expect(textsOf(byId(await started(trigger, 4)))).toEqual(['no number', 'one', 'two', 'while it slept']);
	});

	// n8n tries several times to activate a workflow before it gives up
	it('is refused for statuses, with the reason, and for a wrong login', async () => {
		const trigger = await polled({ events: ['message', 'status'] });
		await expect(n8n.activate(trigger.id)).rejects.toThrow(
			/Events hold “status”, which does not come by polling/,
		);
		const wrong = { ...stage.data, password: 'wrong-word' };
		const account = await n8n.createCredential('SMSC with a wrong login', 'botGatewaySmscApi', wrong);
		const other = await polled({}, account);
		await expect(n8n.activate(other.id)).rejects.toThrow(/did not accept the credential/);
	});

	it('a test run waits for the first new message', async () => {
		stage.smsc.inbound({ phone: ANN, message: 'long ago' });
		const trigger = await polled();
		const { executionId = '' } = await n8n.call<{ executionId?: string }>(
			'POST',
			`/rest/workflows/${trigger.id}/run`,
			{ triggerToStartFrom: { name: 'Trigger' } },
		);
		await until(() => questions() >= 2, { what: 'the test run to ask' });
		stage.smsc.inbound({ phone: ANN, message: 'for the test' });
		await n8n.waitExecution(executionId);
		expect(textsOf(await started(trigger, 1))).toEqual(['for the test']);
	});
});

it('no secret is anywhere in what was run', () => {
	for (const secret of [PASSWORD, API_KEY, SECRET]) expect(n8n.log()).not.toContain(secret);
});
