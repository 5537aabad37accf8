/** Auto-replies that are translated, in a real n8n: through both services, and through a chat model of n8n's own. */
import { inspect } from 'node:util';

import type { INodeParameters } from 'n8n-workflow';

import { DeepLEmulator } from '../emulators/deepl/emulator';
import { LibreTranslateEmulator } from '../emulators/libreTranslate/emulator';
import { OpenAiEmulator } from '../emulators/openai/emulator';
import { stageTelegram, type TelegramStage } from './gateway';
import { chain, hintsOf, itemsOf, manualTrigger, node, PACKAGE, sharedN8n } from './n8n';
import type { CredentialRef, Execution } from './n8n';

const n8n = sharedN8n();
const DEEPL_KEY = 'e2e-deepl-5ecret-key:fx';
const LIBRE_KEY = 'e2e-libre-5ecret-key';
const OPENAI_KEY = 'sk-e2e-openai-5ecret-key';

let stage: TelegramStage;
let deepl: DeepLEmulator;
let libre: LibreTranslateEmulator;
let openai: OpenAiEmulator;
const accounts: Partial<Record<string, CredentialRef>> = {};

beforeAll(async () => {
	stage = await stageTelegram('Telegram of translations');
	deepl = await new DeepLEmulator(DEEPL_KEY).start();
	libre = await new LibreTranslateEmulator({ apiKeys: [LIBRE_KEY], keyRequired: true }).start();
	openai = await new OpenAiEmulator(OPENAI_KEY).start();
	accounts.deepl = await n8n.createCredential('DeepL', 'botGatewayDeepLApi', deeplData());
	accounts.libreTranslate = await n8n.createCredential('Libre', 'botGatewayLibreTranslateApi', libreData());
	accounts.model = await n8n.createCredential('OpenAI', 'openAiApi', {
		apiKey: OPENAI_KEY,
		url: `${openai.url}/v1`,
	});
});

beforeEach(() => {
	for (const emulator of [stage.telegram, deepl, libre, openai]) emulator.reset();
});

afterAll(async () => {
	for (const emulator of [stage.telegram, deepl, libre, openai]) await emulator.stop();
});

const deeplData = (changes: object = {}) => ({
	apiKey: DEEPL_KEY,
	host: 'own',
	baseUrl: deepl.url,
	...changes,
});
const libreData = (changes: object = {}) => ({ apiKey: LIBRE_KEY, baseUrl: libre.url, ...changes });

/** What people ask, as the trigger gives it. */
const question = (chat: number, language: string | null, text = 'what is the price?') => ({
	event: 'message',
	service: 'telegram',
	bot: { id: '7123456789', name: 'Shop' },
	subscriber: { id: String(chat), name: 'Ann', firstName: 'Ann', language, isBot: false },
	chat: { id: String(chat), type: 'private', title: null },
	message: { id: '5', text, kind: 'text' },
	language: language ?? 'en',
});

const TEXT =
	'*Hello* {first name}\\! Our [prices](https://shop.example/p?a=1&b=2) are ready\\.\n👉 Ask @shop\\_help or send /prices';
const RULE = {
	name: 'Prices',
	conditions: { condition: [{ when: 'containsAny', words: 'price, preis' }] },
	replyWith: 'text',
	text: TEXT,
	languages: { variant: [{ language: 'de', text: 'Hallo {first name}\\!' }] },
	buttonsFrom: 'fields',
	buttons: { button: [{ text: 'To the shop', kind: 'url', url: 'https://shop.example/' }] },
};

