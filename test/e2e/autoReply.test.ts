import fs from 'node:fs';
import path from 'node:path';

import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import { chooseCredentials } from '../../tools/demo/examples';
import { LibreTranslateEmulator } from '../emulators/libreTranslate/emulator';
import type { EmulatedBot } from '../emulators/telegram/bot';
import { TelegramEmulator } from '../emulators/telegram/emulator';
import {
	chain,
	discard,
	errorOf,
	itemsOf,
	node,
	OWNER,
	ownN8n,
	PACKAGE,
	ROOT,
	sharedN8n,
	sleep,
} from './n8n';
import type { CredentialRef, Execution, N8nClient, WorkflowDraft } from './n8n';
import { activation, settled, triggerNode } from './triggered';

const n8n = sharedN8n();
const REPLY = `${PACKAGE}.botAutoReply`;

let telegram: TelegramEmulator;
let count = 0;
const { activate, begun } = activation();

beforeAll(async () => {
	telegram = await new TelegramEmulator().start();
	telegram.settings.setWebhookPauseMs = 0;
});

afterAll(async () => await telegram.stop());

interface Stage {
	bot: EmulatedBot;
	credential: CredentialRef;
}

/** People by their languages. */
const PEOPLE = [
	{ id: 1, firstName: 'Hans', languageCode: 'de' },
	{ id: 2, firstName: 'Иван', languageCode: 'ru' },
	{ id: 3, firstName: 'Inés', languageCode: 'es-MX' },
	{ id: 4, firstName: 'Ann', languageCode: 'en' },
];

async function stage(at: N8nClient = n8n): Promise<Stage> {
	count += 1;
	const token = `73000000${count}:AAHreply-secret-secret-secret-secret`;
	const bot = telegram.addBot({ token, username: `reply${count}_bot`, firstName: `Shop ${count}` });
	for (const person of PEOPLE) bot.addPerson(person);
	const data = { accessToken: token, apiRoot: telegram.url, environment: 'production' };
	return { bot, credential: await at.createCredential(`Reply ${count}`, 'botGatewayTelegramApi', data) };
}

const trigger = (credential: CredentialRef, parameters: INodeParameters = {}): INode =>
	triggerNode('telegram', credential, {
		receive: 'polling',
		events: ['message', 'buttonPressed', 'subscribed'],
		...parameters,
	});

const replyNode = (credentials: CredentialRef[], rule: IDataObject[], more: IDataObject = {}): INode =>
	node('Reply', REPLY, { service: 'telegram', rules: { rule }, ...more } as INodeParameters, { credentials });

const always = (text: string, more: IDataObject = {}): IDataObject => ({
	conditions: { condition: [{ when: 'anything' }] },
	replyWith: 'text',
	text,
	...more,
});

const between = async (start: INode, reply: INode): Promise<string> =>
	await begun(`reply ${count}`, start, reply);

/** The workflow of examples/ with its account chosen, as a person imports it. */
async function imported(file: string, credential: CredentialRef): Promise<string> {
	const text = fs.readFileSync(path.join(ROOT, 'examples', `${file}.json`), 'utf8');
	const example = chooseCredentials(JSON.parse(text) as WorkflowDraft, await n8n.nodeTypes(), [credential]);
	const { id } = await n8n.importWorkflow(example);
	await activate(id);
	return id;
}

const saidBy = ({ sent }: EmulatedBot): Array<[chat: number, text: string | undefined]> =>
	sent.map(({ chatId, text }) => [chatId, text] as [number, string | undefined]).sort();

it('answers 20 messages in four languages, each once, as the example says', async () => {
	const { bot, credential } = await stage();
	const id = await imported('keyword-auto-reply', credential);
	for (const { id: person } of PEOPLE) bot.start(person);
	for (const text of [
		'Was kostet das? Preis?',
		'Сколько стоит доставка?',
		'¿CUÁNTO cuesta?',
		'how much is it?',
	].entries())
		bot.say(text[0] + 1, text[1]);
	for (const { id: person } of PEOPLE)
		bot.say(person, `${['Bestellung', 'заказ', 'Pedido', 'ORDER'][person - 1]} 471${person}!`);
	for (const { id: person } of PEOPLE) bot.say(person, 'thank you 👋');
	for (const { id: person } of PEOPLE) bot.say(person, 'price?'); // within the cool-down
	await settled(id, 20);
	expect(saidBy(bot)).toEqual(
		[
			[1, 'Guten Tag Hans! Fragen Sie nach Preisen, oder schreiben Sie „Bestellung“ und die Nummer.'],
			[1, 'Guten Tag Hans, die Lieferung kostet 5 EUR, ab 50 EUR ist sie kostenlos.'],
			[1, 'Wir suchen die Bestellung 4711 …'],
			[2, 'Здравствуйте, Иван! Спросите о ценах или напишите «заказ» и номер.'],
			[2, 'Здравствуйте, Иван! Доставка стоит 5 EUR, от 50 EUR — бесплатно.'],
			[2, 'Ищем заказ 4712 …'],
			[3, '¡Hola Inés! Pregunte por los precios o escriba «pedido» y su número.'],
			[3, 'Hola Inés: el envío cuesta 5 EUR y es gratis a partir de 50 EUR.'],
			[3, 'Buscamos el pedido 4713 …'],
			[4, 'Hello Ann! Ask about prices, or write “order” and its number.'],
			[4, 'Hello Ann, delivery costs 5 EUR; from 50 EUR it is free.'],
			[4, 'We are looking for order 4714 …'],
		].sort(),
	);
});

