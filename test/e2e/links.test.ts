import type { INode, INodeParameters } from 'n8n-workflow';

import { TelegramEmulator } from '../emulators/telegram/emulator';
import type { EmulatedBot } from '../emulators/telegram/bot';
import { gatewayNode, to, workflowOf } from './gateway';
import { errorOf, itemsOf, sharedN8n, sleep } from './n8n';
import type { CredentialRef, Execution } from './n8n';
import { rowsOf } from './tables';
import { activation, triggerNode, urlOf } from './triggered';

const n8n = sharedN8n();

const CHROME =
	'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36';

let telegram: TelegramEmulator;
let count = 0;
const { begun, deactivate } = activation();

beforeAll(async () => {
	telegram = await new TelegramEmulator().start();
	telegram.settings.setWebhookPauseMs = 0;
});

afterAll(async () => await telegram.stop());

interface Stage {
	bot: EmulatedBot;
	credential: CredentialRef;
	workflow: string;
	/** What a user copies from the trigger's panel. */
	address: string;
}

/** A bot that Ann (42) has started, and an active workflow that takes clicks. */
async function stage(parameters: INodeParameters, ...more: CredentialRef[]): Promise<Stage> {
	count += 1;
	const token = `72000000${count}:AAHlinks-secret-secret-secret-secret`;
	const bot = telegram.addBot({ token, username: `links${count}_bot`, firstName: `Shop ${count}` });
	bot.addPerson({ id: 42, firstName: 'Ann', username: 'ann' });
	const data = { accessToken: token, apiRoot: telegram.url, environment: 'production' };
	const credential = await n8n.createCredential(`Links ${count}`, 'botGatewayTelegramApi', data);
	const events = ['message', 'linkClicked'];
	const trigger = withAccounts(
		triggerNode('telegram', credential, { receive: 'polling', events, ...parameters }),
		more,
	);
	const workflow = await begun(`links ${count}`, trigger);
	return { bot, credential, workflow, address: urlOf(trigger, 'link') };
}

const withAccounts = (node: INode, accounts: CredentialRef[]): INode => ({
	...node,
	credentials: {
		...node.credentials,
		...Object.fromEntries(accounts.map(({ id, name, type }) => [type, { id, name }])),
	},
});

const TEXT = '<b>Sale</b>: <a href="https://shop.example/sale?a=1&amp;b=2">see it</a>';

const sending = (address: string, tracking: INodeParameters = {}): INodeParameters => ({
	service: 'telegram',
	resource: 'message',
	operation: 'send',
	recipient: to('42'),
	text: TEXT,
	format: 'html',
	buttonsFrom: 'fields',
	buttons: { button: [{ text: 'Open', kind: 'url', url: 'https://shop.example/order/7' }] },
	options: { trackLinks: { values: { address, ...tracking } } },
});

interface Sent {
	execution: Execution;
	/** As on the receipt. */
	links: Array<{ ref: string; url: string; tracked: string }>;
}

async function send({ credential, address }: Stage, tracking: INodeParameters = {}): Promise<Sent> {
	const execution = await n8n.runOnce(
		workflowOf(`send ${count}`, gatewayNode(sending(address, tracking), credential)),
	);
	expect(errorOf(execution)).toBeUndefined();
	const links = itemsOf(execution, 'Bot Gateway')[0]?.json['links'] as unknown as Sent['links'];
	return { execution, links: links ?? [] };
}

interface Visit {
	status: number;
	location: string | null;
	headers: Headers;
	body: string;
}

async function open(url: string, init: RequestInit = {}): Promise<Visit> {
	const headers = { 'user-agent': CHROME, ...(init.headers as Record<string, string> | undefined) };
	const response = await fetch(url, { redirect: 'manual', ...init, headers });
	const { status, headers: given } = response;
	return { status, location: given.get('location'), headers: given, body: await response.text() };
}

type Json = Record<string, never> & { event: string; link: { url: string; ref: string } };

async function eventsOf(workflow: string, least: number): Promise<Json[]> {
	return (await n8n.waitExecutions(workflow, least)).map(
		(execution) => itemsOf(execution, 'Trigger')[0]?.json as unknown as Json,
	);
}