async function reply(
	translateMissing: string,
	items: object[],
	{ model = false, changes = {} }: { model?: boolean; changes?: INodeParameters } = {},
): Promise<Execution> {
	const start = manualTrigger();
	const make = node(
		'Items',
		'n8n-nodes-base.code',
		{ jsCode: `return ${JSON.stringify(items)}.map((json) => ({ json }));` },
		{ typeVersion: 2 },
	);
	const account = accounts[translateMissing];
	const answer = node(
		'Bot Auto-Reply',
		`${PACKAGE}.botAutoReply`,
		{
			service: 'telegram',
			format: 'markdownV2',
			rules: { rule: [RULE] },
			translateMissing,
			options: { textLanguage: 'en' },
			...changes,
		},
		{ credentials: [stage.credential, ...(account ? [account] : [])] },
	);
	const chat = node(
		'OpenAI Chat Model',
		'@n8n/n8n-nodes-langchain.lmChatOpenAi',
		{ model: { __rl: true, mode: 'list', value: 'gpt-4o-mini' }, options: { maxRetries: 0 } },
		{ typeVersion: 1.2, credentials: accounts.model ? [accounts.model] : [] },
	);
	return await n8n.runOnce({
		name: `translation by ${translateMissing}`,
		nodes: [start, make, answer, ...(model ? [chat] : [])],
		connections: {
			...chain(start, make, answer),
			...(model && {
				'OpenAI Chat Model': {
					ai_languageModel: [[{ node: 'Bot Auto-Reply', type: 'ai_languageModel', index: 0 }]],
				},
			}),
		},
	});
}

interface AutoReply {
	replied: boolean;
	language?: string;
	translated?: boolean;
	translationError?: string;
}

const told = (execution: Execution): AutoReply[] =>
	itemsOf(execution, 'Bot Auto-Reply').map(({ json }) => json.autoReply as unknown as AutoReply);

/** What Telegram shows, and its buttons. */
const sent = () => stage.bot.sent.map(({ chatId, text, replyMarkup }) => ({ chatId, text, replyMarkup }));

const REQUESTS: Record<string, () => number> = {
	deepl: () => deepl.asked.length,
	libreTranslate: () => libre.asked.length,
	chatModel: () => openai.asked.length,
};
const CODES: Record<string, string> = { deepl: 'FR', libreTranslate: 'fr', chatModel: 'fr' };

describe.each(['deepl', 'libreTranslate', 'chatModel'])('a reply translated by %s', (choice) => {
	const model = choice === 'chatModel';
	const code = CODES[choice] ?? '';

	it('keeps placeholders, links, mentions, commands and markup, and asks once for equal texts', async () => {
		const people = [question(42, 'fr'), question(43, 'fr'), question(42, 'de'), question(43, 'en')];
		const execution = await reply(choice, people, { model });
		expect(told(execution)).toEqual([
			expect.objectContaining({ replied: true, language: 'fr', translated: true }),
			expect.objectContaining({ replied: true, language: 'fr', translated: true }),
			expect.objectContaining({ replied: true, language: 'de' }),
			expect.objectContaining({ replied: true, language: 'en' }),
		]);
		const french = sent().filter(({ text }) => text?.includes(`-${code}`));
		expect(french).toHaveLength(2);
		for (const { text, replyMarkup } of french) {
			expect(text).toBe(
				[
					`Hello-${code} Ann! Our-${code} prices-${code} are-${code} ready-${code}.`,
					`👉 Ask-${code} @shop_help or-${code} send-${code} /prices`,
				].join('\n'),
			);
			expect(JSON.stringify(replyMarkup)).toContain(`To-${code} the-${code} shop-${code}`);
			expect(JSON.stringify(replyMarkup)).toContain('https://shop.example/');
		}
		const raw = stage.telegram.log.map(({ body }) => body.toString('utf8')).join('\n');
		expect(raw).toContain('](https://shop.example/p?a=1&b=2)');
		expect(REQUESTS[choice]?.()).toBe(1);
	});

	it('sends nothing of the person to the translator', async () => {
		await reply(choice, [question(42, 'fr', 'my s3cret price')], { model });
		const seen = [deepl, libre, openai]
			.flatMap(({ log }) => log.map(({ body }) => body.toString('utf8')))
			.join();
		expect(seen).toContain('are ready');
		expect(seen).not.toMatch(/Ann|s3cret|shop\.example|shop_help/);
	});

	it('goes out as it is written when the translator is down, and the item says so', async () => {
		const down = { status: 503, body: { error: 'x', message: 'x' } };
		for (const emulator of [deepl, libre, openai]) emulator.failNext(down, { times: 20 });
		const execution = await reply(choice, [question(42, 'fr')], { model });
		const [item] = told(execution);
		expect(item).toMatchObject({ replied: true, language: 'en', translated: false });
		expect(item?.translationError).toMatch(/could not be reached|gave no answer/);
		expect(sent()[0]?.text).toMatch(/^Hello Ann! Our prices are ready\./);
	});

	it('keeps the key out of the item, the execution and the log when it is refused', async () => {
		const before = n8n.log().length;
		const quote = `${DEEPL_KEY} DeepL-Auth-Key ${DEEPL_KEY} api_key=${LIBRE_KEY}`;
		for (const emulator of [deepl, libre]) {
			emulator.failNext(
				{
					status: 403,
					body: { error: quote.slice(DEEPL_KEY.length), message: quote.slice(DEEPL_KEY.length) },
				},
				{ times: 9 },
			);
		}
		openai.failNext({ status: 401, body: { error: { message: `Incorrect API key` } } }, { times: 9 });
		const execution = await reply(choice, [question(42, 'fr')], { model });
		expect(told(execution)[0]).toMatchObject({ replied: true, translated: false });
		const seen = [
			JSON.stringify(execution),
			inspect(execution, { depth: Infinity }),
			n8n.log().slice(before),
		].join();
		for (const secret of [DEEPL_KEY, LIBRE_KEY, OPENAI_KEY]) expect(seen.includes(secret)).toBe(false);
	});
});

