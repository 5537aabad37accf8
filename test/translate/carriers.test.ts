import type { Carrier } from '../../client/translate/carrier';
import { ModelTranslator } from '../../client/translate/chatModel';
import { DeepL, deeplRetryAfter } from '../../client/translate/deepl';
import { LibreTranslate, libreRetryAfter } from '../../client/translate/libreTranslate';
import { Rejected, Unreachable } from '../../client/model/error';
import { BotGatewayDeepLApi } from '../../credentials/BotGatewayDeepLApi.credentials';
import { BotGatewayLibreTranslateApi } from '../../credentials/BotGatewayLibreTranslateApi.credentials';
import { DeepLEmulator } from '../emulators/deepl/emulator';
import { LibreTranslateEmulator } from '../emulators/libreTranslate/emulator';
import { spoken } from '../emulators/speech';
import { failureOf as rejectionOf } from '../support/failure';
import { fetchRoad } from '../support/road';

const KEY = 'dc88e0f1-deep-secret:fx';
const LIBRE_KEY = 'libre-secret-key';

let deeplServer: DeepLEmulator;
let libreServer: LibreTranslateEmulator;
let deepl: Carrier;
let libre: Carrier;

beforeAll(async () => {
	deeplServer = await new DeepLEmulator(KEY).start();
	libreServer = await new LibreTranslateEmulator({ apiKeys: [LIBRE_KEY], keyRequired: true }).start();
	deepl = deeplWith(KEY);
	libre = libreWith(LIBRE_KEY);
});

beforeEach(() => {
	deeplServer.reset();
	libreServer.reset();
});

afterAll(async () => {
	await deeplServer.stop();
	await libreServer.stop();
});

const deeplWith = (apiKey: string, baseUrl = deeplServer.url): Carrier =>
	new DeepL(fetchRoad(new BotGatewayDeepLApi(), { apiKey, host: 'own', baseUrl }));
const libreWith = (apiKey: string, baseUrl = libreServer.url): Carrier =>
	new LibreTranslate(fetchRoad(new BotGatewayLibreTranslateApi(), { apiKey, baseUrl }));

const failureOf = async (promise: Promise<unknown>): Promise<Rejected | Unreachable> => {
	const failure = await rejectionOf(promise);
	if (failure instanceof Rejected || failure instanceof Unreachable) return failure;
	throw new Error(`no failure of ours: ${String(failure)}`);
};

const SEGMENTS = ['Hello <x id="1"/>, press <g id="2">here</g>', 'Tom &amp; Ann'];

describe('DeepL', () => {
	it('gets the tags as XML, and answers each segment in order', async () => {
		expect(await deepl.carry(SEGMENTS, 'de', 'en')).toEqual([
			'Hello-DE <x id="1"/>, press-DE <g id="2">here-DE</g>',
			'Tom-DE &amp; Ann-DE',
		]);
		expect(deeplServer.asked).toEqual([
			{
				text: SEGMENTS,
				target_lang: 'DE',
				source_lang: 'EN',
				tag_handling: 'xml',
				tag_handling_version: 'v2',
			},
		]);
	});

	it('gets plain texts where there is no tag, and finds the language out where none is given', async () => {
		expect(await deepl.carry(['Tom &amp; Ann'], 'fr')).toEqual(['Tom-FR &amp; Ann-FR']);
		expect(deeplServer.asked).toEqual([{ text: ['Tom & Ann'], target_lang: 'FR' }]);
	});

	it('gets the words between the tags by themselves in a language for which it handles no tags', async () => {
		expect(await deepl.carry(SEGMENTS, 'vi')).toEqual([
			'Hello-VI <x id="1"/>, press-VI <g id="2">here-VI</g>',
			'Tom-VI &amp; Ann-VI',
		]);
		expect(deeplServer.asked).toEqual([
			{ text: ['Hello', ', press', 'here', 'Tom & Ann'], target_lang: 'VI' },
		]);
	});

	it('gets at most 50 texts in a request', async () => {
		const many = Array.from({ length: 120 }, (_, index) => `text ${index}`);
		const answers = await deepl.carry(many, 'de');
		expect(answers[119]).toBe('text-DE 119');
		expect(deeplServer.asked.map(({ text }) => (text as string[]).length)).toEqual([50, 50, 20]);
	});

	it.each([
		['en', 'EN-US'],
		['en-gb', 'EN-GB'],
		['pt', 'PT-BR'],
		['pt-pt', 'PT-PT'],
		['zh-tw', 'ZH-HANT'],
		['zh-hans-cn', 'ZH-HANS'],
		['es-mx', 'ES-419'],
		['de-at', 'DE'],
		['no', 'NB'],
	])('knows %s as %s', async (tag, code) => {
		await deepl.carry(['Hello'], tag, 'pt-br');
		expect(deeplServer.asked[0]).toMatchObject({ target_lang: code, source_lang: 'PT' });
	});

	it.each([
		[400, 'invalidMessage'],
		[403, 'unauthorized'],
		[413, 'invalidMessage'],
		[429, 'rateLimited'],
		[456, 'noMoney'],
		[529, 'rateLimited'],
	])('that answers %d says no because of %s', async (status, reason) => {
		deeplServer.failNext({ status, body: { message: 'no' } });
		const failure = await failureOf(deepl.carry(['Hello'], 'de'));
		expect(failure).toBeInstanceOf(Rejected);
		expect(failure.facts).toMatchObject({ reason, code: String(status) });
	});

	it('says in its own words that it does not know a language', async () => {
		expect((await failureOf(deepl.carry(['Hello'], 'tlh'))).message).toMatch(/'target_lang' not supported/);
	});

	it('refuses when the characters of the account are used up', async () => {
		deeplServer.left = 3;
		expect((await failureOf(deepl.carry(['Hello'], 'de'))).facts).toMatchObject({ reason: 'noMoney' });
	});
});