it('welcomes by deep link and asks for the phone, as the example says', async () => {
	const { bot, credential } = await stage();
	const id = await imported('welcome-with-deep-link-and-phone', credential);
	bot.start(4, 'summer-sale');
	bot.start(2);
	bot.shareContact(1, '+4915100000001');
	await settled(id, 3);
	expect(saidBy(bot)).toEqual([
		[1, 'Danke, Hans. Wir haben +4915100000001 notiert.'],
		[2, 'Hello Иван! Share your phone number, so that we find your orders.'],
		[4, 'Hello Ann! You came by “summer-sale”. Share your phone number, and we keep the offer for you.'],
	]);
	const keyboards = bot.sent.filter(({ replyMarkup }) =>
		JSON.stringify(replyMarkup)?.includes('request_contact'),
	);
	expect(keyboards.map(({ chatId }) => chatId).sort()).toEqual([2, 4]);
	const runs = await n8n.waitExecutions(id, 3);
	const rows = (name: string) =>
		runs.flatMap((run) =>
			run.data.resultData.runData[name] ? itemsOf(run, name).map(({ json }) => json) : [],
		);
	expect(rows('Lead')).toEqual([{ source: 'summer-sale', person: 'Ann' }]);
	expect(rows('Phone number')).toEqual([{ phone: '+4915100000001', person: 'Hans' }]);
});

it('answers a flood of 200 messages by one person within the cool-down', async () => {
	const { bot, credential } = await stage();
	const id = await between(
		trigger(credential),
		replyNode([credential], [always('Hello {first name}', { coolDown: 3_600 })]),
	);
	const from = Date.now();
	for (let n = 0; n < 200; n += 1) bot.say(4, `hello ${n}`);
	bot.say(1, 'me, too');
	await settled(id, 201, 400_000);
	process.stderr.write(`auto-reply: 201 messages worked on in ${Date.now() - from} ms\n`);
	expect(saidBy(bot)).toEqual([
		[1, 'Hello Hans'],
		[4, 'Hello Ann'],
	]);
}, 500_000);

it('answers again when a cool-down is over', async () => {
	const { bot, credential } = await stage();
	const id = await between(
		trigger(credential),
		replyNode([credential], [always('{text}', { coolDown: 10 })]),
	);
	bot.say(4, 'one');
	await bot.untilSent(1);
	bot.say(4, 'two');
	await settled(id, 2);
	await sleep(10_000 * 1.2);
	bot.say(4, 'three');
	await settled(id, 3);
	expect(bot.sent.map(({ text }) => text)).toEqual(['one', 'three']);
});

it('lets two bots that talk to each other stop at once', async () => {
	const [one, other] = [await stage(), await stage()];
	const bots = [one, other] as const;
	one.bot.addPerson(other.bot.asPerson());
	other.bot.addPerson(one.bot.asPerson());
	const ids: string[] = [];
	for (const { credential } of bots)
		ids.push(
			await between(
				trigger(credential, { filters: { ignoreBots: false } }),
				replyNode([credential], [always('You said {text}')]),
			),
		);
	// whatever one of them writes to the other arrives there
	const carried = new Set<object>();
	const carry = (from: EmulatedBot, to: EmulatedBot): void => {
		for (const sent of from.sent.filter(({ chatId }) => chatId === to.id)) {
			if (carried.has(sent)) continue;
			carried.add(sent);
			to.say(from.id, sent.text ?? '');
		}
	};
	one.bot.say(other.bot.id, 'hello, bot');
	other.bot.say(one.bot.id, 'hello, bot');
	for (let n = 0; n < 20; n += 1) {
		carry(one.bot, other.bot);
		carry(other.bot, one.bot);
		await sleep(100);
	}
	for (const id of ids) {
		const [run] = await n8n.waitExecutions(id, 1);
		expect(itemsOf(run as Execution, 'Reply', 2)[0]?.json).toMatchObject({ autoReply: { heldBack: 'bot' } });
	}
	expect([...one.bot.sent, ...other.bot.sent]).toEqual([]);
});

