import { EmulatorServer, type Received, type Reply } from '../server';
import { spoken } from '../speech';

export interface LibreSettings {
	/** Keys that it knows; any or none will do while `keyRequired` is false and there are none. */
	apiKeys: string[];
	keyRequired: boolean;
	/** Codes of its models. */
	languages: string[];
	/** Most texts in a request, and most characters in a text; -1 for no limit, which is what it starts with. */
	batchLimit: number;
	charLimit: number;
}

/**
 * LibreTranslate on loopback: `POST /translate`, with a JSON body.
 * Source for all of it: LibreTranslate, libretranslate/app.py and language.py.
 *
 *     const libre = await new LibreTranslateEmulator({ apiKeys: ['key'], keyRequired: true }).start();
 */
export class LibreTranslateEmulator extends EmulatorServer {
	readonly settings: LibreSettings;

	constructor(settings: Partial<LibreSettings> = {}) {
		const all: LibreSettings = {
			apiKeys: [],
			keyRequired: false,
			languages: ['de', 'en', 'es', 'fr', 'nb', 'pb', 'pt', 'ru', 'zh', 'zt'],
			batchLimit: -1,
			charLimit: -1,
			...settings,
		};
		super((request) => respond(all, request));
		this.settings = all;
	}

	/** The bodies that it has got, in order. */
	get asked(): Array<Record<string, unknown>> {
		return this.log.map(({ body }) => JSON.parse(body.toString('utf8')) as Record<string, unknown>);
	}
}

const refusal = (status: number, error: string): Reply => ({ status, body: { error } });

/** What it calls its models to people, and how it reads those names. */
const ALIASES: Record<string, string> = { 'pt-br': 'pb', 'zh-hans': 'zh', 'zh-hant': 'zt' };

function respond(settings: LibreSettings, { method, path, headers, body }: Received): Reply {
	if (path !== '/translate') return { status: 404, body: '<html>404 Not Found</html>' };
	if (method !== 'POST') return { status: 405, body: '<html>405 Method Not Allowed</html>' };
	// it takes forms too; this one is strict, because the client under test speaks JSON
	if (!/^application\/json\b/.test(headers['content-type'] ?? ''))
		return refusal(400, 'Invalid request: missing q parameter');
	const {
		q,
		source,
		target,
		format = 'text',
		api_key: key,
	} = JSON.parse(body.toString('utf8')) as Record<string, unknown>;
	if (key !== undefined && key !== '' && !settings.apiKeys.includes(String(key)))
		return refusal(403, 'Invalid API key');
	if (settings.keyRequired && !settings.apiKeys.includes(String(key))) {
		return refusal(400, 'Please contact the server operator to get an API key');
	}
	for (const [name, value] of Object.entries({ q, source, target })) {
		if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) {
			return refusal(400, `Invalid request: missing ${name} parameter`);
		}
	}
	const texts = (Array.isArray(q) ? q : [q]).map(String);
	if (Array.isArray(q) && settings.batchLimit !== -1 && texts.length > settings.batchLimit) {
		return refusal(
			400,
			`Invalid request: request (${texts.length}) exceeds text limit (${settings.batchLimit})`,
		);
	}
	const long = texts.find((text) => settings.charLimit !== -1 && text.length > settings.charLimit);
	if (long !== undefined) {
		return refusal(
			400,
			`Invalid request: request (${long.length}) exceeds text limit (${settings.charLimit})`,
		);
	}
	const model = (code: unknown): string => ALIASES[String(code).toLowerCase()] ?? String(code).toLowerCase();
	for (const code of [source === 'auto' ? 'en' : source, target]) {
		if (!settings.languages.includes(model(code))) return refusal(400, `${model(code)} is not supported`);
	}
	if (format !== 'text' && format !== 'html')
		return refusal(400, `${String(format)} format is not supported`);
	const translated = texts.map((text) => unescaped(spoken(text, model(target))));
	return {
		status: 200,
		body: {
			translatedText: Array.isArray(q) ? translated : translated[0],
			...(source === 'auto' && { detectedLanguage: { confidence: 90, language: 'en' } }),
		},
	};
}

/** It resolves the entities of every answer, those of HTML too. */
const unescaped = (text: string): string =>
	text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