describe('LibreTranslate', () => {
	it('gets the segments as HTML, and answers each in order', async () => {
		expect(await libre.carry(SEGMENTS, 'fr', 'en')).toEqual([
			'Hello-fr <x id="1"/>, press-fr <g id="2">here-fr</g>',
			'Tom-fr & Ann-fr',
		]);
		expect(libreServer.asked).toEqual([
			{ q: SEGMENTS, source: 'en', target: 'fr', format: 'html', api_key: LIBRE_KEY },
		]);
	});

	it('is asked to find the language out where none is given', async () => {
		await libre.carry(['Hello'], 'fr');
		expect(libreServer.asked[0]).toMatchObject({ source: 'auto' });
	});

	it.each([
		['zh-tw', 'zt'],
		['zh-cn', 'zh'],
		['pt-br', 'pb'],
		['no', 'nb'],
		['de-at', 'de'],
	])('knows %s as %s', async (tag, code) => {
		expect(await libre.carry(['Hello'], tag)).toEqual([`Hello-${code}`]);
	});

	it('takes the next best form of a language that it does not have', async () => {
		libreServer.settings.languages.splice(libreServer.settings.languages.indexOf('pb'), 1);
		expect(await libre.carry(['Hello'], 'pt-br')).toEqual(['Hello-pt']);
		libreServer.settings.languages.push('pb');
	});

	it.each([
		[
			'a wrong key',
			async () => await libreWith('wrong').carry(['Hello'], 'fr'),
			'unauthorized',
			/Invalid API key/,
		],
		['no key', async () => await libreWith('').carry(['Hello'], 'fr'), 'invalidMessage', /get an API key/],
		[
			'a language that it lacks',
			async () => await libre.carry(['Hello'], 'ka'),
			'invalidMessage',
			/ka is not supported/,
		],
	])('says no because of %s', async (_, ask, reason, words) => {
		const failure = await failureOf(ask());
		expect(failure.facts).toMatchObject({ reason });
		expect(failure.message).toMatch(words);
	});

	it('that takes no more requests says so', async () => {
		libreServer.failNext({ status: 429, body: { error: 'Slowdown: 10 per 1 minute' } });
		expect((await failureOf(libre.carry(['Hello'], 'fr'))).facts).toMatchObject({ reason: 'rateLimited' });
	});
});

describe.each(['DeepL', 'LibreTranslate'])('%s', (name) => {
	const carrier = (): Carrier => (name === 'DeepL' ? deepl : libre);
	const server = () => (name === 'DeepL' ? deeplServer : libreServer);

	it.each([
		['a broken answer', { status: 200, body: '{"translations":[' }, Rejected],
		['somebody else’s page', { status: 404, body: '<html>Not Found</html>' }, Rejected],
		['a broken server', { status: 500, body: { error: 'x', message: 'x' } }, Unreachable],
		['a broken connection', { drop: 'after' as const }, Unreachable],
		['too few texts', { status: 200, body: { translations: [], translatedText: [] } }, Unreachable],
		[
			'texts that are none',
			{ status: 200, body: { translations: [{ text: 7 }], translatedText: [7] } },
			Unreachable,
		],
	])('that gives %s has done nothing that may have been sent', async (_, reply, kind) => {
		server().failNext(reply);
		const failure = await failureOf(carrier().carry(['Hello'], 'fr'));
		expect(failure).toBeInstanceOf(kind);
		if (failure instanceof Unreachable) expect(failure.facts.outcome).toBe('notSent');
	});

	it('keeps its key out of every failure, also when the answer quotes it', async () => {
		for (const status of [400, 403, 404, 500, 502]) {
			const quote = `Authorization: DeepL-Auth-Key ${KEY} api_key=${LIBRE_KEY}`;
			server().failNext({ status, body: { message: quote, error: quote } });
			const failure = await failureOf(carrier().carry(['Hello'], 'fr'));
			const seen = JSON.stringify([failure.message, failure.facts, failure.stack]);
			expect([status, seen.includes(KEY), seen.includes(LIBRE_KEY)]).toEqual([status, false, false]);
		}
	});
});