describe.each(['polling', 'webhook'])('with a trigger by %s', (receive) => {
	it('leads each link to its page, and starts the workflow with who opened it', async () => {
		const place = await stage({ receive });
		const { links } = await send(place);
		expect(links.map(({ url }) => url)).toEqual([
			'https://shop.example/sale?a=1&b=2',
			'https://shop.example/order/7',
		]);
		const [inText, inButton] = links;
		const sent = place.bot.sent.at(-1);
		expect(sent?.text).toContain('Sale: see it');
		expect(JSON.stringify(sent?.entities)).toContain(inText?.tracked);
		expect(JSON.stringify(sent?.replyMarkup)).toContain(inButton?.tracked);
		expect(JSON.stringify(sent)).not.toContain('shop.example');

		const visit = await open(inText?.tracked ?? '');
		expect(visit).toMatchObject({ status: 302, location: 'https://shop.example/sale?a=1&b=2', body: '' });
		expect(visit.headers.get('cache-control')).toBe('no-store');
		expect(visit.headers.get('referrer-policy')).toBe('no-referrer');
		expect(await open(inButton?.tracked ?? '')).toMatchObject({
			status: 302,
			location: 'https://shop.example/order/7',
		});
		const events = await eventsOf(place.workflow, 2);
		expect(events.map(({ link }) => link.ref).sort()).toEqual(links.map(({ ref }) => ref).sort());
		expect(events[0]).toMatchObject({
			event: 'linkClicked',
			service: 'telegram',
			bot: { id: String(place.bot.id) },
			subscriber: { id: '42' },
			chat: { id: '42', type: 'private' },
			status: { messageId: null, status: 'clicked' },
		});
		// the trigger still receives
		place.bot.say(42, 'thank you');
		expect((await eventsOf(place.workflow, 3)).map(({ event }) => event)).toContain('message');
	});

	it('does not count robots, HEAD, prefetching and bursts, and leads them on', async () => {
		const place = await stage({ receive });
		const { links } = await send(place);
		const url = links[0]?.tracked ?? '';
		const passing: RequestInit[] = [
			{ method: 'HEAD' },
			{ headers: { 'user-agent': 'TelegramBot (like TwitterBot)' } },
			{ headers: { 'user-agent': 'WhatsApp/2.23.20.0 A' } },
			{ headers: { 'user-agent': 'facebookexternalhit/1.1' } },
			{ headers: { purpose: 'prefetch' } },
			{ headers: { 'sec-purpose': 'prefetch;prerender' } },
		];
		for (const request of passing) {
			expect({ request, ...(await open(url, request)) }).toMatchObject({ request, status: 302 });
		}
		await Promise.all([open(url), open(url), open(url)]);
		await sleep(1_000);
		expect(await eventsOf(place.workflow, 1)).toHaveLength(1);
	});
});

it('leads nobody anywhere by a link that was changed, and starts nothing', async () => {
	const place = await stage({});
	const { links } = await send(place);
	const url = new URL(links[0]?.tracked ?? '');
	const token = url.searchParams.get('l') ?? '';
	const changed = [...token].map((character, at) => {
		url.searchParams.set('l', token.slice(0, at) + (character === 'A' ? 'B' : 'A') + token.slice(at + 1));
		return url.href;
	});
	for (let at = 0; at < changed.length; at += 20) {
		const visits = await Promise.all(changed.slice(at, at + 20).map((href) => open(href)));
		for (const { status, location } of visits) expect([status, location]).toEqual([404, null]);
	}
	for (const query of [
		'',
		'?l=',
		'?l=https://evil.example',
		'?url=https://evil.example',
		`?l=${token}&l=${token}`,
	]) {
		expect(await open(`${place.address}${query}`)).toMatchObject({ status: 404, location: null });
	}
	expect(await n8n.executions(place.workflow)).toHaveLength(0);
	expect(n8n.log()).not.toContain('links-secret');
});

it('leads on without counting when the time of a link is over', async () => {
	const place = await stage({});
	const { links } = await send(place, { days: 0 });
	expect(await open(links[0]?.tracked ?? '')).toMatchObject({
		status: 302,
		location: 'https://shop.example/sale?a=1&b=2',
	});
	await sleep(500);
	expect(await n8n.executions(place.workflow)).toHaveLength(0);
});