it('a reply that the model spoils goes out as it is written, and the item says so', async () => {
	openai.spoils = (segment) => `${segment} https://evil.example`;
	const [item] = told(await reply('chatModel', [question(42, 'fr')], { model: true }));
	expect(item).toMatchObject({ replied: true, translated: false });
	expect(item?.translationError).toMatch(/lost or changed a placeholder, an address or the formatting/);
	expect(JSON.stringify(sent())).not.toContain('evil');
});

it('a reply goes out as it is written when no model is attached, and the item says what to do', async () => {
	const execution = await reply('chatModel', [question(42, 'fr')]);
	expect(told(execution)[0]).toMatchObject({ replied: true, translated: false });
	expect(told(execution)[0]?.translationError).toMatch(/needs a chat model/);
	expect(JSON.stringify(hintsOf(execution, 'Bot Auto-Reply'))).toMatch(
		/Not translated: .*needs a chat model/,
	);
});

it('nobody is asked where translation is off', async () => {
	const [item] = told(await reply('off', [question(42, 'fr')]));
	expect(item).toMatchObject({ replied: true, language: 'en' });
	expect(item).not.toHaveProperty('translated');
	expect(Object.values(REQUESTS).map((count) => count())).toEqual([0, 0, 0]);
});

describe('the credentials', () => {
	it('are tested without a cost', async () => {
		expect(await n8n.testCredential(accounts.deepl as CredentialRef, deeplData())).toMatchObject({
			status: 'OK',
		});
		expect(await n8n.testCredential(accounts.libreTranslate as CredentialRef, libreData())).toMatchObject({
			status: 'OK',
		});
	});

	it.each([
		['deepl', () => deeplData({ apiKey: 'wrong' }), /does not accept this key/],
		['deepl', () => deeplData({ baseUrl: 'http://127.0.0.1:9' }), /./],
		['deepl', () => deeplData({ baseUrl: `${libre.url}` }), /no DeepL API/],
		['libreTranslate', () => libreData({ apiKey: 'wrong' }), /does not accept this API key/],
		['libreTranslate', () => libreData({ apiKey: '' }), /wants an API key/],
		['libreTranslate', () => libreData({ baseUrl: `${n8n.url}` }), /./],
	])('say so for a wrong account of %s', async (which, data, expected) => {
		const result = await n8n.testCredential(accounts[which] as CredentialRef, data());
		expect(result.status).toBe('Error');
		expect(result.message).toMatch(expected);
	});
});