it('does not send again what a retried execution had sent', async () => {
	const { bot, credential } = await stage();
	const rules = [always('first'), always('{text}'.repeat(2))];
	const id = await between(trigger(credential), replyNode([credential], rules, { which: 'all' }));
	bot.say(4, 'x'.repeat(3_000)); // twice that is too long
	const [failed] = await n8n.waitExecutions(id, 1);
	expect(errorOf(failed as Execution)?.message).toContain('Rule 2, Text has 6000 characters');
	expect(saidBy(bot)).toEqual([[4, 'first']]);

	await n8n.call('POST', `/rest/executions/${failed?.id}/retry`, { loadWorkflow: true });
	const runs = await n8n.waitExecutions(id, 2);
	expect(runs.map(({ status, mode }) => [status, mode])).toContainEqual(['error', 'retry']);
	expect(saidBy(bot)).toEqual([[4, 'first']]);
});

it('does not answer an event again that comes once more after a restart', async () => {
	const own = ownN8n();
	try {
		await own.start();
		await own.signIn(OWNER);
		const { bot, credential } = await stage(own);
		const hook = node(
			'Hook',
			'n8n-nodes-base.webhook',
			{ httpMethod: 'POST', path: 'events', options: {} },
			{ typeVersion: 2 },
		);
		const reply = replyNode([credential], [always('Hello {first name}', { coolDown: 3_600 })], {
			options: { event: '={{ $json.body }}' },
		});
		const { id } = await own.createWorkflow({
			name: 'restart',
			nodes: [hook, reply],
			connections: chain(hook, reply),
		});
		await own.activate(id);
		const event = (messageId: string) => ({
			event: 'message',
			service: 'telegram',
			bot: { id: String(bot.id), name: 'Shop' },
			subscriber: { id: '4', name: 'Ann', firstName: 'Ann', isBot: false },
			chat: { id: '4', type: 'private' },
			message: { id: messageId, text: 'hi' },
			language: 'en',
		});
		const post = async (messageId: string): Promise<void> => {
			const response = await fetch(`${own.url}/webhook/events`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(event(messageId)),
			});
			expect(response.status).toBe(200);
		};
		await post('1');
		await own.waitExecutions(id, 1);
		expect(saidBy(bot)).toEqual([[4, 'Hello Ann']]);

		await own.kill();
		await own.start();
		await own.signIn(OWNER);
		await own.until(async () => (await own.fetch('GET', '/webhook/events')).status !== 503, {
			what: 'webhooks',
		});
		await post('1');
		await post('2'); // within the cool-down, which lasts over the restart
		const runs = await own.waitExecutions(id, 3);
		const why = runs
			.slice(1)
			.map((run) => (itemsOf(run, 'Reply', 2)[0]?.json['autoReply'] as IDataObject)['heldBack']);
		expect(why.sort()).toEqual(['answeredBefore', 'coolDown']);
		expect(saidBy(bot)).toEqual([[4, 'Hello Ann']]);
	} finally {
		await discard(own);
	}
}, 400_000);

it('translates what is missing, and sends the original while the translator is down', async () => {
	const libre = await new LibreTranslateEmulator().start();
	try {
		const { bot, credential } = await stage();
		const translator = await n8n.createCredential(`Libre ${count}`, 'botGatewayLibreTranslateApi', {
			baseUrl: libre.url,
			apiKey: '',
		});
		const languages = { variant: [{ language: 'ru', text: 'Привет, {first name}' }] };
		const id = await between(
			trigger(credential),
			replyNode(
				[credential, translator],
				[always('Hello {first name}, see https://example.com', { languages })],
				{
					translateMissing: 'libreTranslate',
					options: { textLanguage: 'en' },
				},
			),
		);
		for (const { id: person } of PEOPLE) bot.say(person, 'hi');
		await settled(id, 4);
		expect(saidBy(bot)).toEqual([
			[1, 'Hello-de Hans, see-de https://example.com'],
			[2, 'Привет, Иван'],
			[3, 'Hello-es Inés, see-es https://example.com'],
			[4, 'Hello Ann, see https://example.com'],
		]);

		await libre.stop();
		bot.say(1, 'once more');
		await settled(id, 5);
		const told = (await n8n.waitExecutions(id, 5)).map(
			(run) => itemsOf(run, 'Reply')[0]?.json['autoReply'] as IDataObject,
		);
		expect(told.at(-1)).toMatchObject({
			replied: true,
			translated: false,
			translationError: expect.stringContaining('LibreTranslate') as string,
		});
		expect(bot.sent.at(-1)?.text).toBe('Hello Hans, see https://example.com');
	} finally {
		await libre.stop();
	}
});

it('names rule and field of what is wrong, and answers the others', async () => {
	const { bot, credential } = await stage();
	const broken = {
		conditions: { condition: [{ when: 'regex', pattern: '(a' }] },
		replyWith: 'text',
		text: 'x',
		name: 'Orders',
	};
	const id = await between(trigger(credential), replyNode([credential], [broken, always('Hello')]));
	bot.say(4, 'hi');
	const [run] = await n8n.waitExecutions(id, 1);
	expect(errorOf(run as Execution)?.message).toBe(
		'Rule 1 (“Orders”), condition 1, Regular Expression leaves a group open',
	);
	expect(bot.sent).toEqual([]);
});