it('does not know the links of another account, and neither are they sent', async () => {
	const [one, other] = [await stage({}), await stage({})];
	const { links } = await send(one);
	const elsewhere = `${other.address}${new URL(links[0]?.tracked ?? '').search}`;
	expect(await open(elsewhere)).toMatchObject({ status: 404, location: null });
	expect(await n8n.executions(other.workflow)).toHaveLength(0);
	expect(await refusal({ ...one, address: other.address })).toMatch(/cannot read these links/);
});

it('does not send links to where no workflow is active, or is not any more', async () => {
	const place = await stage({});
	expect(await refusal({ ...place, address: place.address.replace(/[^/]+.link$/, 'nobody/link') })).toMatch(
		/no active workflow takes clicks there/,
	);
	await deactivate(place.workflow);
	expect(await refusal(place)).toMatch(/no active workflow takes clicks there/);
});

async function refusal({ bot, credential, address }: Stage): Promise<string | undefined> {
	const before = bot.sent.length;
	const draft = workflowOf('refused', gatewayNode(sending(address), credential));
	const message = errorOf(await n8n.runOnce(draft))?.message;
	expect(bot.sent).toHaveLength(before);
	return message;
}

it('takes no clicks where they are not wanted, and asks the service nothing where only they are', async () => {
	const without = await stage({ events: ['message'] });
	expect((await open(`${without.address}?l=x`)).status).toBe(404);

	const before = telegram.calls.length;
	const only = await stage({ events: ['linkClicked'] });
	await sleep(500);
	expect(telegram.log.slice(before).filter(({ path }) => path.includes(`/bot${only.bot.id}:`))).toEqual([]);
	const { links } = await send(only);
	await open(links[0]?.tracked ?? '');
	expect(await eventsOf(only.workflow, 1)).toMatchObject([{ event: 'linkClicked' }]);
});

it('knows by the registry whom a message by name was for, and notes there that they came', async () => {
	const registry = await n8n.createCredential('Registry of links', 'botGatewayRegistryApi', {
		baseUrl: `${n8n.url}/api/v1`,
		apiKey: await n8n.createApiKey('links'),
	});
	const kept = { useRegistry: true, registryTable: 'Links e2e' };
	const place = await stage(kept, registry);
	place.bot.say(42, 'hello');
	await eventsOf(place.workflow, 1);
	const parameters = { ...sending(place.address), ...kept, recipient: to('@ann', 'username') };
	const sender = withAccounts(gatewayNode(parameters, place.credential), [registry]);
	const execution = await n8n.runOnce(workflowOf('by name', sender));
	const links = itemsOf(execution, 'Bot Gateway')[0]?.json['links'] as unknown as Sent['links'];
	await open(links[0]?.tracked ?? '');
	const click = (await eventsOf(place.workflow, 2)).find(({ event }) => event === 'linkClicked');
	expect(click).toMatchObject({
		subscriber: { id: '42' },
		contact: { serviceId: 'tg-42', firstName: 'Ann', username: 'ann' },
		link: { recipient: { form: 'username', value: 'ann' } },
	});
	expect(await rowsOf('Links e2e')).toMatchObject([
		{ subscriberId: '42', lastSeen: click?.['happenedAt'], status: 'active' },
	]);
});

it('still polls in a test run, where no click can come', async () => {
	const place = await stage({});
	await deactivate(place.workflow);
	const run = await n8n.call<{ executionId?: string; waitingForWebhook?: boolean }>(
		'POST',
		`/rest/workflows/${place.workflow}/run`,
		{ triggerToStartFrom: { name: 'Trigger' } },
	);
	expect(run.waitingForWebhook).not.toBe(true);
	place.bot.say(42, 'hello');
	const execution = await n8n.waitExecution(run.executionId ?? '');
	expect(itemsOf(execution, 'Trigger')[0]?.json).toMatchObject({ event: 'message' });
});

it.each([
	['', /Tracking Address is empty/],
	['http://127.0.0.1/webhook-test/x/link', /test URL/],
	['https://example.com/page', /not the address of a Bot Gateway Trigger/],
])('sends nothing with the tracking address “%s”', async (address, why) => {
	expect(await refusal({ ...(await stage({})), address })).toMatch(why);
});
