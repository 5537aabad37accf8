import type { INode, INodeParameters } from 'n8n-workflow';

import { TelegramEmulator } from '../emulators/telegram/emulator';
import type { EmulatedBot } from '../emulators/telegram/bot';
import type { Webhook } from '../emulators/telegram/webhook';
import { chain, discard, node, OWNER, ownN8n, PATIENCE, sharedN8n, sleep, until } from './n8n';
import type { CredentialRef, Execution, N8nClient } from './n8n';
import { activation, countOf, triggerNode } from './triggered';

const n8n = sharedN8n();

let telegram: TelegramEmulator;
let count = 0;
const { activate, deactivate } = activation();

beforeAll(async () => {
	telegram = await new TelegramEmulator().start();
	telegram.settings.setWebhookPauseMs = 0;
});

afterAll(async () => await telegram.stop());

interface Stage {
	bot: EmulatedBot;
	credential: CredentialRef;
	token: string;
}

/** A bot of its own for each test, started by Ann (42) and Bob (43). */
async function stage(at: N8nClient = n8n): Promise<Stage> {
	count += 1;
	const token = `71000000${count}:AAHtrigger-secret-secret-secret-secret`;
	const bot = telegram.addBot({ token, username: `bot${count}_bot`, firstName: `Shop ${count}` });
	bot.addPerson({ id: 42, firstName: 'Ann', username: 'ann', languageCode: 'de' });
	bot.addPerson({ id: 43, firstName: 'Bob' });
	const data = { accessToken: token, apiRoot: telegram.url, environment: 'production' };
	const credential = await at.createCredential(`Trigger ${count}`, 'botGatewayTelegramApi', data);
	return { bot, credential, token };
}

const EVENTS = ['message', 'buttonPressed', 'subscribed', 'unsubscribed', 'phoneShared'];

const trigger = (credential: CredentialRef, parameters: INodeParameters = {}): INode =>
	triggerNode('telegram', credential, { receive: 'polling', events: EVENTS, ...parameters });

/** The trigger, and a node after it that takes its time where asked to. */
async function workflow(start: INode, at: N8nClient = n8n, seconds = 0): Promise<string> {
	const work =
		seconds > 0
			? node('Work', 'n8n-nodes-base.wait', { amount: seconds, unit: 'seconds' }, { typeVersion: 1.1 })
			: node('Work', 'n8n-nodes-base.noOp');
	const draft = { name: `trigger ${count}`, nodes: [start, work], connections: chain(start, work) };
	return (await at.createWorkflow(draft)).id;
}

type Json = { event: string; message?: { text: string }; error?: string } & Record<string, unknown>;

const startOf = (execution: Execution): Json =>
	execution.data.resultData.runData['Trigger']?.[0]?.data?.['main']?.[0]?.[0]?.json as Json;

/** The texts that started a workflow, sorted; waits until so many runs have ended well, and looks at them once. */
async function texts(id: string, least: number, at: N8nClient = n8n, timeout = PATIENCE): Promise<string[]> {
	await at.until(async () => (await countOf(id, at)) >= least, {
		what: `${least} executions of ${id}`,
		timeout,
		every: 200,
	});
	const all = await at.endedExecutions(id);
	const good = all.filter(({ status }) => status === 'success');
	return good.map((execution) => startOf(execution).message?.text ?? '').sort();
}

/** Presses "Execute workflow"; a webhook test has no execution yet. */
const tryOut = async (id: string): Promise<{ executionId?: string; waitingForWebhook?: boolean }> =>
	await n8n.call('POST', `/rest/workflows/${id}/run`, { triggerToStartFrom: { name: 'Trigger' } });

/** How often the bot was asked something. */
const questionsFor = (bot: EmulatedBot, method: string): number =>
	telegram.log.filter(({ path }) => path.includes(`/bot${bot.id}:`) && path.endsWith(`/${method}`)).length;