it.each([
	['DeepL', 429, {}, deeplRetryAfter, 2],
	['DeepL', 529, { 'retry-after': '7' }, deeplRetryAfter, 7],
	['DeepL', 456, {}, deeplRetryAfter, undefined],
	['LibreTranslate', 429, {}, libreRetryAfter, 10],
	['LibreTranslate', 403, {}, libreRetryAfter, undefined],
])(
	'after a %s %d with %j a pause is made as asked, or a usual one',
	(_, status, headers, retryAfter, seconds) => {
		expect(retryAfter({ status, headers: headers as Record<string, string>, body: '' })).toBe(seconds);
	},
);

describe('a chat model', () => {
	const asked: Array<Array<[string, string]>> = [];
	const modelThat = (answer: (segments: string[]) => unknown): Carrier => {
		asked.length = 0;
		return new ModelTranslator({
			invoke: async (messages) => {
				asked.push(messages);
				const { segments } = JSON.parse(messages[1]?.[1] ?? '') as { segments: string[] };
				return await Promise.resolve(answer(segments));
			},
		});
	};
	const translated = (segments: string[]): string =>
		JSON.stringify({ segments: segments.map((one) => spoken(one, 'uk')) });

	it('gets the segments as data beside its instructions', async () => {
		const model = modelThat((segments) => ({ content: translated(segments) }));
		expect(await model.carry(SEGMENTS, 'uk', 'en')).toEqual(SEGMENTS.map((one) => spoken(one, 'uk')));
		expect(asked[0]?.map(([role]) => role)).toEqual(['system', 'human']);
		expect(asked[0]?.[0]?.[1]).toMatch(/"uk".*"en"/);
		expect(asked[0]?.[1]?.[1]).toBe(JSON.stringify({ segments: SEGMENTS }));
	});

	it.each([
		['in a fence', (json: string) => ({ content: `Sure!\n\`\`\`json\n${json}\n\`\`\`` })],
		['as parts', (json: string) => ({ content: [{ type: 'text', text: json }] })],
		['as a bare text', (json: string) => json],
		[
			'as the list alone',
			(json: string) =>
				`\`\`\`json\n${JSON.stringify((JSON.parse(json) as { segments: string[] }).segments)}\n\`\`\``,
		],
		[
			'after a thought with a draft in it',
			(json: string) => `<think>{"segments": ["Hello"]} is {x}. {"segments": ["Draft-uk"]}?</think>\n${json}`,
		],
		[
			'between sentences with braces',
			(json: string) => `{Sure}: the list ["a"] is\n${json}\nNote: {x} stays.`,
		],
		['in quotation marks', (json: string) => json.replace('Hello-uk', '«Hello-uk»')],
	])('may answer %s', async (_, shape) => {
		const model = modelThat((segments) => shape(translated(segments)));
		expect(await model.carry(['Hello'], 'uk')).toEqual(['Hello-uk']);
	});

	it.each([
		['a segment too few', '{"segments":[]}'],
		['no JSON', 'I cannot help with that'],
		['another JSON', '{"translations":["x"]}'],
		['no texts', '{"segments":[{"text":"x"}]}'],
		['brackets without end', '{"segments":['.repeat(5_000)],
		['nothing', ''],
	])('that answers %s has not translated', async (_, content) => {
		expect(await failureOf(modelThat(() => ({ content })).carry(['Hello'], 'uk'))).toBeInstanceOf(
			Unreachable,
		);
	});

	it('keeps the quotation marks that a text has', async () => {
		const model = modelThat((segments) => ({ content: JSON.stringify({ segments }) }));
		expect(await model.carry(['"Hello"'], 'uk')).toEqual(['"Hello"']);
	});

	it.each([400, 413, 422])('that answers HTTP %s has refused this text, and not all', async (status) => {
		const model = new ModelTranslator({
			invoke: async () => await Promise.reject(Object.assign(new Error('too long'), { status })),
		});
		expect((await failureOf(model.carry(['Hello'], 'uk'))).facts).toMatchObject({ reason: 'invalidMessage' });
	});

	it('that fails says so without the words of its error, which may quote a key', async () => {
		const model = new ModelTranslator({
			invoke: async () =>
				await Promise.reject(Object.assign(new Error('Incorrect API key sk-secret'), { status: 401 })),
		});
		const failure = await failureOf(model.carry(['Hello'], 'uk'));
		expect(failure.facts).toMatchObject({ reason: 'unauthorized', code: '401' });
		expect(JSON.stringify([failure.message, failure.facts])).not.toContain('sk-secret');
	});
});