describe('polling', () => {
	it('gives each message once to two active workflows and to a test run', async () => {
		const { bot, credential } = await stage();
		const [a, b] = [await workflow(trigger(credential)), await workflow(trigger(credential))];
		await activate(a);
		await activate(b);
		bot.say(42, 'one');
		bot.say(43, 'two');
		await texts(a, 2);
		// both have taken them, and the next poll is under way
		await until(() => bot.updates.waiting().length === 0, { what: 'the next poll' });

		const c = await workflow(trigger(credential));
		const [before, known] = [questionsFor(bot, 'getUpdates'), questionsFor(bot, 'getMe')];
		const { executionId = '' } = await tryOut(c);
		await until(() => questionsFor(bot, 'getMe') > known, { what: 'the test run to find its bot' });
		await sleep(1_000);
		// the test run joins the poll that is under way
		expect(questionsFor(bot, 'getUpdates')).toBe(before);
		bot.say(42, 'three');
		bot.say(42, 'four');
		await n8n.waitExecution(executionId);
		expect(await texts(a, 4)).toEqual(['four', 'one', 'three', 'two']);
		expect(await texts(b, 4)).toEqual(['four', 'one', 'three', 'two']);
		expect(await texts(c, 1)).toEqual(['three']);

		await deactivate(a);
		await deactivate(b);
		expect(bot.updates.waiting()).toEqual([]);
	});

	it('leaves what a test run did not take to the workflow that is activated later', async () => {
		const { bot, credential } = await stage();
		const id = await workflow(trigger(credential));
		bot.say(42, 'first');
		bot.say(42, 'second');
		const { executionId = '' } = await tryOut(id);
		await n8n.waitExecution(executionId);
		await until(() => bot.updates.waiting().length < 2, { what: 'the first one to be confirmed' });
		expect(bot.updates.waiting().map(({ update }) => (update['message'] as { text: string }).text)).toEqual([
			'second',
		]);
		await activate(id);
		expect(await texts(id, 2)).toEqual(['first', 'second']);
	});

	it('says which event it was: start with payload, press, own phone, block', async () => {
		const { bot, credential } = await stage();
		const id = await workflow(trigger(credential));
		await activate(id);
		bot.start(42, 'ref_42');
		bot.press(bot.say(42, 'menu').message_id, 'order:1', { chatId: 42 });
		bot.shareContact(42, '+79990000001');
		bot.shareContact(42, '+79990000002', 43);
		bot.block(42);
		await texts(id, 6);
		const events = (await n8n.endedExecutions(id)).map(startOf);
		const of = (name: string) => events.filter(({ event }) => event === name);
		expect(of('subscribed')).toMatchObject([
			{ start: { payload: 'ref_42' }, language: 'de', bot: { id: String(bot.id) }, subscriber: { id: '42' } },
		]);
		expect(of('buttonPressed')).toMatchObject([{ button: { data: 'order:1' } }]);
		expect(
			of('phoneShared')
				.map(({ card }) => (card as { own: boolean }).own)
				.sort(),
		).toEqual([false, true]);
		const phones = events.map(({ contact }) => (contact as { phone: string | null }).phone);
		expect(phones.filter((phone) => phone !== null)).toEqual(['+79990000001']);
		for (const { contact } of events) expect(contact).toMatchObject({ serviceId: 'tg-42' });
		expect(of('unsubscribed')).toHaveLength(1);
		expect(events[0]).not.toHaveProperty('raw');
	});

	it('loses nothing over refusals, broken lines and a second poller', async () => {
		const { bot, credential } = await stage();
		const id = await workflow(trigger(credential));
		await activate(id);
		telegram.failNext({ drop: 'before' }, { method: 'getUpdates', times: 2 });
		telegram.failNext({ status: 502, body: '<html>Bad Gateway</html>' }, { method: 'getUpdates' });
		bot.updates.endPoll('pollConflict');
		bot.say(42, 'over a bad line');
		expect(await texts(id, 1)).toEqual(['over a bad line']);
	});

	it('runs a burst of 1,000 once each', async () => {
		const { bot, credential } = await stage();
		const id = await workflow(trigger(credential));
		await activate(id);
		const wanted = Array.from({ length: 1_000 }, (_, index) => `b${index}`).sort();
		const from = Date.now();
		for (const text of wanted) bot.say(42, text);
		await until(() => bot.updates.waiting().length === 0, { what: 'all to be taken', timeout: 500_000 });
		process.stderr.write(`polling: 1,000 updates taken in ${Date.now() - from} ms\n`);
		expect(await texts(id, 1_000, n8n, 500_000)).toEqual(wanted);
	}, 600_000);
});

describe('webhook', () => {
	const byWebhook = (credential: CredentialRef, parameters: INodeParameters = {}): INode =>
		trigger(credential, { receive: 'webhook', ...parameters });

	it('registers with a secret and the kinds it wants, and answers with nothing', async () => {
		const { bot, credential, token } = await stage();
		const id = await workflow(byWebhook(credential));
		await activate(id);
		expect(bot.delivery.webhook?.url).toContain(`${n8n.url}/webhook/`);
		expect(bot.delivery.webhook?.secret).toMatch(/^[\w-]{43}$/);
		expect(bot.delivery.webhook?.secret).not.toContain(token.slice(-10));
		expect(bot.updates.allowed?.sort()).toEqual([
			'business_message',
			'callback_query',
			'channel_post',
			'message',
			'my_chat_member',
		]);
		bot.say(42, 'hello');
		expect(await texts(id, 1)).toEqual(['hello']);
		expect(bot.deliveries.map(({ status, body }) => ({ status, body }))).toEqual([{ status: 200, body: '' }]);
	});

	it('starts nothing without the secret, and writes one line without it', async () => {
		const { bot, credential } = await stage();
		const id = await workflow(byWebhook(credential));
		await activate(id);
		const { url = '', secret = '' } = bot.delivery.webhook ?? {};
		const post = async (body: string, headers: Record<string, string> = {}): Promise<number> =>
			(
				await fetch(url, {
					method: 'POST',
					headers: { 'content-type': 'application/json', ...headers },
					body,
				})
			).status;
		const update = JSON.stringify({ update_id: 1, message: { text: 'forged' } });
		const header = 'x-telegram-bot-api-secret-token';
		expect(await post(update)).toBe(403);
		expect(await post(update, { [header]: `${secret.slice(0, -1)}~` })).toBe(403);
		expect(await post('x'.repeat(10_000_000), { [header]: secret })).toBeGreaterThanOrEqual(400);
		expect(
			await post(JSON.stringify({ update_id: 2, message: { text: 'y'.repeat(2_000_000) } }), {
				[header]: secret,
			}),
		).toBe(413);
		expect(await post('{ not json', { [header]: secret })).toBeGreaterThanOrEqual(400);
		for (const odd of [
			'[]',
			'"text"',
			'{}',
			'{"update_id":3}',
			'{"update_id":4,"message":7}',
			'{"update_id":5,"new_kind":{"a":1}}',
		]) {
			expect({ odd, status: await post(odd, { [header]: secret }) }).toEqual({ odd, status: 200 });
		}
		bot.say(42, 'the next one');
		await until(() => bot.updates.waiting().length === 0, { what: 'the next one to be taken' });
		await sleep(500);
		const started = await texts(id, 1);
		expect(started).toContain('the next one');
		expect(started).not.toContain('forged');
		expect(n8n.log()).not.toContain(secret);
	});

	it('drops what the service sends again', async () => {
		const { bot, credential } = await stage();
		const id = await workflow(byWebhook(credential));
		await activate(id);
		bot.say(42, 'once');
		await texts(id, 1);
		const { url = '', secret = '' } = bot.delivery.webhook ?? {};
		const [first] = bot.deliveries;
		const again = async () =>
			await fetch(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
				body: JSON.stringify(first?.update),
			});
		const answers = await Promise.all([again(), again(), again()]);
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
		bot.say(42, 'next');
		expect(await texts(id, 2)).toEqual(['next', 'once']);
	});

	it('takes turns with a test run, and loses nothing', async () => {
		const { bot, credential } = await stage();
		const id = await workflow(byWebhook(credential));
		await activate(id);
		const production = bot.delivery.webhook;
		bot.say(42, 'production 1');
		await texts(id, 1);

		expect((await tryOut(id)).waitingForWebhook).toBe(true);
		expect(bot.delivery.webhook?.url).toContain('/webhook-test/');
		bot.say(42, 'for the test');
		await texts(id, 2);
		await until(() => bot.delivery.webhook?.url === production?.url, { what: 'production to be back' });
		expect(bot.delivery.webhook).toEqual(production);
		bot.say(42, 'production 2');
		expect(await texts(id, 3)).toEqual(['for the test', 'production 1', 'production 2']);

		// a test run that nothing came to is put back too
		await tryOut(id);
		await n8n.call('DELETE', `/rest/test-webhook/${id}`);
		await until(() => bot.delivery.webhook?.url === production?.url, { what: 'production to be back' });
		bot.say(42, 'production 3');
		expect(await texts(id, 4)).toContain('production 3');
	});

	it('runs a burst of 1,000 once each', async () => {
		const { bot, credential } = await stage();
		for (let id = 1_000; id < 1_040; id += 1) bot.addPerson({ id, firstName: `P${id}` });
		const id = await workflow(byWebhook(credential));
		await activate(id);
		const wanted = Array.from({ length: 1_000 }, (_, index) => `b${index}`).sort();
		const from = Date.now();
		for (const [index, text] of wanted.entries()) bot.say(1_000 + (index % 40), text);
		await until(() => bot.updates.waiting().length === 0, { what: 'all to be taken', timeout: 500_000 });
		process.stderr.write(`webhook: 1,000 updates taken in ${Date.now() - from} ms\n`);
		expect(await texts(id, 1_000, n8n, 500_000)).toEqual(wanted);
	}, 600_000);
});

describe('somebody else’s webhook', () => {
	const foreign = (): Webhook => ({
		url: 'https://shop.example.com/secret-path',
		secret: 'theirs',
		maxConnections: 40,
		ipAddress: '',
	});

	const refusal = async (id: string): Promise<string> => {
		const said = await n8n.activate(id).then(
			() => 'was not refused',
			({ message }: Error) => message,
		);
		await n8n.deactivate(id);
		return said;
	};

	it('is named and left alone by activation, in both ways', async () => {
		const { bot, credential } = await stage();
		bot.delivery.set(foreign());
		const ids = [
			await workflow(trigger(credential)),
			await workflow(trigger(credential, { receive: 'webhook' })),
		];
		for (const said of await Promise.all(ids.map(refusal))) {
			expect(said).toContain('shop.example.com');
			expect(said).not.toContain('secret-path');
		}
		expect(bot.delivery.webhook).toEqual(foreign());
	});

	it('is removed for polling when the user says so', async () => {
		const { bot, credential } = await stage();
		bot.delivery.set(foreign());
		const id = await workflow(trigger(credential, { options: { removeForeign: true } }));
		const { executionId = '' } = await tryOut(id);
		expect((await n8n.waitExecution(executionId)).status).toBe('error');
		expect(bot.delivery.webhook).toEqual(foreign());

		await activate(id);
		expect(bot.delivery.webhook).toBeUndefined();
		bot.say(42, 'hello');
		expect(await texts(id, 1)).toEqual(['hello']);
	});

	it('is taken over when the user says so, never by a test run, and not removed by deactivation', async () => {
		const { bot, credential } = await stage();
		bot.delivery.set(foreign());
		const id = await workflow(trigger(credential, { receive: 'webhook', options: { takeOver: true } }));
		await expect(tryOut(id)).rejects.toThrow(/shop\.example\.com/);
		expect(bot.delivery.webhook).toEqual(foreign());

		await activate(id);
		expect(bot.delivery.webhook?.url).toContain(n8n.url);
		bot.delivery.set(foreign());
		await deactivate(id);
		expect(bot.delivery.webhook).toEqual(foreign());
	});

	it('is not what a workflow sets itself: that is removed when it is deactivated', async () => {
		const { bot, credential } = await stage();
		const id = await workflow(trigger(credential, { receive: 'webhook' }));
		await activate(id);
		await deactivate(id);
		expect(bot.delivery.webhook).toBeUndefined();
	});
});

describe('after kill -9', () => {
	it('runs all that was sent before, while and after n8n was down, none of them twice', async () => {
		const own = ownN8n();
		try {
			await own.start();
			await own.signIn(OWNER);
			const { bot, credential } = await stage(own);
			const [quick, slow] = [
				await workflow(trigger(credential), own),
				await workflow(trigger(credential), own, 3),
			];
			await own.activate(quick);
			await own.activate(slow);
			const wanted: string[] = [];
			const say = (text: string): void => {
				wanted.push(text);
				bot.say(42, text);
			};
			for (let index = 0; index < 150; index += 1) say(`before ${index}`);
			// in the middle of it: some have ended, some are running, some were never fetched, none is confirmed
			await until(async () => (await countOf(quick, own)) >= 30, { what: 'some runs', every: 20 });
			expect(bot.updates.waiting()).toHaveLength(150);
			await own.kill();
			for (let index = 0; index < 20; index += 1) say(`meanwhile ${index}`);
			await own.start();
			say('after');
			await until(() => bot.updates.waiting().length === 0, { what: 'all to be taken' });
			for (const id of [quick, slow]) {
				await until(async () => (await countOf(id, own, 'new')) + (await countOf(id, own, 'running')) === 0, {
					what: 'all runs to end',
					every: 500,
				});
				// of what the kill cut off, n8n keeps that it crashed, and not always with what it began
				const found = await starts(own, id);
				const known = found.filter((text) => text !== 'undefined');
				const cutOff = await countOf(id, own, 'crashed');
				process.stderr.write(`kill -9: ${cutOff} of ${wanted.length} runs were cut off\n`);
				expect(found).toHaveLength(wanted.length);
				expect(new Set(known).size).toBe(known.length);
				expect(wanted).toEqual(expect.arrayContaining(known));
				expect(found.length - known.length).toBeLessThanOrEqual(cutOff);
				expect(cutOff).toBeLessThan(80);
			}
		} finally {
			await discard(own);
		}
	}, 300_000);
});

/** The texts of all executions of a workflow, also of those that a kill cut off. */
async function starts(at: N8nClient, id: string): Promise<string[]> {
	const found: string[] = [];
	for (const status of ['new', 'success', 'error', 'crashed', 'running', 'waiting', 'canceled'] as const)
		found.push(...(await at.storedExecutions(id, { status })).map(textOf));
	return found.sort();
}

const textOf = ({ data }: Execution): string => {
	const stack = data.executionData?.nodeExecutionStack[0]?.data['main']?.[0]?.[0]?.json;
	const run = data.resultData.runData['Trigger']?.[0]?.data?.['main']?.[0]?.[0]?.json;
	return String(((run ?? stack) as Json | undefined)?.message?.text);
};
